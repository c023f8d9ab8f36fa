"""What is in the way, by factor and for how long, as a digest tells it."""

from dataclasses import dataclass

from bot.domain.audience import Audience
from bot.domain.blocker import Blocker, Factor
from bot.domain.material import Material


@dataclass(frozen=True, kw_only=True)
class Hindrance:
    """A blocker in a digest, with names instead of keys; ``days`` is how long it stood or stands.

    ``raised_by`` is empty unless the viewer is the partner: a channel needs the place, not the
    name. ``can_clear`` and ``cleared_by`` are empty where nobody was named.
    """

    ref: str
    text: str
    days: int
    factor: Factor | None = None
    place: str = ""
    raised_by: str = ""
    can_clear: str = ""
    strategy: str | None = None
    cleared_by: str = ""
    note: str = ""
    audience: Audience = Audience.LEADERS


@dataclass(frozen=True, kw_only=True)
class Hindrances:
    """The blockers of a window.

    ``open``: by factor, the one with the oldest of all first, and in each the oldest first.
    ``raised`` counts those of them that are new in the window.
    """

    open: tuple[Hindrance, ...] = ()
    cleared: tuple[Hindrance, ...] = ()
    raised: int = 0

    @property
    def oldest(self) -> Hindrance | None:
        """What has been in the way longest."""
        return max(self.open, key=lambda hindrance: hindrance.days, default=None)


def hindrances(material: Material) -> Hindrances:
    """The blockers, from readable material."""
    still = [blocker for blocker in material.blockers if blocker.is_open]
    cleared = [b for b in material.blockers if not b.is_open and material.holds(b.closed_at)]
    return Hindrances(
        open=_by_factor([_hindrance(material, blocker) for blocker in still]),
        cleared=tuple(_hindrance(material, blocker) for blocker in cleared),
        raised=sum(material.holds(blocker.at) for blocker in still),
    )


def _hindrance(material: Material, blocker: Blocker) -> Hindrance:
    until = material.day_of(blocker.closed_at) if blocker.closed_at else material.today
    return Hindrance(
        ref=blocker.ref,
        text=blocker.text,
        days=blocker.age(until),
        factor=blocker.factor,
        place=material.place(blocker.by),
        raised_by=material.name(blocker.by) if material.names_silent else "",
        can_clear=material.name(blocker.can_clear),
        strategy=blocker.strategy,
        cleared_by=material.name(blocker.closed_by),
        note=blocker.note,
        audience=blocker.audience,
    )


def _by_factor(found: list[Hindrance]) -> tuple[Hindrance, ...]:
    oldest = {factor: max(h.days for h in found if h.factor is factor) for factor in _of(found)}
    return tuple(sorted(found, key=lambda h: (-oldest[h.factor], str(h.factor), -h.days)))


def _of(found: list[Hindrance]) -> set[Factor | None]:
    return {hindrance.factor for hindrance in found}
