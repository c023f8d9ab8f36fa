"""How dates, numbers and quotes are put into words: the filters of the texts."""

import re
from collections.abc import Iterable
from datetime import date

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SHORT, LONG = 140, 280
_ALMOST_A_YEAR = 330


def day(value: date) -> str:
    """The day in words: "Friday, 5 Feb"."""
    return f"{_DAYS[value.weekday()]}, {value.day} {_MONTHS[value.month - 1][:3]}"


def long_day(value: date) -> str:
    """The day in words with its year: "Friday, 5 Feb 2027"."""
    return f"{day(value)} {value.year}"


def day_month(value: date) -> str:
    """The day without its weekday: "5 February"."""
    return f"{value.day} {_MONTHS[value.month - 1]}"


def month_name(value: date) -> str:
    """The month of a day: "February"."""
    return _MONTHS[value.month - 1]


def near(value: date, today: date) -> str:
    """The day in words, with its year where that is not today's."""
    return day(value) if value.year == today.year else long_day(value)


def back_then(value: date, today: date) -> str:
    """When something was, as one says it: "on 4 January", "in November", "in January 2026".

    Only the month where it is another one, and the year where the month alone could be this year's.
    """
    if (value.year, value.month) == (today.year, today.month):
        return f"on {day_month(value)}"
    month = month_name(value)
    return f"in {month} {value.year}" if (today - value).days > _ALMOST_A_YEAR else f"in {month}"


def count(number: int, one: str, many: str | None = None) -> str:
    """The number with its noun: "1 promise", "2 promises", "3 people"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def joined(items: Iterable[str]) -> str:
    """The items in a sentence: "a, b and c"."""
    *most, last = [*items] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def short(text: str, limit: int = SHORT) -> str:
    """The text in one line of at most ``limit`` characters, cut at the end of a word.

    Characters that steer a terminal or turn the direction of writing are left out.
    """
    folded = _STEERING.sub("", " ".join(text.split()))
    if len(folded) <= limit:
        return folded
    head, _, _ = folded[:limit].rpartition(" ")
    return f"{(head or folded[: limit - 1]).rstrip(' ,;:.')}…"


def cut(text: str, limit: int = LONG) -> str:
    """The text as it is, or in short where it is longer than ``limit`` characters."""
    return text if len(text) <= limit else short(text, limit)


def bare(text: str, limit: int = SHORT) -> str:
    """The text in short, without a full stop at its end, to stand inside a sentence."""
    return short(text, limit).rstrip(" .")


def capital(text: str) -> str:
    """The text with a capital letter at its beginning, the rest as it is."""
    return text[:1].upper() + text[1:]
