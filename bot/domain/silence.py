"""Who was asked and who was heard: counts for everybody, names for the partner alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.checkin import CheckIn, CheckInState
from bot.domain.material import Material
from bot.domain.people import Person, Side

_NOT_ASKED = frozenset({CheckInState.AWAY, CheckInState.MISSED, CheckInState.UNREACHED})


@dataclass(frozen=True, kw_only=True)
class Unheard:
    """Somebody who was not heard from.

    ``since``: the day of the last answer (None for not yet), or the day since when they could not
    be reached (None where that is not known). ``because``: why the platform could not reach them.
    ``partner``: whether they are of the partner.
    """

    name: str
    since: date | None = None
    because: str = ""
    partner: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """People of whom the same is to be said: ``count`` of the district, ``partner`` of the other.

    ``people`` names both sides' and is empty unless the viewer may know the names.
    """

    count: int = 0
    partner: int = 0
    people: tuple[Unheard, ...] = ()

    @property
    def both_sides(self) -> int:
        """How many there are, on both sides."""
        return self.count + self.partner


@dataclass(frozen=True, kw_only=True)
class Silence:
    """Who was asked and who answered, in people: somebody asked twice counts once.

    ``quiet``: asked, and no answer; ``missed``: check-ins of both sides that were not sent because
    Headway was not running. ``asked`` and ``answered`` are the district's people.
    """

    asked: int = 0
    answered: int = 0
    partner_asked: int = 0
    partner_answered: int = 0
    quiet: Group = Group()
    skipped: Group = Group()
    away: Group = Group()
    unreached: Group = Group()
    missed: int = 0

    @property
    def anything(self) -> bool:
        """Whether there is any silence to tell of."""
        groups = (self.quiet, self.skipped, self.away, self.unreached)
        return self.missed > 0 or any(group.both_sides for group in groups)


def was_asked(checkin: CheckIn) -> bool:
    """Whether the check-in was put to the person: not while away, missed or out of reach."""
    return checkin.is_answered or checkin.state not in _NOT_ASKED


def silence(material: Material) -> Silence:
    """The silence of the window, from readable material."""
    if not material.counts_checkins:
        return Silence()
    asked = _people(c for c in material.checkins if was_asked(c))
    answered = _people(c for c in material.checkins if c.is_answered)
    unreached = _unreached(material)
    skipped = _people(_in_state(material, CheckInState.SKIPPED)) - answered - unreached
    away = _people(_in_state(material, CheckInState.AWAY)) - asked - unreached
    quiet = asked - answered - skipped - unreached
    return Silence(
        asked=len(_district(material, asked)),
        answered=len(_district(material, answered)),
        partner_asked=len(asked - _district(material, asked)),
        partner_answered=len(answered - _district(material, answered)),
        quiet=_group(material, quiet, _last_heard(material)),
        skipped=_group(material, skipped, _last_heard(material)),
        away=_group(material, away, _last_heard(material)),
        unreached=_group(material, unreached, _out_of_reach(material)),
        missed=sum(1 for _ in _in_state(material, CheckInState.MISSED)),
    )


def _in_state(material: Material, state: CheckInState) -> Iterable[CheckIn]:
    return (c for c in material.checkins if c.state is state and not c.is_answered)


def _people(checkins: Iterable[CheckIn]) -> set[str]:
    return {checkin.person for checkin in checkins}


def _district(material: Material, keys: set[str]) -> set[str]:
    return {key for key in keys if material.side(key) is Side.DISTRICT}


def _unreached(material: Material) -> set[str]:
    marked = {
        person.key
        for person in material.people
        if person.unreachable_since and person.unreachable_since <= material.until
    }
    return marked | _people(_in_state(material, CheckInState.UNREACHED))


def _group(material: Material, keys: set[str], unheard: Callable[[Person], Unheard]) -> Group:
    """Leavers are left out: nobody waits for their answer any more."""
    there = [person for person in material.people if person.key in keys and not person.left]
    count = sum(person.side is Side.DISTRICT for person in there)
    people = tuple(unheard(person) for person in there) if material.names_silent else ()
    return Group(count=count, partner=len(there) - count, people=people)


def _last_heard(material: Material) -> Callable[[Person], Unheard]:
    def unheard(person: Person) -> Unheard:
        heard = material.heard.get(person.key)
        since = material.day_of(heard) if heard else None
        partner = person.side is Side.PARTNER
        return Unheard(name=material.name(person.key), since=since, partner=partner)

    return unheard


def _out_of_reach(material: Material) -> Callable[[Person], Unheard]:
    def unheard(person: Person) -> Unheard:
        since = person.unreachable_since
        return Unheard(
            name=material.name(person.key),
            since=material.day_of(since) if since else None,
            because=person.unreachable_because or "",
        )

    return unheard
