"""Which rows of the clock a loaded file makes, plans anew or lays to rest."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.domain.schedule import UNPLANNED, Occurs, Schedule, at_rest
from bot.load.state import State

RowKey = tuple[Occurs, str, str]


def changed_schedules(
    rows: Iterable[Schedule], before: State | None, after: State
) -> list[Schedule]:
    """The rows to store: new ones, those to be planned anew, and those at rest.

    A row is planned anew when its day, time, rhythm, zone or closed days changed. It keeps its
    ``period``, so that nobody is asked twice in one. Rows that stay as they are are left out.
    """
    stored = {_key(row): row for row in rows}
    was = dict(_timings(before)) if before else {}
    wanted = dict(_timings(after))
    new = [_row(after.partnership.key, key) for key in wanted if key not in stored]
    kept = [_planned(row, was.get(key), wanted.get(key)) for key, row in stored.items()]
    return new + [row for row in kept if row != stored[_key(row)]]


def _key(row: Schedule) -> RowKey:
    return row.occurs, row.cadence, row.person


def _row(partnership: str, key: RowKey) -> Schedule:
    occurs, cadence, person = key
    return Schedule(partnership=partnership, occurs=occurs, cadence=cadence, person=person)


def _planned(row: Schedule, was: object, wanted: object) -> Schedule:
    if wanted is None:
        return at_rest(row)
    if row.next_due is None or was != wanted:
        return replace(row, next_due=UNPLANNED)
    return row


def _timings(state: State) -> Iterator[tuple[RowKey, object]]:
    """Everything that is due again and again, and all that its moments depend on."""
    partnership = state.partnership
    closed = (partnership.calendar.holidays, partnership.calendar.closed)
    for cadence in partnership.cadences:
        rhythm = (cadence.every, cadence.day, cadence.at, cadence.starts)
        for person in filter(cadence.asks, state.people.values()):
            key = (Occurs.CHECK_IN, cadence.key, person.key)
            yield key, (rhythm, partnership.zone_of(person), closed)
    plan = partnership.digest
    if plan is not None:
        zone = partnership.district.timezone
        yield (Occurs.DIGEST, "", ""), (plan.day, plan.at, zone, closed)
    together = partnership.portfolio
    if together is not None:
        zone = partnership.partner.timezone
        yield (Occurs.PORTFOLIO, "", ""), (together.day, together.at, zone, closed)
