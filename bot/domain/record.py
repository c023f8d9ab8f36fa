"""What every record has in common: a short number, an author, an audience, a history."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import ClassVar

from bot.domain.audience import Audience

_REF = re.compile(r"([A-Za-z])-?(\d{1,7})")


@dataclass(frozen=True, kw_only=True)
class Record:
    """Anything logged. ``by`` is the author's key, ``version`` grows with every change.

    ``withdrawn`` records were undone by their author: they keep their number and are shown nowhere.
    """

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "number")
    LETTER: ClassVar[str]

    partnership: str
    number: int
    by: str
    at: datetime
    audience: Audience
    version: int = 1
    withdrawn: bool = False

    @property
    def ref(self) -> str:
        """The short number that people use: "C-12"."""
        return f"{self.LETTER}-{self.number}"

    @property
    def people(self) -> frozenset[str]:
        """Keys of those whose own record it is; they always see it."""
        return frozenset({self.by})


@dataclass(frozen=True, kw_only=True)
class Statement(Record):
    """A record in somebody's own words: a commitment, a blocker, a help.

    ``came_from`` is the number of the record that it came from: a check-in answer, a walkthrough, …
    """

    text: str
    strategy: str | None = None
    came_from: str | None = None

    @property
    def told(self) -> "Statement":
        """The record as it may be shown to anybody who may see it."""
        return self

    @property
    def concerned(self) -> frozenset[str]:
        """Keys of those who are told when another of them changes it, as far as they may see it."""
        return self.people

    @property
    def is_open(self) -> bool:
        """Whether it still stands."""
        return not self.withdrawn


def parse_ref(text: str) -> tuple[str, int] | None:
    """Letter and number of "C-12", "c12" or "C 12"; None if it is no record number."""
    match = _REF.fullmatch(text.strip().replace(" ", ""))
    return (match[1].upper(), int(match[2])) if match else None


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """The known word most like what was typed, or None if nothing is near."""
    spelled = {candidate.lower(): candidate for candidate in known}
    found = get_close_matches(word.lower(), spelled, n=1, cutoff=cutoff)
    return spelled[found[0]] if found else None


def nearest_number(number: int, known: Iterable[int]) -> int | None:
    """The known record number that a mistyped one most likely meant, or None without any.

    The fewest digits mistyped (21 for 20, 2 for 12) come before plain distance.
    """

    def unlikeness(candidate: int) -> tuple[int, int]:
        return _slips(str(number), str(candidate)), abs(number - candidate)

    return min(known, key=unlikeness, default=None)


def _slips(typed: str, meant: str) -> int:
    """How many digits were mistyped, left out or added."""
    row = list(range(len(meant) + 1))
    for digits, wrong in enumerate(typed, start=1):
        above, row = row, [digits]
        for place, right in enumerate(meant):
            changed = above[place] + (wrong != right)
            row.append(min(changed, above[place + 1] + 1, row[place] + 1))
    return row[-1]
