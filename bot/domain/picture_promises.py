"""The picture of promises: those of both sides, month by month, and how they ended."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.bars import months
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.people import Side
from bot.domain.picture import Bars, Row, Stack

MONTHS = 6


class Ending(StrEnum):
    """What became of a promise by its date."""

    ON_TIME = "on-time"
    LATE = "late"
    OPEN = "open"
    DROPPED = "dropped"


def draw_promises(
    commitments: Iterable[Commitment], *, today: date, day_of: Callable[[datetime], date]
) -> Bars:
    """The promises of either side that fell due in each of the last six months, by their ending.

    Months before the first of them are left out. Pass what the reader may see. A date that was
    moved counts as it is now. What is not due yet is in no bar; what was kept or dropped without
    ever having a date is left out, and counted.
    """
    last = today.replace(day=1)
    first = last
    for _ in range(MONTHS - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    standing = [c for c in commitments if not c.withdrawn]
    undated = [c for c in standing if c.due is None and _is_recent(c, first, day_of)]
    ended = [
        (c, ending)
        for c in standing
        if c.due and c.due >= first and (ending := _ending(c, today, day_of))
    ]
    sides = (Side.DISTRICT, Side.PARTNER)
    shown = list(months(min(c.due or last for c, _ in ended), last)) if ended else []
    return Bars(
        panels=tuple(_stack(side, shown, ended) for side in sides if shown),
        series=tuple(Ending),
        since=first,
        until=today,
        sources=tuple(c.ref for c in sorted((c for c, _ in ended), key=lambda c: c.number)),
        left_out=len(undated),
    )


def _is_recent(commitment: Commitment, first: date, day_of: Callable[[datetime], date]) -> bool:
    return commitment.closed_at is not None and day_of(commitment.closed_at) >= first


def _ending(
    commitment: Commitment, today: date, day_of: Callable[[datetime], date]
) -> Ending | None:
    """How it ended; None for one that is open and not late, and for one due in a month to come."""
    due = commitment.due or today
    if commitment.state is CommitmentState.OPEN:
        return Ending.OPEN if due < today else None
    if due.replace(day=1) > today:
        return None
    if commitment.state is CommitmentState.DROPPED:
        return Ending.DROPPED
    on_time = commitment.closed_at is None or day_of(commitment.closed_at) <= due
    return Ending.ON_TIME if on_time else Ending.LATE


def _stack(side: Side, shown: Sequence[date], ended: Sequence[tuple[Commitment, Ending]]) -> Stack:
    rows = []
    for month in shown:
        of_month = [
            ending
            for c, ending in ended
            if c.side is side and c.due and c.due.replace(day=1) == month
        ]
        counts = tuple(of_month.count(ending) for ending in Ending)
        rows.append(Row(key=month, counts=counts))
    return Stack(key=side, rows=tuple(rows))
