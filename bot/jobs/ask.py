"""Asking: claims the people whose time has come and opens their check-ins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import structlog

from bot.domain.checkin import CheckIn, CheckInState, checkin_id
from bot.domain.delivery import Delivery
from bot.domain.digest import Week
from bot.domain.people import Person
from bot.domain.preferences import Preferences
from bot.domain.schedule import UNPLANNED, Occurs, Schedule, at_rest
from bot.jobs.desk import Desk, Tally
from bot.jobs.openings import ON_TIME, Opening, Openings, rule_of
from bot.ledger.checkins import zone_of
from bot.ledger.outbox import to_person
from bot.ports import AtLeast, AtMost, OneOf, Transaction
from bot.rhythm import Occasion, Rule, first_period, local_day, next_occasion

log = structlog.get_logger()

BATCH = 2000
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
    openings = {key: Openings(directory, now) for key, directory in directories.items()}
    preferences = {(p.partnership, p.person): p for p in await tx.get_all(Preferences, people)}
    last = await _last_periods(tx, [s for s in due if s.next_due == UNPLANNED], now)
    return [
        Turn(
            schedule=schedule,
            openings=openings[schedule.partnership],
            person=directories[schedule.partnership].people.get(schedule.person),
            preferences=preferences.get((schedule.partnership, schedule.person)),
            last=last.get((schedule.partnership, schedule.cadence, schedule.person)),
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
    openings: Openings
    person: Person | None
    preferences: Preferences | None
    last: date | None

    def outcome(self) -> Outcome:
        """What is to be done now, and when this person is due next."""
        directory, person, period = self.openings.directory, self.person, self.schedule.period
        cadence = directory.partnership.cadence(self.schedule.cadence)
        if cadence is None or person is None or not cadence.asks(person):
            return Outcome(schedule=at_rest(self.schedule))
        at = (self.preferences and self.preferences.at) or cadence.at
        zone = zone_of(directory, person, self.preferences)
        if self.schedule.next_due == UNPLANNED or period is None:
            return Outcome(schedule=self._planned(rule_of(cadence, at=at, zone=zone)))
        return self._due(person, self.openings.of(cadence, period, at=at, zone=zone), zone)

    def _planned(self, rule: Rule) -> Schedule:
        """The schedule with its first moment; never a second time in a week asked already.

        A week that was planned and not asked yet stays due, however the settings changed.
        """
        first = first_period(rule, self.openings.days, now=self.openings.now, grace=ON_TIME)
        if first and self.schedule.period:
            waiting = self._from_week(rule, Week.of(self.schedule.period))
            first = min(first, waiting or first, key=lambda occasion: occasion.moment)
        if first and self.last:
            week_after = Week.of(self.last).back(-1)
            if first.period < week_after.monday:
                first = self._from_week(rule, week_after)
        return _next(self.schedule, first)

    def _from_week(self, rule: Rule, week: Week) -> Occasion | None:
        return next_occasion(rule, self.openings.days, after=week.monday - timedelta(days=1))

    def _due(self, person: Person, opening: Opening, zone: str) -> Outcome:
        if opening.later:
            return Outcome(schedule=replace(self.schedule, next_due=opening.later))
        state = CheckInState.MISSED if opening.over else self._state(person, zone)
        is_open = state is CheckInState.OPEN
        return Outcome(
            schedule=_next(self.schedule, opening.upcoming),
            checkin=self._checkin(person, opening, state),
            delivery=to_person(self.openings.directory, person, opening.card) if is_open else None,
        )

    def _state(self, person: Person, zone: str) -> CheckInState:
        if self.preferences and self.preferences.is_away(local_day(self.openings.now, zone)):
            return CheckInState.AWAY
        nowhere = self.openings.directory.address(person) is None
        lost = person.unreachable_since is not None or nowhere
        return CheckInState.UNREACHED if lost else CheckInState.OPEN

    def _checkin(self, person: Person, opening: Opening, state: CheckInState) -> CheckIn:
        is_open = state is CheckInState.OPEN
        return CheckIn(
            id=checkin_id(person.partnership, opening.cadence, opening.period, person.key),
            partnership=person.partnership,
            cadence=opening.cadence,
            person=person.key,
            period=opening.period,
            asked_at=opening.asked_at,
            closes_at=opening.closes_at,
            questions=opening.questions,
            reminders=opening.reminders,
            remind_at=min(opening.reminders, default=None) if is_open else None,
            state=state,
        )


def _next(schedule: Schedule, upcoming: Occasion | None) -> Schedule:
    """The schedule with what is due next, or at rest."""
    if upcoming is None:
        return at_rest(schedule)
    return replace(schedule, next_due=upcoming.moment, period=upcoming.period)
