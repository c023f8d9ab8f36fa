"""History to load: what comes of a table, and that nothing comes twice."""

from datetime import date

import pytest

from bot.domain.audience import Audience
from bot.domain.data_team import DataTeam, Score
from bot.domain.history import Act, Change, Deed
from bot.domain.partnership import Partnership
from bot.domain.reading import Reading
from bot.domain.walkthrough import Finding, Walkthrough
from bot.ledger.directory import open_directory
from bot.ledger.records import change, undo
from bot.load.history.words import told
from integrations.history_file import read_sheet
from integrations.history_map import read_map
from tests.fakes import Office
from tests.importing import HERE, MEETING, READ, found_in, kept, seen, sheet
from tests.talking import get


async def test_a_walkthrough_is_kept_as_its_row_tells_it(office: Office) -> None:
    assert await kept(office, "walkthroughs", read_sheet(HERE / "walkthroughs.csv")) == [
        "W-1",
        "W-2",
        "W-3",
    ]
    record = await get(office, Walkthrough, 1)
    assert (record.school, record.day, record.classes) == (
        "lincoln",
        date(2026, 1, 20),
        "grade 4 math",
    )
    assert (record.observers, record.focus) == (("boyd", "vance"), "Who explains?")
    assert (record.text, record.pattern) == ("they restate the steps", "steps but not why")
    assert (record.next_step, record.strategy) == ("one why question a lesson", "student-talk")
    assert (record.audience, record.by) == (Audience.LEADERS, "vance")


async def test_findings_get_their_numbers_and_what_was_not_looked_for_is_said(
    office: Office,
) -> None:
    await kept(office, "walkthroughs", read_sheet(HERE / "walkthroughs.csv"))
    first, second = await get(office, Walkthrough, 1), await get(office, Walkthrough, 2)
    assert first.findings[0] == Finding(
        text="Students explain their reasoning", seen=3, of=5, look_for="reasoning", number=1
    )
    assert first.not_looked_for == ("checks",)
    assert [finding.ref for finding in second.findings] == ["F-3", "F-4", "F-5"]
    assert second.findings[-1] == Finding(text="labs", seen=2, of=6, number=5)
    assert (second.grades, second.audience) == ("grades 3-5", Audience.PARTNER)


async def test_history_says_who_when_and_from_which_line(office: Office) -> None:
    await kept(office, "walkthroughs", read_sheet(HERE / "walkthroughs.csv"))
    async with office.store.read() as tx:
        made = await tx.get(Change, "riverbend", "W-2", 1)
    assert made is not None
    assert (made.deed, made.by, made.at.isoformat()) == (
        Deed.MADE,
        "vance",
        "2026-01-21T17:00:00+00:00",
    )
    assert made.why == "import, line 3"


async def test_with_a_map_their_columns_words_and_days_are_understood(office: Office) -> None:
    theirs = read_sheet(HERE / "theirs.csv")
    found = await found_in(office, "walkthroughs", theirs, read_map(HERE / "theirs.yaml"))
    first, second = (draft.record for draft in found.new)
    assert (first.school, first.observers, first.day) == ("lincoln", ("boyd",), date(2026, 1, 20))
    assert [(f.look_for, f.seen, f.of) for f in first.findings] == [
        ("reasoning", 3, 5),
        ("grade-level-task", 5, 5),
    ]
    assert (first.subject, first.audience) == ("math", Audience.PARTNER)
    assert (second.text, second.not_looked_for) == ("two lines\nof what was seen", ("reasoning",))


async def test_two_columns_make_a_count_without_a_map_too(office: Office) -> None:
    row = seen() | {"Reasoning seen": "3", "Reasoning of": "5", "checks": "in 2 out of 4"}
    found = await found_in(office, "walkthroughs", sheet(row))
    assert [(f.seen, f.of) for f in found.new[0].record.findings] == [(3, 5), (2, 4)]


async def test_a_data_team_is_kept_as_its_row_tells_it(office: Office) -> None:
    assert len(await kept(office, "datateams", read_sheet(HERE / "datateams.csv"))) == 3
    first, second = await get(office, DataTeam, 1), await get(office, DataTeam, 2)
    assert (first.team, first.rubric, first.principal) == ("grade 4", "data-team", True)
    assert first.scores[1] == Score(row="Names a cause", score=2)
    assert (first.text, first.lowest, first.highest) == ("fractions exit ticket", 1, 4)
    assert (second.principal, [score.score for score in second.scores]) == (None, [2, 2])
    assert (await get(office, DataTeam, 3)).principal is False


async def test_a_reading_is_kept_as_its_row_tells_it(office: Office) -> None:
    assert len(await kept(office, "indicators", read_sheet(HERE / "indicators.csv"))) == 3
    first, second = await get(office, Reading, 1), await get(office, Reading, 2)
    assert (first.indicator, first.value, first.school) == ("visits", 61, None)
    assert (first.text, first.strategy) == ("sign-in sheets", "leader-visits")
    assert (second.value, second.school, second.day) == (48.5, "lincoln", date(2026, 1, 31))
    assert (await get(office, Reading, 3)).audience is Audience.PUBLIC


