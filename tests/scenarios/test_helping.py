"""``/helping``: what carries the work."""

import pytest

from bot.domain.audience import Audience
from bot.domain.blocker import Factor
from bot.domain.help import Help
from tests.fakes import Office
from tests.talking import count, get, labels, said


async def test_what_helps_is_echoed_with_its_strategy_and_who_reads_it(office: Office) -> None:
    answer = await office.say("boyd", "/helping principals sit in #data-teams #culture")

    assert said(answer).splitlines()[0] == (
        "Kept as helping: principals sit in · H-1 · culture · Data teams that change instruction. "
        "Leaders and Harbor Center for School Change see it."
    )
    stored = await get(office, Help, 1)
    assert (stored.factor, stored.audience) == (Factor.CULTURE, Audience.LEADERS)


@pytest.mark.parametrize("typed", ["none", "nothing yet"])
async def test_nothing_is_no_help(office: Office, typed: str) -> None:
    assert "nothing is kept" in said(await office.say("boyd", f"/helping {typed}"))
    assert await count(office, Help) == 0


async def test_a_tag_alone_is_no_help(office: Office) -> None:
    assert "Say it in a few words" in said(await office.say("boyd", "/helping #data-teams"))


async def test_the_list_shows_ones_own_the_newest_first(office: Office) -> None:
    assert "For example: /helping" in said(await office.say("boyd", "/helping list"))
    for text in ("the coach", "the board"):
        await office.say("boyd", f"/helping {text}")
    await office.say("chen", "/helping the weather")

    listed = said(await office.say("boyd", "/helping list")).splitlines()

    assert listed[2:4] == ["the board · H-2", "the coach · H-1"]
    assert "weather" not in "".join(listed)


async def test_a_long_list_is_cut_and_says_so(office: Office) -> None:
    for number in range(12):
        await office.say("boyd", f"/helping thing {number}")

    listed = said(await office.say("boyd", "/helping list"))

    assert "thing 2 · H-3" in listed
    assert "… and 2 more from before." in listed


async def test_the_form_makes_one_and_edit_changes_it(office: Office) -> None:
    form = (await office.say("boyd", "/helping")).form
    made = await office.fill("boyd", form, text="the coach", factor="competencies")
    assert labels(made.reply) == ["Undo", "Edit", "Share with other districts"]

    again = (await office.press("boyd", made.reply, "Edit")).form
    changed = await office.fill("boyd", again, text="both coaches", audience="self", factor="")

    assert "Changed: both coaches · H-1. Only you see it." in said(changed)
    assert (await get(office, Help, 1)).factor is None


async def test_edit_that_changes_nothing_says_so(office: Office) -> None:
    made = await office.say("boyd", "/helping the coach")
    form = (await office.press("boyd", made.reply, "Edit")).form

    assert "H-1 stays as it was" in said(await office.fill("boyd", form))


async def test_the_form_refuses_an_empty_text(office: Office) -> None:
    form = (await office.say("boyd", "/helping")).form

    assert "text" in (await office.fill("boyd", form, text="")).errors


async def test_nobody_else_edits_it(office: Office) -> None:
    await office.say("boyd", "/helping the coach")
    form = (await office.act("chen", "helping.edit", "H-1")).form

    answer = await office.fill("chen", form, text="not the coach")

    assert "H-1 is somebody else's" in said(answer)
    assert (await get(office, Help, 1)).text == "the coach"
