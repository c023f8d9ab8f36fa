"""Messages to the bot, cards and their threads."""

from bot.domain.checkin import Answer
from bot.domain.commitment import Commitment
from tests.slack.bot import Bot, button, words_of
from tests.slack.fake.payloads import EVENT
from tests.soon import soon
from tests.talking import checkin

CHANNEL = "C000000001"


async def test_a_mention_is_a_command_whose_answer_one_person_sees(bot: Bot) -> None:
    me = bot.slack.team().bot_user

    await bot.user("boyd").says(f"<@{me}> commit share the rubric by Friday", CHANNEL)

    assert await bot.hears("boyd", "C-1", CHANNEL)
    assert not [one for one in bot.sees("rossi", CHANNEL) if "C-1" in one]


async def test_a_mention_with_nothing_known_in_it_gets_help(bot: Bot) -> None:
    me = bot.slack.team().bot_user

    await bot.user("boyd").says(f"thank you <@{me}>!", CHANNEL)
    await bot.user("rossi").says(f"<@{me}>", CHANNEL)

    assert await bot.hears("boyd", "I know no word “thank”", CHANNEL)
    assert await bot.hears("rossi", "/commit", CHANNEL)


async def test_a_mention_in_a_thread_is_answered_in_it(bot: Bot) -> None:
    await bot.user("rossi").says("the rubric is late", CHANNEL)
    root = bot.slack.team().channels[CHANNEL].latest()

    await bot.user("boyd").says(f"<@{bot.slack.team().bot_user}> help", CHANNEL, thread=root)

    assert await bot.hears("boyd", "/commit", CHANNEL)
    assert bot.slack.called("chat.postEphemeral")[0].args["thread_ts"] == root["ts"]


async def test_who_is_not_in_the_channel_any_more_is_answered_directly(bot: Bot) -> None:
    bot.slack.order("chat.postEphemeral", error="user_not_in_channel")

    await bot.user("boyd").says(f"<@{bot.slack.team().bot_user}> help", CHANNEL)

    assert await bot.hears("boyd", "/commit")


async def test_a_plain_message_answers_the_check_in_that_is_open(bot: Bot) -> None:
    await bot.asks()

    await bot.user("boyd").says("Teams met twice, minutes &amp; notes are in the folder")

    assert await soon(lambda: "Teams met twice" in words_of(bot.user("boyd").im.latest()))
    answer = await bot.get(Answer)
    assert answer.text == "Teams met twice, minutes & notes are in the folder"


async def test_a_reply_in_the_cards_thread_answers_it_and_changes_it(bot: Bot) -> None:
    card = await bot.asks()
    later = bot.office.later(days=7)
    await bot.office.tick(later)

    await bot.user("boyd").says("Teams met twice", thread=card)

    assert await soon(
        lambda: "Teams met twice" in words_of(bot.user("boyd").im.messages[card["ts"]])
    )
    receipt = bot.user("boyd").im.latest()
    assert receipt["thread_ts"] == card["ts"]
    assert (await checkin(bot.office)).answered_at == later


async def test_answers_by_thread_and_by_form_merge(bot: Bot) -> None:
    card = await bot.asks()
    await bot.user("boyd").says("Teams met twice", thread=card)
    await bot.settled()
    card = bot.user("boyd").im.messages[card["ts"]]

    await bot.user("boyd").presses(card, button(card, "Edit answer"))
    await bot.modal()
    await bot.user("boyd").submits(helping="the coach")

    assert await soon(lambda: "the coach" in words_of(bot.user("boyd").im.messages[card["ts"]]))
    assert "Teams met twice" in words_of(bot.user("boyd").im.messages[card["ts"]])


async def test_a_tap_changes_the_card_in_its_place(bot: Bot) -> None:
    card = await bot.asks()
    before = len(bot.user("boyd").im.messages)

    await bot.user("boyd").presses(card, button(card, "steady"))

    assert await soon(lambda: "✓ steady" in str(bot.user("boyd").im.messages[card["ts"]]))
    assert len(bot.user("boyd").im.messages) == before


