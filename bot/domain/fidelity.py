"""Fidelity of data teams: how near their meetings come to the rubric, by school and over time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from statistics import fmean

from bot.domain.data_team import DataTeam


@dataclass(frozen=True, kw_only=True)
class MonthFidelity:
    """The mean of a school's meetings in the month that begins with ``month``."""

    month: date
    mean: float
    meetings: int


@dataclass(frozen=True, kw_only=True)
class SchoolFidelity:
    """What a school's meetings were given, all on one rubric with one ``scale`` (both its ends).

    ``mean`` is that of its teams, each with its latest meeting; ``lowest`` and ``highest`` are the
    teams that differ most. ``before`` is the mean with the meeting before of each team, where the
    teams that ``met_once`` count as unchanged; None if no team has met twice. ``with_principal`` of
    the ``meetings`` had the principal there; of ``principal_unknown`` nobody said. ``sources`` are
    the numbers of the meetings, the earliest first.
    """

    school: str
    rubric: str
    mean: float
    before: float | None
    lowest: float
    highest: float
    meetings: int
    with_principal: int
    principal_unknown: int
    teams: int
    met_once: int
    scale: tuple[int, int]
    months: tuple[MonthFidelity, ...]
    sources: tuple[str, ...]


def fidelity(meetings: Iterable[DataTeam]) -> tuple[SchoolFidelity, ...]:
    """The fidelity of each school whose meetings were scored, by the key of the school.

    Pass the meetings that the reader may see: nothing else is counted. What was scored on another
    rubric or scale than a school's latest meeting cannot be compared with it and is left out, and
    so is a meeting without scores.
    """
    scored = [meeting for meeting in meetings if meeting.is_open and meeting.scores]
    by_school = sorted(scored, key=lambda one: (one.school, one.day, one.number))
    return tuple(
        _of_school(school, list(group)) for school, group in groupby(by_school, lambda m: m.school)
    )


def _of_school(school: str, scored: Sequence[DataTeam]) -> SchoolFidelity:
    latest = scored[-1]
    alike = [meeting for meeting in scored if meeting.measure == latest.measure]
    teams: dict[str, list[float]] = {}
    for meeting in alike:
        teams.setdefault(meeting.team_key, []).append(meeting.mean)
    now = [means[-1] for means in teams.values()]
    earlier = [means[-2:][0] for means in teams.values()]
    return SchoolFidelity(
        school=school,
        rubric=latest.rubric,
        mean=fmean(now),
        before=fmean(earlier) if len(alike) > len(teams) else None,
        lowest=min(now),
        highest=max(now),
        meetings=len(alike),
        with_principal=sum(meeting.principal is True for meeting in alike),
        principal_unknown=sum(meeting.principal is None for meeting in alike),
        teams=len(teams),
        met_once=sum(len(means) == 1 for means in teams.values()),
        scale=(latest.lowest, latest.highest),
        months=tuple(_months(alike)),
        sources=tuple(meeting.ref for meeting in alike),
    )


def _months(meetings: Iterable[DataTeam]) -> Iterable[MonthFidelity]:
    for month, group in groupby(meetings, lambda meeting: meeting.day.replace(day=1)):
        means = [meeting.mean for meeting in group]
        yield MonthFidelity(month=month, mean=fmean(means), meetings=len(means))
