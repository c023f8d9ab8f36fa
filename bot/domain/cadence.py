"""Cadences: who is asked what, and when; and the rhythm of the digest."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import IntEnum, StrEnum

from bot.domain.audience import Audience
from bot.domain.people import Level, Person


class Weekday(IntEnum):
    """Days of the week as ``date.weekday`` counts them."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


class Makes(StrEnum):
    """What an answer to a question becomes beside the answer itself."""

    COMMITMENT = "commitment"
    BLOCKER = "blocker"
    HELP = "help"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question, the audience of its answers by default, and what an answer makes."""

    key: str
    text: str
    audience: Audience
    makes: Makes | None = None


@dataclass(frozen=True, kw_only=True)
class QuestionSet:
    """A named set of questions."""

    key: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class Cadence:
    """Who is asked which questions on which rhythm.

    ``every`` counts weeks; ``at`` is wall-clock time where the person is; ``open_for`` is how long
    an answer is awaited, and ``remind_after`` the pauses until each reminder, both since asking.
    """

    key: str
    levels: tuple[Level, ...] = ()
    people: tuple[str, ...] = ()
    questions: str
    every: int = 1
    day: Weekday
    at: time
    open_for: timedelta = timedelta(days=4)
    remind_after: tuple[timedelta, ...] = ()
    starts: date | None = None

    def asks(self, person: Person) -> bool:
        """Whether this person belongs to those who are asked."""
        named = person.key in self.people or person.level in self.levels
        return named and person.left is None


@dataclass(frozen=True, kw_only=True)
class DigestPlan:
    """When the weekly digest is made (district time) and the channels it is posted to.

    With ``approve``, the key of a person, that person reads it over first; if nothing is decided
    by ``approve_by`` of the same day, the template's text is posted.
    """

    day: Weekday = Weekday.FRIDAY
    at: time = time(15)
    post_to: tuple[str, ...] = ()
    approve: str | None = None
    approve_by: time | None = None


@dataclass(frozen=True, kw_only=True)
class PortfolioPlan:
    """When all of the partner's districts are told of together, and in which channel.

    The time is the partner's; ``channel`` is the key of a channel of the partner's own.
    """

    channel: str
    day: Weekday = Weekday.FRIDAY
    at: time = time(16)
