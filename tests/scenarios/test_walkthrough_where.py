"""Where and when a walkthrough was: the school and the day, as people type them."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.partnership import Partnership
from bot.domain.people import School
from bot.domain.walkthrough import Walkthrough
from tests.fakes import Office, fields_of
from tests.talking import count, get, labels, said

LINE = "/walkthrough lincoln grade 4 math: reasoning 3/5"


async def change_schools(office: Office, *schools: School) -> None:
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership is not None
        await tx.put(replace(partnership, schools=schools))


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
    assert (told["school"], told["grades"], told["seen.reasoning"], told["next"]) == (
        *("", "grade 4"),
        *("3/5", "plan one"),
    )
    assert "Kept: Marsh Street" in said(await office.fill("chen", form, school="marsh"))


async def test_a_word_unlike_any_school_stays_in_the_form(office: Office) -> None:
    answer = await office.say("chen", "/walkthrough reasoning 3/5")
    assert "I know no school “reasoning”.\n" in said(answer)

    form = (await office.press("chen", answer.reply, "Choose a school")).form

    assert fields_of(form)["seen.reasoning"] == "3/5"


async def test_who_works_at_a_school_need_not_name_it(office: Office) -> None:
    answer = await office.say("boyd", "/walkthrough grade 4 math: reasoning 3/5")
    assert "Kept: Lincoln Elementary, grade 4 math" in said(answer)

    answer = await office.say("chen", "/walkthrough grade 4 math: reasoning 3/5")
    assert "At which school was it?" in said(answer)
    form = (await office.press("chen", answer.reply, "Choose a school")).form
    assert (fields_of(form)["grades"], fields_of(form)["subject"]) == ("grade 4", "math")


@pytest.mark.parametrize(
    ("typed", "school", "grades"),
    [
        ("", "lincoln", ""),
        ("marsh", "marsh", ""),
        ("grade 4 math", "lincoln", "grade 4"),
        ("marsh grade 2", "marsh", "grade 2"),
        ("marsh grade 2: none", "marsh", "grade 2"),
    ],
)
async def test_as_long_as_nothing_was_seen_the_form_opens(
    office: Office, typed: str, school: str, grades: str
) -> None:
    form = (await office.say("boyd", f"/walkthrough {typed}")).form

    told = fields_of(form)
    assert (told["school"], told["grades"], told["day"]) == (school, grades, "2027-01-11")
    assert form is not None
    assert "no names of teachers or students" in " ".join(field.hint for field in form.fields)


async def test_without_a_colon_the_rest_is_what_was_seen(office: Office) -> None:
    await office.say("boyd", "/walkthrough marsh students explain their steps")

    assert (await get(office, Walkthrough, 1)).text == "students explain their steps"


async def test_a_very_long_line_is_repeated_without_buttons(office: Office) -> None:
    answer = await office.say("chen", "/walkthrough zzz: " + "talk " * 500)

    assert labels(answer.reply) == []
    assert "talk talk" in said(answer)


async def test_a_school_that_is_gone_stays_in_its_records(office: Office) -> None:
    answer = await office.say("chen", LINE)
    old = School(key="lincoln", name="Lincoln Elementary", level="elementary", retired=True)
    await change_schools(office, old, School(key="marsh", name="Marsh", level="elementary"))

    form = (await office.press("chen", answer.reply, "Edit")).form
    changed = await office.fill("chen", form, seen__reasoning="4/5")

    assert "Changed: Lincoln Elementary" in said(changed)
    assert "I know no school" in said(await office.say("chen", LINE))
    assert fields_of((await office.say("boyd", "/walkthrough")).form)["school"] == ""


async def test_without_schools_there_is_none_to_walk_through(office: Office) -> None:
    await change_schools(office)

    assert "names no school yet" in said(await office.say("boyd", LINE))
    assert "names no school yet" in said(await office.act("boyd", "walkthrough.open", "x"))
