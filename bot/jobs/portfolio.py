"""The portfolio: all of a partner's districts, once a week in the partner's own channel.

Each partnership whose file names the channel has a row of its own on the clock, so that the
earliest of their times counts. The message has one id in a week, whoever comes first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

import structlog

from bot.domain.cadence import DigestPlan
from bot.domain.delivery import Delivery, DeliveryKind, Occasion
from bot.domain.digest import Digest, Week
from bot.domain.rollup import by_need
from bot.domain.schedule import UNPLANNED, Occurs, Schedule, at_rest
from bot.jobs.desk import Desk, Tally
from bot.jobs.digest_turn import Turn
from bot.jobs.letters import Draft, Messages, better_moment
from bot.ledger.directory import Directory
from bot.ledger.outbox import to_channel
from bot.ledger.rollups import Portfolio, channel_of, members, portfolio_of, rollups_of
from bot.messages import Message
from bot.ports import AtMost, Transaction
from prompts.digest_formats import as_message
from prompts.portfolio import failed, portfolio_digest

log = structlog.get_logger()

BATCH = 50


@dataclass(frozen=True, kw_only=True)
class PortfolioTurn(Turn):
    """The turn of a portfolio, by the file of one of its districts, in the partner's time."""

    @property
    def zone(self) -> str:
        """The partner's own."""
        return self.directory.partnership.partner.timezone


async def post_portfolios(desk: Desk, now: datetime) -> Tally:
    """Queue the post of every portfolio that is due, late ones as digests are."""
    queued, due = 0, True
    while due:
        async with desk.store.write() as tx:
            rows = await tx.claim(
                Schedule,
                occurs=Occurs.PORTFOLIO,
                next_due=AtMost(now),
                order="next_due",
                limit=BATCH,
            )
            directories = await desk.directories(tx, {row.partnership for row in rows})
            for row in rows:
                queued += await _done(tx, row, directories.get(row.partnership), now)
        due = bool(rows)
    return Tally(queued=queued)


async def _done(tx: Transaction, row: Schedule, directory: Directory | None, now: datetime) -> int:
    """Move a row on, and queue its post if that is to go out now; how many were queued."""
    plan = directory.partnership.portfolio if directory else None
    portfolio = portfolio_of(directory.partnership) if directory else None
    if directory is None or plan is None or portfolio is None:
        await tx.put(at_rest(row))
        return 0
    times = DigestPlan(day=plan.day, at=plan.at)
    turn = PortfolioTurn(schedule=row, directory=directory, plan=times, now=now)
    moved, post = _next(turn)
    await tx.put(moved)
    delivery = _post(turn, portfolio) if post else None
    return len(await tx.add_missing(delivery)) if delivery else 0


def _next(turn: PortfolioTurn) -> tuple[Schedule, bool]:
    """The row as it is after this pass, and whether its post goes out now."""
    if turn.schedule.next_due == UNPLANNED:
        return turn.planned(turn.week), False
    if turn.is_missed:
        week = str(turn.week)
        log.warning(
            "A portfolio is left out: the next is due.", action="portfolio_missed", week=week
        )
        return turn.following, False
    better = turn.put_off()
    if better:
        return replace(turn.schedule, next_due=better), False
    return turn.following, True


def _post(turn: PortfolioTurn, portfolio: Portfolio) -> Delivery | None:
    """The one message of the week; it gives way to the next one's."""
    partnership = turn.directory.partnership
    channel = channel_of(partnership, partnership.portfolio)
    occasion = Occasion(
        partnership=partnership.key,
        kind=DeliveryKind.PORTFOLIO,
        name=turn.week.monday.isoformat(),
        at=turn.now,
        until=turn.following.next_due,
    )
    delivery = to_channel(turn.directory, channel, occasion) if channel else None
    return replace(delivery, id=f"{portfolio}/{turn.week}") if delivery else None


async def portfolio_messages(
    _tx: Transaction, directory: Directory, chosen: Sequence[Delivery], now: datetime
) -> Messages:
    """They are made last of all, each district in a transaction of its own."""
    partnership = directory.partnership
    plan, portfolio = partnership.portfolio, portfolio_of(partnership)
    if plan is None or portfolio is None:
        return {}
    better = better_moment(directory, now, zone=partnership.partner.timezone, at=plan.at)
    finish = partial(_finished, portfolio)
    return {each.id: Draft(message=failed(), wait_until=better, finish=finish) for each in chosen}


async def _finished(portfolio: Portfolio, desk: Desk, delivery: Delivery, now: datetime) -> Message:
    """The districts as they are now."""
    week = Week.of(date.fromisoformat(delivery.occasion))
    digest = await portfolio_now(desk, portfolio, week, now)
    return as_message(digest, partner=portfolio.partner)


async def portfolio_now(desk: Desk, portfolio: Portfolio, week: Week, now: datetime) -> Digest:
    """The week of a portfolio's districts, as it is now."""
    async with desk.store.read() as tx:
        keys = await members(tx, portfolio)
    found = await rollups_of(desk.store, keys, desk.tools.holidays_of, now=now)
    return portfolio_digest(str(portfolio), week, by_need(found))
