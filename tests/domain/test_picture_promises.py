"""The picture of promises: both sides by month, and how they ended."""

from datetime import date, datetime, timedelta

from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.people import Side
from bot.domain.picture import Bars, Row
from bot.domain.picture_promises import draw_promises
from tests.builders import MONDAY, TODAY, commitment

DUE = MONDAY.date()
KEPT, DROPPED = CommitmentState.KEPT, CommitmentState.DROPPED


def drawn(*commitments: Commitment) -> Bars:
    return draw_promises(commitments, today=TODAY, day_of=datetime.date)


def counts(*commitments: Commitment) -> tuple[int, ...]:
    """Of the district's bar of January: on time, late, open and late, dropped."""
    return drawn(*commitments).panels[0].rows[-1].counts


def test_a_promise_counts_by_how_it_ended() -> None:
    late = MONDAY + timedelta(days=1)
    assert counts(commitment(due=DUE, state=KEPT, closed_at=MONDAY)) == (1, 0, 0, 0)
    assert counts(commitment(due=DUE, state=KEPT, closed_at=late)) == (0, 1, 0, 0)
    assert counts(commitment(due=DUE)) == (0, 0, 1, 0)
    assert counts(commitment(due=DUE, state=DROPPED, closed_at=MONDAY)) == (0, 0, 0, 1)


def test_both_sides_have_six_months_each_and_the_same() -> None:
    picture = drawn(
        commitment(2, due=DUE, side=Side.PARTNER),
        commitment(1, due=date(2026, 8, 1), state=KEPT, closed_at=MONDAY),
    )
    assert [stack.key for stack in picture.panels] == ["district", "partner"]
    assert picture.panels[0].rows[0] == Row(key=date(2026, 8, 1), counts=(0, 1, 0, 0))
    assert picture.panels[1].rows[-1] == Row(key=date(2027, 1, 1), counts=(0, 0, 1, 0))
    assert (len(picture.panels[1].rows), picture.sources) == (6, ("C-1", "C-2"))


def test_months_before_the_first_promise_fell_due_have_no_bar() -> None:
    rows = drawn(commitment(due=date(2026, 12, 7), state=KEPT, closed_at=MONDAY)).panels[1].rows
    assert [row.key for row in rows] == [date(2026, 12, 1), date(2027, 1, 1)]


def test_what_is_not_due_yet_or_long_past_or_taken_back_is_in_no_bar() -> None:
    ahead = commitment(due=date(2027, 2, 1), state=KEPT, closed_at=MONDAY)
    assert not drawn(
        ahead,
        commitment(2, due=TODAY),
        commitment(3, due=date(2026, 7, 31)),
        commitment(4, due=DUE, withdrawn=True),
    ).panels


def test_what_was_closed_without_a_date_is_counted_as_left_out() -> None:
    picture = drawn(
        commitment(1, state=KEPT, closed_at=MONDAY),
        commitment(2),
        commitment(3, state=KEPT, closed_at=MONDAY - timedelta(days=300)),
    )
    assert (picture.panels, picture.left_out) == ((), 1)
