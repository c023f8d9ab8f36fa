"""Whether what is told roughly, such as "more than two weeks", is roughly so."""

from collections.abc import Sequence

from bot.writing.checking.grounds import Part
from bot.writing.checking.lexicon import lexicon
from bot.writing.checking.numbers import Number, numbers_of
from bot.writing.checking.text import Token, phrase_at

_MORE = frozenset((("more", "than"), ("over",), ("older", "than"), ("longer", "than")))
_LESS = frozenset((("almost",), ("nearly",)))
_ABOUT = frozenset((("about",), ("around",), ("roughly",)))
_WEEK, _MONTH = 7, 31


def roughly(words: Sequence[Token], n: int) -> tuple[str, ...]:
    """The words in front of a number that make it a rough one; empty if there are none."""
    for phrase in lexicon().rough:
        if n >= len(phrase) and phrase_at(words, n - len(phrase), phrase):
            return phrase
    return ()


def is_wrongly_rough(one: Number, part: Part, texts: Sequence[tuple[Token, ...]]) -> bool:
    """Whether a number is told roughly, no record does so, and none is roughly so."""
    rough = roughly(part.words, one.at[0])
    if not rough or _is_written(part.words, rough, one, texts):
        return False
    return not _is_rough(rough, one, part)


def _is_written(
    words: Sequence[Token], rough: tuple[str, ...], one: Number, texts: Sequence[tuple[Token, ...]]
) -> bool:
    said = (*rough, words[one.at[0]].low)
    return any(phrase_at(text, n, said) for text in texts for n in range(len(text)))


def _is_rough(rough: tuple[str, ...], one: Number, part: Part) -> bool:
    """Whether so many weeks are roughly the days of a record: "more than two" of 18 days."""
    if "month" in one.unit and rough in _MORE:
        return any(31 * one.value < day < 31 * (one.value + 1) for day in _days(part))
    if "week" not in one.unit:
        return False
    days = _days(part)
    if rough == ("over",) and one.value in _days(part, "week"):
        return True
    least, most = one.value * 7, (one.value + 1) * 7
    if rough in _MORE:
        return any(least < day < most for day in days)
    if rough in _LESS:
        return any(least - 4 <= day < least for day in days)
    return rough in _ABOUT and any(abs(day - least) <= 2 for day in days)


def _days(part: Part, unit: str = "day") -> list[float]:
    """How many days, or weeks, the records tell."""
    known = (one for item in part.items for one in numbers_of(item.text))
    return [one.value for one in known if unit in one.unit and one.of is None]
