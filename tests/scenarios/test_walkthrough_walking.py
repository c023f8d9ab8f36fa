"""Walking from room to room: a card for the thumb, several observers, and the end."""

from dataclasses import dataclass, replace

import pytest

from bot.domain.agenda import Agenda
from bot.domain.commitment import Commitment
from bot.domain.history import Deed
from bot.domain.partnership import Partnership
from bot.domain.people import School
from bot.domain.walkthrough import Round, Walkthrough
from bot.messages import Message, Response
from tests.fakes import Office, fields_of, sender, text_of
from tests.talking import changes, count, get, labels, said

REASONING = "Students explain their reasoning"
TASK = "The task is at grade level"
CHECKS = "The teacher checks for understanding"
LOOK_FORS = [REASONING, TASK, CHECKS]
SEEN = ((REASONING, TASK), (TASK,), (REASONING, TASK, CHECKS), (TASK, CHECKS)) * 2
"""What is seen in eight classrooms."""


@dataclass
class Thumb:
    """Somebody who only taps; ``shown`` is the card as it stands after the last tap."""

    office: Office
    who: str = "boyd"
    shown: Message | None = None
    taps: int = 0

    async def tap(self, label: str) -> Response:
        self.taps += 1
        answer = await self.office.press(self.who, self.shown, label)
        self.shown = answer.replace or answer.reply or self.shown
        return answer

    async def walk(self, *rooms: tuple[str, ...]) -> None:
        """Tick what is seen, with Next classroom between two rooms."""
        for number, seen in enumerate(rooms):
            if number:
                await self.tap("Next classroom")
            for look_for in seen:
                await self.tap(look_for)


async def started(office: Office, line: str = "/walkthrough start", who: str = "boyd") -> Thumb:
    answer = await office.say(who, line)
    return Thumb(office, who, answer.reply)


async def rounds(office: Office) -> list[Round]:
    async with office.store.read() as tx:
        return await tx.find(Round)


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


async def test_who_was_named_gets_a_card_and_both_sums_add_up(office: Office) -> None:
    boyd = await started(office, "/walkthrough start with @price")
    await office.tick()
    price = Thumb(office, "price", office.platform.to("price")[-1])
    assert "Terrence Boyd started a walkthrough at Lincoln Elementary with you." in text_of(
        price.shown
    )
    assert "Finish" not in labels(price.shown)

    await boyd.walk((TASK,), (TASK,), ())
    await price.walk((REASONING, TASK), ())
    form = (await boyd.tap("Finish")).form
    kept = await office.fill("boyd", form)

    assert f"{REASONING} in 1 of 3 · F-1\n{TASK} in 3 of 3 · F-2" in said(kept)
    ended = [(each.classrooms, each.here, each.before) for each in await rounds(office)]
    assert ended == [(2, (), None), (1, (), None)]
    office.later(minutes=1)
    await office.tick()
    assert "Terrence Boyd kept the walkthrough" in text_of(office.platform.to("price")[-1])


async def test_others_join_and_are_observers_then(office: Office) -> None:
    boyd = await started(office)
    await boyd.walk((TASK,), (TASK,), ())
    shown = await office.say("chen", "/walkthrough W-1")
    assert "Under way: Lincoln Elementary, since Monday, 11 Jan · W-1" in said(shown)

    chen = Thumb(office, "chen", (await office.press("chen", shown.reply, "Join")).reply)
    await chen.walk((TASK,))
    assert "Mei Chen may count too" in said(await office.say("boyd", "/walkthrough W-1"))
    assert "Classroom 1" in said(await office.say("chen", "/walkthrough join W-1"))
    await office.fill("boyd", (await boyd.tap("Finish")).form)

    assert (await get(office, Walkthrough, 1)).observers == ("chen",)
    late = await office.say("chen", "/walkthrough join W-1")
    assert "W-1 is not under way" in said(late)


async def test_only_who_opened_it_ends_it(office: Office) -> None:
    await started(office)

    finish = await office.act("chen", "walkthrough.finish", "W-1")
    drop = await office.act("chen", "walkthrough.drop", "W-1")

    assert "Terrence Boyd opened W-1, so Terrence Boyd finishes it." in said(finish)
    assert "Terrence Boyd opened W-1, so nobody else can throw it away." in said(drop)


