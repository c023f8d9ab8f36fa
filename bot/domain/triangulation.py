"""Triangulation: asks each kind of source what it says of a strategy, from readable material."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from statistics import fmean

from bot.domain.agenda import Strategy
from bot.domain.checkin import Momentum
from bot.domain.claim import FOR, Claim, Direction, Kind, Says
from bot.domain.coverage import coverage, goal, school_year
from bot.domain.data_team import DataTeam
from bot.domain.evidence_week import counted
from bot.domain.fidelity import fidelity
from bot.domain.material import Material
from bot.domain.measure import Measure, measures
from bot.domain.seeing import Compared, beside, earlier_ones
from bot.domain.sighting import cited
from bot.domain.standing import Standing, Trend
from bot.domain.walkthrough import Finding, Walkthrough

FRESH = timedelta(days=120)
"""For how long the latest of a kind of source counts: a term, as most are looked at once a term."""

VISITED_LATELY = timedelta(days=28)
POINTS = 5
"""Shares that differ by fewer percentage points are the same: one more visit is no trend."""


def claims(seen: Material, standings: Iterable[Standing]) -> tuple[Claim, ...]:
    """Each current strategy of which anything speaks, from readable material and its standings."""
    leaders = {standing.strategy: standing for standing in standings}
    found = (_claim(seen, one, leaders.get(one.key)) for one in seen.partnership.agenda.current)
    return tuple(claim for claim in found if claim.says)


def _claim(seen: Material, strategy: Strategy, standing: Standing | None) -> Claim:
    said = (
        _leaders(standing),
        _classrooms(seen, strategy),
        _data_teams(seen, strategy),
        _measures(seen, strategy),
        _visits(seen, strategy),
    )
    return Claim(
        strategy=strategy.key, name=strategy.name, says=tuple(each for each in said if each)
    )


def _leaders(standing: Standing | None) -> Says | None:
    if standing is None or standing.now is None:
        return None
    moved = {Trend.UP: Direction.UP, Trend.DOWN: Direction.DOWN}
    at_rest = Direction.WELL if standing.now >= Momentum.STEADY else Direction.STILL
    return Says(
        kind=Kind.LEADERS,
        direction=moved.get(standing.trend, at_rest),
        sources=standing.sources,
        now=standing.now.word,
    )


def _classrooms(seen: Material, strategy: Strategy) -> Says | None:
    """All look-fors of the strategy together, each school's latest beside the time before."""
    keys = {each.key for each in seen.partnership.agenda.look_fors if each.strategy == strategy.key}
    pairs, behind = _pairs(seen, keys)
    if not pairs:
        return None
    now = _summed([each.finding for each in pairs])
    before = _summed([each.before for each in pairs if each.before])
    return Says(
        kind=Kind.CLASSROOMS,
        direction=_direction(_percent(now) - _percent(before), least=POINTS),
        sources=cited(pairs, behind),
        now=f"{now.seen} of {now.of}",
        before=f"{before.seen} of {before.of}",
    )


def _pairs(seen: Material, keys: set[str]) -> tuple[list[Compared], list[Walkthrough]]:
    """The latest finding of each school and look-for that has one before it, and what is behind."""
    pairs: dict[tuple[str, str], Compared] = {}
    behind: list[Walkthrough] = []
    for walkthrough in sorted(seen.walkthroughs, key=lambda w: (w.day, w.number), reverse=True):
        about = {each.look_for for each in walkthrough.findings} & keys
        wanted = {key for key in about if key and (walkthrough.school, key) not in pairs}
        if not wanted or not _is_fresh(seen, walkthrough.day):
            continue
        past = earlier_ones(walkthrough, seen.walkthroughs)
        behind += past
        for each in beside(walkthrough, past):
            key = each.finding.look_for
            if each.before and key in wanted:
                pairs[walkthrough.school, key] = each
    return list(pairs.values()), behind


def _is_fresh(seen: Material, day: date) -> bool:
    return seen.today - FRESH <= day <= seen.today


def _summed(findings: Sequence[Finding]) -> Finding:
    seen, of = sum(each.seen for each in findings), sum(each.of for each in findings)
    return Finding(text="", seen=seen, of=of)