@pytest.mark.parametrize("word", ["walkthroughs", "datateams", "indicators"])
async def test_the_same_file_again_makes_nothing_twice(office: Office, word: str) -> None:
    rows = read_sheet(HERE / f"{word}.csv")
    first = await kept(office, word, rows)
    again = await found_in(office, word, rows)
    assert (again.new, [left.same_as for left in again.left]) == ((), first)


async def test_what_was_changed_or_undone_since_is_not_brought_back(office: Office) -> None:
    rows = read_sheet(HERE / "walkthroughs.csv")
    await kept(office, "walkthroughs", rows)
    first, second = await get(office, Walkthrough, 1), await get(office, Walkthrough, 2)
    async with office.store.write() as tx:
        act = Act(deed=Deed.EDITED, by="vance", at=office.now)
        await change(tx, first, Walkthrough(**{**vars(first), "text": "all else"}), act)
        await undo(tx, second, 1, by="vance", at=office.now)
    assert not (await found_in(office, "walkthroughs", rows)).new


async def test_a_row_that_stands_twice_in_a_file_is_kept_once(office: Office) -> None:
    found = await found_in(office, "walkthroughs", sheet(seen(), seen(pattern="more"), seen()))
    assert [left.same_as for left in found.left] == ["line 2", "line 2"]
    assert len(found.new) == 1


async def test_leavers_and_retired_schools_are_history_too(office: Office) -> None:
    async with office.store.write() as tx:
        directory = await open_directory(tx, "riverbend", office.tools.holidays_of)
        assert directory is not None
        price = directory.people["price"]
        await tx.put(type(price)(**{**vars(price), "left": office.now}))
    found = await found_in(office, "walkthroughs", sheet(seen(observers="Jordan Price; price")))
    assert found.new[0].record.observers == ("price",)


async def test_what_would_come_is_told_by_month_and_school(office: Office) -> None:
    rows = [seen(text=f"step {n}", date=f"2026-{1 + n // 4:02}-20") for n in range(7)]
    found = await found_in(office, "walkthroughs", sheet(*rows, rows[0]))
    async with office.store.read() as tx:
        partnership = await tx.get(Partnership, "riverbend")
    assert partnership is not None
    assert list(told(found, partnership, ("Timestamp",))) == [
        "8 rows: 7 new walkthroughs, 1 there already.",
        "Columns that are not used: Timestamp.",
        "\nNew, by month and school",
        "  2026-01  Lincoln Elementary 4",
        "  2026-02  Lincoln Elementary 3",
        "\nThe first of them",
        *(f"  line {n + 2}: 2026-01-20, Lincoln Elementary: step {n}" for n in range(4)),
        "  line 6: 2026-02-20, Lincoln Elementary: step 4",
        "  … and 2 more.",
        "\nLeft out, for they are there already",
        "  line 9: as line 2",
    ]


async def test_of_many_rows_left_out_the_first_are_told(office: Office) -> None:
    found = await found_in(office, "indicators", sheet(*(READ for _ in range(30))))
    async with office.store.read() as tx:
        partnership = await tx.get(Partnership, "riverbend")
    assert partnership is not None
    lines = list(told(found, partnership, ()))
    assert lines[2] == "  2026-01  the whole district 1"
    assert lines[-1] == "  … and 9 more."


async def test_what_few_classrooms_showed_is_not_told(office: Office) -> None:
    row = seen(grades="4", subject="math", text="", reasoning="1 of 2")
    found = await found_in(office, "walkthroughs", sheet(row))
    assert found.kind.line(found.new[0].record) == ""


async def test_a_data_team_without_scores_is_told_by_its_minutes(office: Office) -> None:
    found = await found_in(office, "datateams", sheet(MEETING | {"text": "exit tickets"}))
    assert found.kind.line(found.new[0].record) == "grade 4: exit tickets"


async def test_each_record_is_of_noon_of_its_own_day_and_no_news_of_today(office: Office) -> None:
    await kept(office, "walkthroughs", read_sheet(HERE / "walkthroughs.csv"))
    async with office.store.read() as tx:
        made = await tx.find(Walkthrough, partnership="riverbend", order="number")
    assert [record.at.isoformat() for record in made] == [
        "2026-01-20T17:00:00+00:00",
        "2026-01-21T17:00:00+00:00",
        "2026-02-03T17:00:00+00:00",
    ]


async def test_an_imported_text_counts_no_one_or_two_classrooms(office: Office) -> None:
    found = await found_in(office, "datateams", sheet(MEETING | {"text": "talk in 1/2 classrooms"}))

    assert found.new[0].record.text == "talk in a few classrooms"
