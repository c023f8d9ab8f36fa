"""Gathering the evidence for a digest, each kind by an index and no further back than it is used.

However many years there are, it reads 400 days of walkthroughs and readings, a school year of
visits and data teams, and two months of site days at most.
"""

from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from bot.domain.coverage import school_year
from bot.domain.data_team import DataTeam
from bot.domain.material import COMING, COMPARED_FOR, Material
from bot.domain.reading import Reading
from bot.domain.record import Statement, parse_ref
from bot.domain.revision import Revision
from bot.domain.site_day import SiteDay
from bot.domain.visit import Visit
from bot.domain.walkthrough import Walkthrough
from bot.ports import AtLeast, Between, Transaction

S = TypeVar("S", bound=Statement)
ONE_DAY = timedelta(days=1)


async def with_evidence(tx: Transaction, material: Material) -> Material:
    """The material, which holds its changes already, with what was seen, met, read and planned."""
    key, window = material.partnership.key, Between(material.after, material.until)
    compared = Between(material.until - COMPARED_FOR, material.until)
    return replace(
        material,
        walkthroughs=tuple(await tx.find(Walkthrough, partnership=key, at=compared)),
        visits=await _this_year(tx, Visit, material),
        data_teams=await _this_year(tx, DataTeam, material),
        readings=tuple(await tx.find(Reading, partnership=key, at=compared)),
        site_days=await _site_days(tx, material),
        revisions=tuple(await tx.find(Revision, partnership=key, at=window)),
    )


async def _this_year(tx: Transaction, kind: type[S], material: Material) -> tuple[S, ...]:
    """Of this school year, and what was written down in the window of the one before."""
    key, since = material.partnership.key, AtLeast(school_year(material.today))
    window = Between(material.after, material.until)
    of_year = await tx.find(kind, partnership=key, day=since)
    made = await tx.find(kind, partnership=key, at=window)
    return _each_once((*of_year, *made))


async def _site_days(tx: Transaction, material: Material) -> tuple[SiteDay, ...]:
    """Of this month, the window and the coming time, and those that were changed in the window."""
    key, today = material.partnership.key, material.today
    first = min(today.replace(day=1), material.day_of(material.after))
    days = Between(first - ONE_DAY, today + COMING)
    found = await tx.find(SiteDay, partnership=key, day=days)
    parsed = {parse_ref(change.ref) for change in material.changes}
    numbers = sorted(each[1] for each in parsed if each and each[0] == SiteDay.LETTER)
    changed = [await tx.get(SiteDay, key, number) for number in numbers]
    return _each_once((*found, *(each for each in changed if each)))


def _each_once(records: tuple[S, ...]) -> tuple[S, ...]:
    once = {record.number: record for record in records}
    return tuple(once[number] for number in sorted(once))
