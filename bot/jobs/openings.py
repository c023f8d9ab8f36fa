"""Openings: what all check-ins of one period have in common that are due at the same time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.cadence import Cadence, Question
from bot.domain.checkin import occasion_name
from bot.domain.delivery import DeliveryKind, Occasion
from bot.ledger.directory import Directory
from bot.rhythm import Occasion as Upcoming
from bot.rhythm import Rule, at_wall_clock, good_moment, next_occasion

ON_TIME = timedelta(hours=1)
"""How late somebody is asked without another thought, and planned for a moment that is past."""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """How check-ins are opened.

    ``later``: the better moment to wait for, by those who are late; None to go on now. ``over``:
    it is too late. ``upcoming``: when they are due next, None for never. ``card``: what is sent.
    """

    cadence: str
    period: date
    later: datetime | None
    over: bool
    asked_at: datetime
    closes_at: datetime
    questions: tuple[Question, ...]
    reminders: tuple[datetime, ...]
    upcoming: Upcoming | None
    card: Occasion


class Openings:
    """The openings of a partnership at one moment, each worked out once for all who share it."""

    def __init__(self, directory: Directory, now: datetime) -> None:
        """Begin without any."""
        self.directory = directory
        self.days = directory.school_days
        self.now = now
        self._known: dict[tuple[str, date, time, str], Opening] = {}

    def of(self, cadence: Cadence, period: date, *, at: time, zone: str) -> Opening:
        """The opening of this period for those who are asked at that time on the wall there."""
        key = (cadence.key, period, at, zone)
        if key not in self._known:
            self._known[key] = self._worked_out(cadence, period, rule_of(cadence, at=at, zone=zone))
        return self._known[key]

    def _worked_out(self, cadence: Cadence, period: date, rule: Rule) -> Opening:
        meant = at_wall_clock(self.days.next_open(period), rule.at, rule.zone)
        closes = meant + cadence.open_for
        later = self._put_off(rule, meant)
        over = self.now >= closes or (later is not None and later >= closes)
        asked_at = meant if over else self.now
        asked = self.directory.partnership.questions(cadence.questions)
        return Opening(
            cadence=cadence.key,
            period=period,
            later=None if over else later,
            over=over,
            asked_at=asked_at,
            closes_at=closes,
            questions=asked.questions if asked else (),
            reminders=tuple(asked_at + pause for pause in cadence.remind_after),
            upcoming=next_occasion(rule, self.days, after=period),
            card=self._card(cadence, period, closes),
        )

    def _put_off(self, rule: Rule, meant: datetime) -> datetime | None:
        """The better moment for those who are late, or None to go on now."""
        if self.now - meant <= ON_TIME:
            return None
        good = good_moment(self.now, zone=rule.zone, at=rule.at, days=self.days)
        return good if good > self.now else None

    def _card(self, cadence: Cadence, period: date, closes: datetime) -> Occasion:
        return Occasion(
            partnership=self.directory.partnership.key,
            kind=DeliveryKind.CHECK_IN,
            name=occasion_name(cadence.key, period),
            at=self.now,
            until=closes,
        )


def rule_of(cadence: Cadence, *, at: time, zone: str) -> Rule:
    """The rule of a cadence for those who are asked at this time on the wall there."""
    return Rule(every=cadence.every, day=cadence.day, at=at, zone=zone, starts=cadence.starts)
