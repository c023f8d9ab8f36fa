"""``headway chart``"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from bot.domain.audience import Audience
from bot.domain.blocker import Factor
from bot.domain.checkin import Momentum
from bot.domain.people import Side
from tests.builders import ONE_DAY, blocker, commitment, taps, visit
from tests.cli.shell import Ran, Shell, keep
from tests.evidence import found, meeting, reading, walked

CHART = ("chart", "riverbend")
SVG = "{http://www.w3.org/2000/svg}"
NOTHING, MARSH = "There is nothing to draw yet: no count of", "Marsh Street Elementary"
READERS = "leaders and Harbor Center for School Change"


@pytest.fixture
def records(riverbend: None) -> None:
    """Meetings, readings and walkthroughs; some for the partner alone, one of two classrooms."""
    keep(
        meeting(1, (2, 3), day=date(2026, 11, 9)),
        meeting(2, (3, 4), team="grade 5"),
        meeting(3, (4, 4), school="marsh", audience=Audience.PARTNER),
        reading(1, value=40, day=date(2026, 9, 7)),
        reading(2, value=61),
        reading(3, value=30, school="lincoln", answers=12),
        walked(1, found("reasoning", 3, 8), day=date(2026, 11, 9)),
        walked(2, found("reasoning", 5, 9)),
        walked(3, found("reasoning", 1, 2), school="marsh"),
        walked(4, found("reasoning", 6, 7), school="marsh", audience=Audience.PARTNER),
    )


def _texts(path: str) -> str:
    root = ET.fromstring(Path(path).read_text())  # noqa: S314 - our own file
    return "\n".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))


def _described(path: str) -> tuple[str | None, str | None]:
    root = ET.fromstring(Path(path).read_text())  # noqa: S314 - our own file
    assert root.get("role") == "img"
    return root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")


@pytest.mark.usefixtures("records")
def test_fidelity_is_drawn_by_school_with_its_meetings(headway: Shell) -> None:
    ran = headway(*CHART, "fidelity", "--audience", "partner", "--to", "fidelity.svg")
    title, described = _described("fidelity.svg")
    assert title == "Data teams: how near their meetings come to the rubric"
    assert described is not None
    assert ran == Ran(0, f"fidelity.svg: {described}\n", "")
    assert "Lincoln Elementary: November 2026 2.5 in 1 meeting, January 2027 3.5 in 1" in described
    assert described.endswith("From D-1, D-2 and D-3.")
    assert {"Lincoln Elementary", "Marsh Street Elementary", "3.5 (1)"} <= set(
        _texts("fidelity.svg").splitlines()
    )


@pytest.mark.usefixtures("records")
def test_months_stand_once_each_beneath_their_points(headway: Shell) -> None:
    headway(*CHART, "fidelity", "--school", "lincoln", "--to", "one.svg")
    texts = _texts("one.svg").split()
    assert [texts.count(month) for month in ("Oct", "Nov", "Dec", "Jan", "Feb")] == [0, 1, 1, 1, 0]


@pytest.mark.usefixtures("records")
def test_an_indicator_is_drawn_with_its_target(headway: Shell) -> None:
    headway(*CHART, "indicator:visits", "--to", "out/visits.svg")
    title, described = _described("out/visits.svg")
    assert title == "Teachers who visited another classroom"
    assert described is not None
    assert "The whole district: 7 September 2026 40 %, 11 January 2027 61 %." in described
    assert "Lincoln Elementary: 11 January 2027 30 % from 12 answers." in described
    assert "The dashed line is the target: 90 %. The grey lines are the others" in described


@pytest.mark.usefixtures("records")
def test_a_look_for_is_drawn_with_its_classrooms(headway: Shell) -> None:
    headway(*CHART, "look-for:reasoning", "--to", "reasoning.svg")
    shown = " ".join(_texts("reasoning.svg").split())
    assert "3 of 8" in shown
    assert "5 of 9" in shown
    assert "Riverbend Public Schools · 9 November 2026 to 11 January 2027" in shown
    assert f"2 records, as {READERS} may read them" in shown


@pytest.mark.usefixtures("records")
def test_nothing_is_drawn_that_its_readers_may_not_see_nor_of_two_classrooms(
    headway: Shell,
) -> None:
    headway(*CHART, "look-for:reasoning", "--to", "leaders.svg")
    headway(*CHART, "look-for:reasoning", "--audience", "partner", "--to", "partner.svg")
    leaders, partner = Path("leaders.svg").read_text(), Path("partner.svg").read_text()
    assert "6 of 7" in partner
    assert not [text for text in ("6 of 7", "Marsh", "W-4", "1 of 2", "W-3") if text in leaders]
    assert "1 of 2" not in partner
    assert "Counts of fewer than three classrooms are left out." in leaders


@pytest.mark.usefixtures("records")
def test_the_same_records_give_the_same_bytes(headway: Shell) -> None:
    for name in ("a.svg", "b.svg", "a.png", "b.png"):
        headway(*CHART, "look-for:reasoning", "--school", "Lincoln", "--to", name)
    assert Path("a.svg").read_bytes() == Path("b.svg").read_bytes()
    assert Path("a.png").read_bytes() == Path("b.png").read_bytes()
    assert Path("a.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.usefixtures("records")
def test_years_of_history_are_still_readable(headway: Shell) -> None:
    keep(*(walked(n, found("reasoning", 2, 4), day=date(2000 + n, 9, 9)) for n in range(10, 24)))
    keep(
        *(walked(n, found("reasoning", 2, 4), day=date(2026, n % 12 + 1, 9)) for n in range(40, 54))
    )
    keep(
        *(walked(n, found("reasoning", 2, 4), day=date(2025, n % 12 + 1, 9)) for n in range(60, 73))
    )
    headway(*CHART, "look-for:reasoning", "--school", "lincoln", "--to", "years.svg")
    assert "2010-11" in _texts("years.svg")
    assert "records." in (_described("years.svg")[1] or "")


@pytest.mark.usefixtures("riverbend")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("fidelity",),
            f"There is nothing to draw yet: no data team with scores that {READERS} may read.",
        ),
        (
            ("look-for:checks", "--school", "marsh"),
            f"{NOTHING} “The teacher checks for understanding” at {MARSH} that {READERS} may read.",
        ),
        (("look-for:reasonin",), 'There is no look-for "reasonin". Did you mean "reasoning"?'),
        (("indicator:zzz",), 'There is no indicator "zzz". There is visits, confidence.'),
        (
            ("pie",),
            (
                '"pie" cannot be drawn. There are momentum, promises, blockers, coverage, '
                "fidelity, indicator:KEY or look-for:KEY."
            ),
        ),
        (
            ("momentum", "--school", "lincoln"),
            "momentum is drawn for the whole district. Leave --school out.",
        ),
        (
            ("fidelity", "--school", "lincon"),
            'There is no school "lincon". Did you mean "lincoln"?',
        ),
        (
            ("fidelity", "--school", "zzz"),
            'There is no school "zzz". There is lincoln, marsh, riverbend-ms, riverbend-hs.',
        ),
    ],
)
def test_what_cannot_be_drawn_is_told(headway: Shell, words: tuple[str, ...], said: str) -> None:
    assert headway(*CHART, *words, "--to", "x.svg") == Ran(2, "", f"{said}\n")
    assert not Path("x.svg").exists()


@pytest.mark.usefixtures("riverbend")
@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("momentum", "Student talk about the task is slow. 3 people a week, 1 week."),
        ("promises", "Harbor Center for School Change kept 0 of 1 promise on time, 1 is open"),
        ("blockers", "1 blocker is open (conditions 1); none for over six weeks."),
        ("coverage", "1 of 24 visits of leaders to other schools made since 1 July"),
    ],
)
def test_each_kind_is_drawn_for_a_phone_and_told_in_words(
    headway: Shell, what: str, message: str
) -> None:
    now = datetime.now(UTC)
    slow = {"student-talk": Momentum.SLOW}
    keep(
        *(taps(n, slow, by=who, at=now) for n, who in enumerate(("boyd", "rossi", "nowak"), 1)),
        commitment(side=Side.PARTNER, due=now.date() - 2 * ONE_DAY),
        blocker(factor=Factor.CONDITIONS, since=now.date()),
        visit(day=now.date()),
    )
    ran = headway(*CHART, what, "--format", "phone", "--to", "phone.png")
    assert message in ran.out
    with Image.open("phone.png") as picture:
        assert picture.width == 1080
        assert message in picture.info["Description"]


@pytest.mark.usefixtures("records")
def test_where_a_picture_cannot_be_written_is_told(headway: Shell, place: Path) -> None:
    (place / "taken.svg").mkdir()
    said = "taken.svg cannot be written (Is a directory). Choose another place with --to.\n"
    assert headway(*CHART, "fidelity", "--to", "taken.svg") == Ran(2, "", said)
    said = "x.jpg: a picture is a file in .svg or .png.\n"
    assert headway(*CHART, "fidelity", "--to", "x.jpg") == Ran(2, "", said)


def test_without_the_extra_it_says_what_to_install(
    headway: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "integrations.charts", None)
    said = 'Pictures need matplotlib. Install it: pip install "headway-bot[charts]"\n'
    assert headway(*CHART, "fidelity", "--to", "x.svg") == Ran(2, "", said)
