"""``/walkthrough``: what was seen in classrooms."""

import pytest

from bot.domain.audience import Audience
from bot.domain.commitment import Commitment
from bot.domain.walkthrough import Finding, Prediction, Walkthrough
from tests.fakes import MONDAY, Office, fields_of, text_of
from tests.talking import change_person, count, get, labels, said

TALK, READERS = "Student talk about the task", "Leaders and Harbor Center for School Change"
LINE = "/walkthrough lincoln grade 4 math: reasoning 3/5"
REASONING = "Students explain their reasoning"


async def test_a_line_is_kept_at_once_and_echoed(office: Office) -> None:
    answer = await office.say("chen", f"{LINE} #student-talk; focus: who talks; part: closing")

    assert said(answer).splitlines()[1:6] == [
        f"Kept: Lincoln Elementary, grade 4 math, Monday, 11 Jan · W-1 · {TALK}. {READERS} see it.",
        "Students explain their reasoning in 3 of 5 · F-1",
        "Not looked for: The task is at grade level; The teacher checks for understanding",
        "Focus: who talks",
        "Part of the lesson: closing",
    ]
    assert labels(answer.reply) == ["Undo", "Edit"]


async def test_every_part_of_a_line_is_kept(office: Office) -> None:
    await office.say(
        "chen",
        f"{LINE}, exit tickets in 2 of 5; pattern: no why; wondering: who talks; "
        "with: @price, Ruth Vance, @chen; predict: reasoning 4/5, exit tickets 5/5",
    )

    kept = await get(office, Walkthrough, 1)
    assert kept.findings == (
        Finding(text=REASONING, seen=3, of=5, look_for="reasoning", number=1),
        Finding(text="exit tickets", seen=2, of=5, number=2),
    )
    assert (kept.school, kept.grades, kept.subject) == ("lincoln", "grade 4", "math")
    assert (kept.text, kept.audience) == ("exit tickets in 2 of 5", Audience.LEADERS)
    assert (kept.pattern, kept.wondering) == ("no why", "who talks")
    assert (kept.observers, kept.not_looked_for) == (
        ("price", "vance"),
        ("grade-level-task", "checks"),
    )
    assert kept.predictions == (
        Prediction(text=REASONING, seen=4, of=5, look_for="reasoning"),
        Prediction(text="exit tickets", seen=5, of=5),
    )


async def test_the_next_level_of_work_becomes_a_promise_and_its_owner_is_told(
    office: Office,
) -> None:
    answer = await office.say("chen", f"{LINE}; next: plan one why question @boyd by 5 Feb")

    line = "Next: Terrence Boyd will plan one why question by Friday, 5 Feb · C-1"
    assert line in said(answer)
    promise = await get(office, Commitment, 1)
    assert (promise.owner, promise.came_from, promise.text) == (
        *("boyd", "W-1"),
        "plan one why question",
    )
    await office.tick()
    (notice,) = [m for m in office.platform.to("boyd") if "Mei Chen" in m.text]
    assert "plan one why question, by Friday, 5 Feb · C-1" in notice.text


async def test_one_s_own_next_step_is_said_so(office: Office) -> None:
    answer = await office.say("chen", f"{LINE}; next: plan one")

    assert "Next: you'll plan one · C-1" in said(answer)


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("next: plan one by 4 Jan 2027", "Monday, 4 Jan 2027 is past"),
        ("next: plan one @boid", "Did you mean @boyd?"),
        ("with: @prise", "Did you mean @price?"),
        ("predict: more talk", "Say what you expect next time as “reasoning 4/5”."),
        ("predict: resoning 4/5", "Did you mean reasoning (Students explain their reasoning)?"),
        ("resoning 4/5", "Did you mean reasoning (Students explain their reasoning)?"),
        ("Students explain their reasoning 4/5", "is counted twice. Say it once."),
    ],
)
async def test_a_slip_keeps_nothing_and_loses_nothing(office: Office, part: str, why: str) -> None:
    answer = await office.say("chen", f"{LINE}; {part}")

    assert why in said(answer)
    assert f"Your text is kept: {LINE}; {part}" in said(answer)
    assert (await count(office, Walkthrough), await count(office, Commitment)) == (0, 0)


