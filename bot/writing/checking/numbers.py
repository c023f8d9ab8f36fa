"""Numbers in a text, each with what it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.writing.checking.dates import dates_of
from bot.writing.checking.lexicon import lexicon
from bot.writing.checking.number_roles import ANY, DENIED, NOW, roles_of
from bot.writing.checking.numerals import Numeral, numerals
from bot.writing.checking.text import BREAKS, Token, tokens

__all__ = ["ANY", "DENIED", "NOW", "Number", "numbers_of"]

_NEXT = 3
"""How many words after a number say what it counts."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text.

    ``of`` is the whole where it is a part ("5 of 9"). ``unit``: the stems that follow it, ``head``
    the first of them, ``label`` the one before it ("grade"). ``role`` tells a target, a prediction
    or what was before from what is now; it is empty where nobody can tell. ``at`` are its first
    token and the one behind it.
    """

    value: float
    of: float | None
    unit: frozenset[str]
    head: str
    label: str
    role: str
    percent: bool
    ordinal: bool
    at: tuple[int, int]


@lru_cache(maxsize=8192)
def numbers_of(text: str) -> tuple[Number, ...]:
    """The numbers of a text but those of its dates, in their order."""
    words = tokens(text)
    dated = {n for day in dates_of(text) for n in range(*day.at)}
    found = numerals(words, dated)
    roles = roles_of(words, found, dated)
    return tuple(_number(words, one, role) for one, role in zip(found, roles, strict=True))


def _number(words: Sequence[Token], one: Numeral, role: str) -> Number:
    unit = _unit(words, one)
    # "fifth grade" is "grade 5".
    is_grade = one.ordinal and "grad" in unit
    return Number(
        value=one.value,
        of=one.of,
        unit=frozenset(unit) - {"grad"} if is_grade else frozenset(unit),
        head=unit[0] if unit and not _is_alone(words, one) else "",
        label="grad" if is_grade else _label(words, one),
        role=role,
        percent=one.percent,
        ordinal=one.ordinal and not is_grade,
        at=(one.start, one.end),
    )


def _unit(words: Sequence[Token], one: Numeral) -> list[str]:
    if words[one.start].low in {"once", "twice"}:
        before = [token.stem for token in words[max(one.start - 2, 0) : one.start] if token.stem]
        return ["tim", *before]
    found: list[str] = []
    for token in words[one.end :]:
        if token.text in BREAKS or len(found) == _NEXT:
            break
        if token.stem.isalpha() and not _is_skipped(token.low):
            found.append(token.stem)
    if "tim" in found:
        found += [token.stem for token in words[max(one.start - 2, 0) : one.start] if token.stem]
    return found


def _is_skipped(low: str) -> bool:
    """Whether a word says nothing of what is counted."""
    known = lexicon()
    return low in lexicon().sets["uncounted"] or low in known.roles or low in known.numbers


def _is_alone(words: Sequence[Token], one: Numeral) -> bool:
    """Whether no noun follows: "one for 38 days"."""
    after = words[one.end].low if one.end < len(words) else ""
    return after in lexicon().small and after not in {"of", "more", "other", "others"}


def _label(words: Sequence[Token], one: Numeral) -> str:
    for token in reversed(words[: one.start]):
        if token.low in lexicon().sets["between_numbers"]:
            continue
        if token.low in lexicon().numbers or token.low[0].isdigit():
            continue
        return token.stem if token.low in lexicon().sets["labels"] else ""
    return ""
