"""One district's week in a line, for the partner: what moves, what is owed, what is stuck."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.asking import STUCK_AFTER
from bot.domain.hindrance import Hindrance, hindrances
from bot.domain.material import Material, readable
from bot.domain.promise import Promise, promises
from bot.domain.silence import silence
from bot.domain.standing import WINDOWS, Standing, Trend, standings


@dataclass(frozen=True, kw_only=True)
class Rollup:
    """A district's week as one viewer may know it; its figures are those of the digest.

    ``momentum`` is that of all strategies together, ``falling`` are those that went down. ``ours``
    are the partner's late promises and ``theirs`` the district's, the latest first; ``due`` are the
    partner's of the next seven days. ``stuck`` are blockers of more than 21 days, the oldest first;
    ``unheard`` counts people of both sides who did not answer or could not be reached.
    ``site_day`` is the partner's next day there.
    """

    partnership: str
    name: str
    today: date
    momentum: Standing
    falling: tuple[Standing, ...] = ()
    ours: tuple[Promise, ...] = ()
    theirs: tuple[Promise, ...] = ()
    due: tuple[Promise, ...] = ()
    stuck: tuple[Hindrance, ...] = ()
    unheard: int = 0
    site_day: date | None = None

    @property
    def signs(self) -> int:
        """How many things call for the partner: late promises, stuck blockers, a fall, silence."""
        return sum(map(bool, (self.ours or self.theirs, self.stuck, self.falling, self.unheard)))

    @property
    def waiting(self) -> int:
        """For how many days the oldest of what is late or stuck has been so."""
        late = [promise.late for promise in (*self.ours, *self.theirs)]
        return max([*late, *(hindrance.days for hindrance in self.stuck)], default=0)

    @property
    def owed(self) -> tuple[str, ...]:
        """The records of what is late and of what is stuck."""
        late = [promise.ref for promise in (*self.ours, *self.theirs)]
        return (*late, *(hindrance.ref for hindrance in self.stuck))

    @property
    def sources(self) -> tuple[str, ...]:
        """The records that it rests on: those, then the ratings."""
        return (*self.owed, *self.momentum.sources)


def rollup(material: Material, *, site_day: date | None) -> Rollup:
    """A district's week for the viewer of the material, which needs nothing but the work in it."""
    seen = readable(material)
    standing, promised, in_the_way = standings(seen), promises(seen), hindrances(seen)
    silent = silence(seen)
    stuck = [each for each in in_the_way.open if each.days > STUCK_AFTER]
    return Rollup(
        partnership=seen.partnership.key,
        name=seen.partnership.district.name,
        today=seen.today,
        momentum=_together(standing),
        falling=tuple(each for each in standing if each.trend is Trend.DOWN),
        ours=tuple(promise for promise in promised.late if promise.partner),
        theirs=tuple(promise for promise in promised.late if not promise.partner),
        due=tuple(promise for promise in promised.due if promise.partner),
        stuck=tuple(sorted(stuck, key=lambda each: -each.days)),
        unheard=silent.quiet.both_sides + silent.unreached.both_sides,
        site_day=site_day,
    )


def by_need(rollups: Iterable[Rollup]) -> list[Rollup]:
    """Where most things call for the partner first, then where they have waited longest."""
    return sorted(rollups, key=lambda each: (-each.signs, -each.waiting, each.name))


def _together(standings: Iterable[Standing]) -> Standing:
    """All strategies as one: the mean of those that were rated, window by window."""
    found = tuple(standings)
    windows = [[each.averages[at] for each in found] for at in range(WINDOWS)]
    rated = [[average for average in window if average is not None] for window in windows]
    return Standing(
        strategy="",
        name="",
        averages=tuple(sum(given) / len(given) if given else None for given in rated),
        sources=tuple(dict.fromkeys(ref for each in found for ref in each.sources)),
    )
