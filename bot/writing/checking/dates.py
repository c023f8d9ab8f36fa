"""Dates in a text: days, weekdays, months, and days told from today."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bot.writing.checking.lexicon import lexicon
from bot.writing.checking.text import Token, tokens

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_UNSURE = frozenset(("may", "march", "mar", "sat", "sun", "mon", "wed"))
_GOES_ON = frozenset(("and", "or", "to", "is", "was", "for", "with", "at", "in"))
_ON = frozenset(("by", "on", "due", "until", "since", "before"))
_DUE = frozenset(("by", "due", "until", "before", "to"))
_BEGUN = frozenset(("since",))
_FROM = frozenset(("from",))


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as a text tells it; at least one of its parts is there.

    ``weekday`` counts from Monday, 0. ``how`` is the word before it that says what happens then:
    due, since, from, or empty. ``at`` are its first token and the one behind it.
    """

    at: tuple[int, int]
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    how: str = ""

    def fits(self, known: date) -> bool:
        """Whether a known day is the one that is told here."""
        mine = (self.year, self.month, self.day, self.weekday)
        its = (known.year, known.month, known.day, known.weekday())
        return all(said is None or said == known for said, known in zip(mine, its, strict=True))

    @property
    def real(self) -> date | None:
        """The day itself, where the year is told, too."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def whole(self) -> bool:
        """Whether day and month are told."""
        return self.month is not None and self.day is not None


@lru_cache(maxsize=8192)
def dates_of(text: str) -> tuple[Day, ...]:
    """The dates of a text, in their order."""
    return tuple(_found(tokens(text)))


def _found(words: Sequence[Token]) -> Iterator[Day]:
    n = 0
    while n < len(words):
        day = (
            _iso(words, n)
            or _slashed(words, n)
            or _said(words, n)
            or _alone(words, n)
            or _paired(words, n)
        )
        if day:
            yield day
        n = day.at[1] if day else n + 1


def _iso(words: Sequence[Token], n: int) -> Day | None:
    match = _ISO.fullmatch(words[n].low)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    return Day((n, n + 1), year, month, day, how=_how(words, n))


def _slashed(words: Sequence[Token], n: int) -> Day | None:
    """Such as "2/5" behind a word that a date follows; anything else is a count."""
    parts = [token.low for token in words[n : n + 3]]
    if len(parts) < 3 or parts[1] != "/" or not (parts[0].isdigit() and parts[2].isdigit()):
        return None
    if not n or not (words[n - 1].low in _ON or words[n - 1].low in lexicon().weekdays):
        return None
    return Day((n, n + 3), month=int(parts[0]), day=int(parts[2]), how=_how(words, n))


def _said(words: Sequence[Token], n: int) -> Day | None:
    weekday = _weekday(words, n)
    start = n
    if weekday is not None:
        n += 1
        while n < len(words) and words[n].low in {",", ".", "the"}:
            n += 1
    day = _month_first(words, n) or _day_first(words, n)
    if day is None and weekday is None:
        return None
    if day is None:
        return Day((start, start + 1), weekday=weekday, how=_how(words, start))
    (end, month, number) = day
    end, year = _year(words, end)
    return Day((start, end), year, month, number, weekday, _how(words, start))


def _alone(words: Sequence[Token], n: int) -> Day | None:
    """Such as "the 29th", where no noun follows."""
    low = words[n].low
    if not low[0].isdigit() or not low.endswith(("st", "nd", "rd", "th")) or not n:
        return None
    after = words[n + 1].low if n + 1 < len(words) else ""
    day = _number(words, n)
    if day is None or words[n - 1].low != "the" or (after.isalpha() and after not in _GOES_ON):
        return None
    return Day((n, n + 1), day=day, how=_how(words, n))


def _paired(words: Sequence[Token], n: int) -> Day | None:
    """Such as the first day of "11 or 12 February"."""
    day = _number(words, n)
    joined = n + 2 < len(words) and words[n + 1].low in {"or", "and", "to", "-", "–"}
    other = _day_first(words, n + 2) if day and joined else None
    return Day((n, n + 1), month=other[1], day=day, how=_how(words, n)) if other else None


def _weekday(words: Sequence[Token], n: int) -> int | None:
    token = words[n]
    found = lexicon().weekdays.get(token.low)
    return found if found is not None and token.is_capital else None


def _month(words: Sequence[Token], n: int) -> int | None:
    if n >= len(words):
        return None
    token = words[n]
    return lexicon().months.get(token.low) if token.is_capital else None


def _number(words: Sequence[Token], n: int) -> int | None:
    match = _DAY.fullmatch(words[n].low) if n < len(words) else None
    return int(match[1]) if match and 1 <= int(match[1]) <= 31 else None


def _day_first(words: Sequence[Token], n: int) -> tuple[int, int, int] | None:
    """Such as "5 February", "the 5th of February": where it ends, the month and the day."""
    day = _number(words, n)
    if day is None:
        return None
    after = n + 1 + (n + 1 < len(words) and words[n + 1].low == "of")
    month = _month(words, after)
    return (after + 1, month, day) if month else None


def _month_first(words: Sequence[Token], n: int) -> tuple[int, int, int | None] | None:
    """Such as "February 5", or the month alone."""
    month = _month(words, n)
    if not month:
        return None
    stop = n + 1 + (n + 1 < len(words) and words[n + 1].low == ".")
    day = _number(words, stop)
    if day is None and words[n].low in _UNSURE and words[n].begins:
        return None
    return (stop + 1, month, day) if day else (n + 1, month, None)


def _year(words: Sequence[Token], n: int) -> tuple[int, int | None]:
    after = n + (n < len(words) and words[n].low == ",")
    if after < len(words) and _YEAR.fullmatch(words[after].low):
        return after + 1, int(words[after].low)
    return n, None


def _how(words: Sequence[Token], n: int) -> str:
    """What the words before a date say of it."""
    for token in reversed(words[max(n - 2, 0) : n]):
        if token.low in _DUE:
            return "due" if token.low != "to" else "to"
        if token.low in _BEGUN:
            return "since"
        if token.low in _FROM:
            return "from"
        if token.low not in {"on", "the", "week", "last"}:
            return ""
    return ""


def week_of(day: date) -> tuple[date, date]:
    """The Monday and the Sunday of its week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)
