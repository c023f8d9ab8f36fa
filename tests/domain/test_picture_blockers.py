"""The picture of blockers: by factor and age, and those that were cleared."""

from datetime import datetime, timedelta

import pytest

from bot.domain.blocker import Blocker, BlockerState, Factor
from bot.domain.picture import Bars
from bot.domain.picture_blockers import Age, draw_blockers
from tests.builders import MONDAY, TODAY, blocker


def drawn(*blockers: Blocker) -> Bars:
    return draw_blockers(blockers, today=TODAY, day_of=datetime.date)


def cleared(number: int, days_ago: int) -> Blocker:
    at = MONDAY - timedelta(days=days_ago)
    return blocker(number, factor=Factor.CULTURE, state=BlockerState.CLEARED, closed_at=at)


@pytest.mark.parametrize(
    ("days", "age"),
    [(0, Age.NEW), (14, Age.NEW), (15, Age.WEEKS), (42, Age.WEEKS), (43, Age.LONG)],
)
def test_ages_are_two_weeks_six_weeks_and_longer(days: int, age: Age) -> None:
    assert Age.of(days) is age


def test_open_ones_stand_by_factor_and_age() -> None:
    picture = drawn(
        blocker(1, factor=Factor.CULTURE, since=TODAY - timedelta(days=50)),
        blocker(2, factor=Factor.CULTURE),
        blocker(3),
    )
    assert [(row.key, row.counts) for row in picture.panels[0].rows] == [
        ("culture", (1, 0, 1, 0)),
        ("conditions", (0, 0, 0, 0)),
        ("competencies", (0, 0, 0, 0)),
        ("unsorted", (1, 0, 0, 0)),
    ]
    assert picture.sources == ("B-1", "B-2", "B-3")


def test_those_cleared_this_school_year_have_bars_of_their_own() -> None:
    picture = drawn(cleared(1, 3), cleared(2, 300), blocker(3, withdrawn=True))
    assert [(stack.key, stack.total) for stack in picture.panels] == [("cleared", 1)]
    assert picture.sources == ("B-1",)
