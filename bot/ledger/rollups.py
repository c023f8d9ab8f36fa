"""Gathering what the partner is told of several districts: each within its own walls."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.audience import Audience, Viewer, visible
from bot.domain.cadence import PortfolioPlan
from bot.domain.calendar import HolidaysOf
from bot.domain.partnership import Partnership
from bot.domain.people import Channel, Side
from bot.domain.rollup import Rollup, rollup
from bot.domain.site_day import SiteDay, SiteDayState
from bot.ledger.directory import Directory, open_directory
from bot.ledger.gathering import Reading, gather_work, running_week
from bot.ports import AtLeast, Store, Transaction
from bot.rhythm import local_day


async def rollup_of(
    tx: Transaction, viewer: Viewer, holidays_of: HolidaysOf, *, now: datetime
) -> Rollup | None:
    """The running week of the viewer's district as the viewer may know it; None without one."""
    directory = await open_directory(tx, viewer.partnership, holidays_of)
    return await _rollup(tx, directory, viewer, now) if directory else None


async def _rollup(tx: Transaction, directory: Directory, viewer: Viewer, now: datetime) -> Rollup:
    today = local_day(now, directory.partnership.district.timezone)
    week, _ = running_week(directory, today=today, now=now)
    material = await gather_work(tx, directory, Reading(viewer=viewer, week=week, now=now))
    return rollup(material, site_day=await _next_site_day(tx, viewer, today))


async def _next_site_day(tx: Transaction, viewer: Viewer, today: date) -> date | None:
    planned = await tx.find(
        SiteDay,
        partnership=viewer.partnership,
        state=SiteDayState.PLANNED,
        withdrawn=False,
        day=AtLeast(today),
        order="day",
    )
    return next((each.day for each in visible(viewer, planned)), None)


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    """The districts of one partner that are told of together in one channel of its own.

    ``partner`` is its name; ``channel`` the channel's id in that workspace of the platform.
    """

    partner: str
    platform: str
    workspace: str
    channel: str

    def __str__(self) -> str:
        """Its name: there is one of it, whichever district it is asked of."""
        return f"{self.platform}/{self.workspace}/{self.channel}/{self.partner}"


def portfolio_of(partnership: Partnership) -> Portfolio | None:
    """The portfolio that a partnership's file names; None if it names none."""
    plan, workspace = partnership.portfolio, partnership.workspace(Side.PARTNER)
    channel = channel_of(partnership, plan)
    if channel is None or workspace is None:
        return None
    return Portfolio(
        partner=partnership.partner.name,
        platform=workspace.platform,
        workspace=workspace.id,
        channel=channel.id,
    )


def channel_of(partnership: Partnership, plan: PortfolioPlan | None) -> Channel | None:
    """The partner's own channel that a plan names; None for one that others read, too."""
    channel = partnership.channel(plan.channel) if plan else None
    own = channel and (channel.workspace, channel.audience) == (Side.PARTNER, Audience.PARTNER)
    return channel if own else None


async def members(tx: Transaction, portfolio: Portfolio) -> list[str]:
    """The keys of the partnerships in a portfolio. Nothing but their files is looked at."""
    return [each.key for each in await tx.find(Partnership) if portfolio_of(each) == portfolio]


async def rollups_of(
    store: Store, keys: Iterable[str], holidays_of: HolidaysOf, *, now: datetime
) -> list[Rollup]:
    """What the partner may know of each of these districts, each read in a transaction of its own.

    No transaction sees two of them.
    """
    found = []
    for key in keys:
        async with store.read() as tx:
            await tx.narrow(key)
            viewer = Viewer(partnership=key, reads=Audience.PARTNER)
            found.append(await rollup_of(tx, viewer, holidays_of, now=now))
    return [each for each in found if each]
