"""A name that must not be kept: asked about in Slack for its writer alone, and kept nowhere."""

from bot.domain.commitment import Commitment
from tests.everything import everything
from tests.slack.bot import Bot, button

CHANNEL = "C000000001"
LINE = "/commit visit Mrs. Alvarez with the rubric"


async def unnamed(bot: Bot) -> bool:
    """Whether the store names nobody when everything is done."""
    await bot.settled()
    return "Alvarez" not in await everything(bot.office.store)


async def test_with_the_bot_it_is_asked_in_a_message_that_does_not_stay(bot: Bot) -> None:
    await bot.user("boyd").says(LINE)
    assert await bot.hears("boyd", "“Mrs. Alvarez” looks like a person's name")
    assert len(bot.slack.called("chat.postEphemeral")) == 1
    assert not bot.slack.called("chat.postMessage")
    assert await unnamed(bot)


async def test_in_a_channel_nobody_else_sees_it(bot: Bot) -> None:
    await bot.user("boyd").types(LINE, CHANNEL)
    assert await bot.hears("boyd", "“Mrs. Alvarez” looks like a person's name", CHANNEL)
    assert bot.sees("rossi", CHANNEL) == []
    assert await unnamed(bot)


async def test_what_takes_no_passing_message_still_gets_an_answer(bot: Bot) -> None:
    bot.slack.order("chat.postEphemeral", error="user_not_in_channel")
    await bot.user("boyd").says(LINE)
    assert await bot.hears("boyd", "“Mrs. Alvarez” looks like a person's name")


async def test_one_tap_keeps_it_without_the_name(bot: Bot) -> None:
    await bot.user("boyd").types(LINE, CHANNEL)
    asked = bot.user("boyd").sees(CHANNEL)[-1]
    await bot.user("boyd").presses(asked, button(asked, "Keep it without names"))
    assert await bot.hears("boyd", "visit a teacher with the rubric", CHANNEL)
    assert (await bot.get(Commitment)).text == "visit a teacher with the rubric"
    assert await unnamed(bot)


async def test_a_form_stays_open_with_the_error_and_nothing_of_it_is_kept(bot: Bot) -> None:
    await bot.user("boyd").types("/commit", CHANNEL)
    await bot.modal()
    reply = await bot.user("boyd").submits(text="visit Mrs. Alvarez")
    assert "“Mrs. Alvarez” looks like a person's name" in reply.errors["text"]
    assert await bot.count(Commitment) == 0
    assert await unnamed(bot)


async def test_a_message_waits_in_a_form_without_its_names(bot: Bot) -> None:
    await bot.user("rossi").says("we visit Mrs. Alvarez", CHANNEL)
    written = bot.slack.team().channels[CHANNEL].latest()
    bot.slack.order("views.open", error="expired_trigger_id")
    await bot.user("boyd").takes_shortcut("commit", written)
    assert await bot.hears("boyd", "Nothing is lost", CHANNEL)
    assert "we visit a teacher" in await everything(bot.office.store)
    assert await unnamed(bot)
