"""Fidelity: how near data-team meetings come to the rubric."""

from datetime import date

import pytest

from bot.domain.agenda import Rubric
from bot.domain.bars import by_month
from bot.domain.data_team import Score
from bot.domain.fidelity import fidelity
from bot.domain.rubrics import as_scored, find_row, fitting, read_principal, read_scores
from tests.builders import data_team

DECEMBER, JANUARY = date(2026, 12, 14), date(2027, 1, 11)
RUBRIC = Rubric(
    key="data-team",
    name="Data-team meeting",
    lowest=1,
    highest=4,
    rows=("Uses student work", "Names a cause", "Names a plan"),
)


def test_a_school_has_the_mean_and_the_spread_of_its_teams_and_what_was_before() -> None:
    meetings = [
        data_team(3, 4, 4, day=JANUARY, team="Grade 4 team", principal=True),
        data_team(1, 2, 2, day=DECEMBER, principal=False),
        data_team(2, 1, 2, day=JANUARY, team="grade 5"),
    ]

    (found,) = fidelity(meetings)

    assert (found.school, found.mean, found.before) == ("lincoln", 2.75, 1.75)
    assert (found.lowest, found.highest, found.teams, found.met_once) == (1.5, 4.0, 2, 1)
    assert (found.meetings, found.with_principal, found.principal_unknown) == (3, 1, 1)
    assert (found.rubric, found.scale) == ("data-team", (1, 4))
    assert found.sources == ("D-1", "D-2", "D-3")
    months = [(month.month, month.mean, month.meetings) for month in found.months]
    assert months == [(date(2026, 12, 1), 2.0, 1), (date(2027, 1, 1), 2.75, 2)]


def test_no_trend_is_told_until_a_team_has_met_twice() -> None:
    (one,) = fidelity([data_team(1, 3)])
    (two,) = fidelity([data_team(1, 3), data_team(2, 4, team="grade 5")])

    assert (one.before, two.before) == (None, None)


def test_each_school_stands_alone() -> None:
    found = fidelity([data_team(1, 3), data_team(2, 2, school="marsh")])

    assert [(one.school, one.mean) for one in found] == [("lincoln", 3.0), ("marsh", 2.0)]


def test_what_cannot_be_compared_is_left_out() -> None:
    others = [
        data_team(1, 10, day=DECEMBER, highest=10),
        data_team(2, 4, day=DECEMBER, rubric="another"),
        data_team(3, 4, withdrawn=True),
        data_team(4),
    ]

    (found,) = fidelity([*others, data_team(5, 2)])

    assert (found.sources, found.mean, found.before) == (("D-5",), 2.0, None)
    assert fidelity([data_team(1)]) == ()


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        ("uses student work", "Uses student work"),
        ("USES", "Uses student work"),
        ("names a cause", "Names a cause"),
        ("names a", None),
        ("3", "Names a plan"),
        ("0", None),
        ("4", None),
        ("", None),
    ],
)
def test_a_row_is_known_by_its_name_an_unmistakable_beginning_or_its_number(
    typed: str, row: str | None
) -> None:
    assert find_row(RUBRIC, typed) == row


def test_scores_are_read_and_what_is_none_is_left() -> None:
    given, left = read_scores("uses student work: 3, 2 4/4 and names a plan 1 out of 4, good talk")

    told = [(one.row, one.score, one.of) for one in given]
    assert told == [("uses student work", 3, None), ("2", 4, 4), ("names a plan", 1, 4)]
    assert left == "good talk"


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("principal there", True),
        ("The principal was present.", True),
        ("principal: yes", True),
        ("with the principal", True),
        ("principal not there", False),
        ("principal away", False),
        ("no principal", False),
        ("principal perhaps", None),
    ],
)
def test_the_principal_was_there_or_not(typed: str, there: bool | None) -> None:
    found = read_principal(typed)

    assert found is not None
    assert found.there is there


def test_what_is_not_about_the_principal_says_nothing_of_it() -> None:
    assert read_principal("principals talk 3") is None


def test_the_rubric_is_the_one_that_has_all_the_rows() -> None:
    other = Rubric(key="other", name="Other", lowest=1, highest=2, rows=("Talks",))

    assert fitting([RUBRIC, other], ["talks"]) == other
    assert fitting([RUBRIC, other], ["talks", "uses"]) == RUBRIC
    assert fitting([], []) is None


def test_a_meeting_keeps_the_rows_and_the_scale_that_it_had() -> None:
    scored = data_team(1, 3, scores=(Score(row="Names a cause", score=3), Score(row="x", score=1)))

    now, then = as_scored([RUBRIC], scored), as_scored([], scored)

    assert now is not None
    assert then is not None
    assert now.rows == (*RUBRIC.rows, "x")
    assert (then.rows, then.name, then.highest) == (("Names a cause", "x"), "", 4)
    assert as_scored([RUBRIC], data_team(1, highest=5)) == RUBRIC


def test_a_picture_has_a_bar_for_each_month_and_a_dot_where_nothing_was() -> None:
    values = [(date(2026, 11, 3), 1.0), (date(2027, 1, 5), 2.5), (date(2027, 2, 1), 4.0)]

    assert by_month(values, lowest=1, highest=4) == "▁·▅█"
