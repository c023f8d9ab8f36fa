"""Data teams: a grade-level team studies its students' work, plans, and ends with pledges."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.domain.record import Statement


@dataclass(frozen=True, kw_only=True)
class Score:
    """What a row of the rubric was given."""

    row: str
    score: int


@dataclass(frozen=True, kw_only=True)
class DataTeam(Statement):
    """A meeting of a team of a school on a day, as somebody observed it; ``text`` is its minutes.

    ``rubric`` is the key of the rubric, ``lowest`` and ``highest`` are the ends of its scale at the
    time. ``principal`` says whether the principal was there, None if nobody said. Its pledges are
    commitments that came from it.
    """

    LETTER: ClassVar = "D"

    school: str
    day: date
    team: str
    rubric: str = ""
    lowest: int = 1
    highest: int = 4
    scores: tuple[Score, ...] = ()
    principal: bool | None = None
