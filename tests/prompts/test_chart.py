"""The words of pictures: what they show, in a sentence that stands for them."""

from datetime import date

from bot.domain.picture import Bars, Lines, Panel, Point, Row, Span, Stack, Worded
from prompts.chart import BLOCKERS, FIDELITY, of_promises, worded
from prompts.chart_words import MOMENTUM, Names
from tests.evidence import partnership

NAMES = Names(partnership=partnership(), readers="leaders and Harbor Center")
JANUARY, FEBRUARY = date(2027, 1, 11), date(2027, 2, 8)


def lines(*panels: tuple[str, float, float], left_out: int = 0) -> Lines:
    """A line of two points for each."""
    return Lines(
        panels=tuple(
            Panel(
                key=key,
                points=(
                    Point(day=JANUARY, value=first, n=3),
                    Point(day=FEBRUARY, value=last, n=8),
                ),
                scale=(1, 4),
            )
            for key, first, last in panels
        ),
        span=Span.WEEK,
        sources=("A-1", "A-2"),
        left_out=left_out,
    )


def momentum(*panels: tuple[str, float, float], left_out: int = 0) -> Worded:
    return worded(lines(*panels, left_out=left_out), MOMENTUM, NAMES)


def test_momentum_rises_falls_and_stays_by_the_words_on_the_buttons() -> None:
    said = momentum(("student-talk", 2, 3), ("data-teams", 3.2, 2.8), ("leader-visits", 4, 1))
    assert said.message == (
        "Student talk rose from slow to steady since 11 January 2027; "
        "Data teams stayed steady since 11 January 2027; "
        "Leaders in classrooms fell from strong to stalled since 11 January 2027. "
        "3 to 8 people a week, 2 weeks."
    )
    assert said.alt == f"{said.title}. {said.message}"


def test_the_whole_picture_is_told_with_its_numbers_and_records() -> None:
    said = momentum(("student-talk", 2, 3), left_out=1)
    assert "11 January 2027 slow (2.0, 3 ratings), 8 February 2027 steady" in said.described
    assert "fewer than three people rated a strategy are left out. From A-1 and A-2." in (
        said.described
    )


def test_of_many_lines_the_first_are_told_and_the_others_counted() -> None:
    said = worded(lines(*((f"school-{n}", 2, 3) for n in range(6))), FIDELITY, NAMES)
    assert "school-3 rose from 2.0 to 3.0" in said.message
    assert "school-4" not in said.message
    assert "; 2 more. From 66 meetings." in said.message


def bars(*panels: Stack) -> Bars:
    """Bars of a month."""
    series = ("on-time", "late", "open", "dropped")
    return Bars(panels=panels, series=series, since=JANUARY, until=FEBRUARY, sources=("C-1",))


def test_a_side_with_nothing_due_is_told_too() -> None:
    both = bars(
        Stack(key="district", rows=(Row(key=JANUARY, counts=(0, 0, 0, 0)),)),
        Stack(key="partner", rows=(Row(key=JANUARY, counts=(2, 1, 2, 0)),)),
    )
    said = worded(both, of_promises(partnership()), NAMES)
    assert said.message == (
        "Riverbend Public Schools had none due; "
        "Harbor Center kept 2 of 5 promises on time, 2 are open and late."
    )
    assert "January 2027 2 kept on time, 1 kept late and 2 open and late." in said.described


def test_where_all_is_cleared_that_is_told() -> None:
    cleared = Stack(key="cleared", rows=(Row(key="culture", counts=(0, 0, 0, 2)),))
    series = ("new", "weeks", "long", "cleared")
    picture = Bars(
        panels=(cleared,), series=series, since=JANUARY, until=FEBRUARY, sources=("B-1",)
    )
    said = worded(picture, BLOCKERS, NAMES)
    assert said.message == "Nothing is in the way now. Cleared this school year: 2."
