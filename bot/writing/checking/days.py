"""Whether the dates in a sentence are those of the records that it tells of."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.writing.checking.dates import Day, dates_of, week_of
from bot.writing.checking.grounds import Part, World
from bot.writing.checking.lexicon import lexicon
from bot.writing.checking.numbers import numbers_of
from bot.writing.checking.text import places_of

_WEEK = timedelta(days=7)
_FITS = {
    "due": frozenset(("due", "to")),
    "to": frozenset(("due", "to")),
    "from": frozenset(("from", "")),
    "since": frozenset(("since",)),
}


def check(part: Part, world: World) -> Iterator[str]:
    """Yields "date" or "weekday"."""
    known = [day for item in part.items for day in dates_of(item.text)]
    for day in dates_of(part.text):
        able = _able(day, part, known)
        fitting = [other for other in able if _same(day, other) and _alike(day, other, able)]
        if not fitting:
            whole = any(_same(day, other, weekday=False) for other in known)
            yield "weekday" if day.weekday is not None and (whole or not day.whole) else "date"
    if not _told_from_today(part, world, known):
        yield "date"


def _able(said: Day, part: Part, known: list[Day]) -> list[Day]:
    """The known days that a day of the sentence can be."""
    before = [token.low for token in part.words[max(said.at[0] - 3, 0) : said.at[0]]]
    if "first" in before:
        due = [day for day in known if day.how == "due" and day.real]
        return sorted(due, key=lambda day: day.real or date.max)[:1]
    if not said.whole and _is_of_noun(said, part):
        return [day for day in known if not day.whole]
    number = next((one for one in numbers_of(part.text) if 0 <= said.at[0] - one.at[1] < 4), None)
    if number and number.role == "before":
        beside = [
            day
            for item in part.items
            if any(one.value == number.value for one in numbers_of(item.text))
            for day in dates_of(item.text)
        ]
        return beside or known
    return known


def _is_of_noun(said: Day, part: Part) -> bool:
    """Whether it says which of something: "the Friday substitutes", "on Fridays"."""
    start, end = said.at
    if said.weekday is not None and part.words[start].low.endswith("days"):
        return True
    before = part.words[start - 1].low if start else ""
    after = part.words[end] if end < len(part.words) else None
    noun = after is not None and after.is_word and after.low not in lexicon().small
    return noun and before not in lexicon().sets["tells_when"]


def _same(said: Day, known: Day, *, weekday: bool = True) -> bool:
    """Whether what is said of a day is so; a known day may be less than whole, too."""
    real = known.real
    if real:
        if said.weekday is not None and not weekday:
            said = Day(said.at, said.year, said.month, said.day, None, said.how)
            return said.whole and said.fits(real)
        return said.fits(real)
    pairs = [(said.month, known.month), (said.day, known.day)]
    if weekday:
        pairs.append((said.weekday, known.weekday))
    told = [(mine, its) for mine, its in pairs if mine is not None]
    return bool(told) and all(mine == its for mine, its in told)


def _alike(said: Day, known: Day, able: list[Day]) -> bool:
    """Whether both say the same of the day: due then, since then, moved from then."""
    if said.how == "from" and any(day.how == "from" for day in able):
        return known.how == "from"
    return not said.how or known.how in _FITS[said.how] or (not known.year and not known.how)


def _told_from_today(part: Part, world: World, known: list[Day]) -> bool:
    days = [(day.how, real) for day in known if (real := day.real)]
    return all(
        _holds(phrase, part, world, days) for phrase in _SPANS if places_of(part.words, phrase)
    )


def _holds(
    phrase: tuple[str, ...], part: Part, world: World, days: Iterable[tuple[str, date]]
) -> bool:
    said = " ".join(phrase)
    if any(said in item.text.casefold() for item in part.items):
        return True
    first, last = _span(said, world.today)
    if said == "this week":
        first, last = min(first, world.window[0]), max(last, world.window[1])
        if part.claim.figures or any(note.marks for note in part.notes):
            return True
    found = [day for _, day in days if first <= day <= last]
    if said == "next week" and len(part.sheets) > 1:
        found += [day for _, day in days if day == world.today]
    return bool(found)


_SPANS = tuple(
    tuple(said.split())
    for said in (
        *("today", "tomorrow", "yesterday", "this week", "next week", "last week"),
        *("this month", "next month", "last month"),
    )
)


def _span(said: str, today: date) -> tuple[date, date]:
    """The first and the last day that is meant."""
    monday, sunday = week_of(today)
    first = today.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    return {
        "today": (today, today),
        "tomorrow": (today + timedelta(days=1),) * 2,
        "yesterday": (today - timedelta(days=1),) * 2,
        "this week": (monday, sunday),
        "next week": (today + timedelta(days=1), sunday + _WEEK),
        "last week": (monday - _WEEK, sunday - _WEEK),
        "this month": (first, after - timedelta(days=1)),
        "next month": (after, (after + timedelta(days=32)).replace(day=1) - timedelta(days=1)),
        "last month": (before, first - timedelta(days=1)),
    }[said]
