"""Asking: claims the people whose time has come and opens their check-ins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import structlog

from bot.domain.cadence import Cadence
from bot.domain.calendar import SchoolDays
from bot.domain.checkin import CheckIn, CheckInState, checkin_id
from bot.domain.delivery import Delivery, DeliveryKind, Occasion
from bot.domain.digest import Week
from bot.domain.people import Person
from bot.domain.preferences import Preferences
from bot.domain.schedule import UNPLANNED, Occurs, Schedule, at_rest
from bot.jobs.desk import Desk, Tally
from bot.ledger.checkins import zone_of
from bot.ledger.directory import Directory
from bot.ledger.outbox import to_person
from bot.ports import AtLeast, AtMost, OneOf, Transaction
from bot.rhythm import Occasion as RuleOccasion
from bot.rhythm import Rule, at_wall_clock, first_period, good_moment, local_day, next_occasion

log = structlog.get_logger()

BATCH = 2000
ON_TIME = timedelta(hours=1)
"""How late somebody is asked without another thought, and planned for a moment that is past."""

RECENTLY = timedelta(weeks=9)


async def ask(desk: Desk, now: datetime) -> Tally:
    """Open the check-in of everybody who is due, each with its delivery, once per period."""
    tally = Tally()
    while True:
        async with desk.store.write() as tx:
            due = await tx.claim(
                Schedule,
                occurs=Occurs.CHECK_IN,
                next_due=AtMost(now),
                order="next_due",
                limit=BATCH,
            )
            if not due:
                return tally
            tally += await _ask_all(desk, tx, due, now)


async def _ask_all(desk: Desk, tx: Transaction, due: Sequence[Schedule], now: datetime) -> Tally:
    outcomes = [turn.outcome() for turn in await _turns(desk, tx, due, now)]
    await tx.put(*(outcome.schedule for outcome in outcomes))
    opened = await tx.add_missing(*(o.checkin for o in outcomes if o.checkin))
    ids = {checkin.id for checkin in opened}
    wanted = [o.delivery for o in outcomes if o.delivery and o.checkin and o.checkin.id in ids]
    queued = await tx.add_missing(*wanted)
    missed = sum(checkin.state is CheckInState.MISSED for checkin in opened)
    if missed:
        log.warning(
            "Check-ins are left out: their time was over.", action="checkins_missed", count=missed
        )
    return Tally(queued=len(queued), skipped=missed)


async def _turns(
    desk: Desk, tx: Transaction, due: Sequence[Schedule], now: datetime
) -> list["Turn"]:
    people = {(schedule.partnership, schedule.person) for schedule in due}
    directories = await desk.directories_of(tx, people)
    preferences = {(p.partnership, p.person): p for p in await tx.get_all(Preferences, people)}
    last = await _last_periods(tx, [s for s in due if s.next_due == UNPLANNED], now)
    return [
        Turn(
            schedule=schedule,
            directory=directories[schedule.partnership],
            days=directories[schedule.partnership].school_days,
            person=directories[schedule.partnership].people.get(schedule.person),
            preferences=preferences.get((schedule.partnership, schedule.person)),
            last=last.get((schedule.partnership, schedule.cadence, schedule.person)),
            now=now,
        )
        for schedule in due
    ]


async def _last_periods(
    tx: Transaction, unplanned: Sequence[Schedule], now: datetime
) -> dict[tuple[str, str, str], date]:
    """The latest period in which people to be planned anew were asked.

    By partnership, cadence and person.
    """
    last: dict[tuple[str, str, str], date] = {}
    for partnership in {schedule.partnership for schedule in unplanned}:
        asked = await tx.find(
            CheckIn,
            partnership=partnership,
            person=OneOf(tuple(s.person for s in unplanned if s.partnership == partnership)),
            asked_at=AtLeast(now - RECENTLY),
            order="period",
        )
        last |= {(partnership, c.cadence, c.person): c.period for c in asked}
    return last


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What follows for one person: the schedule, and perhaps a check-in and its delivery."""

    schedule: Schedule
    checkin: CheckIn | None = None
    delivery: Delivery | None = None


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One person's turn in one cadence. Pure: it decides, and writes nothing."""

    schedule: Schedule
    directory: Directory
    days: SchoolDays
    person: Person | None
    preferences: Preferences | None
    last: date | None
    now: datetime

    def outcome(self) -> Outcome:
        """What is to be done now, and when this person is due next."""
        cadence = self.directory.partnership.cadence(self.schedule.cadence)
        if cadence is None or self.person is None or not cadence.asks(self.person):
            return Outcome(schedule=at_rest(self.schedule))
        rule = self._rule(cadence, self.person)
        if self.schedule.next_due == UNPLANNED or self.schedule.period is None:
            return Outcome(schedule=self._planned(rule))
        return self._due(cadence, self.person, rule, self.schedule.period)

    def _rule(self, cadence: Cadence, person: Person) -> Rule:
        at = self.preferences.at if self.preferences else None
        return Rule(
            every=cadence.every,
            day=cadence.day,
            at=at or cadence.at,
            zone=zone_of(self.directory, person, self.preferences),
            starts=cadence.starts,
        )

    def _planned(self, rule: Rule) -> Schedule:
        """The schedule with its first moment; never a second time in a week asked already.

        A week that was planned and not asked yet stays due, however the settings changed.
        """
        first = first_period(rule, self.days, now=self.now, grace=ON_TIME)
        if first and self.schedule.period:
            waiting = self._from_week(rule, Week.of(self.schedule.period))
            first = min(first, waiting or first, key=lambda occasion: occasion.moment)
        if first and self.last:
            week_after = Week.of(self.last).back(-1)
            if first.period < week_after.monday:
                first = self._from_week(rule, week_after)
        return replace(
            self.schedule,
            next_due=first.moment if first else None,
            period=first.period if first else None,
        )

    def _from_week(self, rule: Rule, week: Week) -> RuleOccasion | None:
        return next_occasion(rule, self.days, after=week.monday - timedelta(days=1))

    def _due(self, cadence: Cadence, person: Person, rule: Rule, period: date) -> Outcome:
        meant = at_wall_clock(self.days.next_open(period), rule.at, rule.zone)
        closes = meant + cadence.open_for
        later = self._put_off(rule, meant)
        if later and later < closes:
            return Outcome(schedule=replace(self.schedule, next_due=later))
        over = later is not None or self.now >= closes
        state = CheckInState.MISSED if over else self._state(person, rule)
        opening = Opening(cadence=cadence, period=period, closes=closes, state=state)
        checkin = self._checkin(person, opening, asked_at=meant if over else self.now)
        upcoming = next_occasion(rule, self.days, after=period)
        schedule = replace(
            self.schedule,
            next_due=upcoming.moment if upcoming else None,
            period=upcoming.period if upcoming else None,
        )
        delivery = self._delivery(person, checkin) if state is CheckInState.OPEN else None
        return Outcome(schedule=schedule, checkin=checkin, delivery=delivery)

    def _put_off(self, rule: Rule, meant: datetime) -> datetime | None:
        """The better moment for somebody who is late, or None to go on now."""
        if self.now - meant <= ON_TIME:
            return None
        good = good_moment(self.now, zone=rule.zone, at=rule.at, days=self.days)
        return good if good > self.now else None

    def _state(self, person: Person, rule: Rule) -> CheckInState:
        if self.preferences and self.preferences.is_away(local_day(self.now, rule.zone)):
            return CheckInState.AWAY
        nowhere = self.directory.address(person) is None
        lost = person.unreachable_since is not None or nowhere
        return CheckInState.UNREACHED if lost else CheckInState.OPEN

    def _checkin(self, person: Person, opening: "Opening", *, asked_at: datetime) -> CheckIn:
        partnership = self.directory.partnership
        asked = partnership.questions(opening.cadence.questions)
        reminders = tuple(asked_at + pause for pause in opening.cadence.remind_after)
        is_open = opening.state is CheckInState.OPEN
        return CheckIn(
            id=checkin_id(partnership.key, opening.cadence.key, opening.period, person.key),
            partnership=partnership.key,
            cadence=opening.cadence.key,
            person=person.key,
            period=opening.period,
            asked_at=asked_at,
            closes_at=opening.closes,
            questions=asked.questions if asked else (),
            reminders=reminders,
            remind_at=min(reminders, default=None) if is_open else None,
            state=opening.state,
        )

    def _delivery(self, person: Person, checkin: CheckIn) -> Delivery | None:
        occasion = Occasion(
            partnership=checkin.partnership,
            kind=DeliveryKind.CHECK_IN,
            name=checkin.occasion,
            at=self.now,
        )
        delivery = to_person(self.directory, person, occasion)
        return delivery and replace(delivery, expires_at=checkin.closes_at)


@dataclass(frozen=True, kw_only=True)
class Opening:
    """How a check-in is opened."""

    cadence: Cadence
    period: date
    closes: datetime
    state: CheckInState
