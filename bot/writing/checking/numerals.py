"""Where the numbers of a text stand, in digits or words, and what they come to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.writing.checking.lexicon import lexicon
from bot.writing.checking.text import BREAKS, Token

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number from its token ``start`` up to ``end``; ``of`` is the whole of "5 of 9"."""

    value: float
    start: int
    end: int
    ordinal: bool = False
    percent: bool = False
    of: float | None = None


def numerals(words: Sequence[Token], dated: set[int]) -> list[Numeral]:
    """The numbers in these words, without those of the dates, whose places are ``dated``."""
    return _shares(words, list(_pairs(words, list(_plain(words, dated)))))


def _plain(words: Sequence[Token], dated: set[int]) -> Iterator[Numeral]:
    n = 0
    while n < len(words):
        one = None if n in dated else _at(words, n)
        if one:
            yield one
        n = one.end if one else n + 1


def _at(words: Sequence[Token], n: int) -> Numeral | None:
    known, low = lexicon(), words[n].low
    digits = _DIGITS.match(low)
    if digits and "-" not in low and ":" not in low:
        value = float(digits[0].replace(",", ""))
        is_percent = n + 1 < len(words) and words[n + 1].low in {"%", "percent"}
        ordinal = low.endswith(("st", "nd", "rd", "th"))
        return Numeral(value, n, n + 1 + is_percent, ordinal, percent=is_percent)
    if low in known.ordinals and not (low == "first" and _is_adverb(words, n)):
        return Numeral(known.ordinals[low], n, n + 1, ordinal=True)
    if low in {"a", "an"} and _lasts(words, n):
        return Numeral(1, n, n + 1)
    if low not in known.numbers or (low in {"one", "once"} and not _counts(words, n)):
        return None
    return _in_words(words, n)


def _is_adverb(words: Sequence[Token], n: int) -> bool:
    """Whether "first" says when: "first raised", "at first"."""
    after = words[n + 1].low if n + 1 < len(words) else ""
    before = words[n - 1].low if n else ""
    return before == "at" or after.endswith("ed") or after in lexicon().verbs


def _lasts(words: Sequence[Token], n: int) -> bool:
    """Whether "a week" is a length of time here, and not how often."""
    after = [token.low for token in words[n + 1 : n + 3]]
    if not after or after[0] not in {"day", "week", "month", "fortnight"}:
        return False
    sets = lexicon().sets
    so_long = n > 0 and words[n - 1].low in sets["for_so_long"]
    return so_long or after[-1] in sets["lasts"]


def _in_words(words: Sequence[Token], n: int) -> Numeral:
    """Such as "twenty-four", "sixty-one percent", "one hundred"."""
    known, value, end = lexicon(), float(lexicon().numbers[words[n].low]), n + 1
    hyphen = end < len(words) and words[end].low == "-"
    after = words[end + hyphen].low if end + hyphen < len(words) else ""
    small = known.numbers.get(after, known.ordinals.get(after, 0))
    ordinal = after in known.ordinals
    if value >= 20 and value < 100 and 0 < small < 10:
        value, end = value + small, end + 1 + hyphen
    elif after == "hundred":
        value, end, ordinal = value * 100, end + 1 + hyphen, False
    else:
        ordinal = False
    is_percent = end < len(words) and words[end].low in {"%", "percent"}
    return Numeral(value, n, end + is_percent, ordinal, percent=is_percent)


def _counts(words: Sequence[Token], n: int) -> bool:
    """Whether "one" is a number here and no pronoun, "once" how often and not when."""
    before = words[n - 1].low if n else ""
    after = words[n + 1].low if n + 1 < len(words) else ""
    if words[n].low == "once":
        return not after or after in BREAKS or after in lexicon().sets["after_once"]
    if (not after or after in BREAKS or after in lexicon().small) and after != "of":
        return not before or before in BREAKS or before in lexicon().sets["before_one"]
    return before not in lexicon().sets["not_one"] and after not in lexicon().sets["after_one"]


def _pairs(words: Sequence[Token], found: Sequence[Numeral]) -> Iterator[Numeral]:
    """The numbers, with "5 of the 9" as one."""
    n = 0
    while n < len(found):
        one = found[n]
        other = found[n + 1] if n + 1 < len(found) else None
        if other and not one.percent and _is_of(words[one.end : other.start]):
            yield Numeral(one.value, one.start, other.end, of=other.value)
            n += 2
        else:
            yield one
            n += 1


def _shares(words: Sequence[Token], found: list[Numeral]) -> list[Numeral]:
    """The numbers, with both of "from 44 to 40 percent" as percentages."""
    for n in range(len(found) - 2, -1, -1):
        one, other = found[n], found[n + 1]
        between = [token.low for token in words[one.end : other.start]]
        if other.percent and one.of is None and between in (["to"], ["and"], ["or"], ["-"], ["–"]):
            found[n] = replace(one, percent=True)
    return found


def _is_of(between: Sequence[Token]) -> bool:
    said = " ".join(token.low for token in between if token.low not in lexicon().sets["whose"])
    return said in {"of", "out of", "in", "/", "\u2044"}