async def test_a_mistyped_look_for_is_put_right_with_one_press(office: Office) -> None:
    answer = await office.say("chen", "/walkthrough lincoln: resoning 3/5")

    kept = await office.press("chen", answer.reply, "Yes")

    assert "Students explain their reasoning in 3 of 5" in said(kept)


async def test_a_look_for_in_more_classrooms_than_there_were_is_asked_after(office: Office) -> None:
    answer = await office.say("chen", "/walkthrough lincoln: talk 6/5, reasoning 5/3")

    told = said(answer)
    assert "Students explain their reasoning cannot be in 5 of 3." in told
    assert "Your text is kept: /walkthrough lincoln: talk 6/5, reasoning 5/3" in told
    assert await count(office, Walkthrough) == 0


async def test_other_counts_stay_as_they_were_said(office: Office) -> None:
    answer = await office.say("chen", "/walkthrough lincoln: talk 2/5, none; next: none")

    assert "Seen: talk in 2 of 5, none" in said(answer)
    assert "Not looked for" not in said(answer)
    assert await count(office, Commitment) == 0


async def test_the_next_walkthrough_begins_with_the_last_one(office: Office) -> None:
    november = "/walkthrough lincoln on 2026-11-13"
    await office.say("chen", f"{november}: reasoning 3/8; pattern: no why; predict: reasoning 6/9")
    form = (await office.say("boyd", "/walkthrough")).form
    assert form is not None
    last = "The pattern of last time, Friday, 13 Nov 2026: <i>no why</i> · W-1"
    assert form.intro.startswith(last)
    assert "Predicted then: Students explain their reasoning in 6 of 9 · W-1" in form.intro

    answer = await office.say("chen", "/walkthrough lincoln: reasoning 5/9")

    assert f"{REASONING} in 5 of 9 (predicted 6 of 9; 3 of 8 in November)" in said(answer)
    assert "The pattern of last time, Friday, 13 Nov 2026: no why · W-1" in said(answer)
    assert "Predicted then" not in said(answer)


@pytest.mark.parametrize(
    ("day", "when"), [("2027-01-04", "on 4 January"), ("2025-11-13", "in November 2025")]
)
async def test_when_it_was_seen_before_is_said_so_that_nobody_errs(
    office: Office, day: str, when: str
) -> None:
    await office.say("chen", f"/walkthrough lincoln on {day}: reasoning 3/8")

    assert f"5 of 9 (3 of 8 {when})" in said(
        await office.say("chen", "/walkthrough lincoln: reasoning 5/9")
    )


async def test_what_one_may_not_see_is_compared_with_nothing(office: Office) -> None:
    form = (await office.say("vance", "/walkthrough lincoln on 2026-11-13")).form
    await office.fill("vance", form, seen__reasoning="3/8", pattern="no why", audience="partner")

    answer = await office.say("chen", "/walkthrough lincoln: reasoning 5/9")

    assert "5 of 9 · F-2" in said(answer)
    assert "no why" not in said(answer)


async def test_it_can_be_undone_and_is_shown_nowhere_then(office: Office) -> None:
    answer = await office.say("chen", LINE)

    assert "Undone: W-1" in said(await office.press("chen", answer.reply, "Undo"))
    assert "No walkthrough has been kept yet" in said(await office.say("chen", "/walkthrough list"))


async def test_nobody_else_sees_its_form_or_edits_it(office: Office) -> None:
    kept = await office.say("chen", LINE)
    form = (await office.press("chen", kept.reply, "Edit")).form

    assert "W-1 is somebody else's" in said(await office.act("boyd", "walkthrough.edit", "W-1"))
    assert "W-1 is somebody else's" in said(await office.fill("boyd", form, text="not at all so"))


