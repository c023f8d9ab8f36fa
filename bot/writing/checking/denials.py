"""Whether what a sentence denies is denied by its records, too."""

from collections.abc import Iterator, Sequence

from bot.writing.checking.grounds import Part, World
from bot.writing.checking.lexicon import STATUSES_OF, lexicon
from bot.writing.checking.said import said_of
from bot.writing.checking.text import Token, tokens

_NEAR = 5
_OF_CHECKINS = frozenset(("asked", "answered", "partner_asked", "partner_answered"))


def check(part: Part, world: World) -> Iterator[str]:
    """Yields "status" for a "not" that neither a status nor a text of the records bears out."""
    said = said_of(part, STATUSES_OF)
    texts = [tokens(item.text) for item in part.items]
    for n, token in enumerate(part.words):
        if not _denies(token.low) or _is_of_number(part.words, n):
            continue
        status = any(n - 1 <= one.at <= n + _NEAR for one in said)
        heard = bool(_OF_CHECKINS & {*part.claim.figures})
        if not (status or heard or any(_is_denied(part.words, n, text) for text in texts)):
            yield "status"


def _denies(low: str) -> bool:
    return low in {"not", "never", "cannot"} or low.endswith("n't")


def _is_of_number(words: Sequence[Token], n: int) -> bool:
    """Whether a number is denied, "not twice": that is for the check of numbers."""
    after = words[n + 1].low if n + 1 < len(words) else ""
    known = lexicon()
    return after in known.numbers or after[:1].isdigit() or after in {"only", "all", "every"}


def _is_denied(words: Sequence[Token], n: int, text: Sequence[Token]) -> bool:
    """Whether a text denies something of the same words."""
    mine = {token.stem for token in words[n + 1 : n + 1 + _NEAR] if token.stem} - _small()
    for place, token in enumerate(text):
        if _denies(token.low) or token.low in lexicon().missing:
            its = {other.stem for other in text[place + 1 : place + 1 + _NEAR]}
            same = [other.low for other in text[place + 1 : place + 2]]
            if mine & its or (not mine and same == [words[n + 1].low]):
                return True
    return False


def _small() -> set[str]:
    return {token.stem for word in lexicon().small for token in tokens(word)}
