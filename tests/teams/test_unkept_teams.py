"""A name that must not be kept: asked about in Teams for its writer alone, and kept nowhere."""

from bot.domain.commitment import Commitment
from tests.everything import everything
from tests.teams.bot import Bot
from tests.teams.riverbend import LEADERSHIP

LINE = "commit visit Mrs. Alvarez with the rubric"


async def unnamed(bot: Bot) -> bool:
    """Whether the store names nobody when everything is done."""
    await bot.settled()
    return "Alvarez" not in await everything(bot.office.store)


async def test_it_is_asked_in_the_chat_with_the_bot_and_one_tap_keeps_it_without(bot: Bot) -> None:
    await bot.user("boyd").types(LINE)
    assert await bot.hears("boyd", "“Mrs. Alvarez” looks like a person's name")
    await bot.user("boyd").presses("Keep it without names")
    assert await bot.hears("boyd", "C-1")
    assert (await bot.get(Commitment)).text == "visit a teacher with the rubric"
    assert await unnamed(bot)


async def test_a_dialog_stays_open_with_the_error_and_nothing_of_it_is_kept(bot: Bot) -> None:
    await bot.user("boyd").types("commit")
    await bot.settled()
    await bot.user("boyd").presses("Open the form")
    reply = await bot.user("boyd").submits(text="visit Mrs. Alvarez")
    assert "“Mrs. Alvarez” looks like a person's name" in str(reply.body)
    assert bot.dialog().values()["text"] == "visit Mrs. Alvarez"
    assert await bot.count(Commitment) == 0
    assert await unnamed(bot)


async def test_a_message_is_put_into_a_dialog_without_its_names(bot: Bot) -> None:
    written = bot.user("rossi").says(LEADERSHIP, "We visit Mrs. Alvarez")
    await bot.user("boyd").uses("commit", on=written)
    assert bot.dialog().values()["text"] == "We visit a teacher"
    assert await unnamed(bot)
