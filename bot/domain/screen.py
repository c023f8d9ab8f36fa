"""What a screen finds in a text that must not be kept, and the text without it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.names import plain

NO_PERSON = "(no person)"

_MARKER = re.compile(r"[ \t]{0,4}\((?:no|not a)[ -]person\)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’][sS]?(?!\w)")
# "a student named Jayden" and "teacher Alvarez" are a student and a teacher, said once.
_SAID_BEFORE = re.compile(
    r"(?:\b(?:an?|the|one|our|my|another)\s+)?"
    r"\b(?:teacher|student|pupil|kid|child|boy|girl|scholar|learner|colleague|sub)"
    r"(?:,?\s+(?:named|called)|,)?\s+@?$",
    re.IGNORECASE,
)
_NEEDS_NO_ARTICLE = re.compile(
    r"\b(?:an?|the|this|that|my|our|your|his|her|its|their|each|every|no|one|id)[\s:#]+$",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"[.!?]\s+[*_\"“(]*$|\n[\s>*•-]*[*_\"“(]*$")
_OPENS = re.compile(r"[\s>*•_\"“(-]*$")
# Longer than any name, address or number that a marker speaks for.
_MOST_PIECES = 10


class Sort(StrEnum):
    """What kind of thing was found."""

    TITLED = "name with a title"
    STAFF = "name of somebody on the staff"
    STUDENT = "name of a student"
    SOMEBODY = "name"
    INITIALS = "initials"
    EMAIL = "e-mail address"
    PHONE = "phone number"
    NUMBER = "id number"


_INSTEAD = {
    Sort.TITLED: "a teacher",
    Sort.STAFF: "a teacher",
    Sort.STUDENT: "a student",
    Sort.SOMEBODY: "somebody",
    Sort.INITIALS: "somebody",
    Sort.EMAIL: "an e-mail address",
    Sort.PHONE: "a phone number",
    Sort.NUMBER: "a number",
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """Something found at ``text[start:end]``, which are its ``words``; without a possessive s."""

    start: int
    end: int
    words: str
    sort: Sort

    @property
    def instead(self) -> str:
        """What can be written in its place: "a teacher", "a student", "a phone number"."""
        return _INSTEAD[self.sort]


def without(text: str, found: Iterable[Found]) -> str:
    """The text with what was found replaced: "Mrs. Alvarez's class" is "a teacher's class"."""
    kept, rest_from = "", 0
    for each in found:
        before, instead = _fitting(text[rest_from : each.start], each.instead, first=not kept)
        kept, rest_from = kept + before + instead, each.end
    return kept + text[rest_from:]


def _fitting(before: str, instead: str, *, first: bool) -> tuple[str, str]:
    """What stands between two finds, and the replacement of the second, so that it reads well."""
    before = before.removesuffix("@")
    said = _SAID_BEFORE.search(before)
    if said and instead in ("a teacher", "a student", "somebody"):
        before = before[: said.start()]
    if _NEEDS_NO_ARTICLE.search(before):
        return before, instead.removeprefix("an ").removeprefix("a ")
    if _BEGINS.search(before) or (first and _OPENS.match(before)):
        return before, instead[0].upper() + instead[1:]
    return before, instead


def confirmed(text: str, found: Iterable[Found]) -> str:
    """The text with " (no person)" behind everything found, for the writer to send again."""
    kept, rest_from = "", 0
    for each in found:
        possessive = _POSSESSIVE.match(text, each.end)
        end = possessive.end() if possessive else each.end
        kept, rest_from = f"{kept}{text[rest_from:end]} {NO_PERSON}", end
    return kept + text[rest_from:]


def read_confirmed(text: str) -> tuple[str, tuple[str, ...]]:
    """Take "(no person)" out of a text: the text without it, and the words before each, ``plain``.

    How many of those words a marker speaks for is known when the text has been screened: give them
    to ``spoken_for``.
    """
    parts = _MARKER.split(text)
    ends = ["".join(parts[: n + 1]) for n in range(len(parts) - 1)]
    return "".join(parts), tuple(" ".join(plain(end).split()[-_MOST_PIECES:]) for end in ends)


def spoken_for(found: Iterable[Found], words: Iterable[str]) -> tuple[Found, ...]:
    """Of what was found, what the writer says is no person: what ends where a marker stood.

    Words said to be nobody's name once in a text are nobody's in all of it.
    """
    ends = [f" {each}" for each in words]
    return tuple(f for f in found if any(end.endswith(f" {plain(f.words)}") for end in ends))
