"""Coverage: who has visited whom, against what was wanted, and who could go next."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.agenda import Agenda, Indicator, LookFor, Strategy
from bot.domain.coverage import Suggestion, coverage, few, goal, school_year, suggestions
from bot.domain.people import Level, School
from tests.builders import ONE_DAY, commitment, partnership, person, visit

SINCE = date(2026, 7, 1)
LAST_YEAR = date(2026, 3, 5)
BOYD, ROSSI = person(), person("rossi", "Paula Rossi", school="marsh")
CHEN = person("chen", "Mei Chen", level=Level.DISTRICT)
HIGH = School(key="high", name="Riverbend High School", level="high")
PLACE = partnership(schools=(*partnership().schools, HIGH))


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2026, 6, 30), date(2025, 7, 1)),
        (date(2026, 7, 1), date(2026, 7, 1)),
        (date(2028, 2, 29), date(2027, 7, 1)),
    ],
)
def test_a_school_year_runs_from_july_to_june(day: date, begins: date) -> None:
    assert school_year(day) == begins


def test_each_leader_is_wanted_once_at_each_other_school() -> None:
    seen = coverage(PLACE, [BOYD, ROSSI, CHEN], [visit(1), visit(2)], since=SINCE)

    assert (seen.wanted, seen.reached, seen.percent) == (7, 1, 14)
    rows = {row.person.key: (row.visited, row.missing) for row in seen.leaders}
    assert rows == {
        "chen": ((), ("lincoln", "marsh", "high")),
        "rossi": ((), ("lincoln", "high")),
        "boyd": (("marsh",), ("high",)),
    }
    assert seen.sources == ("V-1", "V-2")


def test_a_school_is_seen_by_leaders_from_elsewhere_and_by_guests() -> None:
    teacher = person("price", "Jordan Price", level=Level.TEAM, school="lincoln")
    came = visit(visitors=("price",), school="high")

    seen = coverage(PLACE, [BOYD, ROSSI, teacher], [visit(), came], since=SINCE)

    told = {one.school.key: (one.by, one.of, one.guests) for one in seen.schools}
    assert told == {
        "lincoln": (0, 1, ()),
        "marsh": (1, 1, ("lincoln",)),
        "high": (0, 2, ("lincoln",)),
    }
    assert seen.sources == ("V-1",)


def test_what_does_not_count_is_left_out() -> None:
    left = replace(BOYD, left=datetime(2027, 1, 1, tzinfo=UTC))
    at_home = visit(1, school="lincoln")
    old = visit(2, day=SINCE - ONE_DAY)
    undone = visit(3, withdrawn=True)

    assert coverage(PLACE, [BOYD], [at_home, old, undone], since=SINCE).reached == 0
    assert coverage(PLACE, [left], [visit()], since=SINCE).wanted == 0
    assert coverage(PLACE, [left], [visit()], since=SINCE).percent == 0


def test_a_school_that_is_closed_is_not_wanted() -> None:
    schools = (*partnership().schools, replace(HIGH, retired=True))

    seen = coverage(partnership(schools=schools), [BOYD], [], since=SINCE)

    assert [row.missing for row in seen.leaders] == [("marsh",)]


def test_who_has_never_been_there_comes_first_and_then_who_was_there_longest_ago() -> None:
    visits = [visit(1, day=LAST_YEAR), visit(2, day=LAST_YEAR + ONE_DAY, school="high")]

    found = suggestions(PLACE, [BOYD, CHEN], visits, [], since=SINCE)

    assert [(one.person.key, one.school.key, one.last) for one in found] == [
        ("chen", "lincoln", None),
        ("chen", "marsh", None),
        ("chen", "high", None),
        ("boyd", "marsh", LAST_YEAR),
        ("boyd", "high", LAST_YEAR + ONE_DAY),
    ]


def test_the_same_level_comes_before_promises_on_both_sides() -> None:
    nowak = person("nowak", "Ewa Nowak", school="high")
    both = [
        commitment(1, strategy="student-talk"),
        commitment(2, strategy="student-talk", owner="nowak"),
        commitment(3),
        commitment(4, strategy="data-teams", withdrawn=True),
        commitment(5, strategy="data-teams", owner="nowak"),
    ]

    found = suggestions(PLACE, [BOYD, ROSSI, nowak], [], both, since=SINCE)

    assert [(one.person.key, one.school.key, one.same_level, one.shared) for one in found][:3] == [
        ("rossi", "lincoln", True, ()),
        ("boyd", "marsh", True, ()),
        ("nowak", "lincoln", False, ("student-talk",)),
    ]


def test_few_are_ones_own_and_then_one_of_each_other_school() -> None:
    found = suggestions(PLACE, [BOYD, ROSSI, CHEN], [], [], since=SINCE)

    def chosen(first: str) -> list[tuple[str, str]]:
        return [_pair(one) for one in few(found, first=first)]

    assert chosen("boyd") == [("boyd", "marsh"), ("boyd", "high"), ("rossi", "lincoln")]
    assert chosen("vance") == [("rossi", "lincoln"), ("boyd", "marsh"), ("chen", "lincoln")]


def _pair(one: Suggestion) -> tuple[str, str]:
    return one.person.key, one.school.key


TALK = Strategy(key="talk", name="Student talk")
VISITS = Strategy(key="leader-visits", name="Leaders in classrooms", success="Every leader.")
SHARE = Indicator(key="guests", name="Visitors", unit="percent", target=90, strategy="talk")


@pytest.mark.parametrize(
    ("agenda", "strategy", "indicator"),
    [
        (Agenda(strategies=(TALK, VISITS), indicators=(SHARE,)), "talk", "guests"),
        (
            Agenda(
                strategies=(TALK,),
                look_fors=(LookFor(key="v", name="Visited", core="student", strategy="talk"),),
                indicators=(replace(SHARE, key="x", name="x", unit="days"),),
            ),
            *("talk", None),
        ),
        (Agenda(strategies=(TALK, VISITS)), "leader-visits", None),
    ],
)
def test_the_goal_is_that_of_the_strategy_about_visits(
    agenda: Agenda, strategy: str, indicator: str | None
) -> None:
    found = goal(agenda, [])

    assert found is not None
    assert found.strategy.key == strategy
    assert (found.indicator.key if found.indicator else None) == indicator


def test_else_the_goal_is_that_of_most_visits_and_without_any_there_is_none() -> None:
    agenda = Agenda(strategies=(TALK, Strategy(key="teams", name="Teams")))
    tagged = [visit(1, strategy="teams"), visit(2, strategy="talk"), visit(3, strategy="talk")]

    found = goal(agenda, tagged)

    assert found is not None
    assert found.strategy == TALK
    assert goal(agenda, [visit()]) is None
