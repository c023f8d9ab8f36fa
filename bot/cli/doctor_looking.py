"""What ``headway doctor`` reads of the database: once, and without what lies still."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.bootstrap import Headway
from bot.domain.delivery import Delivery, DeliveryState, Place
from bot.domain.partnership import Partnership
from bot.domain.people import Person, Workspace
from bot.ledger.deliveries import waiting
from bot.ledger.pace import paused
from bot.ports import AtLeast, AtMost, OneOf, Transaction

LATELY = timedelta(days=7)
LATE = timedelta(minutes=15)
"""What is due for longer is not on its way: a pass takes seconds, and a wave some minutes."""
WAITING = (DeliveryState.QUEUED, DeliveryState.SENDING)
AT_MOST = 5_000
"""Of failed messages so many are read."""

_EVER = timedelta(days=3_650)


@dataclass(frozen=True, kw_only=True)
class Due:
    """How many messages are due, and ``since`` when the one is that waits longest."""

    number: int
    since: datetime

    def __str__(self) -> str:
        """In words."""
        since = f"{self.since:%Y-%m-%d %H:%M} UTC"
        return f"messages due now: {self.number}, the oldest since {since}."


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was read, at one moment.

    ``people``, the messages on their ``way`` and those that ``failed`` lately are by partnership;
    ``due`` and ``paused`` by place, ``platforms`` is what is due there by platform.
    """

    now: datetime
    partnerships: Sequence[Partnership]
    people: Mapping[str, Sequence[Person]]
    way: Mapping[str, int]
    failed: Mapping[str, Sequence[Delivery]]
    due: Mapping[Place, Due]
    paused: Mapping[Place, datetime]
    platforms: Mapping[str, Due]

    @property
    def since(self) -> datetime:
        """From when on something was lately."""
        return self.now - LATELY

    def places(self) -> dict[Place, list[Partnership]]:
        """Every workspace once, with the partnerships that have a side in it."""
        found: dict[Place, list[Partnership]] = {}
        for partnership in self.partnerships:
            for place in places_of(partnership):
                found.setdefault(place, []).append(partnership)
        return found

    def late(self, due: Due) -> bool:
        """Whether the message that waits longest should be gone by now."""
        return self.now - due.since > LATE


def place_of(workspace: Workspace) -> Place:
    """Where it is, whoever's side sits there."""
    return Place(platform=workspace.platform, workspace=workspace.id)


def places_of(partnership: Partnership) -> list[Place]:
    """Its workspaces; both sides may sit in the same one."""
    return list(dict.fromkeys(place_of(one) for one in partnership.workspaces))


async def look(headway: Headway) -> Seen:
    """Read it, in one transaction: a few questions, and one for the people of each partnership."""
    now = await headway.clock.now()
    async with headway.store.read() as tx:
        partnerships = await tx.find(Partnership)
        places = {place for each in partnerships for place in places_of(each)}
        platforms = sorted({place.platform for place in places})
        busy = set(await tx.places_due(platforms, now + _EVER))
        due = await waiting(tx, platforms, now)
        return Seen(
            now=now,
            partnerships=partnerships,
            people={
                each.key: await tx.find(Person, partnership=each.key, left=None)
                for each in partnerships
            },
            way={each.key: await _way(tx, each, busy) for each in partnerships},
            failed=await _failed(tx, platforms, now - LATELY),
            due={place: found for place in busy if (found := await _due(tx, place, now))},
            paused=await paused(tx, places, now),
            platforms={
                name: Due(number=number, since=since)
                for name, (number, since) in due.items()
                if since
            },
        )


async def _way(tx: Transaction, partnership: Partnership, busy: Set[Place]) -> int:
    number = 0
    for place in busy & set(places_of(partnership)):
        number += await tx.count(
            Delivery,
            partnership=partnership.key,
            platform=place.platform,
            workspace=place.workspace,
            state=OneOf(WAITING),
        )
    return number


async def _failed(
    tx: Transaction, platforms: Sequence[str], since: datetime
) -> dict[str, list[Delivery]]:
    found: dict[str, list[Delivery]] = defaultdict(list)
    for platform in platforms:
        for each in await tx.find(
            Delivery,
            platform=platform,
            state=DeliveryState.FAILED,
            changed_at=AtLeast(since),
            order="-changed_at",
            limit=AT_MOST,
        ):
            found[each.partnership].append(each)
    return found


async def _due(tx: Transaction, place: Place, now: datetime) -> Due | None:
    due = {
        "platform": place.platform,
        "workspace": place.workspace,
        "state": DeliveryState.QUEUED,
        "not_before": AtMost(now),
    }
    first = await tx.find(Delivery, order="not_before", limit=1, **due)
    if not first:
        return None
    return Due(number=await tx.count(Delivery, **due), since=first[0].not_before)
