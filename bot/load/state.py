"""A partnership and its people at one time, and what a file makes of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from bot.domain.agenda import Strategy
from bot.domain.partnership import Partnership
from bot.domain.people import Person, School, Workspace

Kept = TypeVar("Kept", School, Strategy)
Address = tuple[Workspace | None, str | None, str | None]


@dataclass(frozen=True, kw_only=True)
class State:
    """A partnership and all its people by key, those who left among them."""

    partnership: Partnership
    people: Mapping[str, Person]

    def address(self, key: str) -> Address:
        """Everything by which this person, one of ``people``, is found on a chat platform."""
        person = self.people[key]
        return self.partnership.workspace(person.side), person.user, person.email


def state_of(partnership: Partnership, people: Iterable[Person]) -> State:
    """The state in which these are the people."""
    return State(partnership=partnership, people={person.key: person for person in people})


def merged(before: State | None, said: State, *, now: datetime) -> State:
    """What a file says, and what it no longer names: people as left, the rest as retired.

    What the platform told of someone (that they cannot be reached, their zone) stays true until
    the way to reach them changes.
    """
    if before is None:
        return said
    partnership = replace(
        said.partnership,
        schools=_with_retired(before.partnership.schools, said.partnership.schools),
        agenda=replace(
            said.partnership.agenda,
            strategies=_with_retired(
                before.partnership.agenda.strategies, said.partnership.agenda.strategies
            ),
        ),
    )
    leavers = {key: _left(one, now) for key, one in before.people.items() if key not in said.people}
    stayers = {key: _kept(key, before, said) for key in said.people}
    return State(partnership=partnership, people=stayers | leavers)


def _with_retired(before: Iterable[Kept], said: tuple[Kept, ...]) -> tuple[Kept, ...]:
    named = {one.key for one in said}
    return said + tuple(replace(one, retired=True) for one in before if one.key not in named)


def _left(person: Person, now: datetime) -> Person:
    return person if person.left else replace(person, left=now)


def _kept(key: str, before: State, said: State) -> Person:
    old = before.people.get(key)
    if old is None or before.address(key) != said.address(key):
        return said.people[key]
    return replace(
        said.people[key],
        unreachable_since=old.unreachable_since,
        unreachable_because=old.unreachable_because,
        platform_timezone=old.platform_timezone,
    )
