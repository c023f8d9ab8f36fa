"""Digests: made at their time, kept for good, and posted once to the channels of the file.

They are worded outside any transaction: one says what is due, another keeps what was made of it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from bot.domain.draft import DigestDraft
from bot.domain.schedule import UNPLANNED, Occurs, Schedule, at_rest
from bot.jobs.desk import Desk, Tally
from bot.jobs.digest_turn import Turn
from bot.jobs.digest_wording import Made, Wording
from bot.ledger.drafts import ask_for
from bot.ledger.posting import post
from bot.ports import AtMost, OneOf, Transaction

log = structlog.get_logger()

BATCH = 50
LOCK = "digest"


async def post_digests(desk: Desk, now: datetime) -> Tally:
    """Make every digest that is due and queue its posts.

    One that is late goes out at its usual time on the next open day; of several that were missed,
    only the last. Only one process words digests at a time: a model is not asked twice.
    """
    tally = Tally()
    async with desk.store.alone(LOCK) as mine:
        wording = Wording.begun(desk)
        while mine and (turns := await _take(desk, now)) is not None:
            if turns:
                tally += await _keep(desk, await wording.make(turns), now)
    return tally


async def _take(desk: Desk, now: datetime) -> Sequence[Turn] | None:
    """The turns of digests that are to be made now; None if nothing is due.

    With whatever else is due all is done that there is to do.
    """
    async with desk.store.write() as tx:
        due = await tx.claim(
            Schedule, occurs=Occurs.DIGEST, next_due=AtMost(now), order="next_due", limit=BATCH
        )
        if not due:
            return None
        directories = await desk.directories(tx, {schedule.partnership for schedule in due})
        to_make = []
        for schedule in due:
            directory = directories.get(schedule.partnership)
            plan = directory.partnership.digest if directory else None
            if directory is None or plan is None:
                await tx.put(at_rest(schedule))
                continue
            turn = Turn(schedule=schedule, directory=directory, plan=plan, now=now)
            moved = _moved(turn)
            if moved:
                await tx.put(moved)
            else:
                to_make.append(turn)
        return to_make


def _moved(turn: Turn) -> Schedule | None:
    """The row when it is planned, left out or put off; None if its digest is to be made now."""
    if turn.schedule.next_due == UNPLANNED:
        return turn.planned(turn.week)
    if turn.is_missed:
        week = str(turn.week)
        log.warning("A digest is left out: the next is due.", action="digest_missed", week=week)
        return turn.following
    better = turn.put_off()
    return replace(turn.schedule, next_due=better) if better else None


async def _keep(desk: Desk, made: Sequence[Made], now: datetime) -> Tally:
    """Keep what was made of the rows that are still as they were read, and move them on.

    Any other row was changed meanwhile, by another process or a file: it is looked at anew.
    """
    queued = 0
    async with desk.store.write() as tx:
        keys = tuple(each.turn.schedule.partnership for each in made)
        rows = await tx.claim(
            Schedule, partnership=OneOf(keys), occurs=Occurs.DIGEST, next_due=AtMost(now)
        )
        for each in made:
            if each.turn.schedule in rows:
                await tx.put(each.turn.following)
                queued += await _queue(tx, each, now)
    return Tally(queued=queued)


async def _queue(tx: Transaction, made: Made, now: datetime) -> int:
    queued, directory = 0, made.turn.directory
    for digest in made.digests:
        if isinstance(digest, DigestDraft):
            queued += await ask_for(tx, directory, digest)
        else:
            queued += await post(tx, directory, digest, now=now)
    return queued
