"""Gathering what a pack is made from: one quarter, and a little on both sides of it.

Each kind is read by an index: however many years there are, a quarter costs the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from bot.domain.audience import Viewer
from bot.domain.blocker import Blocker, BlockerState
from bot.domain.checkin import MOMENTUM, Answer
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.digest import Week
from bot.domain.help import Help
from bot.domain.history import Change, Deed
from bot.domain.material import Material
from bot.domain.quarter import Quarter
from bot.domain.site_day import SiteDay
from bot.ledger.directory import Directory
from bot.ledger.gathering_evidence import with_evidence
from bot.ports import AtMost, Between, OneOf, Stored, Transaction
from bot.rhythm import MIDNIGHT, at_wall_clock, local_day

CHANGED = OneOf(tuple(deed for deed in Deed if deed is not Deed.MADE))
"""What was made is read as a record; that it was made need not be read as well."""
OPEN: Mapping[type[Stored], str] = {
    Commitment: CommitmentState.OPEN,
    Blocker: BlockerState.OPEN,
}

W = TypeVar("W", bound=Stored)


@dataclass(frozen=True, kw_only=True)
class QuarterRead:
    """Which quarter is read, by whom, and what time it is; a running one ends at ``now``."""

    viewer: Viewer
    quarter: Quarter
    now: datetime


async def gather_quarter(tx: Transaction, directory: Directory, read: QuarterRead) -> Material:
    """Everything that the pack of a quarter may be made from, its days counted in the district."""
    partnership, zone = directory.partnership, directory.partnership.district.timezone
    after = at_wall_clock(read.quarter.first, MIDNIGHT, zone)
    until = min(read.now, at_wall_clock(read.quarter.next.first, MIDNIGHT, zone))
    key, window = partnership.key, Between(after, until)
    today = min(read.quarter.last, local_day(read.now, zone))
    material = Material(
        partnership=partnership,
        viewer=read.viewer,
        week=Week.of(today),
        after=after,
        until=until,
        today=today,
        people=tuple(directory.people.values()),
        answers=tuple(await tx.find(Answer, partnership=key, question=MOMENTUM, at=window)),
        commitments=await _at_work(tx, Commitment, window, read),
        blockers=await _at_work(tx, Blocker, window, read),
        helps=tuple(await tx.find(Help, partnership=key, at=window)),
        changes=tuple(await tx.find(Change, partnership=key, at=window, deed=CHANGED)),
    )
    return await _with_next_days(tx, await with_evidence(tx, material), read.quarter)


async def _at_work(
    tx: Transaction, kind: type[W], window: Between, read: QuarterRead
) -> tuple[W, ...]:
    """Open now, closed in the window, or open at its end and closed since."""
    key, is_open = read.viewer.partnership, OPEN[kind]
    still = await tx.find(kind, partnership=key, state=is_open)
    ended = await tx.find(kind, partnership=key, closed_at=window)
    since = Between(window.high, read.now)
    later = await tx.find(kind, partnership=key, closed_at=since, at=AtMost(window.high))
    return (*still, *ended, *later)


async def _with_next_days(tx: Transaction, material: Material, quarter: Quarter) -> Material:
    """The material with the site days to come until the end of the next quarter."""
    days = Between(material.today, quarter.next.last)
    coming = await tx.find(SiteDay, partnership=material.partnership.key, day=days)
    each = {one.number: one for one in (*material.site_days, *coming)}
    return replace(material, site_days=tuple(each[number] for number in sorted(each)))
