"""Coverage of intervisitations: which leaders have seen which other schools, and who could next."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.agenda import Agenda, Indicator, LookFor, Strategy
from bot.domain.commitment import Commitment
from bot.domain.measure import PERCENT
from bot.domain.partnership import Partnership
from bot.domain.people import Level, Person, School
from bot.domain.visit import Visit

LEADERS = frozenset({Level.DISTRICT, Level.SCHOOL})
"""The levels of which visits of every other school are hoped for: the instructional leaders."""

SCHOOL_YEAR_BEGINS = (7, 1)
"""Month and day: most districts' years, budgets and contracts run from July 1 to June 30."""

MOST_SUGGESTED = 3
"""More suggestions at once are a list, and nobody picks one."""

ABOUT_VISITS = "visit"
"""The letters by which the agenda's measures and strategies about visits are known."""


@dataclass(frozen=True, kw_only=True)
class LeaderSeen:
    """Which of the other schools a leader has visited, and which are missing: keys of schools."""

    person: Person
    visited: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SchoolSeen:
    """By how many ``of`` the leaders who work elsewhere a school was visited.

    ``guests`` are the keys of the schools from which anybody came, teachers too.
    """

    school: School
    by: int
    of: int
    guests: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How far leaders have seen each other's schools since a day.

    ``wanted`` are the pairs of a leader and a school where the leader does not work, ``reached``
    those of them that were visited, ``sources`` the numbers of the visits that reached one.
    """

    since: date
    wanted: int
    reached: int
    leaders: tuple[LeaderSeen, ...]
    schools: tuple[SchoolSeen, ...]
    sources: tuple[str, ...]

    @property
    def percent(self) -> int:
        """The share reached, in whole percent; 0 where nothing is wanted."""
        return round(100 * self.reached / self.wanted) if self.wanted else 0


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """That a leader could visit a school, and why.

    ``last`` is when they were there, None for never; ``same_level`` whether their own school is of
    its level; ``shared`` are the strategies on which both sides have an open promise.
    """

    person: Person
    school: School
    last: date | None
    same_level: bool
    shared: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What visits are to reach: their strategy, and its measure in percent if it has one."""

    strategy: Strategy
    indicator: Indicator | None = None


def school_year(day: date) -> date:
    """The first day of the school year that a day lies in."""
    begins = day.replace(month=SCHOOL_YEAR_BEGINS[0], day=SCHOOL_YEAR_BEGINS[1])
    return begins if day >= begins else begins.replace(year=day.year - 1)


def coverage(
    partnership: Partnership, people: Iterable[Person], visits: Iterable[Visit], *, since: date
) -> Coverage:
    """Who has visited whom since a day, of the people who are there and the schools that are open.

    Pass the visits that the reader may see: nothing else is counted. A leader is expected at every
    school but the own one; several visits of one school count once.
    """
    present = {person.key: person for person in people if not person.left}
    schools = [school for school in partnership.schools if not school.retired]
    recent = [visit for visit in visits if visit.is_open and visit.day >= since]
    seen = {(who, visit.school) for visit in recent for who in visit.visitors}
    rows = tuple(_row(person, schools, seen) for person in present.values() if _leads(person))
    reached = {(row.person.key, school) for row in rows for school in row.visited}
    return Coverage(
        since=since,
        wanted=sum(len(row.visited) + len(row.missing) for row in rows),
        reached=len(reached),
        leaders=tuple(sorted(rows, key=lambda row: row.person.name)),
        schools=tuple(
            _column(school, schools, rows, _guests(recent, present)) for school in schools
        ),
        sources=tuple(
            visit.ref
            for visit in sorted(recent, key=lambda visit: visit.number)
            if any((who, visit.school) in reached for who in visit.visitors)
        ),
    )


def _leads(person: Person) -> bool:
    return person.level in LEADERS and not person.left


def _row(person: Person, schools: Iterable[School], seen: set[tuple[str, str]]) -> LeaderSeen:
    others = [school.key for school in schools if school.key != person.school]
    visited = tuple(key for key in others if (person.key, key) in seen)
    missing = tuple(key for key in others if (person.key, key) not in seen)
    return LeaderSeen(person=person, visited=visited, missing=missing)


