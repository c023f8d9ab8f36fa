"""A partnership and its people at one time, and what a file makes of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.agenda import Agenda, Strategy
from bot.domain.partnership import Partnership
from bot.domain.people import Person, School, Workspace

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
    the way to reach them changes. What was revised of the agenda in chat stays as long as the file
    says the same as before.
    """
    filed = said.partnership.agenda
    if before is None:
        return replace(said, partnership=replace(said.partnership, filed=filed))
    partnership = replace(
        said.partnership,
        schools=_with_retired(before.partnership.schools, said.partnership.schools),
        agenda=_with_revisions(before.partnership, filed),
        filed=filed,
    )
    leavers = {key: _left(one, now) for key, one in before.people.items() if key not in said.people}
    stayers = {key: _kept(key, before, said) for key in said.people}
    return State(partnership=partnership, people=stayers | leavers)


def _with_retired(before: Iterable[School], said: tuple[School, ...]) -> tuple[School, ...]:
    named = {one.key for one in said}
    return said + tuple(replace(one, retired=True) for one in before if one.key not in named)


def filed_before(partnership: Partnership) -> Agenda:
    """The agenda as the file last said it; before anything could be revised, as it stood."""
    agenda = partnership.agenda
    return partnership.filed or replace(agenda, strategies=agenda.current)


def _with_revisions(before: Partnership, filed: Agenda) -> Agenda:
    """What the file says, with what was revised in chat where the file has not changed."""
    was, now = filed_before(before), before.agenda
    return replace(
        filed,
        theory_of_action=_newest(
            was.theory_of_action, now.theory_of_action, filed.theory_of_action
        ),
        vision=_newest(was.vision, now.vision, filed.vision),
        strategies=_strategies(was, now, filed),
    )


def _newest(was: str, now: str, said: str) -> str:
    """What is so now, unless the file says something else than it did."""
    return now if said == was else said


def _strategies(was: Agenda, now: Agenda, filed: Agenda) -> tuple[Strategy, ...]:
    said = tuple(
        _strategy(one, was.strategy(one.key), now.strategy(one.key)) for one in filed.strategies
    )
    named = {one.key for one in filed.strategies}
    gone = {one.key for one in was.strategies}
    others = (one for one in now.strategies if one.key not in named)
    # Those that were never in the file were added in chat.
    return said + tuple(replace(one, retired=one.retired or one.key in gone) for one in others)


def _strategy(said: Strategy, was: Strategy | None, now: Strategy | None) -> Strategy:
    if was is None or now is None:
        return said
    return replace(
        said,
        name=_newest(was.name, now.name, said.name),
        success=_newest(was.success, now.success, said.success),
        retired=now.retired,
    )


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
