"""Pulse surveys: one tap each, anonymous, and told only when enough have answered."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from bot.domain.calendar import ONE_DAY, SchoolDays
from bot.domain.people import Level

FEWEST_ANSWERS = 5
"""With fewer answers nothing is shown: people could be guessed."""
OPEN_FOR = 5
"""School days, unless whoever starts a survey says otherwise."""
LONGEST_DAYS = 30
USUAL_LEVELS = (Level.SCHOOL, Level.TEAM)
STARTED_BY = frozenset({Level.DISTRICT, Level.PARTNER})


class SurveyState(StrEnum):
    """Open until its time is over, then read."""

    OPEN = "open"
    CLOSED = "closed"


class Choice(StrEnum):
    """How true the indicator's name is, where somebody works."""

    NOT_YET = "not-yet"
    A_LITTLE = "a-little"
    MOSTLY = "mostly"
    FULLY = "fully"


_TRUE = {Choice.MOSTLY, Choice.FULLY}


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

    def is_open(self, now: datetime) -> bool:
        """Whether an answer counts at this moment."""
        return self.state is SurveyState.OPEN and now < self.closes_at


@dataclass(frozen=True, kw_only=True)
class SurveyTaken:
    """That somebody has answered a survey, and nothing of what: so that each counts once."""

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "survey", "person")

    partnership: str
    survey: int
    person: str


@dataclass(frozen=True, kw_only=True)
class SurveyAnswer:
    """An answer to a survey, and nothing of whose it is or when; ``id`` is random."""

    KEY: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    partnership: str
    survey: int
    choice: Choice


def percent_true(choices: Collection[Choice]) -> int | None:
    """How many of a hundred chose "mostly" or "fully"; None with fewer than five answers."""
    if len(choices) < FEWEST_ANSWERS:
        return None
    return round(100 * sum(choice in _TRUE for choice in choices) / len(choices))


def last_day(days: SchoolDays, today: date) -> date:
    """The fifth school day after today, on which a survey closes unless somebody says otherwise."""
    day = today
    for _ in range(OPEN_FOR):
        day = days.next_open(day + ONE_DAY)
    return day


def read_levels(words: Iterable[str]) -> tuple[tuple[Level, ...], str | None]:
    """The levels that words name, and the first word that names none: "schools and team"."""
    known = {name: level for level in Level for name in (level.value, f"{level.value}s")}
    named: list[Level] = []
    for word in words:
        if word not in known:
            return (), word
        named.append(known[word])
    return tuple(level for level in Level if level in named), None
