"""Walking from room to room: a card for the thumb, several observers, and the end."""

from dataclasses import replace

import pytest

from bot.domain.agenda import Agenda
from bot.domain.partnership import Partnership
from bot.domain.people import School
from bot.domain.walkthrough import Walkthrough
from tests.fakes import Office, sender, text_of
from tests.talking import count, labels, said
from tests.walking import CHECKS, LOOK_FORS, REASONING, SEEN, TASK, Thumb, rounds, started


async def test_eight_classrooms_take_thirty_taps_at_most(office: Office) -> None:
    thumb = Thumb(office, shown=await office.router.home(sender("boyd"), office.now))

    await thumb.tap("Room to room")
    await thumb.walk(*SEEN)
    form = (await thumb.tap("Finish")).form
    kept = await office.fill("boyd", form)

    assert thumb.taps + 1 <= 30
    assert f"{REASONING} in 4 of 8 · F-1\n{TASK} in 8 of 8 · F-2\n{CHECKS} in 4 of 8" in said(kept)


async def test_the_card_shows_what_is_ticked_and_where_one_is(office: Office) -> None:
    thumb = await started(office, "/walkthrough start lincoln grade 4 math", "chen")
    assert labels(thumb.shown) == [*LOOK_FORS, "Next classroom", "Finish", "Throw away"]
    assert "Lincoln Elementary, grade 4 math · W-1" in text_of(thumb.shown)

    await thumb.tap(TASK)
    assert labels(thumb.shown)[:3] == [REASONING, f"✓ {TASK}", CHECKS]
    await thumb.tap(f"✓ {TASK}")
    assert labels(thumb.shown)[:3] == LOOK_FORS
    await thumb.tap("Next classroom")
    assert "Classroom 2" in text_of(thumb.shown)


async def test_sums_are_shown_from_three_classrooms_on(office: Office) -> None:
    thumb = await started(office)

    await thumb.walk((TASK,), (), (TASK, REASONING), ())

    sums = f"So far, 3 classrooms: {REASONING} in 1, {TASK} in 2 and {CHECKS} in 0."
    assert sums in text_of(thumb.shown)


async def test_one_can_go_back_to_the_last_classroom(office: Office) -> None:
    thumb = await started(office)
    assert "Back to the last one" not in labels(thumb.shown)
    await thumb.walk((TASK,), ())

    await thumb.tap("Back to the last one")

    assert labels(thumb.shown)[1] == f"✓ {TASK}"
    assert "Classroom 1" in text_of(thumb.shown)
    assert "Back to the last one" not in labels(thumb.shown)


async def test_old_cards_and_presses_twice_do_nothing_twice(office: Office) -> None:
    first = await started(office)
    card = first.shown
    await first.walk((TASK,), ())

    for label in ("Next classroom", REASONING, TASK):
        again = await office.press("boyd", card, label)
        assert text_of(again.replace) == text_of(first.shown)
    await office.act("boyd", "walkthrough.tick", "W-1|2|reasoning|seen")
    await office.act("boyd", "walkthrough.tick", "W-1|2|reasoning|seen")
    await office.act("boyd", "walkthrough.tick", "W-1|2|no-such-look-for|seen")

    (kept,) = await rounds(office)
    assert (kept.classrooms, kept.seen, kept.here) == (1, {"grade-level-task": 1}, ("reasoning",))


@pytest.mark.parametrize("value", ["", "W-1", "nonsense|1", "W-9|1|x|y"])
async def test_a_made_up_press_changes_nothing(office: Office, value: str) -> None:
    await started(office)

    for verb in ("tick", "next", "back"):
        await office.act("boyd", f"walkthrough.{verb}", value)

    assert await rounds(office) == []


async def test_start_again_shows_the_same_card(office: Office) -> None:
    thumb = await started(office)
    await thumb.walk((TASK,), ())
    office.later(days=1)

    again = await started(office, "/walkthrough start lincoln")

    assert "Classroom 2" in text_of(again.shown)
    assert "Started on Monday, 11 Jan." in text_of(again.shown)
    other = await started(office, "/walkthrough start marsh")
    assert "Marsh Street Elementary · W-2" in text_of(other.shown)


async def test_who_has_no_school_chooses_one(office: Office) -> None:
    thumb = await started(office, "/walkthrough start grade 4 with @price", "chen")
    assert "At which school are you?" in text_of(thumb.shown)

    await thumb.tap("Marsh Street Elementary")

    assert "Marsh Street Elementary, grade 4 · W-1" in text_of(thumb.shown)
    assert "Jordan Price may count too" in text_of(thumb.shown)


async def test_the_only_school_need_not_be_chosen(office: Office) -> None:
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership is not None
        only = School(key="lincoln", name="Lincoln Elementary", level="elementary")
        await tx.put(replace(partnership, schools=(only,)))

    assert "Lincoln Elementary, math" in text_of(
        (await started(office, "/walkthrough start math", "chen")).shown
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("start lincon grade 4", "Did you mean Lincoln Elementary?"),
        ("start lincoln with @prise", "Did you mean @price?"),
        ("start the other building " + "and so on " * 120, "The schools are lincoln, marsh"),
        ("join", "Which walkthrough? Say its number"),
        ("join W-9", "I can't find W-9"),
    ],
)
async def test_slips_are_answered_with_what_to_change(office: Office, line: str, why: str) -> None:
    answer = await office.say("chen", f"/walkthrough {line}")

    assert why in said(answer)
    assert await count(office, Walkthrough) == 0


async def test_without_look_fors_there_is_nothing_to_tap(office: Office) -> None:
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership is not None
        await tx.put(replace(partnership, agenda=Agenda()))

    answer = await office.say("boyd", "/walkthrough start")

    assert "names no look-fors" in said(answer)
    assert await count(office, Walkthrough) == 0


async def test_the_card_begins_with_the_last_pattern_and_its_prediction(office: Office) -> None:
    await office.say("chen", "/walkthrough lincoln: x; pattern: no why; predict: reasoning 4/5")

    card = text_of((await started(office)).shown)

    assert "The pattern of last time, Monday, 11 Jan: no why · W-1" in card
    assert f"Predicted then: {REASONING} in 4 of 5 · W-1" in card