async def test_undo_takes_the_promise_with_it(office: Office) -> None:
    answer = await office.say("chen", f"{LINE}; next: plan one @boyd")

    undone = await office.press("chen", answer.reply, "Undo")

    assert "W-1 is taken back and shown nowhere. So is C-1." in said(undone)
    assert (await get(office, Commitment, 1)).withdrawn
    again = await office.press("chen", answer.reply, "Undo")
    assert "C-1" not in said(again)


async def test_undo_leaves_a_promise_that_somebody_has_changed(office: Office) -> None:
    answer = await office.say("chen", f"{LINE}; next: plan one @boyd")
    await office.say("boyd", "/commit done C-1")

    undone = await office.press("chen", answer.reply, "Undo")

    assert "C-1 has changed since, and stays." in said(undone)
    assert not (await get(office, Commitment, 1)).withdrawn


async def test_the_list_shows_what_one_may_see_the_latest_first(office: Office) -> None:
    await office.say("chen", LINE)
    await office.say("boyd", "/walkthrough marsh: talk 2/4")
    form = (await office.say("boyd", "/walkthrough")).form
    await office.fill("boyd", form, text="for me alone", audience="self")

    listed = await office.say("chen", "/walkthrough list")

    assert said(listed).splitlines()[2:4] == [
        "Marsh Street Elementary, Monday, 11 Jan: talk in 2 of 4 · W-2",
        f"Lincoln Elementary, grade 4 math, Monday, 11 Jan: {REASONING} in 3 of 5 · W-1",
    ]
    assert labels(listed.reply) == ["Edit", "Room to room"]
    assert "for me alone" not in said(listed)


async def test_the_list_of_a_school_shows_no_other(office: Office) -> None:
    await office.say("chen", LINE)

    assert "W-1" in said(await office.say("chen", "/walkthrough list lincoln"))
    empty = said(await office.say("chen", "/walkthrough list marsh"))
    assert "No walkthrough has been kept at Marsh Street Elementary yet" in empty
    unknown = await office.say("chen", "/walkthrough list lincon")
    assert "Did you mean Lincoln Elementary?" in said(unknown)


async def test_a_number_shows_one_whole(office: Office) -> None:
    await office.say("chen", f"{LINE}; wondering: who talks; with: @price; next: plan one")

    own = await office.say("chen", "/walkthrough W-1")
    others = await office.say("boyd", "/walkthrough w1")

    assert f"{REASONING} in 3 of 5 · F-1" in said(others)
    assert "Wondering: who talks\nWith Jordan Price\nNext: Mei Chen will plan one · C-1" in said(
        others
    )
    assert others.reply is not None
    assert (labels(own.reply), others.reply.buttons()) == (["Undo", "Edit"], [])
    assert "I can't find W-9" in said(await office.say("boyd", "/walkthrough W-9"))
    assert "Did you mean W-1?" in said(await office.say("chen", "/walkthrough W-9"))


async def test_observers_are_told_as_far_as_they_may_see_it(office: Office) -> None:
    made = await office.say("chen", f"{LINE}; with: @price")
    form = (await office.press("chen", made.reply, "Edit")).form
    await office.fill("chen", form, pattern="no why")
    secret = (await office.say("vance", "/walkthrough lincoln")).form
    await office.fill("vance", secret, text="hush", **{"with": "@price"}, audience="partner")

    await office.tick()

    told = [text_of(m) for m in office.platform.to("price") if "walkthrough" in m.text]
    kept, changed = (text.splitlines()[0] for text in told)
    where = "the walkthrough at Lincoln Elementary, grade 4 math, Monday, 11 Jan"
    assert kept == f"Mei Chen kept {where}, and says that you were there · W-1."
    assert changed == f"Mei Chen changed {where} · W-1."
    assert "Pattern: no why" in told[-1]


async def test_somebody_without_a_school_chooses_one(office: Office) -> None:
    await change_person(office, "boyd", school="nowhere")
    office.now = MONDAY

    assert fields_of((await office.say("boyd", "/walkthrough")).form)["school"] == ""
