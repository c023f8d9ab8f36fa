"""``/headway datateam``: what a team's meeting was given, its minutes and its pledges."""

from datetime import date

import pytest

from bot.domain.audience import Audience
from bot.domain.commitment import Commitment
from bot.domain.data_team import DataTeam, Score
from bot.messages import Form
from tests.fakes import Office, fields_of
from tests.talking import count, form_text, get, labels, said

LINE = (
    "/headway datateam lincoln grade 4: uses student work 3, names a cause 2; principal there; "
    "minutes: chose the exit tickets; pledge: bring samples @price by Friday"
)
READERS = "Leaders and Harbor Center for School Change"


async def opened(office: Office, typed: str = "") -> Form:
    form = (await office.say("boyd", f"/headway datateam {typed}")).form
    assert form is not None
    return form


async def test_a_line_is_kept_at_once_and_echoed(office: Office) -> None:
    answer = await office.say("boyd", f"{LINE}; pledge: share the notes #data-teams")

    assert said(answer).strip().splitlines()[1:] == [
        f"Kept: Lincoln Elementary, grade 4, Monday, 11 Jan · D-1. {READERS} see it.",
        "Data-team meeting, from 1 to 4:",
        "▆ Uses student work: 3",
        "▃ Names a cause: 2",
        "Not scored: Plans instruction and Ends with pledges",
        "The principal was there.",
        "Minutes: chose the exit tickets",
        "Promised",
        "• bring samples — Jordan Price, by Friday, 15 Jan · C-1",
        "• share the notes — Terrence Boyd, no date yet · C-2",
    ]
    assert labels(answer.reply) == ["Undo", "Edit"]


async def test_all_of_it_is_stored(office: Office) -> None:
    await office.say("boyd", LINE.replace("; minutes", "; #data-teams; minutes"))

    stored, pledge = await get(office, DataTeam, 1), await get(office, Commitment, 1)
    assert (stored.school, stored.team, stored.day) == ("lincoln", "grade 4", date(2027, 1, 11))
    assert stored.scores == (
        Score(row="Uses student work", score=3),
        Score(row="Names a cause", score=2),
    )
    assert (stored.rubric, stored.lowest, stored.highest) == ("data-team", 1, 4)
    assert (stored.principal, stored.text) == (True, "chose the exit tickets")
    assert (stored.strategy, stored.audience) == ("data-teams", Audience.LEADERS)
    assert (pledge.came_from, pledge.owner, pledge.strategy) == ("D-1", "price", "data-teams")


async def test_rows_may_be_numbers_and_ones_own_school_need_not_be_named(office: Office) -> None:
    await office.say("boyd", "/headway datateam grade 5 yesterday: 1 3, principal away, 4 4/4")

    stored = await get(office, DataTeam, 1)
    assert (stored.school, stored.team, stored.day) == ("lincoln", "grade 5", date(2027, 1, 10))
    assert [(one.row, one.score) for one in stored.scores] == [
        ("Uses student work", 3),
        ("Ends with pledges", 4),
    ]
    assert stored.principal is False


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("grade 4: uses studnt work 3", "no row “uses studnt work” in “Data-team meeting”. Did"),
        ("grade 4: zzz 3", "The rows are Uses student work, Names a cause, Plans instruction and"),
        ("grade 4: 1 5", "goes from 1 to 4, so “5” does not fit “Uses student work”."),
        ("grade 4: 1 3/5", "so “3/5” does not fit"),
        ("grade 4: 1 3, uses 2", "“Uses student work” was given twice."),
        ("grade 4: chose tickets", "I can't tell what “chose tickets” is."),
        ("grade 4: 1 3, chose tickets", "I can't tell what “chose tickets” is."),
        ("grade 4: principal perhaps", "Was the principal there?"),
        (": 1 3", "Say which team met"),
        ("grade 4 on 14 Jan: 1 3", "Thursday, 14 Jan 2027 is still to come."),
        ("grade 4: 1 3; pledge: x; pledge: y @nobdy", "I know no “@nobdy” here."),
        ("grade 4: 1 3 #nonsense", "I know no strategy “#nonsense”."),
    ],
)
async def test_a_mistake_keeps_nothing_and_loses_no_text(
    office: Office, typed: str, told: str
) -> None:
    answer = await office.say("boyd", f"/headway datateam lincoln {typed}")

    assert told in said(answer)
    assert f"Your text is kept: /headway datateam lincoln {typed}" in said(answer)
    assert (await count(office, DataTeam), await count(office, Commitment)) == (0, 0)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("lincon grade 4: 1 3", "Kept: Lincoln Elementary, grade 4"),
        ("lincoln grade 4: uses studnt work 3", "▆ Uses student work: 3"),
        ("lincoln grade 4: chose tickets", "Minutes: chose tickets"),
    ],
)
async def test_what_was_probably_meant_is_one_tap_away(
    office: Office, typed: str, kept: str
) -> None:
    answer = await office.say("boyd", f"/headway datateam {typed}")

    assert kept in said(await office.press("boyd", answer.reply, "Yes"))


