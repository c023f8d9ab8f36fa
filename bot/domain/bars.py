"""Pictures made of text: a bar of eight heights for a number on a scale."""

from collections.abc import Iterable, Iterator
from datetime import date

BARS = "▁▂▃▄▅▆▇█"
NOTHING = "·"
"""Where there is no number."""


def bar(value: float, *, lowest: float, highest: float) -> str:
    """The bar of a value from ``lowest``, the first height, to ``highest``, the last."""
    share = (value - lowest) / (highest - lowest)
    return BARS[round(min(max(share, 0), 1) * (len(BARS) - 1))]


def months(first: date, last: date) -> Iterator[date]:
    """The first days of all months from that of ``first`` to that of ``last``."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield date(number // 12, number % 12 + 1, 1)


def by_month(values: Iterable[tuple[date, float]], *, lowest: float, highest: float) -> str:
    """A bar for each month from the first to the last, a dot for one without a value."""
    known = {month.replace(day=1): value for month, value in values}
    return "".join(
        bar(known[month], lowest=lowest, highest=highest) if month in known else NOTHING
        for month in months(min(known), max(known))
    )
