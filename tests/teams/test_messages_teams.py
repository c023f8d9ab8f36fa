"""Messages to the bot: in people's own chats, in channels and in group chats."""

from bot.domain.checkin import Answer
from bot.domain.commitment import Commitment
from tests.talking import checkin
from tests.teams.bot import Bot
from tests.teams.fake.state import Json
from tests.teams.people import GROUP
from tests.teams.riverbend import LEADERSHIP, teams_id

ANSWERED = "I have answered in your own chat with me."


def own(bot: Bot, key: str) -> list[str]:
    """What the bot said in a conversation."""
    return [bot.user(key).reads(one) for one in bot.user(key).messages() if is_ours(bot, one)]


def is_ours(bot: Bot, message: Json) -> bool:
    return message["by"] in bot.teams.state.apps


async def test_a_commitment_needs_no_slash_and_can_be_undone(bot: Bot) -> None:
    await bot.user("boyd").types("commit share the rubric & notes by Friday")
    assert await bot.hears("boyd", "C-1")

    await bot.user("boyd").presses("Undo")

    made = await bot.get(Commitment)
    assert made.text == "share the rubric & notes"
    assert made.withdrawn


async def test_a_slash_is_understood_too(bot: Bot) -> None:
    await bot.user("boyd").types("/commit share the rubric by Friday")

    assert await bot.hears("boyd", "share the rubric")
    assert await bot.count(Commitment) == 1


async def test_a_plain_message_answers_the_check_in_that_is_open(bot: Bot) -> None:
    await bot.asks()

    await bot.user("boyd").types("Teams met twice, minutes & notes are in the folder")

    assert await bot.hears("boyd", "Teams met twice")
    answer = await bot.get(Answer)
    assert answer.text == "Teams met twice, minutes & notes are in the folder"


async def test_a_reply_that_quotes_an_older_card_answers_it_and_changes_it(bot: Bot) -> None:
    card = await bot.asks()
    later = bot.office.later(days=7)
    await bot.office.tick(later)
    quote = {"type": "quotedReply", "quotedReply": {"messageId": card["id"]}}
    typed = (await bot.user("boyd").types("help")).activity

    await bot.teams.deliver(
        bot.teams.bot(), typed | {"id": "9", "text": "Teams met twice", "entities": [quote]}
    )
    await bot.settled()

    assert "Teams met twice" in bot.user("boyd").reads(bot.user("boyd").chat.messages[card["id"]])
    assert (await checkin(bot.office)).answered_at == later


async def test_a_mention_in_a_channel_is_answered_in_the_persons_own_chat(bot: Bot) -> None:
    reply = await bot.user("boyd").mentions_bot(LEADERSHIP, "commit share the rubric by Friday")
    await bot.settled()

    assert "C-1" in own(bot, "boyd")[0]
    root, line = bot.user("rossi").messages(LEADERSHIP)
    assert (line["root"], bot.user("rossi").reads(line)) == (root["id"], ANSWERED)
    assert reply.activity["id"] == root["id"]


async def test_a_mention_in_a_thread_is_answered_there_in_one_line(bot: Bot) -> None:
    written = bot.user("rossi").says(LEADERSHIP, "the rubric is late")

    await bot.user("boyd").mentions_bot(LEADERSHIP, "help", thread=written)
    await bot.settled()

    assert bot.user("boyd").messages(LEADERSHIP)[-1]["root"] == written["id"]
    assert "commit" in own(bot, "boyd")[0]


async def test_a_mention_in_a_group_chat_is_answered_alike(bot: Bot) -> None:
    bot.teams.add_group_chat(GROUP, teams_id("boyd"), teams_id("rossi"))
    await bot.user("boyd").adds_bot(GROUP)

    await bot.user("boyd").mentions_bot(GROUP, "helping the coach")
    await bot.settled()

    assert "the coach" in own(bot, "boyd")[0]
    assert bot.sees("rossi", GROUP)[-1] == ANSWERED


async def test_a_form_asked_for_in_a_channel_waits_in_the_persons_own_chat(bot: Bot) -> None:
    await bot.user("boyd").mentions_bot(LEADERSHIP, "commit")
    assert await bot.hears("boyd", "There is a form for that.")

    await bot.user("boyd").presses("Open the form")
    await bot.user("boyd").submits(text="share the rubric")

    assert (await bot.get(Commitment)).text == "share the rubric"