async def test_minutes_may_have_several_lines(office: Office) -> None:
    await office.say(
        "boyd", "/headway datateam lincoln grade 4: minutes: read; chose\nplanned; 1 3"
    )

    stored = await get(office, DataTeam, 1)
    assert (stored.text, len(stored.scores)) == ("read; chose; planned", 1)


async def test_without_a_school_of_ones_own_it_has_to_be_named(office: Office) -> None:
    answer = await office.say("chen", "/headway datateam grade 4: 1 3")

    assert "At which school was it?" in said(answer)


async def test_as_long_as_nothing_is_told_the_form_opens(office: Office) -> None:
    told = fields_of(await opened(office, "marsh grade 2 yesterday"))

    assert (told["school"], told["team"], told["day"]) == ("marsh", "grade 2", "2027-01-10")
    assert (told["row-1"], told["principal"], told["text"]) == ("", "", "")


async def test_the_form_keeps_everything(office: Office) -> None:
    form = await opened(office)
    answer = await office.fill(
        *("boyd", form),
        team="grade 4",
        row_1="3",
        row_4="1",
        principal="no",
        text="exit tickets",
        pledges="bring samples @price by Friday\n\nshare the notes",
    )

    stored = await get(office, DataTeam, 1)
    assert [(one.row, one.score) for one in stored.scores] == [
        ("Uses student work", 3),
        ("Ends with pledges", 1),
    ]
    assert (stored.principal, stored.school) == (False, "lincoln")
    assert "• share the notes — Terrence Boyd, no date yet · C-2" in said(answer)


async def test_errors_stand_at_their_fields(office: Office) -> None:
    wrong = {"school": "x", "day": "2027-01-12", "team": "", "row_1": "5"}
    pledges = "fine by Friday\nx @nobdy\ny by 2020-01-01"

    many = await office.fill("boyd", await opened(office), **wrong, pledges=pledges)
    empty = await office.fill("boyd", await opened(office), team="grade 4", day="soon")
    nothing = await office.fill("boyd", await opened(office), team="grade 4")

    assert set(many.errors) == {"school", "day", "team", "row-1", "pledges"}
    assert many.errors["pledges"].startswith("Line 2: I know no “@nobdy” here.")
    assert set(empty.errors) == {"day", "text"}
    assert set(nothing.errors) == {"text"}
    assert (await count(office, DataTeam), await count(office, Commitment)) == (0, 0)


async def test_edit_changes_the_meeting_and_leaves_its_pledges(office: Office) -> None:
    kept = await office.say("boyd", LINE)
    form = (await office.press("boyd", kept.reply, "Edit")).form
    told = fields_of(form)
    assert (told["row-1"], told["row-3"], told["principal"]) == ("3", "", "yes")
    assert "pledges" not in told
    assert "changed by itself" in form_text(form)

    changed = await office.fill("boyd", form, row_1="", row_3="4", principal="")

    assert "Changed: Lincoln Elementary, grade 4" in said(changed)
    stored = await get(office, DataTeam, 1)
    assert [one.row for one in stored.scores] == ["Names a cause", "Plans instruction"]
    assert (stored.principal, stored.version) == (None, 2)


