"""ISO weeks, and the lines of a digest."""

from datetime import date

import pytest

from bot.domain.audience import Audience
from bot.domain.digest import Digest, Line, Section, Week


def test_a_week_is_written_and_read_alike() -> None:
    week = Week.of(date(2027, 1, 15))

    assert str(week) == "2027-W02"
    assert Week.parse("2027-w02 ") == week
    assert (week.monday, week.day(4)) == (date(2027, 1, 11), date(2027, 1, 15))


@pytest.mark.parametrize("text", ["2027-W54", "2027-W00", "2027-02", "W02", "", "2027-W2"])
def test_what_is_no_week_is_none(text: str) -> None:
    assert Week.parse(text) is None


def test_weeks_go_back_over_the_turn_of_the_year() -> None:
    assert str(Week.of(date(2027, 1, 4)).back()) == "2026-W53"
    assert str(Week.of(date(2026, 12, 28)).back(-1)) == "2027-W01"


def test_the_lines_of_a_digest_begin_with_its_headline() -> None:
    told = Digest(
        partnership="riverbend",
        week="2027-W02",
        audience=Audience.LEADERS,
        writer="template",
        headline=Line(text="one"),
        sections=(
            Section(key="where", title="Where", lines=(Line(text="two"), Line(text="three"))),
        ),
    )

    assert [line.text for line in told.lines()] == ["one", "two", "three"]
