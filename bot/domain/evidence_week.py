"""Reading the evidence of a week from its material."""

from collections.abc import Iterable, Iterator, Sequence

from bot.domain.coverage import Coverage, coverage, school_year
from bot.domain.data_team import DataTeam
from bot.domain.evidence import (
    DayTold,
    Evidence,
    ReadingTold,
    RevisionTold,
    SiteDaysTold,
    TeamsTold,
    VisitTold,
    narrowest,
)
from bot.domain.fidelity import SchoolFidelity, fidelity
from bot.domain.material import COMING, Material
from bot.domain.reading import Reading
from bot.domain.revision import Revision
from bot.domain.site_day import SiteDay, SiteDayState, days_used, planned
from bot.domain.survey import FEWEST_ANSWERS
from bot.domain.visit import Visit


def evidence(seen: Material) -> Evidence:
    """What the week added, from readable material."""
    visits = tuple(_visit(seen, visit) for visit in seen.visits if seen.holds(visit.at))
    return Evidence(
        visits=visits,
        coverage=_coverage(seen) if visits else None,
        teams=tuple(_teams(seen)),
        readings=tuple(_reading(seen, one) for one in counted(seen) if seen.holds(one.at)),
        corrected=tuple(_corrected(seen)),
        site_days=_site_days(seen),
        revisions=tuple(_revision(seen, each) for each in seen.revisions if seen.holds(each.at)),
    )


def _visit(seen: Material, visit: Visit) -> VisitTold:
    return VisitTold(
        ref=visit.ref,
        school=seen.partnership.school_name(visit.school) or "",
        day=visit.day,
        visitors=_names(seen, visit.visitors),
        text=visit.text,
        audience=visit.audience,
    )


def _names(seen: Material, keys: Iterable[str]) -> tuple[str, ...]:
    """The names of those who are of the partnership; of others nothing is said."""
    return tuple(seen.name(key) for key in keys if seen.person(key))


def _coverage(seen: Material) -> Coverage:
    return coverage(seen.partnership, seen.people, seen.visits, since=school_year(seen.today))


def _teams(seen: Material) -> Iterator[TeamsTold]:
    schools = {measured.school: measured for measured in fidelity(seen.data_teams)}
    met: dict[str, list[DataTeam]] = {}
    for meeting in seen.data_teams:
        if seen.holds(meeting.at):
            met.setdefault(meeting.school, []).append(meeting)
    for school in sorted(met):
        yield _team(seen, met[school], schools.get(school))


def _team(seen: Material, met: Sequence[DataTeam], measured: SchoolFidelity | None) -> TeamsTold:
    refs = {meeting.ref for meeting in met}
    scored = measured if measured and refs & {*measured.sources} else None
    behind = {*scored.sources, *refs} if scored else refs
    told = [meeting for meeting in seen.data_teams if meeting.ref in behind]
    return TeamsTold(
        school=seen.partnership.school_name(met[0].school) or "",
        met=len(met),
        with_principal=sum(meeting.principal is True for meeting in met),
        principal_unknown=sum(meeting.principal is None for meeting in met),
        pledges=sum(promise.came_from in refs for promise in seen.commitments),
        fidelity=scored,
        sources=tuple(dict.fromkeys((*(m.ref for m in met), *(m.ref for m in told[::-1])))),
        audience=narrowest(told),
    )


def counted(seen: Material) -> list[Reading]:
    """The readings of the agenda's indicators, by day; a survey counts from five answers on."""
    known = {indicator.key for indicator in seen.partnership.agenda.indicators}
    found = [
        reading
        for reading in seen.readings
        if reading.indicator in known
        and (reading.survey is None or reading.answers >= FEWEST_ANSWERS)
    ]
    return sorted(found, key=lambda reading: (reading.day, reading.number))


def _reading(seen: Material, reading: Reading, *, was: float | None = None) -> ReadingTold:
    agenda = seen.partnership.agenda
    place = (reading.indicator, reading.school)
    same = [one for one in counted(seen) if (one.indicator, one.school) == place]
    earlier = same[: same.index(reading)]
    return ReadingTold(
        indicator=next(one for one in agenda.indicators if one.key == reading.indicator),
        reading=reading,
        school=seen.partnership.school_name(reading.school) or "",
        before=earlier[-1] if earlier else None,
        was=was,
    )


def _corrected(seen: Material) -> Iterator[ReadingTold]:
    """Readings of before the week that now read otherwise than they were told."""
    for reading in counted(seen):
        changes = sorted(
            (change for change in seen.changes if change.ref == reading.ref),
            key=lambda change: change.version,
        )
        values = [change.before["value"] for change in changes if "value" in change.before]
        was = values[0] if values and not seen.holds(reading.at) else None
        if isinstance(was, int | float) and was != reading.value:
            yield _reading(seen, reading, was=was)


def _site_days(seen: Material) -> SiteDaysTold:
    coming = planned(seen.site_days, after=seen.today, until=seen.today + COMING)
    debriefed = _debriefed(seen)
    month = seen.today.replace(day=1)
    used = [one for one in seen.site_days if one.stands and month <= one.day <= seen.today]
    return SiteDaysTold(
        coming=tuple(_day(seen, one) for one in coming),
        debriefed=tuple(_day(seen, one) for one in debriefed),
        used=days_used(seen.site_days, month=seen.today, until=seen.today),
        agreed=seen.partnership.site_days_per_month,
        sources=tuple(one.ref for one in used),
    )


def _debriefed(seen: Material) -> list[SiteDay]:
    """The days of which the debrief was given in the window."""
    given = {c.ref for c in seen.changes if c.after.get("state") == SiteDayState.DEBRIEFED}
    found = [d for d in seen.site_days if d.ref in given and d.state is SiteDayState.DEBRIEFED]
    return sorted(found, key=lambda one: (one.day, one.number))


def _day(seen: Material, one: SiteDay) -> DayTold:
    return DayTold(
        ref=one.ref,
        day=one.day,
        coaches=_names(seen, one.coaches),
        text=one.text,
        worked=one.worked,
        did_not=one.did_not,
        to_change=one.to_change,
        audience=one.audience,
    )


def _revision(seen: Material, revision: Revision) -> RevisionTold:
    return RevisionTold(
        ref=revision.ref,
        part=revision.part,
        strategy=seen.partnership.agenda.strategy_name(revision.strategy) or "",
        before=revision.before,
        after=revision.after,
        text=revision.text,
        audience=revision.audience,
    )
