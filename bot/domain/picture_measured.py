"""Pictures of what was seen, met and measured: one panel for each school, points over time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from statistics import fmean
from typing import TypeVar

from bot.domain.agenda import Indicator
from bot.domain.data_team import DataTeam
from bot.domain.fidelity import fidelity
from bot.domain.measure import PERCENT
from bot.domain.picture import Lines, Panel, Point, Span
from bot.domain.reading import Reading
from bot.domain.walkthrough import FEWEST, Walkthrough

R = TypeVar("R", DataTeam, Reading, Walkthrough)
Schools = Mapping[str, Sequence[R]]
"""The records of each school, the earliest first; those of the whole district under ""."""

MOST_DAYS, MOST_MONTHS = 12, 24
"""With more points than that in a panel, they are gathered to months, and to school years."""


def draw_fidelity(meetings: Iterable[DataTeam]) -> Lines:
    """The mean of each school's meetings in each month, with the spread between its meetings.

    Pass what the reader may see.
    """
    scored = {meeting.ref: meeting for meeting in meetings}
    found = fidelity(scored.values())
    schools = {one.school: [scored[ref] for ref in one.sources] for one in found}
    span = _span(schools, narrowest=Span.MONTH)
    panels = (
        Panel(key=one.school, points=_points(schools[one.school], span, _met), scale=one.scale)
        for one in found
    )
    return Lines(panels=tuple(panels), span=span, sources=_sources(schools))


def _met(day: date, meetings: Sequence[DataTeam]) -> Point:
    means = [meeting.mean for meeting in meetings]
    return Point(day=day, value=fmean(means), n=len(means), low=min(means), high=max(means))


def draw_indicator(indicator: Indicator, readings: Iterable[Reading]) -> Lines:
    """All readings of an indicator, of the whole district first. Pass what the reader may see.

    Of several in the time of a point the last counts.
    """
    schools = _by_school(r for r in readings if r.indicator == indicator.key and r.is_open)
    values = [reading.value for read in schools.values() for reading in read]
    highest = 100 if indicator.unit == PERCENT else max([indicator.target, *values])
    span = _span(schools)
    panels = (
        Panel(
            key=school or None,
            points=_points(read, span, _read),
            scale=(min([0, *values]), highest),
        )
        for school, read in schools.items()
    )
    sources = _sources(schools)
    return Lines(panels=tuple(panels), span=span, sources=sources, target=indicator.target)


def _read(day: date, readings: Sequence[Reading]) -> Point:
    return Point(day=day, value=readings[-1].value, n=readings[-1].answers)


def draw_look_for(key: str, walkthroughs: Iterable[Walkthrough]) -> Lines:
    """The share of classrooms in which a look-for was seen.

    Pass what the reader may see. Counts of fewer than three classrooms are left out, and so are
    walkthroughs under way.
    """
    done = [w for w in walkthroughs if w.is_open and not w.under_way]
    counted = [w for w in done if any(finding.look_for == key for finding in w.findings)]
    told = [w for w in counted if _counts(w, key)]
    schools = _by_school(told)
    span = _span(schools)

    def seen(day: date, group: Sequence[Walkthrough]) -> Point:
        counts = [count for walkthrough in group for count in _counts(walkthrough, key)]
        times, rooms = sum(seen for seen, _ in counts), sum(of for _, of in counts)
        return Point(day=day, value=100 * times / rooms, n=rooms, seen=times)

    panels = (
        Panel(key=school, points=_points(group, span, seen), scale=(0, 100))
        for school, group in schools.items()
    )
    return Lines(
        panels=tuple(panels),
        span=span,
        sources=_sources(schools),
        left_out=len(counted) - len(told),
    )


def _counts(walkthrough: Walkthrough, key: str) -> list[tuple[int, int]]:
    """What may be told of a look-for: seen in how many, of how many classrooms."""
    told = walkthrough.told.findings
    return [(f.seen, f.of) for f in told if f.look_for == key and f.of >= FEWEST]


def _by_school(records: Iterable[R]) -> dict[str, list[R]]:
    schools: dict[str, list[R]] = {}
    for record in sorted(records, key=lambda one: (one.school or "", one.day, one.number)):
        schools.setdefault(record.school or "", []).append(record)
    return schools


def _span(schools: Schools[R], *, narrowest: Span = Span.DAY) -> Span:
    """The narrowest span in which no panel has too many points."""
    spans = {Span.DAY: MOST_DAYS, Span.MONTH: MOST_MONTHS}
    if narrowest is Span.MONTH:
        del spans[Span.DAY]
    fitting = (
        span
        for span, most in spans.items()
        if all(len({span.begin(one.day) for one in each}) <= most for each in schools.values())
    )
    return next(fitting, Span.YEAR)


def _points(
    records: Sequence[R], span: Span, point: Callable[[date, Sequence[R]], Point]
) -> tuple[Point, ...]:
    groups = groupby(records, lambda record: span.begin(record.day))
    return tuple(point(day, list(group)) for day, group in groups)


def _sources(schools: Schools[R]) -> tuple[str, ...]:
    return tuple(record.ref for each in schools.values() for record in each)
