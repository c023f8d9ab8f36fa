"""Pulse surveys: one tap each, anonymous, and told only when enough have answered."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from bot.domain.people import Level

FEWEST_ANSWERS = 5
"""With fewer answers nothing is shown: people could be guessed."""


class SurveyState(StrEnum):
    """Open until its time is over, then read."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Survey:
    """One round of asking the people of some levels for an indicator; ``by`` is who started it."""

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "number")

    partnership: str
    number: int
    indicator: str
    levels: tuple[Level, ...]
    by: str
    asked_at: datetime
    closes_at: datetime
    state: SurveyState = SurveyState.OPEN


@dataclass(frozen=True, kw_only=True)
class SurveyTaken:
    """That somebody has answered a survey, and nothing of what: so that each counts once."""

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "survey", "person")

    partnership: str
    survey: int
    person: str


@dataclass(frozen=True, kw_only=True)
class SurveyAnswer:
    """An answer to a survey, and nothing of whose it is; ``id`` is random."""

    KEY: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    partnership: str
    survey: int
    choice: str
