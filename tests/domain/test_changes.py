"""Commitments and blockers: who may change them, and how."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.domain.blocker import Blocker
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.errors import ChangeRefusedError
from tests.builders import MONDAY, TODAY, blocker, commitment

DUE = date(2027, 1, 22)
LATER = date(2027, 3, 12)
PROMISE = commitment(by="chen", owner="boyd", due=DUE)
KEPT = PROMISE.kept(by="boyd", at=MONDAY, note=" in the folder ")
UNDONE = commitment(withdrawn=True)

REFUSED: dict[str, Callable[[], Commitment]] = {
    "promised": lambda: PROMISE.kept(by="chen", at=MONDAY),
    "can say so": lambda: PROMISE.moved(LATER, by="chen"),
    "Say why": lambda: PROMISE.dropped(by="boyd", at=MONDAY, note=" "),
    "asked for it": lambda: PROMISE.dropped(by="rossi", at=MONDAY, note="no"),
    "on that day already": lambda: PROMISE.moved(DUE, by="boyd"),
    "is kept already": lambda: KEPT.moved(LATER, by="boyd"),
    "is open already": lambda: PROMISE.reopened(by="boyd"),
    "or who asked": lambda: KEPT.reopened(by="rossi"),
    "was undone": lambda: UNDONE.kept(by="boyd", at=MONDAY),
    "who promised": lambda: commitment().moved(LATER, by="rossi"),
}


@pytest.mark.parametrize("told", sorted(REFUSED))
def test_a_promise_refuses_with_a_reason(told: str) -> None:
    with pytest.raises(ChangeRefusedError, match=told):
        REFUSED[told]()


def test_a_kept_promise_says_who_when_and_how() -> None:
    assert (KEPT.state, KEPT.closed_by, KEPT.closed_at) == (CommitmentState.KEPT, "boyd", MONDAY)
    assert KEPT.note == "in the folder"


def test_whoever_asked_may_drop_and_reopen() -> None:
    dropped = PROMISE.dropped(by="chen", at=MONDAY, note="no longer needed")
    again = KEPT.reopened(by="chen", why="half is missing")

    assert dropped.state is CommitmentState.DROPPED
    assert (again.is_open, again.closed_by, again.note) == (True, None, "half is missing")


def test_whoever_wrote_it_down_may_set_the_first_date() -> None:
    undated = commitment(by="chen", owner="boyd")

    assert undated.moved(LATER, by="chen").due == LATER


def test_overdue_is_open_with_a_day_that_has_passed() -> None:
    assert commitment(due=date(2027, 1, 14)).is_overdue(TODAY)
    assert not commitment(due=TODAY).is_overdue(TODAY)
    assert not commitment().is_overdue(TODAY)
    assert not KEPT.is_overdue(LATER)


def test_being_able_to_clear_a_blocker_does_not_make_it_ones_own() -> None:
    hindrance = blocker(can_clear="ortega")

    assert hindrance.people == {"boyd"}
    assert hindrance.concerned == {"boyd", "ortega"}
    assert blocker().concerned == {"boyd"}


def test_a_blocker_is_cleared_by_who_raised_it_or_who_can_clear_it() -> None:
    hindrance = blocker(can_clear="ortega")

    for who in ("boyd", "ortega"):
        assert not hindrance.cleared(by=who, at=MONDAY).is_open
    with pytest.raises(ChangeRefusedError, match="Only who raised B-1"):
        hindrance.cleared(by="rossi", at=MONDAY)


@pytest.mark.parametrize(
    ("hindrance", "told"),
    [(blocker(withdrawn=True), "was undone"), (blocker().cleared(by="boyd", at=MONDAY), "already")],
)
def test_what_is_not_open_is_not_cleared(hindrance: Blocker, told: str) -> None:
    with pytest.raises(ChangeRefusedError, match=told):
        hindrance.cleared(by="boyd", at=MONDAY)


def test_a_blocker_that_is_back_can_be_reopened_by_those_it_concerns() -> None:
    cleared = blocker(can_clear="ortega").cleared(by="ortega", at=MONDAY, note="done")

    assert cleared.reopened(by="boyd", why="still there").is_open
    with pytest.raises(ChangeRefusedError, match="Only who raised"):
        cleared.reopened(by="rossi")


def test_days_in_the_way_are_never_below_none() -> None:
    assert blocker().age(date(2027, 1, 29)) == 18
    assert blocker().age(date(2027, 1, 1)) == 0
