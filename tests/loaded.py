"""Partnership files and what loading them did, for the tests of loading."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from bot.domain.cadence import Cadence
from bot.domain.calendar import Period, SchoolCalendar
from bot.domain.people import Level, Person, Side, Workspace
from bot.domain.schedule import Occurs, Schedule
from bot.load import Difference, PartnershipFile, load
from storage.memory import MemoryStore
from tests.builders import partnership, person

RIVERBEND = Path(__file__).parent / "data" / "riverbend.yaml"
NOW = datetime(2027, 1, 8, 12, tzinfo=UTC)
LATER = datetime(2027, 2, 8, 12, tzinfo=UTC)
DUE = datetime(2027, 2, 15, 13, tzinfo=UTC)
PERIOD = date(2027, 2, 15)
COACH = person("vance", "Ruth Vance", level=Level.PARTNER)
OTHER_PLACE = (Workspace(side=Side.DISTRICT, platform="teams", id="T9"),)
SNOW = SchoolCalendar(closed=(Period(first=PERIOD, last=PERIOD, name="Snow"),))


def the_file(*people: Person, **changes: object) -> PartnershipFile:
    return PartnershipFile(partnership=partnership(**changes), people=people or (person(), COACH))


async def loaded(
    store: MemoryStore, file: PartnershipFile, now: datetime = NOW
) -> list[Difference]:
    async with store.write() as tx:
        return await load(tx, file, now=now)


async def changed(
    store: MemoryStore, first: PartnershipFile, second: PartnershipFile
) -> list[tuple[str, str, str, str]]:
    """What loading the second after the first says."""
    await loaded(store, first)
    found = await loaded(store, second, LATER)
    return [(one.kind, one.key, one.what.value, one.detail) for one in found]


async def planned(store: MemoryStore) -> None:
    """As if a tick had planned every row."""
    async with store.write() as tx:
        rows = await tx.find(Schedule, partnership="riverbend")
        await tx.put(*(replace(row, next_due=DUE, period=PERIOD) for row in rows))


async def row(store: MemoryStore, occurs: Occurs = Occurs.CHECK_IN) -> Schedule | None:
    """The row of boyd in the weekly cadence, or that of the digest."""
    names = ("leaders-weekly", "boyd") if occurs is Occurs.CHECK_IN else ("", "")
    async with store.read() as tx:
        return await tx.get(Schedule, "riverbend", occurs, *names)


async def stored_person(store: MemoryStore, key: str = "boyd") -> Person | None:
    async with store.read() as tx:
        return await tx.get(Person, "riverbend", key)


def weekly(**changes: object) -> Cadence:
    return replace(partnership().cadences[0], **changes)  # type: ignore[arg-type]  # fields of several types
