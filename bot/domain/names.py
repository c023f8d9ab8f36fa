"""Names that must not be kept: a district's lists as keyed hashes, and what is nobody's name."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import product
from typing import ClassVar

APOSTROPHES = "'’‘\u02bc\u00b4"
_LETTER = r"[^\W\d_]"
# Characters of no width, which copying from a web page leaves behind, or which turn the direction.
WIDTHLESS = r"\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
# They and accents that stand alone are of the letter before them.
_ON_TOP = rf"[\u0300-\u036f{WIDTHLESS}]"
# An apostrophe belongs to a name (O'Neil) unless a possessive s is all that follows.
_APOSTROPHE = rf"[{APOSTROPHES}](?={_LETTER})(?![sS](?!{_LETTER}))"
WORD = rf"{_LETTER}(?:{_LETTER}|{_ON_TOP}|{_APOSTROPHE})*"

_PIECE = re.compile(rf"{WORD}|\d+")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS](?!{_LETTER})")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
# Letters that Unicode does not take apart into a plain one and an accent.
_WHOLE_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae"})
_TITLES = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "coach", "sr", "sra", "srta", "jr", "ii", "iii")
) | {"iv", "phd", "edd", "md"}

PARTICLES = frozenset(
    ("van", "von", "der", "den", "ter", "ten", "de", "del", "della", "di", "da", "do", "dos", "das")
) | {"du", "la", "las", "le", "los", "el", "al", "bin", "ben", "ibn", "abu", "st", "saint", "san"}

_EVERYDAY = (
    "an art as at banks be bell best bill black bob brown by case chance chase church cook "
    "cross dale dawn day dean do drew early east eve fair faith field fields frank free gay "
    "gene glen go good grace grant gray green guy hall he head heard hill hope hunter if in "
    "is it jack joy key king lane long love major mark may me miles miller moody my nick no "
    "noble north of on or pace page park parks pat penny power powers price ray read reading "
    "rice rich rob rose rush self sharp short sky small so son song south speaker star steel "
    "stern stone story street strong sue summer sun sweet to trade true up us van wall ward "
    "we weeks wells west white will wing winter wise wolf wood woods worth wright you young"
)
EVERYDAY = frozenset(_EVERYDAY.split())
"""Names that are words as well: in small letters they are the word."""


class Listed(StrEnum):
    """Whose names a list holds."""

    STAFF = "staff"
    STUDENTS = "students"


class Form(StrEnum):
    """What a word is in a listed name; the letter stands in front of its mark."""

    FULL = "n"
    FIRST = "f"
    LAST = "l"


@dataclass(frozen=True, kw_only=True)
class NameList:
    """That a list was loaded: how many names are in it, and when. Its marks lie beside it."""

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "listed")

    partnership: str
    listed: Listed
    version: int
    names: int
    loaded_at: datetime
    salt: str


@dataclass(frozen=True, kw_only=True)
class NameMarks:
    """The names of a list as keyed hashes: to recognise a name in a text, and not to read it."""

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "listed")

    partnership: str
    listed: Listed
    marks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NoPerson:
    """Words, as ``plain`` makes them, that name no person; ``by`` said so, and is asked no more."""

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "by", "words")

    partnership: str
    by: str
    words: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Marked:
    """One loaded list as the screen reads it: whose names, with which salt, and their marks."""

    listed: Listed
    salt: str
    marks: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Names:
    """What a screen has to know of one partnership.

    ``people`` are the full names and keys of the partnership's own people, who may be named in
    every form, and ``emails`` their addresses; ``places`` are the names of schools and
    organisations; ``nobody`` holds words, as ``plain`` makes them, that name no person.
    """

    lists: tuple[Marked, ...] = ()
    people: tuple[str, ...] = ()
    emails: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    nobody: frozenset[str] = frozenset()


def fold(word: str) -> str:
    """A word as names are compared: small plain letters and digits, nothing else ("oneil")."""
    small = word.casefold()
    if not small.isascii():
        small = unicodedata.normalize("NFKD", small.translate(_WHOLE_LETTERS))
        return "".join(filter(str.isalnum, small))
    return _NOT_PLAIN.sub("", small)


def plain(words: str) -> str:
    """Words as ``NoPerson`` keeps them: folded, one blank between two, without a possessive s."""
    return " ".join(map(fold, _PIECE.findall(_POSSESSIVE.sub("", words))))


def hashed(form: str, salt: str) -> str:
    """The keyed hash of a folded form, 16 hexadecimal digits."""
    return hashlib.blake2b(form.encode(), key=salt.encode()[:64], digest_size=8).hexdigest()


def marks_of(names: Iterable[str], salt: str) -> tuple[str, ...]:
    """The keyed hashes of every form by which names are to be recognised, sorted, each once.

    A name is "Anna Castillo" or "Castillo, Anna", with or without a title, middle names or suffix.
    The marks stand for the full name, the first and the family names, whole and by their parts.
    Nobody can read a name out of them; who has marks and salt can try out guesses, though.
    """
    forms = {form for name in names for form in _forms(name)}
    return tuple(sorted(f"{kind.value}{hashed(word, salt)}" for kind, word in forms))


def name_parts(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Every folded first and family name in a full name; those of a single word are both.

    What stands before a comma is the family name, and a particle opens one ("Jan van der Berg").
    Middle names count as both, for nobody can tell them from the first of two family names.
    """
    family, comma, given = name.partition(",")
    firsts, lasts = _words(given), _words(family)
    if not (comma and firsts):
        words = _words(f"{family} {given}")
        inner = enumerate(words[1:-1], 1)
        opens = next((n for n, word in inner if fold(word) in PARTICLES), None)
        firsts = words[: opens or max(len(words) - 1, 1)]
        lasts = words[opens or min(1, len(words) - 1) :]
    return _parts(firsts), _parts(lasts)


def _words(text: str) -> list[str]:
    return [word for word in text.split() if fold(word) and fold(word) not in _TITLES]


def _parts(words: list[str]) -> frozenset[str]:
    """What can stand for a name: each word, each part between hyphens, and all of them in one."""
    pieces = {fold(piece) for word in words for piece in re.findall(WORD, word)}
    alone = {piece for piece in pieces if len(piece) > 1 and piece not in PARTICLES}
    whole = {*map(fold, words), fold("".join(words))}
    return frozenset(alone | whole) - PARTICLES or frozenset(whole)


def _forms(name: str) -> Iterator[tuple[Form, str]]:
    firsts, lasts = name_parts(name)
    yield from ((Form.FIRST, word) for word in firsts if len(word) > 1)
    yield from ((Form.LAST, word) for word in lasts if len(word) > 1)
    for first, last in product(firsts, lasts):
        yield Form.FULL, first + last
        yield Form.FULL, last + first
