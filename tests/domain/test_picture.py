"""Pictures: what is drawn over time, and what never is."""

from datetime import date, timedelta

from bot.domain.agenda import Indicator
from bot.domain.data_team import DataTeam
from bot.domain.picture import Panel, Point, Span
from bot.domain.picture_measured import draw_fidelity, draw_indicator, draw_look_for
from bot.domain.reading import Reading
from tests.evidence import found, meeting, reading, walked

JANUARY, FEBRUARY = date(2027, 1, 11), date(2027, 2, 8)
VISITS = Indicator(key="visits", name="Visits", unit="percent", target=90)


def test_fidelity_is_the_mean_of_a_month_with_its_spread() -> None:
    met = [
        meeting(1, (2, 2), day=JANUARY),
        meeting(2, (4, 4), day=JANUARY, team="grade 5"),
        meeting(3, (3, 4), day=FEBRUARY),
    ]
    assert draw_fidelity(met).panels == (
        Panel(
            key="lincoln",
            points=(
                Point(day=date(2027, 1, 1), value=3, n=2, low=2, high=4),
                Point(day=date(2027, 2, 1), value=3.5, n=1, low=3.5, high=3.5),
            ),
            scale=(1, 4),
        ),
    )


def test_of_many_months_school_years_are_drawn() -> None:
    met = [meeting(n, day=JANUARY + timedelta(days=31 * n)) for n in range(1, 31)]
    picture = draw_fidelity(met)
    assert picture.span is Span.YEAR
    assert [point.day.isoformat() for point in picture.panels[0].points] == [
        "2026-07-01",
        "2027-07-01",
        "2028-07-01",
        "2029-07-01",
    ]


def test_each_school_has_its_panel_and_the_district_the_first() -> None:
    picture = draw_indicator(
        VISITS,
        [reading(1, school="marsh"), reading(2), reading(3, school="lincoln")],
    )
    assert [panel.key for panel in picture.panels] == [None, "lincoln", "marsh"]
    assert (picture.target, picture.span, picture.sources) == (90, Span.DAY, ("I-2", "I-3", "I-1"))


def test_of_two_readings_of_a_day_the_last_counts() -> None:
    picture = draw_indicator(VISITS, [reading(2, value=64), reading(1, value=61, answers=7)])
    assert picture.panels[0].points == (Point(day=JANUARY, value=64),)


def test_the_scale_of_an_indicator_holds_its_values_and_its_target() -> None:
    days = Indicator(key="visits", name="Days", unit="days", target=20)
    assert _scale(VISITS, reading(1)) == (0, 100)
    assert _scale(days, reading(1, value=12)) == (0, 20)
    assert _scale(days, reading(1, value=-3), reading(2, value=25)) == (-3, 25)


def _scale(indicator: Indicator, *readings: Reading) -> tuple[float, float]:
    return draw_indicator(indicator, readings).panels[0].scale


def test_other_indicators_and_what_was_taken_back_are_not_drawn() -> None:
    others = [reading(1, indicator="confidence"), reading(2, withdrawn=True)]
    assert not draw_indicator(VISITS, others).panels
    taken_back: list[DataTeam] = [meeting(1, withdrawn=True)]
    assert not draw_fidelity(taken_back).panels


def test_a_look_for_is_the_share_of_the_classrooms_of_a_day() -> None:
    walks = [walked(1, found("task", 3, 4)), walked(2, found("task", 1, 4), found("checks", 0, 9))]
    picture = draw_look_for("task", walks)
    assert picture.panels[0].points == (Point(day=JANUARY, value=50, n=8, seen=4),)
    assert picture.sources == ("W-1", "W-2")


def test_a_count_of_fewer_than_three_classrooms_is_never_drawn() -> None:
    walks = [walked(1, found("task", 1, 2)), walked(2, found("task", 0, 1), found("checks", 2, 5))]
    picture = draw_look_for("task", walks)
    assert (picture.panels, picture.sources, picture.left_out) == ((), (), 2)


def test_walks_under_way_and_taken_back_are_not_drawn() -> None:
    walks = [
        walked(1, found("task", 3, 4), under_way=True),
        walked(2, found("task", 3, 4), withdrawn=True),
    ]
    assert not draw_look_for("task", walks).panels


def test_of_many_days_months_are_drawn() -> None:
    walks = [
        walked(n, found("task", 2, 4), day=date(2026, 9 + n // 10, 1 + n)) for n in range(1, 16)
    ]
    picture = draw_look_for("task", walks)
    assert picture.span is Span.MONTH
    assert [(p.day.month, p.seen, p.n) for p in picture.panels[0].points] == [
        (9, 18, 36),
        (10, 12, 24),
    ]
