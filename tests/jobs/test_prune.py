"""Notes go after a time, and records never."""

from datetime import datetime, timedelta

from bot.domain.audience import Audience
from bot.domain.commitment import Commitment
from bot.domain.delivery import Delivery
from bot.domain.history import Change
from bot.domain.inbox import Received
from bot.domain.pace import Pace
from bot.domain.stored_file import StoredFile
from bot.jobs.prune import EVENTS, FILES, PACES, prune
from bot.ports import PlatformItem
from bot.ports.store import Stored
from tests.fakes import MONDAY, Office

LONG_AFTER = MONDAY + timedelta(days=4000)


def event(key: str, at: datetime) -> Received:
    return Received(key=key, at=at, response="{}")


def picture(key: str, at: datetime) -> StoredFile:
    return StoredFile(
        id=key,
        partnership="riverbend",
        name="promises.png",
        media_type="image/png",
        audience=Audience.LEADERS,
        at=at,
        content=b"png",
    )


def note(key: str, until: datetime | None) -> PlatformItem:
    return PlatformItem(platform="slack", kind="form", id=key, at=MONDAY, until=until, body={})


async def kept(office: Office, *values: Stored) -> list[Stored]:
    """What is left of these values after a pass on Monday."""
    async with office.store.write() as tx:
        await tx.put(*values)
    await prune(office.desk, MONDAY)
    async with office.store.read() as tx:
        return [value for value in values if value in await tx.find(type(value))]


async def test_events_that_no_platform_repeats_any_more_go() -> None:
    old, new = event("old", MONDAY - EVENTS), event("new", MONDAY - EVENTS + timedelta(seconds=1))
    assert await kept(Office(), old, new) == [new]


async def test_files_whose_links_have_ended_go() -> None:
    old, new = picture("old", MONDAY - FILES), picture("new", MONDAY - timedelta(days=31))
    assert await kept(Office(), old, new) == [new]


async def test_notes_of_platforms_go_when_they_say_so_and_others_stay() -> None:
    old, new = note("old", MONDAY), note("new", MONDAY + timedelta(seconds=1))
    for_good = note("install", None)
    assert await kept(Office(), old, new, for_good) == [new, for_good]


async def test_bookings_that_are_long_over_go_and_a_pause_that_was_asked_for_stays() -> None:
    over, booked = MONDAY - PACES, MONDAY + timedelta(minutes=1)
    old = Pace(key="old", at=over, until=over)
    paused, busy = Pace(key="paused", at=over, until=booked), Pace(key="b", at=booked, until=over)
    assert await kept(Office(), old, paused, busy) == [paused, busy]


async def test_records_their_history_and_what_was_sent_stay_for_good() -> None:
    office = await Office().open()
    await office.tick()
    await office.say("boyd", "/commit share the rubric by Friday")
    await prune(office.desk, LONG_AFTER)
    async with office.store.read() as tx:
        counts = [await tx.count(kind) for kind in (Commitment, Change, Delivery, Received)]
    assert counts[0] == 1
    assert all(counts[1:3])
    assert counts[3] == 0
