"""What is worth asking next."""

from datetime import date
from typing import Any

import pytest

from bot.domain.asking import Why
from bot.domain.audience import Audience
from bot.domain.checkin import Momentum
from bot.domain.commitment import Commitment
from bot.domain.facts import Facts, facts
from tests.builders import (
    MONDAY,
    ONE_WEEK,
    blocker,
    commitment,
    material,
    taps,
)
from tests.evidence import NOVEMBER, meeting
from tests.evidence import material as evidence_of


def about_promises(*commitments: Commitment, reads: Audience = Audience.LEADERS) -> Facts:
    return facts(material(reads, commitments=commitments))


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ({"commitments": (commitment(strategy="data-teams", due=MONDAY.date()),)}, "C-1"),
        ({"blockers": (blocker(strategy="data-teams", since=date(2026, 12, 1)),)}, "B-1"),
    ],
)
def test_steady_beside_what_is_late_or_long_in_the_way_is_a_contradiction(
    record: dict[str, Any], why: str
) -> None:
    asks = facts(material(answers=(taps(7),), **record)).asks

    assert [(ask.why, ask.sources) for ask in asks] == [(Why.CONTRADICTION, (why, "A-7"))]


def test_what_is_late_for_another_strategy_contradicts_nothing() -> None:
    late = commitment(strategy="student-talk", due=MONDAY.date())

    asks = facts(material(answers=(taps(),), commitments=(late,))).asks

    assert [ask.why for ask in asks] == [Why.LATE]


def test_at_most_three_questions_one_of_each_kind_first_and_none_twice() -> None:
    given = material(
        answers=(
            taps(1, {"student-talk": Momentum.STRONG}, at=MONDAY - ONE_WEEK),
            taps(2, {"student-talk": Momentum.SLOW, "data-teams": Momentum.STEADY}),
        ),
        commitments=(
            commitment(1, due=date(2027, 1, 4), strategy="data-teams"),
            commitment(2, due=date(2027, 1, 5), strategy="data-teams"),
        ),
        blockers=(blocker(1), blocker(2, strategy="data-teams")),
    )

    asks = facts(given).asks

    assert [(ask.why, ask.about) for ask in asks] == [
        (Why.CONTRADICTION, "C-1"),
        (Why.FALLING, "A-2"),
        (Why.BLOCKED, "B-1"),
    ]


def test_what_is_late_is_worth_asking_where_nobody_calls_it_steady() -> None:
    found = about_promises(commitment(due=date(2027, 1, 4)), reads=Audience.PARTNER)

    assert [(ask.why, ask.sources) for ask in found.asks] == [(Why.LATE, ("C-1",))]


def test_only_the_partner_is_given_questions() -> None:
    assert about_promises(commitment(due=date(2027, 1, 4))).asks == ()


def test_where_kinds_of_evidence_contradict_each_other_is_asked_before_all() -> None:
    given = evidence_of(
        answers=(taps(7),),
        commitments=(commitment(strategy="data-teams", due=date(2027, 1, 4)),),
        data_teams=(meeting(4, (4, 4), at=NOVEMBER, day=NOVEMBER.date()), meeting(5, (2, 2))),
    )

    first, second = facts(given).asks

    assert (first.why, first.sources) == (Why.CONTRADICTION, ("D-5", "D-4", "A-7"))
    assert (second.why, second.about) == (Why.LATE, "C-1")
