"""Which school people mean: by its key, by its name, or by the only word that is like it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from bot.domain.people import School

MOST_WORDS = 8
_NEAR = 0.75


def split_school(schools: Iterable[School], text: str) -> tuple[School | None, str]:
    """The school that a text begins with, whatever its case, and what follows; None if none."""
    names = dict(_names(schools))
    for length, start in reversed(list(_starts(text))):
        if start in names:
            return names[start], text[length:].lstrip(" ,")
    return None, text


def nearest_school(schools: Iterable[School], text: str) -> tuple[str, School | None]:
    """The words at the start of a text that may be a mistyped school, and the nearest school.

    The first word alone where no school is near.
    """
    best, words, nearest = _NEAR, "".join(text.split(maxsplit=1)[:1]), None
    for length, start in _starts(text):
        for name, school in _names(schools):
            likeness = SequenceMatcher(None, start, name).ratio()
            if likeness > best:
                best, words, nearest = likeness, text[:length], school
    return words, nearest


def _names(schools: Iterable[School]) -> Iterator[tuple[str, School]]:
    """What each school is called; the beginning of its name only where no other begins so."""
    known = [school for school in schools if not school.retired]
    begun = Counter(start for school in known for _, start in _starts(school.name))
    for school in known:
        yield from ((start, school) for _, start in _starts(school.name) if begun[start] == 1)
        yield _plain(school.name), school
        yield _plain(school.key), school


def _starts(text: str) -> Iterator[tuple[int, str]]:
    """The first word, the first two, … of a text, each with its length in the text."""
    end = 0
    for word in text.split()[:MOST_WORDS]:
        end = text.index(word, end) + len(word)
        yield end, _plain(text[:end].rstrip(","))


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("-", " ").split())
