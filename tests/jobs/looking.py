"""What the tests of the jobs share: local times, looks into the store, a platform in trouble."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.domain.cadence import Cadence
from bot.domain.checkin import CheckIn
from bot.domain.delivery import Delivery
from bot.domain.people import Person
from bot.domain.preferences import Preferences
from bot.domain.schedule import Occurs, Schedule
from bot.ledger.settings import set_preferences
from bot.load import PartnershipFile, load
from bot.ports import Address, Parcel
from bot.ports.store import Store, Stored
from tests.fakes import USERS, FakePlatform, Office, address_key, riverbend

NEW_YORK = ZoneInfo("America/New_York")
ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)
BOYD, LEADERSHIP, PARTNER = USERS["boyd"], "C000000001", "C000000002"

T = TypeVar("T", bound=Stored)


def ny(local: str) -> datetime:
    """A moment by the clock on the wall in New York: "2027-01-11 08:00"."""
    return datetime.fromisoformat(local).replace(tzinfo=NEW_YORK).astimezone(UTC)


def riverbend_with(**changes: Any) -> PartnershipFile:  # noqa: ANN401 - replace() checks them
    """Riverbend's file with other values in its partnership."""
    file = riverbend()
    return replace(file, partnership=replace(file.partnership, **changes))


def leaders(**changes: Any) -> tuple[Cadence, ...]:  # noqa: ANN401 - replace() checks them
    """The cadences of Riverbend, that of the leaders changed."""
    weekly, *others = riverbend().partnership.cadences
    return (replace(weekly, **changes), *others)


async def reload(office: Office, file: PartnershipFile) -> None:
    """Load a file as it is now."""
    async with office.store.write() as tx:
        await load(tx, file, now=office.now)


async def prefer(office: Office, who: str, **changes: Any) -> None:  # noqa: ANN401 - fields of several types
    """Somebody changes their settings."""
    async with office.store.write() as tx:
        before = await tx.get(Preferences, "riverbend", who)
        before = before or Preferences(partnership="riverbend", person=who)
        await set_preferences(tx, before, replace(before, **changes))


async def found(store: Store, kind: type[T], /, **where: Any) -> list[T]:  # noqa: ANN401 - fields of several types
    """What fits, in the order of the keys."""
    async with store.read() as tx:
        return await tx.find(kind, **where)


async def put(office: Office, *values: Stored) -> None:
    """Write behind everybody's back."""
    async with office.store.write() as tx:
        await tx.put(*values)


async def checkins(office: Office, who: str = "boyd") -> list[CheckIn]:
    """All check-ins of somebody, by period."""
    return await found(office.store, CheckIn, person=who, order="period")


async def states(office: Office, who: str = "boyd") -> list[str]:
    """What became of all check-ins of somebody."""
    return [checkin.state.value for checkin in await checkins(office, who)]


async def deliveries(office: Office, who: str = "boyd") -> list[Delivery]:
    """All deliveries to somebody."""
    return await found(office.store, Delivery, recipient=f"person:{who}")


async def posts(office: Office, channel: str = "leadership") -> list[Delivery]:
    """All deliveries to a channel."""
    return await found(office.store, Delivery, recipient=f"channel:{channel}")


async def schedule(office: Office, who: str = "boyd") -> Schedule:
    """When somebody is due next; of the digest for nobody."""
    occurs = Occurs.CHECK_IN if who else Occurs.DIGEST
    (row,) = await found(office.store, Schedule, occurs=occurs, person=who)
    return row


async def person(office: Office, who: str = "boyd") -> Person:
    """Somebody as they are stored now."""
    (one,) = await found(office.store, Person, key=who)
    return one


async def walk(office: Office, until: datetime, step: timedelta = timedelta(minutes=30)) -> None:
    """Pass the clock again and again up to a moment."""
    while office.now + step <= until:
        await office.tick(office.now + step)


def sent_to(office: Office, who: str) -> list[str]:
    """The first lines of what somebody, or a channel by its id, was sent."""
    return [message.text for message in office.platform.to(who)]


@dataclass
class Trouble(FakePlatform):
    """A platform that notes when it is tried, and breaks its promises as told.

    ``error`` is raised by sends to ``hits`` (all addresses if empty), ``lost`` by look-ups.
    ``gate`` keeps sends waiting; ``began`` says that one waits; ``looked`` counts look-ups.
    """

    office: Office | None = None
    tries: list[tuple[datetime, str]] = field(default_factory=list)
    error: Exception | None = None
    hits: Sequence[str] = ()
    lost: Exception | None = None
    gate: asyncio.Event | None = None
    looked: int = 0
    began: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, parcel: Parcel) -> str:
        """Note the attempt, then wait, fail or send."""
        assert self.office is not None
        address = address_key(parcel.to)
        self.tries.append((self.office.now, address))
        if self.gate:
            self.began.set()
            await self.gate.wait()
        if self.error and address in (self.hits or [address]):
            raise self.error
        return await super().send(parcel)

    async def find(self, delivery: str, to: Address) -> str | None:
        """Note the question, then look it up, or fail as told."""
        self.looked += 1
        if self.lost:
            raise self.lost
        return await super().find(delivery, to)

    def minutes(self, address: str) -> list[float]:
        """When an address was tried, in minutes since the first time."""
        moments = [moment for moment, tried in self.tries if tried == address]
        return [(moment - moments[0]) / ONE_MINUTE for moment in moments]


def troubled(office: Office) -> Trouble:
    """Put a platform in trouble into the office."""
    trouble = Trouble(office=office)
    office.platform = trouble
    office.desk = replace(office.desk, platforms={"slack": trouble})
    return trouble


def colleague(office: Office, store: Store | None = None) -> Office:
    """Another process: an office of its own on the same platform, and on the same store."""
    other = Office(store=store or office.store, now=office.now)
    other.platform = office.platform
    other.desk = replace(other.desk, platforms=office.desk.platforms)
    return other