async def test_taps_are_shown_in_the_order_in_which_they_came(bot: Bot) -> None:
    card = await bot.asks()
    bot.slack.order("chat.update", delay=0.3)

    await bot.user("boyd").presses(card, button(card, "steady"))
    await bot.user("boyd").presses(card, button(card, "strong"))
    await bot.settled()

    shown = str(bot.user("boyd").im.messages[card["ts"]])
    assert ("✓ strong" in shown, "✓ steady" in shown) == (True, False)


async def test_a_card_that_is_gone_loses_no_answer(bot: Bot) -> None:
    card = await bot.asks()
    action = button(card, "steady")
    bot.slack.order("chat.update", error="message_not_found")

    await bot.user("boyd").presses(card, action)

    assert await soon(lambda: "✓ steady" in str(bot.user("boyd").im.latest()))


async def test_a_hidden_card_changes_by_its_response_url(bot: Bot) -> None:
    await bot.office.tick()
    await bot.user("boyd").types("/checkin", CHANNEL)
    card = bot.user("boyd").sees(CHANNEL)[0]

    await bot.user("boyd").presses(card, button(card, "steady"))

    assert await soon(lambda: "✓ steady" in str(bot.user("boyd").sees(CHANNEL)))
    assert len(bot.user("boyd").sees(CHANNEL)) == 1


async def test_one_message_told_eleven_times_is_heard_once(bot: Bot) -> None:
    reply = await bot.user("boyd").says("commit share the rubric")
    assert reply
    event = reply.payload["event"]

    for number in range(10):
        moved = {**event, "ts": f"{event['ts']}{number}"} if number > 5 else event
        await bot.slack.deliver(EVENT, {**reply.payload, "event_id": f"Ev{number}", "event": moved})

    await bot.settled()
    assert await bot.count(Commitment) == 1


async def test_a_repeated_delivery_is_answered_and_changes_nothing(bot: Bot) -> None:
    reply = await bot.user("boyd").says("commit share the rubric")
    assert reply

    again = await bot.slack.deliver(EVENT, reply.payload, retry=1)

    assert again.ok
    assert await bot.count(Commitment) == 1


async def test_it_does_not_answer_itself_nor_changes_nor_talk_among_people(bot: Bot) -> None:
    reply = await bot.user("boyd").says("hello")
    assert reply
    await bot.settled()
    seen = len(bot.user("boyd").im.messages)
    for other in ({"bot_id": "B1"}, {"subtype": "message_changed"}, {"channel_type": "channel"}):
        again = {**reply.payload["event"], "client_msg_id": "other", **other}
        told = {**reply.payload, "event_id": str(other), "event": again}
        assert (await bot.slack.deliver(EVENT, told)).ok

    await bot.settled()
    assert len(bot.user("boyd").im.messages) == seen


async def test_a_rate_limit_delays_an_answer_and_loses_none(bot: Bot) -> None:
    bot.slack.order("chat.postMessage", status=429, error="ratelimited", retry_after=1)

    await bot.user("boyd").says("commit share the rubric")

    assert await bot.hears("boyd", "share the rubric")


async def test_what_may_have_been_said_is_not_said_again(bot: Bot) -> None:
    bot.slack.order("chat.postMessage", drop=True)

    await bot.user("boyd").says("commit share the rubric")
    await bot.settled()

    assert len(bot.user("boyd").im.messages) == 2


async def test_who_can_be_answered_nowhere_has_still_been_heard(bot: Bot) -> None:
    await bot.user("boyd").says("hello")
    bot.slack.state.uninstall(bot.slack.team())

    reply = await bot.user("boyd").says("commit share the rubric")

    assert reply
    assert reply.ok
    assert await bot.count(Commitment) == 1


async def test_a_tap_on_keep_it_pressed_twice_keeps_it_once(bot: Bot) -> None:
    await bot.asks()
    await bot.user("boyd").says("Is the rubric in use?")
    assert await bot.hears("boyd", "reads like a question")
    asked = bot.user("boyd").im.latest()

    for _ in range(2):
        await bot.user("boyd").presses(asked, button(asked, "Keep it as my answer"))

    assert (await bot.get(Answer)).text == "Is the rubric in use?"
