"""The course of a quarter: how each strategy moved, from its beginning to its end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from bot.domain.agenda import Strategy
from bot.domain.checkin import MOMENTUM, Answer, Momentum
from bot.domain.material import Material
from bot.domain.quarter import Quarter
from bot.domain.standing import Standing, last_of_each, level


@dataclass(frozen=True, kw_only=True)
class MonthRated:
    """How a strategy was rated in a month: the last rating of each of ``rated`` people."""

    month: date
    ratings: tuple[Momentum, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def rated(self) -> int:
        """By how many people."""
        return len(self.ratings)

    @property
    def mean(self) -> float | None:
        """Their mean; None where nobody rated it."""
        return fmean(self.ratings) if self.ratings else None

    @property
    def level(self) -> Momentum | None:
        """The word on the button that is nearest to it."""
        return level(self.mean) if self.mean else None


@dataclass(frozen=True, kw_only=True)
class Course:
    """A strategy through the months of a quarter, those to come left out."""

    strategy: str
    name: str
    months: tuple[MonthRated, ...]

    @property
    def ends(self) -> Standing:
        """The last month in which it was rated beside the first; without a rating it has none.

        ``before`` and ``now`` of it are the levels at both ends, ``sources`` their answers.
        """
        rated = [month for month in self.months if month.rated]
        first = rated[:1] if len(rated) > 1 else []
        last = rated[-1] if rated else MonthRated(month=date.min)
        return Standing(
            strategy=self.strategy,
            name=self.name,
            averages=(first[0].mean if first else None, last.mean),
            rated=last.rated,
            spread=(min(last.ratings), max(last.ratings)) if rated else None,
            sources=(*last.sources, *(ref for month in first for ref in month.sources)),
        )


def courses(seen: Material, quarter: Quarter) -> tuple[Course, ...]:
    """The course of each current strategy, in the order of the agenda, from readable material."""
    taps = [a for a in seen.answers if a.question == MOMENTUM and seen.holds(a.at)]
    months = [month for month in quarter.months if month <= seen.today]
    given = {month: [a for a in taps if _month(seen, a) == month] for month in months}
    return tuple(
        Course(
            strategy=strategy.key,
            name=strategy.name,
            months=tuple(_rated(strategy, month, given[month]) for month in months),
        )
        for strategy in seen.partnership.agenda.current
    )


def _month(seen: Material, answer: Answer) -> date:
    return seen.day_of(answer.at).replace(day=1)


def _rated(strategy: Strategy, month: date, answers: Iterable[Answer]) -> MonthRated:
    in_order = sorted(answers, key=lambda one: (one.at, one.number))
    last = sorted(last_of_each(strategy.key, in_order), key=lambda answer: answer.number)
    return MonthRated(
        month=month,
        ratings=tuple(answer.ratings[strategy.key] for answer in last),
        sources=tuple(answer.ref for answer in last),
    )
