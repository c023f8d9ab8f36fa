"""Gathering what a digest is made from; a week costs the same after one year as after ten."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from bot.domain.audience import Audience, Viewer
from bot.domain.blocker import Blocker, BlockerState
from bot.domain.checkin import Answer, CheckIn
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.digest import Digest, PostedDigest, Week
from bot.domain.facts import facts
from bot.domain.help import Help
from bot.domain.history import Change
from bot.domain.material import Material
from bot.domain.record import Statement
from bot.ledger.directory import Directory
from bot.ledger.drafts import with_waiting_note
from bot.ledger.gathering_evidence import with_evidence
from bot.ledger.network import of_others
from bot.ledger.tools import Tools
from bot.ports import Below, Between, Transaction
from bot.rhythm import digest_moment, digest_window, local_day

S = TypeVar("S", bound=Statement)

TREND = timedelta(weeks=3)
LONGEST_GAP = timedelta(weeks=4)
THE_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
SIX_DAYS = timedelta(days=6)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Which week is read, by whom, and what time it is.

    A week that is running ends at ``now``; one that lies ahead is read whole.
    """

    viewer: Viewer
    week: Week
    now: datetime


async def write_digest(
    tx: Transaction, directory: Directory, tools: Tools, reading: Reading
) -> Digest:
    """The digest of a week as its viewer may read it: a preview, as the template has it.

    Its note says so where the digest itself waits to be read over.
    """
    material = await gather(tx, directory, reading)
    digest = await tools.template.write(facts(material), material)
    return await with_waiting_note(tx, directory, digest)


async def gather(tx: Transaction, directory: Directory, reading: Reading) -> Material:
    """Everything that the digest of a week may be made from."""
    material = await gather_work(tx, directory, reading)
    partnership, window = material.partnership, Between(material.after, material.until)
    monday = reading.week.monday
    material = replace(
        material,
        heard=await _heard(tx, material.checkins, material.until),
        helps=tuple(await tx.find(Help, partnership=partnership.key, at=window)),
        changes=tuple(await tx.find(Change, partnership=partnership.key, at=window)),
        shared=tuple(await of_others(tx, partnership, reading.viewer, window=window)),
        closed_for=tuple(directory.school_days.breaks(monday, monday + SIX_DAYS)),
    )
    return await with_evidence(tx, material)


async def gather_work(tx: Transaction, directory: Directory, reading: Reading) -> Material:
    """The part of it that says where things stand: ratings, promises, blockers, who was asked.

    It takes a fraction of the questions; what became of each in the window is not in it.
    """
    partnership = directory.partnership
    zone = partnership.district.timezone
    after, until = digest_window(partnership.digest, reading.week, zone)
    after = max(after - LONGEST_GAP, min(after, await _told_until(tx, directory, reading.week)))
    until = min(until, reading.now) if reading.now > after else until
    window = Between(after, until)
    return Material(
        partnership=partnership,
        viewer=reading.viewer,
        week=reading.week,
        after=after,
        until=until,
        today=local_day(until, zone),
        people=tuple(directory.people.values()),
        checkins=tuple(await _checkins(tx, partnership.key, window)),
        answers=tuple(await _answers(tx, partnership.key, after, until)),
        commitments=tuple(await _standing(tx, Commitment, CommitmentState.OPEN, directory, window)),
        blockers=tuple(await _standing(tx, Blocker, BlockerState.OPEN, directory, window)),
    )


def running_week(
    directory: Directory, *, today: date, now: datetime
) -> tuple[Week, datetime | None]:
    """The week whose digest comes next, and when it is due; no moment without a digest."""
    week, partnership = Week.of(today), directory.partnership
    if partnership.digest is None:
        return week, None
    zone, days = partnership.district.timezone, directory.school_days
    due = digest_moment(partnership.digest, week, zone, days)
    if now <= due:
        return week, due
    return week.back(-1), digest_moment(partnership.digest, week.back(-1), zone, days)


async def _told_until(tx: Transaction, directory: Directory, week: Week) -> datetime:
    """Where the last digest before this week ended.

    So the next one tells what one that was left out would have told.
    """
    partnership = directory.partnership
    last = await tx.find(
        PostedDigest,
        partnership=partnership.key,
        audience=Audience.PARTNER,
        week=Below(str(week)),
        order="-week",
        limit=1,
    )
    before = (Week.parse(last[0].week) if last else None) or week.back()
    return digest_window(partnership.digest, before, partnership.district.timezone)[1]


async def _checkins(tx: Transaction, partnership: str, window: Between) -> list[CheckIn]:
    """Those asked in the window. One that somebody opened by themself counts once answered."""
    found = await tx.find(CheckIn, partnership=partnership, asked_at=window)
    return [c for c in found if not c.is_own or c.is_answered]


async def _heard(
    tx: Transaction, checkins: Sequence[CheckIn], until: datetime
) -> dict[str, datetime]:
    heard: dict[str, datetime] = {}
    silent = {(c.partnership, c.person) for c in checkins if not _answered_by(c, until)}
    for partnership, person in silent:
        last = await tx.find(
            CheckIn,
            partnership=partnership,
            person=person,
            answered_at=Between(THE_BEGINNING, until),
            order="-answered_at",
            limit=1,
        )
        heard.update({c.person: c.answered_at for c in last if c.answered_at})
    return heard


def _answered_by(checkin: CheckIn, moment: datetime) -> bool:
    return checkin.answered_at is not None and checkin.answered_at <= moment


async def _answers(
    tx: Transaction, partnership: str, after: datetime, until: datetime
) -> list[Answer]:
    given = await tx.find(Answer, partnership=partnership, at=Between(after - TREND, until))
    corrected = await tx.find(Answer, partnership=partnership, corrected_at=Between(after, until))
    return list({answer.number: answer for answer in [*given, *corrected]}.values())


async def _standing(
    tx: Transaction, kind: type[S], open_state: object, directory: Directory, window: Between
) -> list[S]:
    key = directory.partnership.key
    still = await tx.find(kind, partnership=key, state=open_state)
    ended = await tx.find(kind, partnership=key, closed_at=window)
    return [*still, *ended]
