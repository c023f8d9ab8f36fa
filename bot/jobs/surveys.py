"""Surveys: their cards, and the reading when their time is over."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Occasion
from bot.domain.people import Person
from bot.domain.preferences import Preferences
from bot.domain.reading import Reading
from bot.domain.survey import Survey, SurveyAnswer, SurveyState, SurveyTaken, percent_true
from bot.jobs.desk import Desk, Tally
from bot.jobs.letters import Draft, Messages
from bot.ledger.checkins import zone_of
from bot.ledger.directory import Directory, preferences_of
from bot.ledger.outbox import to_person
from bot.ledger.records import keep
from bot.ledger.surveys import OVER, card_id, indicator_name, indicator_of, surveys_of
from bot.messages import Message
from bot.ports import AtMost, Transaction
from bot.rhythm import at_wall_clock, good_moment, local_day
from prompts import survey as said

USUAL_TIME = time(8)
"""When somebody is asked whom neither a cadence nor an own wish gives a time."""
TRIED_FOR = timedelta(days=1)
"""How long a platform that is busy is asked to change a card."""


async def close_surveys(desk: Desk, now: datetime) -> Tally:
    """Close what is over: the reading is made where enough have answered, and the starter told.

    A card that was sent and not answered is to say so; the job that delivers changes it.
    """
    async with desk.store.write() as tx:
        over = await tx.claim(Survey, state=SurveyState.OPEN, closes_at=AtMost(now))
        directories = await desk.directories(tx, {survey.partnership for survey in over})
        queued: list[Delivery] = []
        for survey in over:
            queued += await _close(tx, directories[survey.partnership], survey, now)
        return Tally(queued=len(queued))


async def _close(
    tx: Transaction, directory: Directory, survey: Survey, now: datetime
) -> list[Delivery]:
    await tx.put(replace(survey, state=SurveyState.CLOSED))
    await _read(tx, directory, survey, now)
    await tx.add_missing(*await _changes_of_cards(tx, survey, now))
    starter = directory.people[survey.by]
    occasion = _occasion(survey, DeliveryKind.SURVEY, f"{survey.number}/{OVER}", now)
    message = to_person(directory, starter, occasion)
    return await tx.add_missing(message) if message else []


async def _read(tx: Transaction, directory: Directory, survey: Survey, now: datetime) -> None:
    found = await tx.find(SurveyAnswer, partnership=survey.partnership, survey=survey.number)
    percent = percent_true([answer.choice for answer in found])
    if percent is None:
        return
    indicator = indicator_of(directory.partnership, survey)
    reading = Reading(
        partnership=survey.partnership,
        number=0,
        by=survey.by,
        at=now,
        audience=said.READERS,
        text=said.source(len(found), survey.levels),
        strategy=indicator.strategy if indicator else None,
        indicator=survey.indicator,
        value=percent,
        day=local_day(survey.closes_at, directory.partnership.district.timezone),
        survey=survey.number,
        answers=len(found),
    )
    await keep(tx, reading)


async def _changes_of_cards(tx: Transaction, survey: Survey, now: datetime) -> list[Delivery]:
    sent = await tx.find(
        Delivery,
        partnership=survey.partnership,
        kind=DeliveryKind.SURVEY,
        occasion=str(survey.number),
        state=DeliveryState.SENT,
    )
    taken = await tx.find(SurveyTaken, partnership=survey.partnership, survey=survey.number)
    answered = {card_id(survey, each.person) for each in taken}
    occasion = _occasion(survey, DeliveryKind.CLOSING, str(survey.number), now)
    change = replace(occasion, until=now + TRIED_FOR)
    return [change.changing(card) for card in sent if card.id not in answered]


def _occasion(survey: Survey, kind: DeliveryKind, name: str, now: datetime) -> Occasion:
    return Occasion(partnership=survey.partnership, kind=kind, name=name, at=now)


async def survey_messages(
    tx: Transaction, directory: Directory, chosen: Sequence[Delivery], now: datetime
) -> Messages:
    """Cards of surveys that still ask, and what came of a survey for whoever started it.

    Nothing is sent in the night or on a closed day there, nor to anybody who is away until then.
    """
    numbers = {d.id: int(d.occasion.removesuffix(f"/{OVER}")) for d in chosen}
    surveys = await surveys_of(tx, directory.partnership.key, numbers.values())
    people = [directory.people[d.to_person or ""] for d in chosen]
    preferences = await preferences_of(tx, people)
    messages: Messages = {}
    for delivery, person in zip(chosen, people, strict=True):
        own, survey = preferences[person.key], surveys[numbers[delivery.id]]
        shown = _asked(directory, survey, zone=zone_of(directory, person, own))
        message = await _message(tx, delivery, shown, now)
        if message:
            wait = _wait_until(directory, person, own, now)
            messages[delivery.id] = Draft(message=message, wait_until=wait)
    return messages


async def _message(
    tx: Transaction, delivery: Delivery, shown: said.Asked, now: datetime
) -> Message | None:
    survey = shown.survey
    if delivery.occasion.endswith(OVER):
        made = await tx.find(Reading, partnership=survey.partnership, survey=survey.number)
        return said.told(shown, made[0] if made else None)
    key = (survey.partnership, survey.number, delivery.to_person)
    answered = await tx.get(SurveyTaken, *key)
    return said.card(shown) if survey.is_open(now) and not answered else None


def _wait_until(
    directory: Directory, person: Person, own: Preferences, now: datetime
) -> datetime | None:
    """The good moment to wait for; None for now. Whoever is away is asked when they are back."""
    zone, days = zone_of(directory, person, own), directory.school_days
    asking = (cadence.at for cadence in directory.partnership.cadences if cadence.asks(person))
    at = own.at or next(asking, USUAL_TIME)
    back = own.away_until
    if back and own.is_away(local_day(now, zone)):
        return at_wall_clock(days.next_open(back), at, zone)
    good = good_moment(now, zone=zone, at=at, days=days)
    return good if good > now else None


async def closed_cards(
    tx: Transaction, directory: Directory, chosen: Sequence[Delivery]
) -> Messages:
    """What stands in the place of cards of surveys that are over; nothing for other cards."""
    numbers = {d.id: int(d.occasion) for d in chosen if d.occasion.isdigit()}
    surveys = await surveys_of(tx, directory.partnership.key, numbers.values())
    zone = directory.partnership.district.timezone
    return {
        delivery: Draft(message=said.over_card(_asked(directory, surveys[number], zone=zone)))
        for delivery, number in numbers.items()
    }


def _asked(directory: Directory, survey: Survey, *, zone: str) -> said.Asked:
    return said.Asked(
        survey=survey,
        name=indicator_name(directory.partnership, survey),
        readers=directory.readers(said.READERS),
        zone=zone,
    )
