"""What a quarter came to, for one audience: what every pack words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.agenda import Indicator
from bot.domain.blocker import Blocker, BlockerState
from bot.domain.claim import Claim, Verdict
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.course import Course, courses
from bot.domain.evidence import Evidence
from bot.domain.evidence_week import counted, evidence
from bot.domain.help import Help
from bot.domain.hindrance import Hindrance, Hindrances, hindrances
from bot.domain.looked_for import LookedFor, Walked, looked_for, walked
from bot.domain.material import Material, readable
from bot.domain.measure import measures
from bot.domain.people import Side
from bot.domain.promise import Promise, Promises, promise_of, promises
from bot.domain.quarter import Quarter
from bot.domain.reading import Reading
from bot.domain.site_day import SiteDay, planned
from bot.domain.triangulation import claims

STUCK = 28
"""Days after which what is in the way asks for a decision: four digests have told it by then."""


@dataclass(frozen=True, kw_only=True)
class SideKept:
    """What became of the promises of one side; ``kept_late`` are among the ``kept`` ones."""

    name: str
    made: int
    kept: int
    kept_late: int
    late: int
    moved: int
    dropped: int
    open: int


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Where an indicator stands at the end of a quarter; ``school`` is empty for the district.

    ``latest`` was read in the quarter if ``is_new``, ``before`` is the last reading before it.
    """

    indicator: Indicator
    latest: Reading
    is_new: bool
    before: Reading | None = None
    school: str = ""

    @property
    def missed(self) -> bool:
        """Whether it is below its target."""
        return self.latest.value < self.indicator.target

    @property
    def sources(self) -> tuple[str, ...]:
        """The records of both readings."""
        return tuple(one.ref for one in (self.latest, self.before) if one)


@dataclass(frozen=True, kw_only=True)
class DaysUsed:
    """The site days of a quarter: dates used in each month so far, and how many were agreed.

    ``agreed`` counts those of the months so far, None if nobody said how many a month.
    """

    months: tuple[tuple[date, int], ...]
    agreed: int | None
    sources: tuple[str, ...]

    @property
    def used(self) -> int:
        """How many in all."""
        return sum(days for _, days in self.months)


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """What asks for a decision; ``late`` stands for both sides, the longest first."""

    contradicted: tuple[Claim, ...] = ()
    stuck: tuple[Hindrance, ...] = ()
    late: tuple[Promise, ...] = ()
    missed: tuple[Measured, ...] = ()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.contradicted) + len(self.stuck) + len(self.late) + len(self.missed)


