"""``/headway visit``: who visited which school, and what they take home."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.audience import Audience
from bot.domain.commitment import Commitment
from bot.domain.partnership import Partnership
from bot.domain.visit import Visit
from tests.fakes import Office, fields_of
from tests.talking import card, change_person, count, form_text, get, labels, said

LINE = "/headway visit marsh with @rossi: each lesson begins with a why question"
READERS = "Leaders and Harbor Center for School Change"


async def change_partnership(office: Office, **fields: object) -> None:
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership is not None
        await tx.put(replace(partnership, **fields))  # type: ignore[arg-type]  # fields of several types


async def test_a_line_is_kept_at_once_and_echoed(office: Office) -> None:
    answer = await office.say("boyd", f"{LINE} #student-talk; next: try it @price by 5 Feb")

    assert said(answer).splitlines()[1:7] == [
        (
            "Kept: visit to Marsh Street Elementary, Monday, 11 Jan · V-1 · Student talk about the "
            f"task. {READERS} see it."
        ),
        "Went: Terrence Boyd",
        "Hosted: Paula Rossi",
        "Taken home: each lesson begins with a why question",
        "Promised",
        "• try it — Jordan Price, by Friday, 5 Feb · C-1",
    ]
    assert labels(answer.reply) == ["Undo", "Edit"]


async def test_who_works_there_hosts_and_all_others_came(office: Office) -> None:
    await office.say("rossi", "/headway visit marsh with @boyd, Mei Chen and @vance @price: talk")

    stored = await get(office, Visit, 1)
    assert stored.visitors == ("boyd", "chen", "vance", "price")
    assert (stored.hosts, stored.audience) == (("rossi",), Audience.LEADERS)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("marsh yesterday with @rossi: x", date(2027, 1, 10)),
        ("marsh with @rossi on Friday: x", date(2027, 1, 8)),
        ("marsh on 2026-12-03, with @rossi: x", date(2026, 12, 3)),
    ],
)
async def test_the_day_is_one_that_is_past(office: Office, typed: str, day: date) -> None:
    await office.say("boyd", f"/headway visit {typed}")

    stored = await get(office, Visit, 1)
    assert (stored.day, stored.hosts) == (day, ("rossi",))


async def test_the_next_step_is_a_promise_that_came_from_the_visit(office: Office) -> None:
    await office.say("boyd", f"{LINE}; next: try it in grade 4 by 5 Feb #student-talk")

    promise, visit = await get(office, Commitment, 1), await get(office, Visit, 1)
    assert (promise.came_from, promise.owner, promise.due) == ("V-1", "boyd", date(2027, 2, 5))
    assert (promise.strategy, visit.strategy) == ("student-talk", "student-talk")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("mars with @rossi: x", "I know no school “mars”. Did you mean Marsh Street Elementary?"),
        ("marsh with @rosi: x", "I know no “@rosi” here. Did you mean @rossi?"),
        ("marsh on 14 Jan: x", "Thursday, 14 Jan 2027 is still to come."),
        ("marsh: x; next: y @nobdy", "I know no “@nobdy” here."),
        ("marsh: x; next: y by 2020-01-01", "is past"),
    ],
)
async def test_a_mistake_keeps_nothing_and_loses_no_text(
    office: Office, typed: str, told: str
) -> None:
    answer = await office.say("boyd", f"/headway visit {typed}")

    assert told in said(answer)
    assert f"Your text is kept: /headway visit {typed}" in said(answer)
    assert (await count(office, Visit), await count(office, Commitment)) == (0, 0)


async def test_a_host_alone_is_asked_who_came(office: Office) -> None:
    answer = await office.say("rossi", "/headway visit marsh: why questions")

    assert "Who came to Marsh Street Elementary? You work there, so you are the host." in said(
        answer
    )
    assert await count(office, Visit) == 0


@pytest.mark.parametrize(
    ("typed", "text", "hosted"),
    [
        ("marsh", "", ""),
        ("marsh with @rossi", "", "@rossi"),
        ("marsh with @rossi: none", "none", "@rossi"),
        ("marsh why questions everywhere", "why questions everywhere", ""),
    ],
)
async def test_as_long_as_nothing_is_taken_home_the_form_opens(
    office: Office, typed: str, text: str, hosted: str
) -> None:
    told = fields_of((await office.say("boyd", f"/headway visit {typed}; next: try it")).form)

    assert (told["school"], told["text"], told["hosted"]) == ("marsh", text, hosted)
    assert (told["went"], told["next"], told["day"]) == ("@boyd", "try it", "2027-01-11")


async def test_the_form_keeps_everything(office: Office) -> None:
    form = (await office.say("chen", "/headway visit")).form
    answer = await office.fill(
        *("chen", form),
        school="marsh",
        went="@boyd, Jordan Price and boyd",
        hosted="Paula Rossi",
        text="why questions",
        next="try it @boyd by Friday",
    )

    stored = await get(office, Visit, 1)
    assert (stored.visitors, stored.hosts) == (("boyd", "price"), ("rossi",))
    assert "• try it — Terrence Boyd, by Friday, 15 Jan · C-1" in said(answer)


async def test_errors_stand_at_their_fields(office: Office) -> None:
    form = (await office.say("chen", "/headway visit")).form
    wrong = {"school": "x", "day": "2027-01-12", "text": "", "went": "@nobdy", "next": "y @nobdy"}

    many = await office.fill("chen", form, **wrong, hosted="Pala Rossi")
    few = await office.fill("chen", form, school="marsh", text="x", day="", went="", next="")

    assert set(many.errors) == {"school", "day", "text", "went", "hosted", "next"}
    assert "I know no “Pala Rossi” here." in many.errors["hosted"]
    assert set(few.errors) == {"day", "went"}
    assert await count(office, Visit) == 0


async def test_edit_changes_it_for_all_who_took_part(office: Office) -> None:
    kept = await office.say("boyd", f"{LINE}; next: try it")
    await change_person(office, "rossi", left=office.now)
    form = (await office.press("boyd", kept.reply, "Edit")).form

    assert "next" not in fields_of(form)
    assert "changed by itself" in form_text(form)
    changed = await office.fill("boyd", form, text="two whys", went="@boyd @chen", audience="self")

    assert "Changed: visit to Marsh Street Elementary" in said(changed)
    assert "Only you see it, and so does everybody named in it." in said(changed)
    stored = await get(office, Visit, 1)
    assert (stored.visitors, stored.hosts, stored.version) == (("boyd", "chen"), ("rossi",), 2)


async def test_edit_that_changes_nothing_says_so(office: Office) -> None:
    kept = await office.say("boyd", LINE)
    form = (await office.press("boyd", kept.reply, "Edit")).form

    assert "V-1 stays as it was" in said(await office.fill("boyd", form))


async def test_who_took_part_is_told_of_it_and_of_a_change(office: Office) -> None:
    kept = await office.say("boyd", LINE)
    await office.tick()
    assert "Terrence Boyd wrote down a visit that you took part in" in said_to(office, "rossi")

    form = (await office.press("boyd", kept.reply, "Edit")).form
    await office.fill("boyd", form, text="two whys")
    await office.tick()

    assert "Terrence Boyd changed a visit that you took part in" in said_to(office, "rossi")
    shown = await office.press("rossi", card(office, "rossi"), "Show it")
    assert "Taken home: two whys" in said(shown)
    assert labels(shown.reply) == ["Edit"]


def said_to(office: Office, who: str) -> str:
    return card(office, who).text


async def test_undo_takes_it_back_with_its_promise(office: Office) -> None:
    kept = await office.say("boyd", f"{LINE}; next: try it")

    assert "Undone: V-1" in said(await office.press("boyd", kept.reply, "Undo"))
    assert (await get(office, Commitment, 1)).withdrawn
    assert "No visit has been kept yet" in said(await office.say("boyd", "/headway visit list"))


async def test_the_list_shows_what_one_may_see_the_latest_first(office: Office) -> None:
    await office.say("boyd", LINE)
    await office.say("haddad", "/headway visit lincoln yesterday: bell work")
    form = (await office.say("boyd", "/headway visit marsh")).form
    await office.fill("boyd", form, text="for me alone", audience="self")

    listed = await office.say("haddad", "/headway visit list")

    assert said(listed).splitlines()[2:4] == [
        (
            "Marsh Street Elementary, Monday, 11 Jan, by Terrence Boyd: each lesson begins with a "
            "why question · V-1"
        ),
        "Lincoln Elementary, Sunday, 10 Jan, by Sami Haddad: bell work · V-2",
    ]
    assert labels(listed.reply) == ["Edit", "Who has visited whom"]
    assert "for me alone" not in said(listed)


async def test_one_is_shown_by_its_number_to_who_may_see_it(office: Office) -> None:
    await office.say("boyd", LINE)
    form = (await office.say("boyd", "/headway visit marsh")).form
    await office.fill("boyd", form, text="for me alone", audience="self")

    shown = await office.say("haddad", "/headway visit V-1")

    assert "Hosted: Paula Rossi" in said(shown)
    assert labels(shown.reply) == []
    assert "I can't find V-2" in said(await office.say("haddad", "/headway visit V-2"))


async def test_without_schools_there_is_none_to_visit(office: Office) -> None:
    await change_partnership(office, schools=())

    assert "names no school yet" in said(await office.say("boyd", LINE))
