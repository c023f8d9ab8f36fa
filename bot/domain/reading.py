"""Readings of indicators: midpoint measures, knowingly imperfect, with where they come from."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.domain.record import Statement


@dataclass(frozen=True, kw_only=True)
class Reading(Statement):
    """A value of an indicator on a day, for one school or for the district (``school`` is None).

    ``value`` is in the indicator's own unit; ``text`` says where it comes from. ``survey`` is the
    number of the survey that made it, and ``answers`` how many people answered that.
    """

    LETTER: ClassVar = "I"

    indicator: str
    value: float
    day: date
    school: str | None = None
    survey: int | None = None
    answers: int = 0
