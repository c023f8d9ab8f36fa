"""Measures: what readings say together, and how values are read and written."""

from datetime import date

import pytest

from bot.domain.agenda import Agenda, Indicator
from bot.domain.history import Change, Deed
from bot.domain.measure import (
    MOST_SHOWN,
    corrected_from,
    figure,
    measures,
    read_number,
    split_indicator,
)
from bot.domain.standing import Trend
from tests import builders

VISITS = Indicator(key="visits", name="Teachers who visited", unit="percent", target=90)
ABSENCE = Indicator(key="days-lost", name="Days lost", unit="days", target=12)
AGENDA = Agenda(indicators=(VISITS, ABSENCE))


def test_readings_stand_in_the_order_of_their_days() -> None:
    late, early = (
        builders.reading(1, value=61),
        builders.reading(2, value=58, day=date(2026, 12, 1)),
    )

    (measure,) = measures(AGENDA, [late, early])

    assert (measure.indicator, measure.latest, measure.before) == (VISITS, late, early)
    assert (measure.values, measure.sources) == ((58, 61), ("I-2", "I-1"))


def test_of_one_day_the_later_number_is_the_latest() -> None:
    (measure,) = measures(AGENDA, [builders.reading(2, value=70), builders.reading(1)])

    assert measure.latest.value == 70


@pytest.mark.parametrize(
    ("values", "trend"),
    [
        ([61], Trend.FIRST),
        ([58, 61], Trend.UP),
        ([61, 58], Trend.DOWN),
        ([61, 61], Trend.SAME),
    ],
)
def test_the_trend_compares_with_the_reading_before(values: list[float], trend: Trend) -> None:
    readings = [builders.reading(n, value=value) for n, value in enumerate(values, 1)]

    assert measures(AGENDA, readings)[0].trend is trend


@pytest.mark.parametrize(("value", "reached"), [(89.9, False), (90, True), (95, True)])
def test_a_target_is_reached_at_its_value(value: float, *, reached: bool) -> None:
    assert measures(AGENDA, [builders.reading(value=value)])[0].reached is reached


def test_schools_stand_under_the_district() -> None:
    whole, marsh, lincoln = (
        builders.reading(1),
        builders.reading(2, school="marsh"),
        builders.reading(3, school="lincoln"),
    )

    (measure,) = measures(AGENDA, [whole, marsh, lincoln])

    assert measure.school is None
    assert [(one.school, one.sources) for one in measure.schools] == [
        ("lincoln", ("I-3",)),
        ("marsh", ("I-2",)),
    ]


def test_where_nobody_read_the_district_the_schools_stand_in_its_place() -> None:
    found = measures(AGENDA, [builders.reading(1, school="marsh")])

    assert [(one.school, one.schools) for one in found] == [("marsh", ())]


def test_indicators_stand_in_the_order_of_the_agenda_and_unread_ones_not_at_all() -> None:
    readings = [builders.reading(1, indicator="days-lost"), builders.reading(2)]

    assert [one.indicator.key for one in measures(AGENDA, readings)] == ["visits", "days-lost"]
    assert measures(AGENDA, [builders.reading(indicator="gone")]) == ()


def test_what_was_taken_back_does_not_count() -> None:
    assert measures(AGENDA, [builders.reading(withdrawn=True)]) == ()


def test_a_measure_goes_back_some_readings_only() -> None:
    readings = [builders.reading(n, value=n) for n in range(1, MOST_SHOWN + 3)]

    assert measures(AGENDA, readings)[0].values == tuple(range(3, MOST_SHOWN + 3))


@pytest.mark.parametrize(
    ("indicator", "values", "bars"),
    [
        ("visits", [0, 50, 100], "▁▅█"),
        ("days-lost", [-5, 6, 24], "▁▃█"),
        ("days-lost", [12], "█"),
    ],
)
def test_the_picture_has_a_bar_for_each_value(
    indicator: str, values: list[float], bars: str
) -> None:
    readings = [
        builders.reading(n, value=value, indicator=indicator) for n, value in enumerate(values, 1)
    ]

    assert measures(AGENDA, readings)[0].bars == bars


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (61.0, "percent", "61 %"),
        (61.5, "percent", "61.5 %"),
        (57.142857, "percent", "57.14 %"),
        (100, "percent", "100 %"),
        (1200, "days", "1,200 days"),
        (0.25, "", "0.25"),
        (-3, "points", "-3 points"),
    ],
)
def test_a_figure_is_no_more_exact_than_it_was_given(value: float, unit: str, told: str) -> None:
    assert figure(value, unit) == told


@pytest.mark.parametrize(
    ("typed", "value", "percent", "rest"),
    [
        ("61", 61, False, ""),
        ("61%", 61, True, ""),
        ("61 % lincoln", 61, True, "lincoln"),
        ("61.5 percent from sheets", 61.5, True, "from sheets"),
        ("1,200 days", 1200, False, "days"),
        ("-0.5, from x", -0.5, False, "from x"),
        ("100; from x", 100, False, "from x"),
    ],
)
def test_a_value_is_read_in_plain_digits(
    typed: str, value: float, rest: str, *, percent: bool
) -> None:
    given = read_number(typed)

    assert given is not None
    assert (given.value, given.percent, given.rest) == (value, percent, rest)


@pytest.mark.parametrize("typed", ["", "sixty", "3/5", "61st", "1,20", "9" * 13, "%", "~61"])
def test_anything_else_is_no_value(typed: str) -> None:
    assert read_number(typed) is None


@pytest.mark.parametrize(
    ("typed", "indicator", "rest"),
    [
        ("visits 61%", VISITS, "61%"),
        ("Visits: 61%", VISITS, "61%"),
        ("teachers who  visited 61", VISITS, "61"),
        ("days lost 3", ABSENCE, "3"),
        ("days-lost", ABSENCE, ""),
        ("visitsx 61", None, "visitsx 61"),
    ],
)
def test_an_indicator_is_named_by_its_key_or_its_name(
    typed: str, indicator: Indicator | None, rest: str
) -> None:
    assert split_indicator(AGENDA.indicators, typed) == (indicator, rest)


def corrected(version: int, before: object, deed: Deed = Deed.EDITED) -> Change:
    return Change(
        partnership="riverbend",
        ref="I-1",
        version=version,
        deed=deed,
        by="chen",
        at=builders.MONDAY,
        before=before if isinstance(before, dict) else {"value": before},
        after={},
    )


def test_a_correction_is_known_by_the_value_before() -> None:
    made = corrected(1, {}, Deed.MADE)

    assert corrected_from([made]) is None
    assert corrected_from([made, corrected(2, {"text": "x"})]) is None
    assert corrected_from([made, corrected(2, 58), corrected(3, 60.5)]) == 60.5


def test_a_correction_that_was_taken_back_is_none() -> None:
    undone = corrected(3, 61, Deed.UNDONE)

    assert corrected_from([corrected(2, 58), undone]) is None
    assert corrected_from([corrected(2, 58), undone, corrected(4, 58)]) == 58
