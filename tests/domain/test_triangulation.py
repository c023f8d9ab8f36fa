"""What kinds of sources say of a strategy, and when a claim may be called supported."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.checkin import Momentum
from bot.domain.claim import Claim, Direction, Kind, Verdict
from bot.domain.facts import facts
from tests.builders import MONDAY, ONE_WEEK, TODAY, taps
from tests.evidence import NOVEMBER, found, material, meeting, reading, visit, walked

BEFORE: dict[str, Any] = {"at": NOVEMBER, "day": NOVEMBER.date()}
LONG_AGO: dict[str, Any] = {"day": TODAY - timedelta(days=121)}
UP, WELL, STILL, DOWN = Direction.UP, Direction.WELL, Direction.STILL, Direction.DOWN
STRONG, STEADY, SLOW = Momentum.STRONG, Momentum.STEADY, Momentum.SLOW


def said(strategy: str, /, **records: Any) -> dict[Kind, Direction]:  # noqa: ANN401 - fields of several types
    """What each kind says of a strategy."""
    claims = facts(material(**records)).claims
    return {
        each.kind: each.direction
        for claim in claims
        if claim.strategy == strategy
        for each in claim.says
    }


@pytest.mark.parametrize(
    ("last_week", "now", "direction"),
    [
        (SLOW, STEADY, UP),
        (STRONG, STEADY, DOWN),
        (STEADY, STEADY, WELL),
        (SLOW, SLOW, STILL),
        (None, STRONG, WELL),
        (None, SLOW, STILL),
    ],
)
def test_leaders_speak_by_their_ratings(
    last_week: Momentum | None, now: Momentum, direction: Direction
) -> None:
    earlier = [taps(1, {"student-talk": last_week}, at=MONDAY - ONE_WEEK)] if last_week else []

    answers = (*earlier, taps(2, {"student-talk": now}))

    assert said("student-talk", answers=answers) == {Kind.LEADERS: direction}


@pytest.mark.parametrize(
    ("before", "now", "direction"),
    [((3, 8), (5, 9), UP), ((5, 8), (3, 9), DOWN), ((4, 8), (5, 10), STILL)],
)
def test_classrooms_speak_by_the_share_now_and_before(
    before: tuple[int, int], now: tuple[int, int], direction: Direction
) -> None:
    walks = (walked(5, found("reasoning", *before), **BEFORE), walked(7, found("reasoning", *now)))

    assert said("student-talk", walkthroughs=walks) == {Kind.CLASSROOMS: direction}
    assert said("data-teams", walkthroughs=walks) == {}


def test_all_look_fors_and_schools_count_together_each_with_its_latest() -> None:
    walks = (
        walked(1, found("reasoning", 1, 5), found("task", 4, 5), **BEFORE),
        walked(2, found("reasoning", 3, 5), at=MONDAY - ONE_WEEK, day=date(2027, 1, 4)),
        walked(3, found("reasoning", 5, 5), found("task", 4, 5)),
        walked(4, found("reasoning", 2, 6), school="marsh", **BEFORE),
        walked(6, found("reasoning", 3, 6), school="marsh"),
    )

    (claim,) = facts(material(walkthroughs=walks)).claims

    assert [(each.now, each.before) for each in claim.says] == [("12 of 16", "9 of 16")]
    assert claim.sources == ("W-4", "W-2", "W-1")


@pytest.mark.parametrize(
    "walks",
    [
        (walked(7, found("reasoning", 5, 9)),),
        (walked(5, found("reasoning", 2, 2), **BEFORE), walked(7, found("reasoning", 5, 9))),
        (
            walked(5, found("reasoning", 3, 8), day=date(2026, 6, 1)),
            walked(7, found("reasoning", 5, 9), **LONG_AGO),
        ),
    ],
    ids=["the first", "the one before of few classrooms", "long ago"],
)
def test_what_cannot_be_compared_or_is_long_ago_says_nothing(walks: tuple[Any, ...]) -> None:
    assert said("student-talk", walkthroughs=walks) == {}


@pytest.mark.parametrize(
    ("before", "now", "direction"),
    [((2, 2), (3, 3), UP), ((3, 3), (2, 2), DOWN), ((3, 2), (2, 3), STILL)],
)
def test_data_teams_speak_by_the_rubric(
    before: tuple[int, ...], now: tuple[int, ...], direction: Direction
) -> None:
    meetings = (meeting(4, before, **BEFORE), meeting(5, now))
    tagged = tuple(replace(each, strategy="student-talk") for each in meetings)

    assert said("data-teams", data_teams=meetings) == {Kind.DATA_TEAMS: direction}
    assert said("data-teams", data_teams=tagged) == {}
    assert said("student-talk", data_teams=tagged) == {Kind.DATA_TEAMS: direction}


def test_data_teams_that_met_once_or_long_ago_say_nothing() -> None:
    old = (meeting(4, (1, 1), day=date(2026, 8, 1)), meeting(5, (4, 4), **LONG_AGO))

    assert said("data-teams", data_teams=(meeting(5),)) == {}
    assert said("data-teams", data_teams=old) == {}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([48, 61], UP),
        ([61, 48], DOWN),
        ([61, 61], STILL),
        ([95, 92], WELL),
        ([92, 89], DOWN),
        ([95], WELL),
        ([61], None),
    ],
)
def test_measures_speak_by_their_target(values: list[float], expected: Direction | None) -> None:
    readings = tuple(
        reading(n, value=value, day=MONDAY.date() - timedelta(weeks=9 - n))
        for n, value in enumerate(values)
    )

    says = said("leader-visits", readings=readings)

    assert says == ({Kind.MEASURES: expected} if expected else {})


@pytest.mark.parametrize(
    ("lincoln", "marsh", "expected"),
    [((40, 50), (40, 60), UP), ((40, 50), (60, 40), STILL), ((91, 92), (40, 60), UP)],
)
def test_schools_speak_together_where_the_district_does_not(
    lincoln: tuple[float, float], marsh: tuple[float, float], expected: Direction
) -> None:
    readings = tuple(
        reading(n, school=school, value=value, **({} if n % 2 else BEFORE))
        for n, (school, value) in enumerate(
            [
                (key, value)
                for key, pair in (("lincoln", lincoln), ("marsh", marsh))
                for value in pair
            ]
        )
    )

    assert said("leader-visits", readings=readings) == {Kind.MEASURES: expected}
    first = reading(9, value=10)
    assert said("leader-visits", readings=(*readings, first)) == {Kind.MEASURES: expected}


@pytest.mark.parametrize(
    ("visits", "expected"),
    [
        ((visit(1, **BEFORE), visit(2, visitors=("nowak",))), UP),
        ((visit(1, **BEFORE), visit(2)), STILL),
        ((visit(1, visitors=("vance",)),), None),
        ((), None),
    ],
)
def test_visits_speak_by_who_has_newly_been_where(
    visits: tuple[Any, ...], expected: Direction | None
) -> None:
    assert said("leader-visits", visits=visits) == ({Kind.VISITS: expected} if expected else {})


def test_visits_say_well_when_every_leader_has_been_at_every_other_school() -> None:
    everybody = {
        "lincoln": ("rossi", "nowak"),
        "marsh": ("boyd", "nowak"),
        "high": ("boyd", "rossi"),
    }
    visits = tuple(
        visit(n, school=school, visitors=who, **BEFORE)
        for n, (school, who) in enumerate(everybody.items())
    )

    assert said("leader-visits", visits=visits) == {Kind.VISITS: WELL}


def claim(*directions: Direction) -> Claim:
    """A claim with one kind for each direction."""
    (made,) = facts(material(answers=(taps(2),))).claims
    kinds = list(Kind)
    (one,) = made.says
    says = [
        replace(one, kind=kinds[n], direction=direction, sources=(f"{direction}-{n}",))
        for n, direction in enumerate(directions)
    ]
    return replace(made, says=tuple(says))


@pytest.mark.parametrize(
    ("directions", "verdict"),
    [
        ([UP], Verdict.ONE),
        ([DOWN], Verdict.ONE),
        ([UP, WELL], Verdict.SUPPORTED),
        ([UP, WELL, STILL], Verdict.SUPPORTED),
        ([UP, UP, DOWN], Verdict.CONTRADICTED),
        ([WELL, DOWN], Verdict.CONTRADICTED),
        ([DOWN, DOWN], Verdict.AGAINST),
        ([UP, STILL], Verdict.OPEN),
        ([STILL, STILL], Verdict.OPEN),
        ([DOWN, STILL], Verdict.OPEN),
    ],
)
def test_two_kinds_must_agree_and_none_contradict(
    directions: list[Direction], verdict: Verdict
) -> None:
    assert claim(*directions).verdict is verdict


def test_what_is_disputed_names_the_records_against_it_first() -> None:
    assert claim(UP, STILL, DOWN).disputed == ("down-2", "up-0")
