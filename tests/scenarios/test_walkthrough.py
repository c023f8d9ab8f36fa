"""``/walkthrough``: what was seen in classrooms."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.audience import Audience
from bot.domain.history import Deed
from bot.domain.partnership import Partnership
from bot.domain.people import School
from bot.domain.walkthrough import Finding, Walkthrough
from tests.fakes import MONDAY, Office, fields_of
from tests.talking import change_person, changes, count, get, labels, said

TALK, READERS = "Student talk about the task", "Leaders and Harbor Center for School Change"
LINE = "/walkthrough lincoln grade 4 math: reasoning 3/5"


async def change_schools(office: Office, *schools: School) -> None:
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership is not None
        await tx.put(replace(partnership, schools=schools))


async def test_a_line_is_kept_at_once_and_echoed(office: Office) -> None:
    answer = await office.say("chen", f"{LINE} #student-talk; focus: who talks; next: plan one")

    assert said(answer).splitlines()[1:5] == [
        f"Kept: Lincoln Elementary, grade 4 math, Monday, 11 Jan · W-1 · {TALK}. {READERS} see it.",
        "Seen: reasoning in 3 of 5",
        "Focus: who talks",
        "Next: plan one",
    ]
    assert labels(answer.reply) == ["Undo", "Edit"]


async def test_what_was_counted_is_kept_as_seen_n_of_m(office: Office) -> None:
    await office.say("chen", f"{LINE}, checks in 2 of 5 @boyd #student-talk")

    stored = await get(office, Walkthrough, 1)
    assert stored.findings == (
        Finding(text="reasoning", seen=3, of=5),
        Finding(text="checks @boyd", seen=2, of=5),
    )
    assert (stored.school, stored.classes, stored.strategy) == (
        *("lincoln", "grade 4 math"),
        "student-talk",
    )
    assert (stored.text, stored.audience) == (
        "reasoning 3/5, checks in 2 of 5 @boyd",
        Audience.LEADERS,
    )


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("lincoln grade 4 math: x", date(2027, 1, 11)),
        ("lincoln grade 4 math today: x", date(2027, 1, 11)),
        ("lincoln grade 4 math, yesterday: x", date(2027, 1, 10)),
        ("lincoln grade 4 math on Friday: x", date(2027, 1, 8)),
        ("lincoln grade 4 math, on Monday: x", date(2027, 1, 11)),
        ("lincoln on 2026-12-03 grade 4 math: x", date(2026, 12, 3)),
    ],
)
async def test_the_day_is_one_that_is_past(office: Office, typed: str, day: date) -> None:
    await office.say("chen", f"/walkthrough {typed}")

    stored = await get(office, Walkthrough, 1)
    assert (stored.day, stored.classes) == (day, "grade 4 math")


async def test_a_day_to_come_is_refused_and_the_text_repeated(office: Office) -> None:
    answer = await office.say("chen", "/walkthrough lincoln on 14 Jan: x")

    assert "Thursday, 14 Jan 2027 is still to come." in said(answer)
    assert "Your text is kept: /walkthrough lincoln on 14 Jan: x" in said(answer)
    assert await count(office, Walkthrough) == 0


async def test_a_mistyped_school_is_asked_after_and_nothing_is_lost(office: Office) -> None:
    typed = "/walkthrough lincon grade 4 math: reasoning 3/5"

    answer = await office.say("chen", typed)

    assert "I know no school “lincon”. Did you mean Lincoln Elementary?" in said(answer)
    assert f"Your text is kept: {typed}" in said(answer)
    assert labels(answer.reply) == ["Yes", "Choose another"]
    kept = await office.press("chen", answer.reply, "Yes")
    assert "Kept: Lincoln Elementary, grade 4 math" in said(kept)


async def test_another_school_is_chosen_in_a_form_with_the_text_in_it(office: Office) -> None:
    answer = await office.say("chen", "/walkthrough lincon grade 4: reasoning 3/5; next: plan one")

    form = (await office.press("chen", answer.reply, "Choose another")).form

    told = fields_of(form)
    assert (told["school"], told["classes"], told["text"], told["next"]) == (
        *("", "grade 4"),
        *("reasoning 3/5", "plan one"),
    )
    assert "Kept: Marsh Street" in said(await office.fill("chen", form, school="marsh"))


async def test_a_word_unlike_any_school_stays_in_the_form(office: Office) -> None:
    answer = await office.say("chen", "/walkthrough reasoning 3/5")
    assert "I know no school “reasoning”.\n" in said(answer)

    form = (await office.press("chen", answer.reply, "Choose a school")).form

    assert fields_of(form)["text"] == "reasoning 3/5"


async def test_who_works_at_a_school_need_not_name_it(office: Office) -> None:
    answer = await office.say("boyd", "/walkthrough grade 4 math: reasoning 3/5")
    assert "Kept: Lincoln Elementary, grade 4 math" in said(answer)

    answer = await office.say("chen", "/walkthrough grade 4 math: reasoning 3/5")
    assert "At which school was it?" in said(answer)
    form = (await office.press("chen", answer.reply, "Choose a school")).form
    assert fields_of(form)["classes"] == "grade 4 math"


@pytest.mark.parametrize(
    ("typed", "school", "classes"),
    [
        ("", "lincoln", ""),
        ("marsh", "marsh", ""),
        ("grade 4 math", "lincoln", "grade 4 math"),
        ("marsh grade 2", "marsh", "grade 2"),
        ("marsh grade 2: none", "marsh", "grade 2"),
    ],
)
async def test_as_long_as_nothing_was_seen_the_form_opens(
    office: Office, typed: str, school: str, classes: str
) -> None:
    form = (await office.say("boyd", f"/walkthrough {typed}")).form

    told = fields_of(form)
    assert (told["school"], told["classes"], told["day"]) == (school, classes, "2027-01-11")
    assert form is not None
    assert "no names of teachers or students" in " ".join(field.hint for field in form.fields)


async def test_without_a_colon_the_rest_is_what_was_seen(office: Office) -> None:
    await office.say("boyd", "/walkthrough marsh students explain their steps")

    assert (await get(office, Walkthrough, 1)).text == "students explain their steps"


async def test_a_very_long_line_is_repeated_without_buttons(office: Office) -> None:
    answer = await office.say("chen", "/walkthrough zzz: " + "talk " * 500)

    assert labels(answer.reply) == []
    assert "talk talk" in said(answer)


async def test_the_form_keeps_everything_and_edit_changes_it(office: Office) -> None:
    form = (await office.say("chen", "/walkthrough")).form
    answer = await office.fill("chen", form, school="marsh", text="talk 1/4", next="plan")
    again = (await office.press("chen", answer.reply, "Edit")).form

    changed = await office.fill("chen", again, text="talk 2/4", classes="K", audience="partner")

    assert "Changed: Marsh Street Elementary, K, Monday, 11 Jan · W-1." in said(changed)
    stored = await get(office, Walkthrough, 1)
    assert stored.findings == (Finding(text="talk", seen=2, of=4),)
    assert (stored.audience, stored.next_step, stored.version) == (Audience.PARTNER, "plan", 2)
    assert [change.deed for change in await changes(office, "W-1")] == [Deed.MADE, Deed.EDITED]


async def test_edit_that_changes_nothing_says_so(office: Office) -> None:
    answer = await office.say("chen", LINE)
    form = (await office.press("chen", answer.reply, "Edit")).form

    assert "W-1 stays as it was" in said(await office.fill("chen", form))


async def test_errors_stand_at_their_fields(office: Office) -> None:
    form = (await office.say("chen", "/walkthrough")).form

    wrong = await office.fill("chen", form, school="nowhere", text="", day="2027-01-12")
    without = await office.fill("chen", form, school="marsh", text="x", day="soon")

    assert set(wrong.errors) == {"school", "text", "day"}
    assert set(without.errors) == {"day"}
    assert await count(office, Walkthrough) == 0


async def test_a_school_that_is_gone_stays_in_its_records(office: Office) -> None:
    answer = await office.say("chen", LINE)
    old = School(key="lincoln", name="Lincoln Elementary", level="elementary", retired=True)
    await change_schools(office, old, School(key="marsh", name="Marsh", level="elementary"))

    form = (await office.press("chen", answer.reply, "Edit")).form
    changed = await office.fill("chen", form, text="reasoning 4/5")

    assert "Changed: Lincoln Elementary" in said(changed)
    assert "I know no school" in said(await office.say("chen", LINE))
    assert fields_of((await office.say("boyd", "/walkthrough")).form)["school"] == ""


async def test_without_schools_there_is_none_to_walk_through(office: Office) -> None:
    await change_schools(office)

    assert "names no school yet" in said(await office.say("boyd", LINE))
    assert "names no school yet" in said(await office.act("boyd", "walkthrough.open", "x"))


async def test_it_can_be_undone_and_is_shown_nowhere_then(office: Office) -> None:
    answer = await office.say("chen", LINE)

    assert "Undone: W-1" in said(await office.press("chen", answer.reply, "Undo"))
    assert "No walkthrough has been kept yet" in said(await office.say("chen", "/walkthrough list"))


async def test_nobody_else_edits_it(office: Office) -> None:
    await office.say("chen", LINE)
    form = (await office.act("boyd", "walkthrough.edit", "W-1")).form

    assert "W-1 is somebody else's" in said(await office.fill("boyd", form, text="not at all so"))


async def test_the_list_shows_what_one_may_see_the_latest_first(office: Office) -> None:
    await office.say("chen", LINE)
    await office.say("boyd", "/walkthrough marsh: talk 2/4")
    form = (await office.say("boyd", "/walkthrough")).form
    await office.fill("boyd", form, text="for me alone", audience="self")

    listed = await office.say("chen", "/walkthrough list")

    assert said(listed).splitlines()[2:4] == [
        "Marsh Street Elementary, Monday, 11 Jan: talk in 2 of 4 · W-2",
        "Lincoln Elementary, grade 4 math, Monday, 11 Jan: reasoning in 3 of 5 · W-1",
    ]
    assert labels(listed.reply) == ["Edit"]
    assert "for me alone" not in said(listed)


async def test_few_classrooms_are_shown_to_nobody_else(office: Office) -> None:
    kept = await office.say("chen", "/walkthrough lincoln grade 4 math: reasoning 1/2")
    assert "fewer than three classrooms" in said(kept)
    assert "reasoning in 1 of 2" in said(await office.say("chen", "/walkthrough list"))

    told = said(await office.say("boyd", "/walkthrough list"))

    assert "Lincoln Elementary, Monday, 11 Jan: 2 classrooms, too few to tell" in told
    assert "grade 4" not in told


@pytest.mark.parametrize("channel", ["C000000001", "C000000002"])
async def test_both_digests_say_what_was_seen(office: Office, channel: str) -> None:
    await office.tick()
    await office.say("chen", LINE)

    office.later(days=4, hours=7)
    await office.tick()

    (digest,) = office.platform.to(channel)
    assert "What we saw" in str(digest)
    line = "5 classrooms at Lincoln Elementary, grade 4 math, Monday, 11 Jan: reasoning in 3 of 5"
    assert line in str(digest)
    assert "[W-1]" in str(digest)


async def test_somebody_without_a_school_chooses_one(office: Office) -> None:
    await change_person(office, "boyd", school="nowhere")
    office.now = MONDAY

    assert fields_of((await office.say("boyd", "/walkthrough")).form)["school"] == ""
