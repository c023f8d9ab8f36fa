"""No message shows a count of fewer than three classrooms, to nobody."""

import re

import pytest

from bot.domain.commitment import Commitment
from bot.domain.walkthrough import Walkthrough
from tests.fakes import Office, fields_of, text_of
from tests.talking import get, labels, said

FEW = "/walkthrough lincoln grade 4 math: reasoning 1/2, talk 0/2"
COUNT = re.compile(r"\b[0-2] ?(?:/|of|out of) ?[12]\b|one of two|both")
EVERYWHERE = (
    "; pattern: talk in 1 of 2 rooms; wondering: one of two; focus: both rooms; "
    "next: ask in 2/2 rooms @boyd; predict: reasoning 2/2; part: 0/1"
)


async def test_the_confirmation_says_so_and_the_form_keeps_it(office: Office) -> None:
    kept = await office.say("chen", FEW)

    assert "Fewer than three classrooms are too few to show counts" in said(kept)
    assert said(kept).splitlines()[1].startswith("Kept: Lincoln Elementary, Monday, 11 Jan · W-1")
    form = (await office.press("chen", kept.reply, "Edit")).form
    assert (fields_of(form)["seen.reasoning"], fields_of(form)["grades"]) == ("1/2", "grade 4")


async def test_what_was_counted_in_three_is_still_told(office: Office) -> None:
    kept = said(await office.say("chen", f"{FEW}, checks 2/3"))

    assert "Lincoln Elementary, grade 4 math" in kept
    assert "The teacher checks for understanding in 2 of 3" in kept
    assert "reasoning in" not in kept


@pytest.mark.parametrize("who", ["chen", "boyd", "vance"])
async def test_no_view_shows_a_count_of_few(office: Office, who: str) -> None:
    shown = [await office.say("chen", f"{FEW}{EVERYWHERE}; with: @boyd, @vance")]
    for line in ("list", "W-1", "W-9", "start lincoln", "lincoln: reasoning 2/5", ""):
        shown += [await office.say(who, f"/walkthrough {line}")]
    for line in ("/headway home", "/headway mine", "/commit list", "/digest"):
        shown += [await office.say(who, line)]
    await office.tick()
    office.later(days=4, hours=7)
    await office.tick()

    texts = [said(one) for one in shown] + [text_of(p.message) for p in office.platform.sent]
    assert not [text for text in texts if COUNT.search(text)]
    assert any("W-1" in text for text in texts)


async def test_a_promise_keeps_no_count_of_few_either(office: Office) -> None:
    await office.say("chen", f"{FEW}; next: ask in 1 of 2 rooms")

    assert (await get(office, Commitment, 1)).text == "ask in a few classrooms"
    assert (await get(office, Walkthrough, 1)).next_step == "ask in a few classrooms"


async def test_the_card_shows_sums_from_three_classrooms_on(office: Office) -> None:
    shown = (await office.say("boyd", "/walkthrough start")).reply
    for room in range(1, 5):
        assert ("So far" in text_of(shown)) == (room > 3)
        shown = (await office.press("boyd", shown, labels(shown)[0])).replace
        shown = (await office.press("boyd", shown, "Next classroom")).replace


async def test_the_opener_does_not_see_what_another_counted_in_two_classrooms(
    office: Office,
) -> None:
    opened = await office.say("boyd", "/walkthrough start lincoln grade 4 with @price")
    for room in ("1", "2"):
        await office.act("price", "walkthrough.tick", f"W-1|{room}|reasoning|seen")
        await office.act("price", "walkthrough.next", f"W-1|{room}")

    form = (await office.press("boyd", opened.reply, "Finish")).form
    assert form is not None
    kept = await office.fill("boyd", form)
    again = (await office.press("boyd", kept.reply, "Edit")).form
    await office.fill("boyd", again, pattern="they talk")

    assert not [text for text in [*fields_of(form).values(), form.value] if COUNT.search(text)]
    assert form.intro == "What others counted in one or two classrooms is added, and not shown."
    assert not [text for text in fields_of(again).values() if COUNT.search(text)]
    assert "it stays in your form" not in said(kept)
    found = (await get(office, Walkthrough, 1)).findings[0]
    assert (found.look_for, found.seen, found.of) == ("reasoning", 2, 2)


ELSEWHERE = (
    "/headway visit marsh with @rossi: talk in 1 of 2 rooms; next: ask in 2 of 2 classrooms",
    "/blocker lincoln grade 4: reasoning only in one of two classrooms",
    "/commit ask in 1 of 2 grade 4 classrooms by Friday",
    "/helping in grade 4 talk went to 2/2 classrooms",
    "/headway datateam lincoln grade 4: minutes: talk in 0 of 2 classrooms",
)


async def test_nothing_else_tells_a_count_of_few_classrooms(office: Office) -> None:
    shown = [await office.say("boyd", line) for line in ELSEWHERE]
    form = (await office.say("boyd", "/helping")).form
    shown += [await office.fill("boyd", form, text="talk in both grade 4 classrooms")]
    await office.tick()
    shown += [await office.say("boyd", "/checkin steady; helping: talk in 1/2 classrooms")]
    shown += [await office.say("boyd", "talk in 1 of 2 classrooms")]
    office.later(days=4, hours=7)
    await office.tick()

    texts = [said(one) for one in shown] + [text_of(p.message) for p in office.platform.sent]
    told = [line for text in texts for line in text.splitlines() if COUNT.search(line)]
    assert not [line for line in told if "room" in line]
    assert sum("a few" in text for text in texts) >= len(shown)
