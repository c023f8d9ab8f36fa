"""``headway export``"""

import csv
import json
from dataclasses import fields
from pathlib import Path

import pytest

from bot.domain.audience import Audience
from bot.domain.blocker import Blocker
from bot.domain.checkin import Momentum
from bot.domain.walkthrough import Finding
from bot.ledger.records import RECORD_TYPES
from tests.builders import answer, blocker, commitment, help_, taps, walkthrough
from tests.cli.shell import Ran, Shell, keep
from tests.evidence import meeting, reading, revision, site_day, visit

FORMULA = '=HYPERLINK("http://example.org","open me")'


@pytest.fixture
def records(riverbend: None) -> None:
    """Records of boyd for every audience, one taken back, and one of chen."""
    keep(
        answer(1, audience=Audience.SELF, text="I may not last the year"),
        answer(2, audience=Audience.PARTNER, text="the board is split"),
        taps(3, {"data-teams": Momentum.STEADY}),
        commitment(12, text="share the rubric"),
        commitment(13, text="typed by mistake", withdrawn=True),
        help_(4, audience=Audience.PUBLIC, text=FORMULA),
        help_(5, by="chen", audience=Audience.LEADERS, text="coaches co-plan"),
        walkthrough(6),
    )


def _refs(name: str) -> list[str]:
    lines = (Path("export") / f"riverbend-{name}.jsonl").read_text().splitlines()
    return [json.loads(line)["ref"] for line in lines]


def _csv(name: str) -> list[dict[str, str]]:
    with (Path("export") / f"riverbend-{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.usefixtures("records")
def test_each_kind_goes_to_a_file_of_its_own_and_is_counted(headway: Shell) -> None:
    assert headway("export", "riverbend").out.splitlines()[:4] == [
        "export/riverbend-answer.jsonl: 2",
        "export/riverbend-commitment.jsonl: 1",
        "export/riverbend-blocker.jsonl: 0",
        "export/riverbend-help.jsonl: 2",
    ]
    assert _refs("commitment") == ["C-12"]


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("reader", "answers", "helps"),
    [
        (("--audience", "partner"), ["A-2", "A-3"], ["H-4", "H-5"]),
        (("--audience", "leaders"), ["A-3"], ["H-4", "H-5"]),
        (("--audience", "public"), [], ["H-4"]),
        (("--as", "chen"), ["A-3"], ["H-4", "H-5"]),
        (("--as", "vance"), ["A-2", "A-3"], ["H-4", "H-5"]),
        (("--as", "boyd"), ["A-1", "A-2", "A-3"], ["H-4", "H-5"]),
    ],
)
def test_nothing_leaves_that_its_reader_may_not_see(
    headway: Shell, reader: tuple[str, str], answers: list[str], helps: list[str]
) -> None:
    headway("export", "riverbend", *reader)
    assert (_refs("answer"), _refs("help")) == (answers, helps)


@pytest.mark.usefixtures("records")
def test_what_a_spreadsheet_would_run_is_defused_and_nothing_else_is_changed(
    headway: Shell,
) -> None:
    headway("export", "riverbend", "--format", "csv")
    assert [row["text"] for row in _csv("help")] == [f"'{FORMULA}", "coaches co-plan"]
    headway("export", "riverbend")
    lines = Path("export/riverbend-help.jsonl").read_text().splitlines()
    assert json.loads(lines[0])["text"] == FORMULA


@pytest.mark.usefixtures("riverbend")
@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_every_beginning_of_a_formula_is_defused(headway: Shell, first: str) -> None:
    keep(blocker(1, text=f"{first}1+1"))
    headway("export", "riverbend", "--format", "csv")
    assert _csv("blocker")[0]["text"] == f"'{first}1+1"


@pytest.mark.usefixtures("records")
def test_a_csv_holds_one_row_a_record_with_taps_as_json(headway: Shell) -> None:
    headway("export", "riverbend", "--format", "csv")
    row = _csv("answer")[1]
    assert (row["ref"], row["by"], row["audience"]) == ("A-3", "boyd", "leaders")
    assert json.loads(row["ratings"]) == {"data-teams": 3}
    assert row["corrected_at"] == ""
    (seen,) = _csv("walkthrough")
    (found,) = json.loads(seen["findings"])
    assert (found["text"], found["seen"], found["of"]) == ("reasoning", 3, 5)


@pytest.mark.usefixtures("riverbend")
@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("reader", [("--audience", "partner"), ("--as", "boyd")])
def test_what_was_counted_in_fewer_than_three_classrooms_leaves_for_nobody(
    headway: Shell, form: str, reader: tuple[str, str]
) -> None:
    few = (Finding(text="talk", seen=1, of=2), Finding(text="copying", seen=3, of=4))
    keep(walkthrough(6, text="talk 1/2", findings=few[:1]), walkthrough(7, findings=few))
    headway("export", "riverbend", "--format", form, *reader)
    (file,) = Path("export").glob("riverbend-walkthrough.*")
    told = file.read_text()
    assert "1/2" not in told
    assert '"of": 2' not in told.replace('""', '"')
    assert told.count("copying") == 1
    assert told.count("grade 4") == 1


@pytest.mark.usefixtures("riverbend")
def test_every_kind_of_evidence_leaves_with_all_that_may_be_read(headway: Shell) -> None:
    keep(
        visit(1),
        meeting(2),
        reading(3),
        reading(4, audience=Audience.PARTNER),
        site_day(5),
        revision(6),
    )
    headway("export", "riverbend", "--audience", "leaders")
    assert [_refs(kind) for kind in ("visit", "datateam", "reading", "siteday", "revision")] == [
        ["V-1"],
        ["D-2"],
        ["I-3"],
        ["S-5"],
        ["R-6"],
    ]
    headway("export", "riverbend", "--format", "csv")
    assert _csv("visit")[0]["visitors"] == '["rossi"]'
    assert json.loads(_csv("datateam")[0]["scores"])[0] == {"row": "row 0", "score": 3}


@pytest.mark.usefixtures("riverbend")
def test_of_a_kind_without_records_the_titles_are_written(headway: Shell) -> None:
    headway("export", "riverbend", "--format", "csv")
    titles = Path("export/riverbend-blocker.csv").read_text().strip().split(",")
    assert titles == ["ref", *(field.name for field in fields(Blocker))]


@pytest.mark.usefixtures("riverbend")
def test_it_writes_where_it_is_told(headway: Shell, place: Path) -> None:
    headway("export", "riverbend", "--to", "out/today")
    assert len(list((place / "out" / "today").iterdir())) == len(RECORD_TYPES)


@pytest.mark.usefixtures("riverbend")
def test_a_folder_that_cannot_be_written_is_told(headway: Shell, place: Path) -> None:
    (place / "taken").write_text("")
    said = (
        "taken/riverbend-answer.jsonl cannot be written (File exists). "
        "Choose another folder with --to.\n"
    )
    assert headway("export", "riverbend", "--to", "taken") == Ran(2, "", said)


@pytest.mark.usefixtures("riverbend")
def test_for_an_unknown_person_the_nearest_is_named(headway: Shell) -> None:
    said = 'Nobody here is "bod". Did you mean boyd?\n'
    assert headway("export", "riverbend", "--as", "bod") == Ran(2, "", said)
