"""A check-in: one asking of one person, and the answers that it got."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import ClassVar

from bot.domain.audience import Audience
from bot.domain.cadence import Question
from bot.domain.record import Record

MOMENTUM = "momentum"
"""The question key under which the taps per strategy are kept."""

MOMENTUM_AUDIENCE = Audience.LEADERS
"""Who reads the taps: what leaders see of a strategy is of use to all of them."""

BETWEEN_REMINDERS = timedelta(hours=12)
"""A reminder that would follow an earlier one sooner, which came late, is left out."""

LONGEST_NOTHING = 80

OWN = "own"
"""The cadence of a check-in that somebody opened by themself."""

_NOTHING = r"no(ne|pe|thing)?|n/?a|nil|nada|not (really|applicable|yet|much)|all (good|fine|well)"
_NOTHING += r"|no (blockers?|problems?|issues?|obstacles?)"
_NOW = r"new|yet|really|special|much|else|at all|so far|to (report|add|say|tell)|of note"
_NOW += r"|for now|right now|now|currently|at (the|this) (moment|time)|this (time|week|month)|today"
_NOW += r"|(is )?(getting )?in (the|my|our) way|that I know of|thanks?( you)?"
NOTHING = re.compile(
    rf"({_NOTHING}|[-–—]+)([\s,;.!–—-]+({_NOTHING}|{_NOW}))*[\s.!]*", re.IGNORECASE
)


def says_nothing(text: str) -> bool:
    """Whether somebody wrote that there is nothing to tell ("none", "n/a", "all good")."""
    stripped = text.strip()
    if len(stripped) > LONGEST_NOTHING:
        return False
    return not stripped or NOTHING.fullmatch(stripped) is not None


class Momentum(IntEnum):
    """How a strategy moves, as the person who answers sees it."""

    STALLED = 1
    SLOW = 2
    STEADY = 3
    STRONG = 4

    @property
    def word(self) -> str:
        """The word on the button: "steady"."""
        return self.name.lower()


class CheckInState(StrEnum):
    """What became of an asking."""

    OPEN = "open"
    SKIPPED = "skipped"
    CLOSED = "closed"
    AWAY = "away"
    MISSED = "missed"
    UNREACHED = "unreached"


@dataclass(frozen=True, kw_only=True)
class CheckIn:
    """One asking of one person in one period of a cadence.

    It carries the questions, times and reminders it was opened with: a change of settings never
    touches a check-in that is open. ``period`` is the nominal day of the cadence, ``asked_at`` the
    moment it was due. ``away``: the person had said so; ``missed``: Headway was not running;
    ``unreached``: the platform had said that the person cannot be reached.
    """

    KEY: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    partnership: str
    cadence: str
    person: str
    period: date
    asked_at: datetime
    closes_at: datetime
    questions: tuple[Question, ...] = ()
    reminders: tuple[datetime, ...] = ()
    remind_at: datetime | None = None
    state: CheckInState = CheckInState.OPEN
    answered_at: datetime | None = None

    @property
    def occasion(self) -> str:
        """What all askings of one cadence and period have in common."""
        return occasion_name(self.cadence, self.period)

    @property
    def is_own(self) -> bool:
        """Whether the person opened it by themself, with nobody asking."""
        return self.cadence == OWN

    @property
    def is_answered(self) -> bool:
        """Whether the person has said anything yet."""
        return self.answered_at is not None

    def question(self, key: str) -> Question | None:
        """The question of that key."""
        return next((question for question in self.questions if question.key == key), None)

    def answered(self, at: datetime) -> "CheckIn":
        """The check-in after an answer: no reminder is needed, the first time is kept."""
        return replace(self, answered_at=self.answered_at or at, remind_at=None)

    def skipped(self, state: CheckInState = CheckInState.SKIPPED) -> "CheckIn":
        """The check-in after "skip this time" or "I'm away"."""
        return replace(self, state=state, remind_at=None)

    def asked_after_all(self, now: datetime) -> "CheckIn":
        """The check-in of somebody who is reached only now."""
        return replace(self, state=CheckInState.OPEN, remind_at=self._reminder_after(now))

    def later(self, until: datetime) -> "CheckIn":
        """The check-in after "later": asked after once more at that moment."""
        return replace(self, remind_at=until)

    def reminded(self, now: datetime) -> "CheckIn":
        """The check-in after a reminder, with the next one that is still to come."""
        return replace(self, remind_at=self._reminder_after(now))

    def closed(self) -> "CheckIn":
        """The check-in when its time is over."""
        return replace(self, state=CheckInState.CLOSED, remind_at=None)

    def _reminder_after(self, now: datetime) -> datetime | None:
        ahead = [moment for moment in self.reminders if moment > now + BETWEEN_REMINDERS]
        return min(ahead, default=None)


def occasion_name(cadence: str, period: date) -> str:
    """What all askings of one cadence and period have in common."""
    return f"{cadence}/{period.isoformat()}"


def checkin_id(partnership: str, cadence: str, period: date, person: str) -> str:
    """The one id that an asking can have, so that it cannot happen twice."""
    return f"{partnership}/{cadence}/{period.isoformat()}/{person}"


@dataclass(frozen=True, kw_only=True)
class Answer(Record):
    """What a person answered to one question of one check-in.

    ``ratings`` holds the taps per strategy for the question ``momentum``. ``late``: given after the
    check-in closed. ``corrected_at``: changed after a digest had told it.
    """

    LETTER: ClassVar = "A"

    checkin: str
    question: str
    text: str = ""
    ratings: Mapping[str, Momentum] = field(default_factory=dict)
    late: bool = False
    corrected_at: datetime | None = None
