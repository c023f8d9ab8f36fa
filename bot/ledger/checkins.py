"""Check-ins as people see them: loaded with their promises, answers and what these made."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.checkin import OWN, Answer, CheckIn, CheckInState
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.delivery import Delivery, DeliveryKind, delivery_id
from bot.domain.made import MADE_FROM
from bot.domain.people import Person, Side
from bot.domain.preferences import Preferences
from bot.domain.record import Statement
from bot.ledger.directory import Directory, preferences_of
from bot.ledger.newcomers import newcomers_among
from bot.messages import Message, Update
from bot.ports import OneOf, Transaction
from prompts.checkin import CheckInView, checkin_card

OWN_OPEN_FOR = timedelta(days=4)
SHIPPED_SET = {Side.PARTNER: "partner", Side.DISTRICT: "leaders"}
FAR = date.max


def zone_of(directory: Directory, person: Person, preferences: Preferences | None) -> str:
    """The IANA zone that this person's times are told in."""
    chosen = preferences.timezone if preferences else None
    return chosen or directory.partnership.zone_of(person)


def usual_time(directory: Directory, checkin: CheckIn, preferences: Preferences) -> time:
    """When this person is usually asked, by the clock on the wall: the time to put off to.

    Their own wish, or the cadence's time; for a cadence that is gone, when they were asked.
    """
    cadence = directory.partnership.cadence(checkin.cadence)
    if preferences.at or cadence is None:
        zone = ZoneInfo(zone_of(directory, directory.people[checkin.person], preferences))
        return preferences.at or checkin.asked_at.astimezone(zone).time()
    return cadence.at


async def views(
    tx: Transaction, directory: Directory, checkins: Sequence[CheckIn], *, now: datetime
) -> dict[str, CheckInView]:
    """The views of check-ins of one partnership, by check-in id, in a handful of queries."""
    people = [directory.people[checkin.person] for checkin in checkins]
    preferences = await preferences_of(tx, people)
    promises = await _promises(tx, directory, people)
    answers = await _answers(tx, checkins)
    made = await _made(tx, directory, answers.values())
    newcomers = await newcomers_among(tx, directory, people)
    return {
        checkin.id: CheckInView(
            checkin=checkin,
            person=person,
            partnership=directory.partnership,
            now=now,
            zone=zone_of(directory, person, preferences[person.key]),
            promises=tuple(promises.get(person.key, ())),
            answers=tuple(answers.get(checkin.id, ())),
            made=tuple(m for a in answers.get(checkin.id, ()) for m in made.get(a.ref, ())),
            took_over_from=newcomers.get(person.key, ""),
            readers=directory.readers,
        )
        for checkin, person in zip(checkins, people, strict=True)
    }


async def view(
    tx: Transaction, directory: Directory, checkin: CheckIn, *, now: datetime
) -> CheckInView:
    """The view of one check-in."""
    return (await views(tx, directory, [checkin], now=now))[checkin.id]


async def _promises(
    tx: Transaction, directory: Directory, people: Iterable[Person]
) -> dict[str, list[Commitment]]:
    found = await tx.find(
        Commitment,
        partnership=directory.partnership.key,
        owner=OneOf(tuple(person.key for person in people)),
        state=CommitmentState.OPEN,
        withdrawn=False,
    )
    grouped: dict[str, list[Commitment]] = {}
    for promise in sorted(found, key=lambda p: (p.due or FAR, p.number)):
        grouped.setdefault(promise.owner, []).append(promise)
    return grouped


async def _answers(tx: Transaction, checkins: Iterable[CheckIn]) -> dict[str, list[Answer]]:
    ids = tuple(checkin.id for checkin in checkins)
    grouped: dict[str, list[Answer]] = {}
    for answer in await tx.find(Answer, checkin=OneOf(ids), withdrawn=False, order="number"):
        grouped.setdefault(answer.checkin, []).append(answer)
    return grouped


async def _made(
    tx: Transaction, directory: Directory, answers: Iterable[list[Answer]]
) -> dict[str, list[Statement]]:
    refs = tuple(answer.ref for group in answers for answer in group)
    grouped: dict[str, list[Statement]] = {}
    if not refs:
        return grouped
    for kind in MADE_FROM.values():
        key = directory.partnership.key
        for record in await tx.find(kind, partnership=key, came_from=OneOf(refs)):
            if not record.withdrawn:
                grouped.setdefault(record.came_from or "", []).append(record)
    return grouped


async def current_checkin(tx: Transaction, person: Person) -> CheckIn | None:
    """The check-in that this person is asked to answer now; the latest if there are several."""
    found = await tx.find(
        CheckIn,
        partnership=person.partnership,
        person=person.key,
        state=CheckInState.OPEN,
        order="-asked_at",
        limit=1,
    )
    return found[0] if found else None


def own_checkin(directory: Directory, person: Person, *, now: datetime, day: date) -> CheckIn:
    """A check-in that a person opens by themself on a day, not stored yet.

    It asks what the person's cadence asks, or the set that ships for the person's side.
    """
    partnership = directory.partnership
    cadence = next((c for c in partnership.cadences if c.asks(person)), None)
    shipped = SHIPPED_SET[person.side]
    asked = partnership.questions(cadence.questions if cadence else shipped)
    return CheckIn(
        id=f"{partnership.key}/{OWN}/{day.isoformat()}/{person.key}",
        partnership=partnership.key,
        cadence=OWN,
        person=person.key,
        period=day,
        asked_at=now,
        closes_at=now + OWN_OPEN_FOR,
        questions=asked.questions if asked else (),
    )


async def mark_answered(tx: Transaction, checkin: CheckIn, *, now: datetime) -> CheckIn:
    """Note that something was answered; a skipped check-in is open again, a closed one stays so."""
    answered = checkin.answered(now)
    if checkin.state in {CheckInState.SKIPPED, CheckInState.AWAY} and now < checkin.closes_at:
        answered = replace(answered, state=CheckInState.OPEN)
    if answered != checkin:
        await tx.put(answered)
    return answered


def checkin_of(delivery: Delivery) -> str:
    """The id of the check-in that a card or reminder is about; of no check-in for other kinds."""
    cadence, _, rest = delivery.occasion.partition("/")
    return f"{delivery.partnership}/{cadence}/{rest.split('/')[0]}/{delivery.to_person}"


async def card_of(
    tx: Transaction, directory: Directory, checkin: CheckIn | None, *, now: datetime
) -> Message | None:
    """The card of a check-in as it stands now; None without a check-in."""
    return checkin_card(await view(tx, directory, checkin, now=now)) if checkin else None


def card_id(checkin: CheckIn) -> str:
    """The id of the delivery of a check-in's card, whether there is one or not."""
    recipient = f"person:{checkin.person}"
    return delivery_id(checkin.partnership, DeliveryKind.CHECK_IN, checkin.occasion, recipient)


async def card_update(
    tx: Transaction, directory: Directory, checkin: CheckIn | None, *, now: datetime
) -> tuple[Update, ...]:
    """The change of the card that was sent for this check-in, if one was."""
    if checkin is None:
        return ()
    sent = await tx.get(Delivery, card_id(checkin))
    if sent is None or sent.reference is None:
        return ()
    card = checkin_card(await view(tx, directory, checkin, now=now))
    return (Update(platform=sent.platform, reference=sent.reference, message=card),)
