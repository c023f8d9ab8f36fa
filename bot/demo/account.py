"""The account of a week: what was really asked, answered and done, read from the store."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.bootstrap import Headway
from bot.domain.audience import Audience, may_see
from bot.domain.blocker import Blocker
from bot.domain.checkin import CheckIn, CheckInState
from bot.domain.commitment import Commitment
from bot.domain.data_team import DataTeam
from bot.domain.help import Help
from bot.domain.history import Change, Deed
from bot.domain.partnership import Partnership
from bot.domain.people import Person
from bot.domain.reading import Reading
from bot.domain.record import Statement
from bot.domain.revision import Revision
from bot.domain.silence import was_asked
from bot.domain.site_day import SiteDay
from bot.domain.visit import Visit
from bot.domain.walkthrough import Walkthrough
from bot.ledger.records import look_up
from bot.ports import Between, Transaction
from bot.rhythm import at_wall_clock

WEEK = timedelta(weeks=1)
MOST_TOLD = 3
DEEDS = {
    (Commitment.LETTER, Deed.MOVED): "moved",
    (Blocker.LETTER, Deed.CLOSED): "cleared",
    (Commitment.LETTER, Deed.CLOSED): "kept",
    (Blocker.LETTER, Deed.MADE): "raised",
    (Commitment.LETTER, Deed.MADE): "promised",
    (Help.LETTER, Deed.MADE): "helped",
}
"""What is counted, and what is told of it: the most interesting first."""

SEEN = {
    (Walkthrough.LETTER, Deed.MADE): "walked",
    (Visit.LETTER, Deed.MADE): "visited",
    (DataTeam.LETTER, Deed.MADE): "met",
    (Reading.LETTER, Deed.MADE): "measured",
    (SiteDay.LETTER, Deed.MADE): "planned",
    (Revision.LETTER, Deed.MADE): "revised",
}
"""What is counted alone: the digests tell of it, with what it is compared with."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something worth telling: who did which of the ``DEEDS``, to what, and why."""

    deed: str
    who: str
    text: str
    due: date | None = None
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Account:
    """What happened in the week of a Monday, of both sides.

    ``counts`` are plain numbers: ``asked``, ``answered``, ``away``, ``corrected``, the deeds and
    what was ``SEEN``. ``events`` are a few that all leaders may read.
    """

    monday: date
    counts: Counter[str]
    events: tuple[Event, ...]


async def account_of(headway: Headway, partnership: Partnership, monday: date) -> Account:
    """The account of the week, from Monday to Sunday where the district is."""
    zone = partnership.district.timezone
    starts, ends = (at_wall_clock(day, time(), zone) for day in (monday, monday + WEEK))
    week, key = Between(starts, ends), partnership.key
    async with headway.store.read() as tx:
        checkins = await tx.find(CheckIn, partnership=key, asked_at=week)
        changes = await tx.find(Change, partnership=key, at=week, order="at")
        events = await _events(tx, partnership, changes)
    counts = _of_checkins(checkins) + Counter(_deeds(changes))
    return Account(monday=monday, counts=counts, events=events)


def _of_checkins(checkins: Sequence[CheckIn]) -> Counter[str]:
    return Counter(
        asked=sum(was_asked(checkin) for checkin in checkins),
        answered=sum(checkin.is_answered for checkin in checkins),
        away=sum(checkin.state is CheckInState.AWAY for checkin in checkins),
    )


def _deeds(changes: Iterable[Change]) -> Iterable[str]:
    for change in changes:
        if "corrected_at" in change.after and change.deed is Deed.EDITED:
            yield "corrected"
        elif deed := _deed(change) or SEEN.get((change.ref[0], change.deed)):
            yield deed


def _deed(change: Change) -> str | None:
    return DEEDS.get((change.ref[0], change.deed))


async def _events(
    tx: Transaction, partnership: Partnership, changes: Iterable[Change]
) -> tuple[Event, ...]:
    order = list(DEEDS.values())
    done = [(order.index(deed), change) for change in changes if (deed := _deed(change))]
    done.sort(key=lambda one: one[0])
    reader, events = partnership.reader(Audience.LEADERS), []
    for number, change in done:
        record = await look_up(tx, partnership.key, change.ref)
        if isinstance(record, Statement) and may_see(reader, record):
            events.append(await _event(tx, order[number], change, record))
    return tuple(events[:MOST_TOLD])


async def _event(tx: Transaction, deed: str, change: Change, record: Statement) -> Event:
    promise = record if isinstance(record, Commitment) else None
    person = await tx.get(Person, record.partnership, promise.owner if promise else change.by)
    return Event(
        deed=deed,
        who=person.name if person else change.by,
        text=record.text,
        due=promise.due if promise else None,
        why=change.why,
    )
