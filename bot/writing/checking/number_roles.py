"""What the words around a number make it: what is now, was before, is aimed at, or is denied."""

from collections.abc import Sequence

from bot.writing.checking.lexicon import lexicon
from bot.writing.checking.numerals import Numeral
from bot.writing.checking.text import BREAKS, Token

NOW, ANY, DENIED = "now", "", "denied"
_FAR = 5
"""How many words may stand between a number and the word that says what it is."""


def roles_of(words: Sequence[Token], found: Sequence[Numeral], dated: set[int]) -> list[str]:
    """What each number is: every word that says so says it of the nearest number."""
    roles = [NOW] * len(found)
    for n in range(len(words)):
        role = _role(words, n)
        nearest = _nearest(words, found, n) if role else None
        if role and nearest is not None:
            roles[nearest] = role
    for index, one in enumerate(found):
        before = [token.low for token in words[max(one.start - 2, 0) : one.start]]
        if before[-1:] == ["not"] or before in (["instead", "of"], ["rather", "than"]):
            roles[index] = DENIED
    return [
        ANY if role == NOW and _is_dated(one, words, dated) else role
        for role, one in zip(roles, found, strict=True)
    ]


def _role(words: Sequence[Token], n: int) -> str:
    """What a word says of a number near it; "from" says so in "up from" and "from 2 to 3"."""
    low = words[n].low
    if low == "from":
        after = {token.low for token in words[n + 1 : n + 6]}
        before = words[n - 1].low if n else ""
        if "to" not in after and before not in {"up", "down", ","}:
            return ""
    return lexicon().roles.get(low, "")


def _nearest(words: Sequence[Token], found: Sequence[Numeral], n: int) -> int | None:
    """The number that follows within a few words of the same part, else the one before."""
    for index, one in enumerate(found):
        if n < one.start <= n + _FAR and not _broken(words[n : one.start]):
            return index
    if words[n].low in lexicon().sets["comparing"]:
        return None
    for index in range(len(found) - 1, -1, -1):
        one = found[index]
        if one.end <= n <= one.end + _FAR and not _broken(words[one.end : n]):
            return index
    return None


def _broken(between: Sequence[Token]) -> bool:
    return any(token.text in BREAKS or token.low in {"and", "but"} for token in between)


def _is_dated(one: Numeral, words: Sequence[Token], dated: set[int]) -> bool:
    """Whether a date is near, so that it may be of another day."""
    if one.of is None and not one.percent:
        return False
    return bool(dated & {*range(one.start - 4, one.start), *range(one.end, one.end + 4)})
