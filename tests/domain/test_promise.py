"""Promises of both sides, as facts of a week."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.audience import Audience
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.facts import Facts, facts
from bot.domain.history import Deed
from bot.domain.people import Side
from tests.builders import (
    FRIDAY,
    MONDAY,
    ONE_DAY,
    ONE_WEEK,
    TODAY,
    commitment,
    material,
    moved,
)

LATER = FRIDAY + ONE_DAY


def about_promises(*commitments: Commitment, reads: Audience = Audience.LEADERS) -> Facts:
    return facts(material(reads, commitments=commitments))


def test_promises_of_both_sides_are_late_or_due_by_the_district_s_day() -> None:
    found = about_promises(
        commitment(1, due=date(2027, 1, 14)),
        commitment(2, due=date(2027, 1, 4), owner="vance", side=Side.PARTNER),
        commitment(3, due=TODAY),
        commitment(4, due=date(2027, 1, 22)),
        commitment(5, due=date(2027, 1, 23)),
    ).promises

    assert [(p.ref, p.late, p.partner) for p in found.late] == [
        ("C-2", 11, "Harbor Center"),
        ("C-1", 1, ""),
    ]
    assert [p.ref for p in found.due] == ["C-3", "C-4"]
    assert [p.ref for p in found.new] == ["C-5"]
    assert (found.open_district, found.open_partner, found.open) == (4, 1, 5)


def test_a_promise_is_kept_or_dropped_in_the_week_in_which_that_was_said() -> None:
    kept = commitment(1, state=CommitmentState.KEPT, closed_at=FRIDAY, note="in the folder")
    dropped = commitment(2, state=CommitmentState.DROPPED, closed_at=MONDAY, note="no money")
    before = replace(kept, number=3, closed_at=FRIDAY - ONE_WEEK)

    found = about_promises(kept, dropped, before).promises

    assert [(p.ref, p.why) for p in found.kept] == [("C-1", "in the folder")]
    assert [(p.ref, p.why) for p in found.dropped] == [("C-2", "no money")]
    assert (found.changed, found.open) == (True, 0)


def test_a_promise_that_was_moved_twice_is_told_once_from_the_first_date_to_the_last() -> None:
    changes = (
        moved("C-1", "2027-02-05", "2027-03-12", version=3, why="testing week"),
        moved("C-1", "2027-01-29", "2027-02-05", version=2),
    )
    given = material(commitments=(commitment(1, due=date(2027, 3, 12)),), changes=changes)

    (promise,) = facts(given).promises.moved

    assert (promise.was_due, promise.due) == (date(2027, 1, 29), date(2027, 3, 12))
    assert promise.why == "testing week"


@pytest.mark.parametrize(
    "change",
    [
        moved("C-1", "2027-01-29", "2027-01-29"),
        moved("C-1", "2027-01-29", "2027-02-05", at=LATER),
        moved("C-1", "2027-01-29", "2027-02-05", partnership="elsewhere"),
        moved("C-9", "2027-01-29", "2027-02-05"),
        moved("C-1", "2027-01-29", "2027-02-05", after={"text": "another"}),
    ],
)
def test_only_a_change_to_another_date_in_the_week_is_a_move(change: object) -> None:
    given = material(commitments=(commitment(1),), changes=(change,))

    assert facts(given).promises.moved == ()


def test_a_promise_opened_again_says_why() -> None:
    change = moved("C-1", None, "", deed=Deed.REOPENED, why="grade 5 is missing")

    found = facts(material(commitments=(commitment(1),), changes=(change,))).promises

    assert [(p.ref, p.why) for p in found.reopened] == [("C-1", "grade 5 is missing")]
    assert found.new == ()
