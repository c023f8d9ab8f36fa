"""Forms: opened, sent, refused at their fields, opened late, sent twice and sent late."""

from datetime import timedelta

import pytest

from bot.domain.blocker import Blocker
from bot.domain.checkin import Answer
from bot.domain.commitment import Commitment
from tests.slack.bot import Bot, button
from tests.slack.fake.payloads import ACTION
from tests.slack.fake.state import Json
from tests.talking import checkin

CHANNEL = "C000000001"


async def a_form(bot: Bot, who: str = "boyd", channel: str | None = CHANNEL) -> Json:
    """The form of a promise, open."""
    await bot.user(who).types("/commit", channel)
    return await bot.modal(who)


async def test_a_form_is_opened_filled_and_answered_where_it_was_asked_for(bot: Bot) -> None:
    await a_form(bot)

    await bot.user("boyd").submits(text="share the rubric", due="2027-01-22", owner="U000000003")

    assert bot.user("boyd").modal is None
    made = await bot.get(Commitment)
    assert (made.text, made.owner, str(made.due)) == ("share the rubric", "chen", "2027-01-22")
    assert await bot.hears("boyd", "share the rubric", CHANNEL)
    assert not bot.user("boyd").im.messages


async def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(bot: Bot) -> None:
    await a_form(bot)

    wrong = await bot.user("boyd").submits(text="n/a", owner="U000000003")
    right = await bot.user("boyd").submits(text="share the rubric")

    assert list(wrong.errors) == ["text"]
    assert right.ok
    assert await bot.count(Commitment) == 1


async def test_somebody_who_is_not_of_the_partnership_is_an_error_at_the_field(bot: Bot) -> None:
    bot.slack.add_user("USTRANGE", email="strange@riverbend.example")
    await a_form(bot)

    wrong = await bot.user("boyd").submits(text="share the rubric", owner="USTRANGE")

    assert list(wrong.errors) == ["owner"]


async def test_a_form_sent_twice_is_one_record_and_one_answer(bot: Bot) -> None:
    await a_form(bot)
    reply = await bot.user("boyd").submits(text="share the rubric")

    again = await bot.slack.deliver(ACTION, reply.payload)

    assert again.ok
    assert await bot.count(Commitment) == 1


@pytest.mark.parametrize("error", ["expired_trigger_id", "exchanged_trigger_id", "internal_error"])
async def test_a_form_that_cannot_be_opened_waits_behind_a_button(bot: Bot, error: str) -> None:
    bot.slack.order("views.open", error=error)
    await bot.user("boyd").types("/blocker", CHANNEL)
    assert await bot.hears("boyd", "Nothing is lost", CHANNEL)
    waiting = bot.user("boyd").sees(CHANNEL)[-1]

    await bot.user("boyd").presses(waiting, button(waiting, "Open the form"))

    await bot.modal()
    await bot.user("boyd").submits(text="no substitutes")
    assert (await bot.get(Blocker)).text == "no substitutes"


async def test_a_slow_form_does_not_keep_slack_waiting(bot: Bot) -> None:
    bot.slack.order("views.open", delay=1)

    reply = await bot.user("boyd").types("/blocker", CHANNEL)

    assert reply.ok
    assert reply.seconds < 0.9


async def test_what_was_typed_for_another_person_opens_for_nobody_else(bot: Bot) -> None:
    bot.slack.order("views.open", error="expired_trigger_id")
    await bot.user("boyd").types("/blocker")
    assert await bot.hears("boyd", "Nothing is lost")
    waiting = bot.user("boyd").im.latest()
    bot.slack.team().channels[CHANNEL].messages[waiting["ts"]] = waiting
    bot.user("boyd").im.messages.clear()

    await bot.user("rossi").presses(waiting, button(waiting, "Open the form"))

    assert await bot.hears("rossi", "something I no longer do", CHANNEL)
    assert bot.user("rossi").modal is None


async def test_a_form_asked_for_in_words_waits_behind_a_button(bot: Bot) -> None:
    await bot.user("boyd").says("commit")

    assert await bot.hears("boyd", "There is a form for that.")
    assert bot.user("boyd").modal is None


async def test_a_form_open_while_the_check_in_closed_is_still_taken(bot: Bot) -> None:
    card = await bot.asks()
    await bot.user("boyd").presses(card, button(card, "Answer"))
    await bot.modal()

    await bot.office.tick(bot.office.now + timedelta(days=5))
    await bot.user("boyd").submits(where="Teams met twice")

    answer = await bot.get(Answer)
    assert answer.text == "Teams met twice"
    assert answer.at > (await checkin(bot.office)).closes_at


async def test_a_form_of_another_version_is_answered_politely(bot: Bot) -> None:
    form = await a_form(bot, channel=None)
    form["callback_id"] = "old"

    await bot.user("boyd").submits(text="share the rubric")

    assert await bot.hears("boyd", "something I no longer do")


async def test_an_answer_finds_its_way_when_the_response_url_is_over(bot: Bot) -> None:
    await a_form(bot)
    for hook in bot.slack.state.hooks.values():
        hook.expires_at = 0

    await bot.user("boyd").submits(text="share the rubric")

    assert await bot.hears("boyd", "share the rubric", CHANNEL)


async def test_a_message_becomes_a_promise_by_its_shortcut(bot: Bot) -> None:
    await bot.user("rossi").says("I'll share the <https://x.example/r|rubric> &amp; notes", CHANNEL)
    written = bot.slack.team().channels[CHANNEL].latest()

    await bot.user("boyd").takes_shortcut("commit", written)

    await bot.modal()
    await bot.user("boyd").submits()
    made = await bot.get(Commitment)
    assert made.text == "I'll share the rubric (https://x.example/r) & notes"
    assert await bot.hears("boyd", "I'll share the rubric", CHANNEL)


async def test_a_message_becomes_a_blocker_by_its_shortcut(bot: Bot) -> None:
    await bot.user("rossi").says("no substitutes again", CHANNEL)

    written = bot.slack.team().channels[CHANNEL].latest()
    await bot.user("boyd").takes_shortcut("blocker", written)

    await bot.modal()
    await bot.user("boyd").submits()
    assert (await bot.get(Blocker)).text == "no substitutes again"


async def test_the_shortcut_of_the_check_in_opens_its_form_everywhere(bot: Bot) -> None:
    await bot.asks()

    await bot.user("boyd").takes_shortcut("checkin")

    await bot.modal()
    await bot.user("boyd").submits(where="Teams met twice")
    assert (await bot.get(Answer)).text == "Teams met twice"
    assert await bot.hears("boyd", "Teams met twice")


async def test_a_shortcut_without_a_form_is_answered_in_words(bot: Bot) -> None:
    await bot.user("boyd").takes_shortcut("headway")

    assert await bot.hears("boyd", "/commit")
