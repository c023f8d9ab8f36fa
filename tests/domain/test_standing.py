"""Momentum of strategies, as facts of a week."""

import pytest

from bot.domain.agenda import Agenda, Strategy
from bot.domain.checkin import Momentum
from bot.domain.facts import facts
from bot.domain.standing import Standing, Trend
from tests.builders import (
    FRIDAY,
    MONDAY,
    ONE_DAY,
    ONE_WEEK,
    material,
    partnership,
    taps,
)


def standing_of(*taps_in_weeks: Momentum | None) -> Standing:
    """Of data teams, tapped by one person like this, the last one in this week."""
    weeks = len(taps_in_weeks)
    answers = tuple(
        taps(week, {"data-teams": tap}, at=MONDAY - ONE_WEEK * (weeks - week))
        for week, tap in enumerate(taps_in_weeks, 1)
        if tap
    )
    return facts(material(answers=answers)).standings[0]


@pytest.mark.parametrize(
    ("weeks", "trend", "running"),
    [
        ((Momentum.SLOW, Momentum.STEADY), Trend.UP, 1),
        ((Momentum.STRONG, Momentum.STEADY), Trend.DOWN, 1),
        ((Momentum.SLOW, Momentum.STEADY, Momentum.STEADY), Trend.SAME, 2),
        ((Momentum.STEADY,) * 4, Trend.SAME, 4),
        ((Momentum.STEADY, None, Momentum.STEADY), Trend.SAME, 1),
        ((Momentum.STEADY,), Trend.FIRST, 1),
        ((Momentum.STEADY, None), Trend.UNRATED, 1),
    ],
)
def test_momentum_is_compared_with_the_last_week_in_which_somebody_rated(
    weeks: tuple[Momentum | None, ...], trend: Trend, running: int
) -> None:
    standing = standing_of(*weeks)

    assert (standing.trend, standing.running) == (trend, running)


def test_momentum_cites_the_answers_of_this_week_and_of_the_one_it_is_compared_with() -> None:
    standing = standing_of(Momentum.SLOW, Momentum.STEADY, None, Momentum.STRONG)

    assert standing.sources == ("A-4", "A-2")
    assert standing.ago == 2


def test_momentum_is_the_average_of_everybody_s_last_rating() -> None:
    answers = (
        taps(1, {"data-teams": Momentum.STALLED}),
        taps(2, {"data-teams": Momentum.STEADY}, at=MONDAY + ONE_DAY),
        taps(3, {"data-teams": Momentum.STRONG}, by="rossi"),
    )

    standing = facts(material(answers=answers)).standings[0]

    assert standing.averages == (None, None, None, 3.5)
    assert (standing.now, standing.rated) == (Momentum.STRONG, 2)
    assert standing.spread == (Momentum.STEADY, Momentum.STRONG)


def test_a_rating_older_than_four_windows_or_of_a_retired_strategy_is_not_told() -> None:
    agenda = Agenda(strategies=(Strategy(key="data-teams", name="Data teams", retired=True),))
    old = facts(material(answers=(taps(at=FRIDAY - 4 * ONE_WEEK),)))
    retired = facts(material(partnership=partnership(agenda=agenda), answers=(taps(),)))

    assert [standing.now for standing in old.standings] == [None, None]
    assert old.standings[0].averages == (None,) * 4
    assert retired.standings == ()
