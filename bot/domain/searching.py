"""What a record is found by."""

import re
import unicodedata
from collections.abc import Iterator

from bot.domain.record import Record
from bot.domain.walkthrough import Walkthrough

_WORD = re.compile(r"[^\W_]+")
_FIELDS = (
    *("text", "note", "pattern", "wondering", "next_step", "focus", "subject", "grades", "team"),
    *("worked", "did_not", "to_change", "before", "after", "indicator", "factor", "question"),
    *("school", "strategy", "owner", "by", "can_clear"),
    *("observers", "visitors", "hosts", "coaches"),
)
"""The fields that hold words, of whatever kind of record; keys are words too."""
LEAST_OF_PLURAL = 4


def tokens(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, without accents and signs."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return tuple(_WORD.findall("".join(c for c in decomposed if not unicodedata.combining(c))))


def wanted(text: str) -> tuple[str, ...]:
    """The beginnings of words that somebody looks for; a plural finds the singular too."""
    return tuple(
        word[:-1] if word.endswith("s") and len(word) >= LEAST_OF_PLURAL else word
        for word in tokens(text)
    )


def searched(record: Record) -> tuple[str, ...]:
    """The words by which a record is found; none where it is found by nobody.

    Of a walkthrough it is what may be told of it, and nothing while it is under way.
    """
    if record.withdrawn or (isinstance(record, Walkthrough) and record.under_way):
        return ()
    told = tellable(record)
    return tokens(" ".join((*_texts_of(told), *_counted(told))))


def tellable(record: Record) -> Record:
    """The record without what may be told to nobody: counts of a few classrooms."""
    return record.told_elsewhere if isinstance(record, Walkthrough) else record


def _counted(record: Record) -> list[str]:
    """What a walkthrough looked for and predicted."""
    if not isinstance(record, Walkthrough):
        return []
    seen = [f"{one.look_for or ''} {one.text} F{one.number}" for one in record.findings]
    return [*seen, *(f"{one.look_for or ''} {one.text}" for one in record.predictions)]


def _texts_of(record: Record) -> Iterator[str]:
    for name in _FIELDS:
        value = getattr(record, name, None)
        if isinstance(value, tuple):
            yield from value
        elif value:
            yield value
