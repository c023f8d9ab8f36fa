"""Lists of names that must not be kept, and words that were said to be nobody's name."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar


class Listed(StrEnum):
    """Whose names a list holds."""

    STAFF = "staff"
    STUDENTS = "students"


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
    """Words of which somebody has said that they name no person; ``by`` is not asked again."""

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "by", "words")

    partnership: str
    by: str
    words: str
    at: datetime