@dataclass(frozen=True, kw_only=True)
class Pack:
    """The facts of a quarter as its readers may know them, as things stood at its end.

    ``closed_since`` are the numbers of promises and blockers that were open then and are closed by
    now: they ask for no decision. ``promised`` and ``planned`` come until the end of the next
    quarter. ``unread`` are indicators without any reading to show.
    """

    quarter: Quarter
    courses: tuple[Course, ...] = ()
    sides: tuple[SideKept, ...] = ()
    promises: Promises
    hindrances: Hindrances
    helps: tuple[Help, ...] = ()
    claims: tuple[Claim, ...] = ()
    looked_for: tuple[LookedFor, ...] = ()
    walks: tuple[Walked, ...] = ()
    evidence: Evidence
    measured: tuple[Measured, ...] = ()
    unread: tuple[str, ...] = ()
    days: DaysUsed
    decisions: Decisions
    promised: tuple[Promise, ...] = ()
    planned: tuple[SiteDay, ...] = ()
    closed_since: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell of the quarter."""
        moved = any(course.ends.now for course in self.courses) or self.promises.changed
        stood = self.promises.open or self.hindrances.open or self.hindrances.cleared
        seen = self.walks or self.helps or self.measured or self.days.used
        return not (moved or stood or seen or self.evidence.is_news)


def pack_of(material: Material, quarter: Quarter) -> Pack:
    """What the viewer of the material may know of the quarter, and nothing else.

    The window of the material is the quarter, as far as it is over. Of commitments and blockers it
    holds also those closed after the window that were made before its end; of site days those of
    the quarter and of the next.
    """
    seen, closed_since = _as_it_was(readable(material))
    found, course = promises(seen), courses(seen, quarter)
    in_the_way, claimed = hindrances(seen), claims(seen, [each.ends for each in course])
    read, walks = tuple(_measured(seen)), walked(seen)
    return Pack(
        quarter=quarter,
        courses=course,
        sides=tuple(_side(seen, found, side) for side in Side),
        promises=found,
        hindrances=in_the_way,
        helps=tuple(one for one in seen.helps if seen.holds(one.at)),
        claims=claimed,
        looked_for=looked_for(seen, walks),
        walks=walks,
        evidence=evidence(seen),
        measured=read,
        unread=_unread(seen, read),
        days=_days(seen, quarter),
        decisions=Decisions(
            contradicted=tuple(c for c in claimed if c.verdict is Verdict.CONTRADICTED),
            stuck=tuple(_stuck(in_the_way.open, closed_since)),
            late=tuple(each for each in found.late if each.ref not in closed_since),
            missed=tuple(each for each in read if each.missed),
        ),
        promised=_promised(seen, quarter),
        planned=planned(seen.site_days, after=seen.today, until=quarter.next.last),
        closed_since=closed_since,
    )


def _as_it_was(seen: Material) -> tuple[Material, frozenset[str]]:
    """The material with what was closed after its window open again, and the numbers of those."""
    commitments = tuple(_promised_then(seen, commitment) for commitment in seen.commitments)
    blockers = tuple(_in_the_way_then(seen, blocker) for blocker in seen.blockers)
    now, then = (*seen.commitments, *seen.blockers), (*commitments, *blockers)
    later = frozenset(one.ref for one, was in zip(now, then, strict=True) if one != was)
    return replace(seen, commitments=commitments, blockers=blockers), later


def _promised_then(seen: Material, one: Commitment) -> Commitment:
    if one.closed_at is None or one.closed_at <= seen.until:
        return one
    return replace(one, state=CommitmentState.OPEN, closed_at=None, closed_by=None, note="")


def _in_the_way_then(seen: Material, one: Blocker) -> Blocker:
    if one.closed_at is None or one.closed_at <= seen.until:
        return one
    return replace(one, state=BlockerState.OPEN, closed_at=None, closed_by=None, note="")


def _side(seen: Material, found: Promises, side: Side) -> SideKept:
    ours = {c.ref: c for c in seen.commitments if c.side is side}
    organisation = seen.partnership.partner if side is Side.PARTNER else seen.partnership.district

    def count(group: Iterable[Promise]) -> int:
        return sum(promise.ref in ours for promise in group)

    kept = [ours[promise.ref] for promise in found.kept if promise.ref in ours]
    return SideKept(
        name=organisation.name,
        made=sum(seen.holds(commitment.at) for commitment in ours.values()),
        kept=len(kept),
        kept_late=sum(_was_late(seen, commitment) for commitment in kept),
        late=count(found.late),
        moved=count(found.moved),
        dropped=count(found.dropped),
        open=sum(commitment.is_open for commitment in ours.values()),
    )


def _was_late(seen: Material, kept: Commitment) -> bool:
    return bool(kept.due and kept.closed_at and seen.day_of(kept.closed_at) > kept.due)


def _measured(seen: Material) -> Iterator[Measured]:
    """The latest reading of each indicator, of the schools where nobody read the district's."""
    for measure in measures(seen.partnership.agenda, counted(seen)):
        is_new = seen.holds(measure.latest.at)
        earlier = [one for one in measure.readings[:-1] if not (is_new and seen.holds(one.at))]
        yield Measured(
            indicator=measure.indicator,
            latest=measure.latest,
            is_new=is_new,
            before=earlier[-1] if earlier else None,
            school=seen.partnership.school_name(measure.school) or "",
        )


def _unread(seen: Material, read: Iterable[Measured]) -> tuple[str, ...]:
    known = {each.indicator.key for each in read}
    return tuple(one.name for one in seen.partnership.agenda.indicators if one.key not in known)


def _days(seen: Material, quarter: Quarter) -> DaysUsed:
    months = [month for month in quarter.months if month <= seen.today]
    used = [one for one in seen.site_days if one.stands and quarter.first <= one.day <= seen.today]
    agreed = seen.partnership.site_days_per_month
    dates = {one.day for one in used}
    return DaysUsed(
        months=tuple(
            (month, sum(day.replace(day=1) == month for day in dates)) for month in months
        ),
        agreed=agreed * len(months) if agreed else None,
        sources=tuple(one.ref for one in sorted(used, key=lambda one: (one.day, one.number))),
    )


def _stuck(open_: Iterable[Hindrance], closed_since: frozenset[str]) -> list[Hindrance]:
    stuck = [one for one in open_ if one.days >= STUCK and one.ref not in closed_since]
    return sorted(stuck, key=lambda one: -one.days)


def _promised(seen: Material, quarter: Quarter) -> tuple[Promise, ...]:
    """What falls due after that day, until the end of the next quarter; the next one first."""
    ends = quarter.next.last
    due = [c for c in seen.commitments if c.is_open and c.due and seen.today <= c.due <= ends]
    told = [promise_of(seen, commitment) for commitment in due]
    return tuple(sorted(told, key=lambda promise: promise.due or ends))
