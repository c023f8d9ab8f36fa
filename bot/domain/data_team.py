"""Data teams: a grade-level team studies its students' work, plans, and ends with pledges."""

from dataclasses import dataclass
from datetime import date
from statistics import fmean
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

    @property
    def team_key(self) -> str:
        """By which a team is known again, however its name was typed: "Grade 4 Team", "grade 4"."""
        words = self.team.lower().replace("-", " ").split()
        return " ".join(word for word in words if word != "team") or " ".join(words)

    @property
    def measure(self) -> tuple[str, int, int]:
        """The rubric and the ends of its scale: only meetings on the same can be compared."""
        return self.rubric, self.lowest, self.highest

    @property
    def mean(self) -> float:
        """The mean of the rows that were scored. Raises StatisticsError where none was."""
        return fmean(score.score for score in self.scores)

    @property
    def says_something(self) -> bool:
        """Whether anything is told but where, when and who."""
        return bool(self.scores or self.text) or self.principal is not None

    def is_of_team_of(self, other: "DataTeam") -> bool:
        """Whether both are meetings of the same team of the same school."""
        return (self.school, self.team_key) == (other.school, other.team_key)