async def test_a_mention_alone_or_with_nothing_known_in_it_gets_help(bot: Bot) -> None:
    await bot.user("boyd").mentions_bot(LEADERSHIP, "")
    await bot.user("rossi").mentions_bot(LEADERSHIP, "thank you!")

    assert await bot.hears("boyd", "/commit")
    assert await bot.hears("rossi", "I know no word “thank”")


async def test_people_are_named_as_teams_names_them(bot: Bot) -> None:
    chen = bot.user("chen")
    chen.user.name = "Mei Chen"

    await bot.user("boyd").mentions_bot(
        LEADERSHIP, "commit @Mei Chen sends the protocol by Friday", people=[chen]
    )

    assert (await bot.get(Commitment)).owner == "chen"


async def test_who_has_no_chat_with_the_bot_gets_one_as_a_member_of_the_team(bot: Bot) -> None:
    await bot.user("boyd").uninstalls(tell=False)
    bot.teams.state.conversations.pop(bot.user("boyd").chat.id)
    await bot.forgets("conversation")

    await bot.user("boyd").mentions_bot(LEADERSHIP, "helping the coach")

    assert await bot.hears("boyd", "the coach")


async def test_who_cannot_be_answered_is_told_how_to_change_that(bot: Bot) -> None:
    await bot.user("boyd").uninstalls()
    await bot.settled()

    await bot.user("boyd").mentions_bot(LEADERSHIP, "helping the coach")

    assert await bot.hears("boyd", "Please add Headway under Apps", LEADERSHIP)
    assert "the coach" not in bot.sees("boyd", LEADERSHIP)[-1]


async def test_a_line_that_a_channel_refuses_keeps_no_answer_back(bot: Bot) -> None:
    bot.teams.order("send", conversation=LEADERSHIP, status=403, code="BotDisabledByAdmin")

    await bot.user("boyd").mentions_bot(LEADERSHIP, "helping the coach")
    await bot.settled()

    assert "the coach" in own(bot, "boyd")[0]
    assert len(bot.sees("rossi", LEADERSHIP)) == 1


async def test_what_holds_no_words_gets_a_kind_answer(bot: Bot) -> None:
    await bot.asks()
    typed = (await bot.user("boyd").types("help")).activity
    image = {"contentType": "image/*", "contentUrl": "https://x.example/1"}

    sent = typed | {"id": "9", "text": "", "attachments": [image]}
    await bot.teams.deliver(bot.teams.bot(), sent)

    assert await bot.hears("boyd", "I can only read words")
    assert await bot.count(Answer) == 0


async def test_a_message_that_comes_again_is_heard_once(bot: Bot) -> None:
    reply = await bot.user("boyd").types("commit share the rubric")

    again = await bot.teams.again(reply)

    assert (again.status, again.body) == (reply.status, reply.body)
    assert await bot.count(Commitment) == 1


async def test_what_is_edited_is_not_heard_again(bot: Bot) -> None:
    await bot.user("boyd").types("commit share the rubric")
    written = bot.user("boyd").messages()[0]

    assert (await bot.user("boyd").edits(written, "commit share the notes")).ok

    assert await bot.count(Commitment) == 1


async def test_a_pause_delays_an_answer_and_loses_none(bot: Bot) -> None:
    bot.teams.order("send", status=429, retry_after=1)

    await bot.user("boyd").types("commit share the rubric")

    assert await bot.hears("boyd", "C-1")


async def test_what_may_have_been_said_is_not_said_again(bot: Bot) -> None:
    bot.teams.order("send", drop=True, done=True)

    await bot.user("boyd").types("commit share the rubric")
    await bot.settled()

    assert len(own(bot, "boyd")) == 1


async def test_who_can_be_answered_nowhere_has_still_been_heard(bot: Bot) -> None:
    bot.teams.order("send", status=403, code="BotDisabledByAdmin", times=9)

    reply = await bot.user("boyd").types("commit share the rubric")
    await bot.settled()

    assert reply.ok
    assert await bot.count(Commitment) == 1


async def test_a_slow_connector_keeps_nobody_waiting(bot: Bot) -> None:
    bot.teams.order("send", hang=1)

    reply = await bot.user("boyd").types("commit share the rubric")

    assert reply.ok
    assert reply.seconds < 0.9


async def test_who_adds_the_app_is_welcome_once(bot: Bot) -> None:
    await bot.user("boyd").uninstalls()
    bot.office.later(minutes=1)

    for reply in await bot.user("boyd").installs():
        await bot.teams.again(reply)
    await bot.settled()

    assert len(own(bot, "boyd")) == 1