def _percent(finding: Finding) -> float:
    return 100 * finding.seen / finding.of


def _direction(change: float, *, least: float = 0.05, well: bool = False) -> Direction:
    """What a change says; less than the least is none."""
    if abs(change) < least:
        return Direction.WELL if well else Direction.STILL
    return Direction.UP if change > 0 else Direction.DOWN


def _data_teams(seen: Material, strategy: Strategy) -> Says | None:
    """The schools whose teams met lately and have met before: the mean of their means."""
    meetings = [each for each in seen.data_teams if _is_about(each, strategy)]
    lately = {meeting.ref for meeting in meetings if _is_fresh(seen, meeting.day)}
    schools = [each for each in fidelity(meetings) if lately & {*each.sources}]
    pairs = [(each.mean, each.before) for each in schools if each.before is not None]
    if not pairs:
        return None
    now, before = fmean(mean for mean, _ in pairs), fmean(mean for _, mean in pairs)
    told = [each for each in schools if each.before is not None]
    return Says(
        kind=Kind.DATA_TEAMS,
        direction=_direction(now - before),
        sources=tuple(ref for each in told for ref in each.sources[::-1]),
        now=f"{now:.1f}",
        before=f"{before:.1f}",
    )


def _is_about(meeting: DataTeam, strategy: Strategy) -> bool:
    """Whether it is tagged with the strategy; without a tag it is about one of data teams."""
    if meeting.strategy:
        return meeting.strategy == strategy.key
    return "data team" in f"{strategy.key} {strategy.name}".lower().replace("-", " ")


def _measures(seen: Material, strategy: Strategy) -> Says | None:
    """The indicators of the strategy; schools speak where the district's readings say nothing."""
    told = list(_moving(seen, strategy))
    if not told:
        return None
    return Says(
        kind=Kind.MEASURES,
        direction=_together([direction for _, direction in told]),
        sources=tuple(ref for measure, _ in told for ref in measure.sources[:-3:-1]),
    )


def _moving(seen: Material, strategy: Strategy) -> Iterator[tuple[Measure, Direction]]:
    for measure in measures(seen.partnership.agenda, counted(seen)):
        if measure.indicator.strategy == strategy.key:
            yield from _said(seen, measure) or [
                said for school in measure.schools for said in _said(seen, school)
            ]


def _said(seen: Material, measure: Measure) -> list[tuple[Measure, Direction]]:
    direction = _toward(measure) if _is_fresh(seen, measure.latest.day) else None
    return [(measure, direction)] if direction else []


def _toward(measure: Measure) -> Direction | None:
    """Whether it moves toward its target; None for a first reading that is not there yet."""
    before, target = measure.before, measure.indicator.target
    if before is None:
        return Direction.WELL if measure.reached else None
    if measure.reached and before.value >= target:
        return Direction.WELL
    moved = {Trend.UP: Direction.UP, Trend.DOWN: Direction.DOWN}
    return moved.get(measure.trend, Direction.STILL)


def _together(directions: Sequence[Direction]) -> Direction:
    """What several measures say in one: still where they do not move one way."""
    first, *others = dict.fromkeys(directions)
    if not others:
        return first
    return Direction.UP if {first, *others} <= FOR else Direction.STILL


def _visits(seen: Material, strategy: Strategy) -> Says | None:
    """The share of visits between leaders and schools, beside that of four weeks ago."""
    aim = goal(seen.partnership.agenda, seen.visits)
    if aim is None or aim.strategy.key != strategy.key:
        return None
    earlier = [visit for visit in seen.visits if visit.day <= seen.today - VISITED_LATELY]
    now, before = (
        coverage(seen.partnership, seen.people, visits, since=school_year(seen.today))
        for visits in (seen.visits, earlier)
    )
    if not now.reached:
        return None
    return Says(
        kind=Kind.VISITS,
        direction=_direction(
            now.percent - before.percent, least=POINTS, well=now.reached == now.wanted
        ),
        sources=now.sources[::-1],
        now=f"{now.percent} %",
        before=f"{before.percent} %",
    )