async def test_what_is_counted_while_the_form_is_open_is_added(office: Office) -> None:
    boyd = await started(office, "/walkthrough start with @price")
    await boyd.walk((TASK,), (TASK,), (TASK,))
    form = (await boyd.tap("Finish")).form
    await office.act("price", "walkthrough.tick", "W-1|1|reasoning|seen")

    await office.fill("boyd", form, **{"seen.grade-level-task": "2/3", "seen.checks": ""})

    kept = await get(office, Walkthrough, 1)
    assert [(f.about, f.seen, f.of) for f in kept.findings] == [
        *(("reasoning", 1, 4), ("grade-level-task", 2, 3)),
    ]
    assert kept.not_looked_for == ("checks",)


async def test_finish_without_a_classroom_asks_for_what_was_seen(office: Office) -> None:
    boyd = await started(office)

    form = (await boyd.tap("Finish")).form

    assert form is not None
    assert form.intro == "No classroom was counted."
    assert set(fields_of(form)["seen.checks"]) == set()
    assert set((await office.fill("boyd", form)).errors) == {"text"}
    assert "Seen: a fire drill" in said(await office.fill("boyd", form, text="a fire drill"))


async def test_a_finished_one_is_not_finished_again(office: Office) -> None:
    boyd = await started(office)
    await boyd.walk((TASK,), (TASK,), (TASK,))
    form = (await boyd.tap("Finish")).form
    await office.fill("boyd", form, next="plan one")

    assert "W-1 is finished already" in said(await office.fill("boyd", form))
    for verb, value in (("tick", "W-1|1"), ("next", "W-1|1"), ("finish", "W-1"), ("drop", "W-1")):
        assert "W-1 is finished." in said(await office.act("boyd", f"walkthrough.{verb}", value))
    assert f"{TASK} in 3 of 3" in said(await office.act("boyd", "walkthrough.card", "W-1"))
    assert [change.deed for change in await changes(office, "W-1")] == [Deed.MADE, Deed.CLOSED]


async def test_undo_of_the_end_opens_it_again(office: Office) -> None:
    boyd = await started(office, "/walkthrough start with @price")
    await boyd.walk((TASK,), (TASK,), (TASK,))
    form = (await boyd.tap("Finish")).form
    office.later(minutes=5)
    kept = await office.fill("boyd", form, next="plan one")

    undone = await office.press("boyd", kept.reply, "Undo")

    assert "W-1 is as it was before. C-1 is taken back." in said(undone)
    assert (await get(office, Commitment, 1)).withdrawn
    assert "Classroom 4" in said(await office.say("boyd", "/walkthrough start"))
    await office.tick()
    told = office.platform.to("price")[-1]
    assert "The walkthrough at Lincoln Elementary is open again · W-1" in text_of(told)
    assert "Classroom 1" in said(await office.press("price", told, "My card"))


async def test_it_can_be_thrown_away_and_brought_back(office: Office) -> None:
    boyd = await started(office)
    await boyd.walk((TASK,), ())

    gone = await boyd.tap("Throw away")

    assert "Thrown away: the walkthrough at Lincoln Elementary · W-1." in said(gone)
    assert "No walkthrough has been kept" in said(await office.say("boyd", "/walkthrough list"))
    await boyd.tap("Undo")
    assert "Classroom 2" in said(await office.say("boyd", "/walkthrough start"))


async def test_while_under_way_no_list_and_no_digest_tells_a_result(office: Office) -> None:
    boyd = await started(office)
    await boyd.walk((TASK,), (TASK,), (TASK,), ())

    own = await office.say("boyd", "/walkthrough list")
    listed = await office.say("chen", "/walkthrough list")

    line = "Lincoln Elementary, Monday, 11 Jan: under way · W-1"
    assert line in said(listed)
    assert (labels(own.reply)[0], labels(listed.reply)[0]) == ("My card", "Join")
    assert TASK not in said(listed)
    assert "W-1" not in said(await office.say("vance", "/digest"))


async def test_the_home_shows_ones_own_that_are_under_way(office: Office) -> None:
    await started(office, "/walkthrough start with @price")
    await office.say("chen", "/walkthrough join W-1")

    for who in ("boyd", "price", "chen"):
        home = await office.router.home(sender(who), office.now)
        assert "Under way: Lincoln Elementary, since Monday, 11 Jan · W-1" in text_of(home)
        assert "Classroom 1" in said(await office.press(who, home, "My card"))
    assert "Under way" not in text_of(await office.router.home(sender("vance"), office.now))
