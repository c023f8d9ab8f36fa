"""Where each strategy stands: momentum as people see it, this week and the three before."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from bot.domain.agenda import Strategy
from bot.domain.checkin import MOMENTUM, Answer, Momentum
from bot.domain.material import Material

WINDOWS = 4
_WEEK = timedelta(days=7)


class Trend(StrEnum):
    """How this window compares with the last one in which somebody rated the strategy."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    FIRST = "first"
    UNRATED = "unrated"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a strategy moves.

    ``averages``: of the four windows, oldest first, this one last; None where nobody rated.
    ``rated``: how many people rated it in this window, the lowest and the highest of them in
    ``spread`` (None if nobody did). ``sources``: answers of this window, then those of the one it
    is compared with.
    """

    strategy: str
    name: str
    averages: tuple[float | None, ...]
    rated: int = 0
    spread: tuple[Momentum, Momentum] | None = None
    sources: tuple[str, ...] = ()

    @property
    def levels(self) -> tuple[Momentum | None, ...]:
        """The averages as the nearest word on the button, oldest first."""
        return tuple(None if average is None else level(average) for average in self.averages)

    @property
    def now(self) -> Momentum | None:
        """The level of this window."""
        return self.levels[-1]

    @property
    def ago(self) -> int:
        """How many weeks ago it was last rated before this window; 0 if it was not."""
        earlier = self.levels[-2::-1]
        return next((back for back, level in enumerate(earlier, 1) if level is not None), 0)

    @property
    def before(self) -> Momentum | None:
        """The level when it was last rated before this window."""
        return self.levels[-1 - self.ago] if self.ago else None

    @property
    def running(self) -> int:
        """For how many windows on end, this one included, the level has been what it is now."""
        newest_first = self.levels[::-1]
        same = [level == self.now for level in newest_first]
        return same.index(False) if False in same else len(same)

    @property
    def change(self) -> int:
        """Levels gained since it was last rated, negative for lost ones."""
        return self.now - self.before if self.now and self.before else 0

    @property
    def trend(self) -> Trend:
        """How this window compares with the last rated one."""
        if self.now is None:
            return Trend.UNRATED
        if self.before is None:
            return Trend.FIRST
        if self.change == 0:
            return Trend.SAME
        return Trend.UP if self.change > 0 else Trend.DOWN


def standings(material: Material) -> tuple[Standing, ...]:
    """Each current strategy in the order of the agenda, from readable material."""
    windows = [_rated_in(material, back) for back in range(WINDOWS - 1, -1, -1)]
    return tuple(_standing(s, windows) for s in material.partnership.agenda.current)


def _rated_in(material: Material, back: int) -> list[Answer]:
    """Momentum answers of the window so many weeks back, in the order they were given."""
    after = material.after - _WEEK * back
    until = material.after - _WEEK * (back - 1) if back else material.until
    taps = [a for a in material.answers if a.question == MOMENTUM and after < a.at <= until]
    return sorted(taps, key=lambda answer: (answer.at, answer.number))


def _standing(strategy: Strategy, windows: Sequence[Sequence[Answer]]) -> Standing:
    rated = [last_of_each(strategy.key, answers) for answers in windows]
    ratings = [[answer.ratings[strategy.key] for answer in answers] for answers in rated]
    standing = Standing(
        strategy=strategy.key,
        name=strategy.name,
        averages=tuple(sum(given) / len(given) if given else None for given in ratings),
        rated=len(rated[-1]),
        spread=(min(ratings[-1]), max(ratings[-1])) if ratings[-1] else None,
    )
    compared = rated[-1 - standing.ago] if standing.ago else []
    return replace(standing, sources=(*_refs(rated[-1]), *_refs(compared)))


def _refs(answers: Sequence[Answer]) -> list[str]:
    return [answer.ref for answer in sorted(answers, key=lambda answer: answer.number)]


def last_of_each(strategy: str, answers: Sequence[Answer]) -> list[Answer]:
    """The last rating of the strategy by each person: nobody counts twice."""
    return list({answer.by: answer for answer in answers if strategy in answer.ratings}.values())


def level(average: float) -> Momentum:
    """The level nearest to an average."""
    return Momentum(math.floor(average + 0.5))
