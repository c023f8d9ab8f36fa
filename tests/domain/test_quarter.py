"""A quarter: its days, how strategies moved, what became of promises, what is to be decided."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.agenda import Agenda
from bot.domain.audience import Audience
from bot.domain.blocker import BlockerState
from bot.domain.checkin import Momentum
from bot.domain.nameless import naming
from bot.domain.pack import STUCK
from bot.domain.people import Side
from bot.domain.quarter import JUST_ENDED, Quarter
from bot.domain.standing import Trend
from tests import evidence
from tests.builders import ONE_DAY, ONE_WEEK, blocker, commitment, help_, partnership, person
from tests.quarters import ENDED, JANUARY, KEPT, MARCH, Q1, pack, rated

APRIL = ENDED + ONE_WEEK


@pytest.mark.parametrize("text", ["2027-Q1", "2027-q1", "2027 Q1", " 2027Q1 "])
def test_a_quarter_is_read_as_people_write_it(text: str) -> None:
    assert Quarter.parse(text) == Q1
    assert str(Q1) == "2027-Q1"


@pytest.mark.parametrize("text", ["", "2027-Q5", "Q1", "2027-W03", "0000-Q1", "9999-Q4"])
def test_anything_else_is_no_quarter(text: str) -> None:
    assert Quarter.parse(text) is None


def test_a_quarter_has_three_months_and_neighbours() -> None:
    assert (Q1.first, Q1.last) == (date(2027, 1, 1), date(2027, 3, 31))
    assert Q1.before == Quarter(year=2026, number=4)
    assert Q1.before.next == Q1


def test_without_a_name_the_quarter_that_just_ended_is_meant_for_four_weeks() -> None:
    assert Quarter.meant(Q1.last + JUST_ENDED) == Q1
    assert Quarter.meant(Q1.last + JUST_ENDED + ONE_DAY) == Q1.next


def test_a_course_goes_from_the_first_rated_month_to_the_last() -> None:
    answers = (
        rated(1, JANUARY, Momentum.STALLED),
        rated(2, JANUARY + ONE_DAY, Momentum.SLOW),
        rated(3, MARCH, Momentum.STEADY),
        rated(4, MARCH, Momentum.STRONG, "rossi"),
    )
    course = pack(answers=answers).courses[0]
    assert [month.level for month in course.months] == [Momentum.SLOW, None, Momentum.STRONG]
    assert (course.ends.trend, course.ends.rated) == (Trend.UP, 2)
    assert course.ends.sources == ("A-3", "A-4", "A-2")


def test_one_rated_month_is_compared_with_nothing_and_none_says_nothing() -> None:
    once, never, _ = pack(answers=(rated(1, MARCH, Momentum.SLOW),)).courses
    assert (once.ends.trend, once.ends.before) == (Trend.FIRST, None)
    assert (never.ends.trend, never.ends.sources) == (Trend.UNRATED, ())


def test_the_months_of_a_running_quarter_are_those_so_far() -> None:
    running = pack(today=date(2027, 2, 3))
    assert [len(course.months) for course in running.courses] == [2, 2, 2]
    assert running.days.agreed == 8


def test_both_sides_are_counted_alike() -> None:
    district, partner = pack(
        commitments=(
            commitment(1, due=(MARCH - ONE_WEEK).date(), **KEPT),
            commitment(2, due=MARCH.date(), **KEPT),
            commitment(3, owner="vance", side=Side.PARTNER, due=date(2027, 3, 1)),
        )
    ).sides
    assert (district.made, district.kept, district.kept_late, district.late) == (2, 2, 1, 0)
    assert (partner.name, partner.made, partner.late, partner.open) == ("Harbor Center", 1, 1, 1)


def test_what_was_closed_since_was_open_at_the_end_and_asks_for_no_decision() -> None:
    since = {**KEPT, "closed_at": APRIL}
    cleared = {"state": BlockerState.CLEARED, "closed_at": APRIL}
    found = pack(
        commitments=(commitment(1, due=date(2027, 3, 1), **since),),
        blockers=(blocker(2, since=date(2027, 1, 1), **cleared),),
    )
    assert [promise.ref for promise in found.promises.late] == ["C-1"]
    assert [one.ref for one in found.hindrances.open] == ["B-2"]
    assert found.closed_since == {"C-1", "B-2"}
    assert found.decisions.count == 0


def test_what_is_stuck_late_or_below_its_target_asks_for_a_decision() -> None:
    stuck, new = Q1.last - timedelta(days=STUCK), Q1.last - timedelta(days=STUCK - 1)
    decisions = pack(
        commitments=(commitment(1, due=date(2027, 3, 30)), commitment(2, due=Q1.last)),
        blockers=(blocker(3, since=stuck), blocker(4, since=new), blocker(5, since=JANUARY.date())),
        readings=(evidence.reading(6), evidence.reading(7, indicator="confidence", value=80)),
    ).decisions
    assert [promise.ref for promise in decisions.late] == ["C-1"]
    assert [one.ref for one in decisions.stuck] == ["B-5", "B-3"]
    assert [one.sources for one in decisions.missed] == [("I-6",)]
    assert decisions.count == 4


def test_a_measure_is_compared_with_the_last_reading_before_the_quarter() -> None:
    then = {"at": evidence.NOVEMBER, "day": evidence.NOVEMBER.date()}
    readings = (
        evidence.reading(1, value=40, **then),
        evidence.reading(2, value=50),
        evidence.reading(3, value=60, at=MARCH, day=MARCH.date()),
        evidence.reading(4, indicator="confidence", value=70, **then),
    )
    visits, confidence = pack(readings=readings).measured
    assert (visits.is_new, visits.sources) == (True, ("I-3", "I-1"))
    assert (confidence.is_new, confidence.before) == (False, None)


def test_indicators_that_nobody_read_are_named() -> None:
    assert len(pack().unread) == 2


def test_look_fors_are_summed_up_beside_those_counts_alone_that_can_be_compared() -> None:
    walks = (
        evidence.walked(1, evidence.found("task", 3, 5, 11), at=evidence.NOVEMBER),
        evidence.walked(2, evidence.found("task", 4, 6, 12)),
        evidence.walked(3, evidence.found("task", 2, 4, 13), school="high"),
        evidence.walked(4, evidence.found("task", 1, 2, 14), school="marsh"),
    )
    walks = (replace(walks[0], day=evidence.NOVEMBER.date()), *walks[1:])
    (task,) = pack(walkthroughs=walks).looked_for
    assert (task.seen.seen, task.seen.of, task.walkthroughs) == (6, 10, 2)
    assert task.before
    assert (task.before.now.of, task.before.other.of) == (6, 5)
    assert task.predicted is None
    assert task.sources == ("W-2", "F-12", "F-11", "W-3", "F-13")


def test_site_days_count_dates_and_those_agreed_for_the_months_so_far() -> None:
    days = [
        evidence.site_day(number, day=day)
        for number, day in enumerate((date(2027, 1, 5), date(2027, 1, 5), date(2027, 3, 2)), 1)
    ]
    found = pack(site_days=(*days, evidence.site_day(4, day=date(2027, 5, 5)))).days
    assert ([used for _, used in found.months], found.used, found.agreed) == ([1, 0, 1], 2, 12)


def test_what_comes_is_what_falls_due_until_the_end_of_the_next_quarter() -> None:
    found = pack(
        commitments=(
            commitment(1, due=Q1.next.last),
            commitment(2, due=Q1.next.first),
            commitment(3, due=Q1.next.next.first),
            commitment(4),
        ),
        site_days=(
            evidence.site_day(5, day=Q1.next.last),
            evidence.site_day(6, day=Q1.next.next.first),
        ),
    )
    assert [promise.ref for promise in found.promised] == ["C-2", "C-1"]
    assert [day.ref for day in found.planned] == ["S-5"]


@pytest.mark.parametrize(
    "kept",
    [
        {"helps": (help_(),)},
        {"commitments": (commitment(),)},
        {"readings": (evidence.reading(),)},
        {"answers": (rated(1, MARCH, Momentum.SLOW),)},
        {"revisions": (evidence.revision(),)},
    ],
)
def test_anything_that_was_kept_makes_a_quarter_worth_telling(kept: dict[str, object]) -> None:
    assert pack().is_empty
    assert not pack(Audience.LEADERS, **kept).is_empty


def test_without_agreed_days_none_are_said() -> None:
    bare = partnership(agenda=Agenda(), site_days_per_month=None)
    assert pack(partnership=bare).days.agreed is None


PEOPLE = (
    person("boyd", "Terrence Boyd"),
    person("price", "Will J. O’Price"),
    person("cher", "Cher"),
    person("jvdb", "José van der Berg", user="U000000004"),
)


@pytest.mark.parametrize(
    "text",
    [
        "ask Terrence Boyd",
        "BOYD said so",
        "T. Boyd",
        "with @rossi",
        "<@U1>",
        "T.B. has it",
        "TB has",
        *(
            "Terrence’s plan",
            "terrence shares it",
            "terrence’s plan",
            "the o'price plan",
            "Bo\u00adyd",
            "ask terrenceboyd",
            "TBoyd",
            "the Boyds’ plan",
            "jose’s room",
            "Jose",
            "berg",
            "u000000004",
            "mail a@b",
            "the boyd plan",
            "terrence boyd",
            "(Cher)",
            "Will writes",
            "for O’Price",
        ),
    ],
)
def test_a_text_that_names_somebody_is_known(text: str) -> None:
    assert naming(PEOPLE)(text)


@pytest.mark.parametrize(
    "text", ["we will share it", "terrences", "Boydton", "C-12", "", "TBD", "Cheryl"]
)
def test_a_text_that_names_nobody_is_free(text: str) -> None:
    assert not naming(PEOPLE)(text)


def test_somebody_of_one_name_has_no_initials() -> None:
    assert not naming(PEOPLE)("plan C")