def _guests(visits: Iterable[Visit], present: dict[str, Person]) -> set[tuple[str, str]]:
    """Pairs of a school and one from which somebody visited it."""
    return {
        (visit.school, guest.school)
        for visit in visits
        for who in visit.visitors
        if (guest := present.get(who)) and guest.school
    }


def _column(
    school: School,
    schools: Iterable[School],
    rows: Iterable[LeaderSeen],
    guests: set[tuple[str, str]],
) -> SchoolSeen:
    elsewhere = [row for row in rows if school.key in {*row.visited, *row.missing}]
    came = (one.key for one in schools if one != school and (school.key, one.key) in guests)
    return SchoolSeen(
        school=school,
        by=sum(school.key in row.visited for row in elsewhere),
        of=len(elsewhere),
        guests=tuple(came),
    )


def goal(agenda: Agenda, visits: Sequence[Visit]) -> Goal | None:
    """What the visits serve, None if nothing says so.

    It is the strategy of an indicator or a look-for about visits, else a strategy about visits,
    else the one that most of the visits are tagged with.
    """
    current = {strategy.key: strategy for strategy in agenda.current}
    measures: tuple[Indicator | LookFor, ...] = (*agenda.indicators, *agenda.look_fors)
    measured = [one.strategy for one in measures if _is_about(one)]
    own = [one.key for one in agenda.current if _is_about(one)]
    tags = [visit.strategy for visit in visits]
    often = sorted(tags, key=tags.count, reverse=True)
    found = next((current[key] for key in (*measured, *own, *often) if key in current), None)
    if found is None:
        return None
    of_it = (one for one in agenda.indicators if (one.strategy, one.unit) == (found.key, PERCENT))
    return Goal(strategy=found, indicator=next(of_it, None))


def _is_about(one: Indicator | LookFor | Strategy) -> bool:
    return ABOUT_VISITS in f"{one.key} {one.name}".lower()


def suggestions(
    partnership: Partnership,
    people: Sequence[Person],
    visits: Sequence[Visit],
    promises: Sequence[Commitment],
    *,
    since: date,
) -> tuple[Suggestion, ...]:
    """All visits of leaders that are missing since a day, the most fitting first.

    Who has never been there comes first, then who was there longest ago; then those whose own
    school is of the same level, then those with an open promise on a strategy on which somebody of
    the other school has one. ``visits`` are those of all years, as far as the reader sees them.
    """
    known = {school.key: school for school in partnership.schools}
    by_day = sorted((visit for visit in visits if visit.is_open), key=lambda visit: visit.day)
    last = {(who, visit.school): visit.day for visit in by_day for who in visit.visitors}
    found = []
    for row in coverage(partnership, people, visits, since=since).leaders:
        own = known.get(row.person.school or "")
        pledged = _pledged(promises, {row.person.key})
        for school in (known[key] for key in row.missing):
            hosts = {person.key for person in people if person.school == school.key}
            suggestion = Suggestion(
                person=row.person,
                school=school,
                last=last.get((row.person.key, school.key)),
                same_level=own is not None and own.level == school.level,
                shared=tuple(sorted(pledged & _pledged(promises, hosts))),
            )
            found.append(suggestion)
    return tuple(sorted(found, key=_rank))


def _pledged(promises: Iterable[Commitment], who: Container[str]) -> set[str]:
    """The strategies on which any of these people has an open promise."""
    theirs = (one for one in promises if one.is_open and one.owner in who)
    return {one.strategy for one in theirs if one.strategy}


def _rank(one: Suggestion) -> tuple[object, ...]:
    seen = one.last is not None, one.last or date.min
    return *seen, not one.same_level, not one.shared, one.person.name, one.school.name


def few(found: Iterable[Suggestion], *, first: str) -> tuple[Suggestion, ...]:
    """A few of them: those of the person with the key ``first``, then one of each other school."""
    chosen: list[Suggestion] = []
    for one in sorted(found, key=lambda one: one.person.key != first):
        from_where = {other.person.school or other.person.key for other in chosen}
        is_first = one.person.key == first
        if is_first or (one.person.school or one.person.key) not in from_where:
            chosen.append(one)
    return tuple(chosen[:MOST_SUGGESTED])