async def test_edit_that_changes_nothing_says_so(office: Office) -> None:
    kept = await office.say("boyd", LINE)
    form = (await office.press("boyd", kept.reply, "Edit")).form

    assert "D-1 stays as it was" in said(await office.fill("boyd", form))


async def test_nobody_else_edits_it(office: Office) -> None:
    await office.say("boyd", LINE)
    form = (await office.act("chen", "datateam.edit", "D-1")).form

    assert "D-1 is somebody else's" in said(await office.fill("chen", form, text="not so"))


async def test_undo_takes_it_back_with_its_pledges(office: Office) -> None:
    kept = await office.say("boyd", LINE)

    assert "Undone: D-1" in said(await office.press("boyd", kept.reply, "Undo"))
    assert (await get(office, Commitment, 1)).withdrawn
    listed = said(await office.say("boyd", "/headway datateam list"))
    assert "No data-team meeting has been kept yet" in listed
    assert "lincoln grade 4: uses student work 4; principal there" in listed


async def test_the_next_meeting_begins_with_the_pledges_of_the_last(office: Office) -> None:
    await office.say("boyd", f"{LINE}; pledge: share the notes; pledge: a third")
    await office.say("boyd", "/commit done C-2")
    await office.say("boyd", "/commit drop C-3 because it snowed")
    office.later(days=7)

    intro = form_text(await opened(office, "lincoln Grade 4 team"))
    kept = said(await office.say("boyd", "/headway datateam lincoln grade 4: 1 3"))

    for told in (intro, kept):
        assert "Last time, on Monday, 11 Jan, this team promised" in told
        assert "• bring samples — Jordan Price, was due Friday, 15 Jan · C-1" in told
        assert "• share the notes — Terrence Boyd, kept · C-2" in told
        assert "• a third — Terrence Boyd, dropped (it snowed) · C-3" in told


async def test_another_team_and_a_later_meeting_are_not_the_last_time(office: Office) -> None:
    await office.say("boyd", "/headway datateam lincoln grade 4: 1 3")
    await office.say("boyd", "/headway datateam lincoln grade 5: 1 3")

    earlier = await office.say("boyd", "/headway datateam lincoln grade 4 yesterday: 1 3")
    later = await office.say("boyd", "/headway datateam lincoln grade 5: 1 3")

    assert "Last time" not in said(earlier)
    assert "Last time, on Monday, 11 Jan, this team promised nothing · D-2" in said(later)


async def test_the_form_begins_with_the_team_that_one_wrote_of_the_last_time(
    office: Office,
) -> None:
    await office.say("boyd", "/headway datateam marsh grade 2: 1 3")

    told = fields_of(await opened(office))

    assert (told["school"], told["team"]) == ("marsh", "grade 2")


async def test_the_list_and_one_show_what_may_be_seen(office: Office) -> None:
    await office.say("boyd", LINE)
    await office.say("rossi", "/headway datateam marsh grade 2 yesterday: minutes: read together")
    await office.fill("boyd", await opened(office), text="for me alone", audience="self")

    listed = await office.say("rossi", "/headway datateam list")
    shown = await office.say("rossi", "/headway datateam D-1")

    assert said(listed).splitlines()[2:4] == [
        "Lincoln Elementary, grade 4, Monday, 11 Jan: 2.5 of 4 — chose the exit tickets · D-1",
        "Marsh Street Elementary, grade 2, Sunday, 10 Jan — read together · D-2",
    ]
    assert labels(listed.reply) == ["Edit", "How it goes by school"]
    assert "• bring samples — Jordan Price" in said(shown)
    assert labels(shown.reply) == []
    assert labels((await office.say("boyd", "/headway datateam D-1")).reply) == ["Edit"]
    assert "I can't find D-3" in said(await office.say("rossi", "/headway datateam D-3"))
