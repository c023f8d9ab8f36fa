"""Surveys: whom they ask, what is sent for them, and answers that nobody can trace.

An answer is two rows. ``SurveyTaken`` says that a person has answered, ``SurveyAnswer`` holds a
choice under a random id, and neither holds what the other does, nor a time. What the router keeps
of the event is the answer to it, which is the same for every choice.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from bot.domain.agenda import Indicator
from bot.domain.delivery import Delivery, DeliveryKind, Occasion, delivery_id
from bot.domain.errors import ChangeRefusedError
from bot.domain.partnership import Partnership
from bot.domain.people import Person
from bot.domain.survey import Choice, Survey, SurveyAnswer, SurveyState, SurveyTaken
from bot.ledger.directory import Directory
from bot.ledger.outbox import to_person
from bot.ports import OneOf, Transaction
from prompts.words import words

COUNTER = "survey"
"""Surveys are no records, and are counted under a word that is no record's letter."""
OVER = "over"
CLOSES_AT = time(17)


def indicator_of(partnership: Partnership, survey: Survey) -> Indicator | None:
    """The indicator that is asked for; None when it has vanished from the agenda since."""
    known = partnership.agenda.indicators
    return next((each for each in known if each.key == survey.indicator), None)


def indicator_name(partnership: Partnership, survey: Survey) -> str:
    """The name of the indicator that is asked for; its key where no name is known."""
    found = indicator_of(partnership, survey)
    return found.name if found else survey.indicator


def card_id(survey: Survey, person: str) -> str:
    """The id of the delivery of somebody's card, whether there is one or not."""
    name, recipient = str(survey.number), f"person:{person}"
    return delivery_id(survey.partnership, DeliveryKind.SURVEY, name, recipient)


def asked_by(directory: Directory, survey: Survey) -> list[Delivery]:
    """A card for everybody of the survey's levels who can be reached, not stored yet."""
    occasion = Occasion(
        partnership=survey.partnership,
        kind=DeliveryKind.SURVEY,
        name=str(survey.number),
        at=survey.asked_at,
        until=survey.closes_at,
    )
    asked = [p for p in directory.present if p.level in survey.levels and not p.unreachable_since]
    made = (to_person(directory, person, occasion) for person in asked)
    return [card for card in made if card]


async def start(tx: Transaction, directory: Directory, draft: Survey) -> Survey:
    """Store a new survey under the next number, with a card for everybody whom it asks.

    Raises ChangeRefusedError while another survey asks for the same indicator.
    """
    # The number comes first: whoever starts one at the same time waits here, and finds this one.
    number = await tx.next_number(draft.partnership, COUNTER)
    running = await tx.count(
        Survey, partnership=draft.partnership, indicator=draft.indicator, state=SurveyState.OPEN
    )
    if running:
        name = indicator_name(directory.partnership, draft)
        raise ChangeRefusedError(words("survey").plain("error_running", name=name))
    survey = replace(draft, number=number)
    await tx.add(survey, *asked_by(directory, survey))
    return survey


async def has_answered(tx: Transaction, survey: Survey, person: Person) -> bool:
    """Whether somebody has answered already."""
    taken = await tx.get(SurveyTaken, survey.partnership, survey.number, person.key)
    return taken is not None


async def answer(
    tx: Transaction, survey: Survey, person: Person, choice: Choice, *, now: datetime
) -> None:
    """Count somebody's answer. When everybody has answered, the survey is over.

    Raises AlreadyThereError if they have answered, at this very moment perhaps.
    """
    of_survey = {"partnership": survey.partnership, "survey": survey.number}
    await tx.add(
        SurveyTaken(partnership=survey.partnership, survey=survey.number, person=person.key),
        SurveyAnswer(
            id=secrets.token_hex(16),
            partnership=survey.partnership,
            survey=survey.number,
            choice=choice,
        ),
    )
    if await tx.count(SurveyTaken, **of_survey) >= await count_asked(tx, survey):
        await _end_if_all_have_answered(tx, survey, now=now)


async def _end_if_all_have_answered(tx: Transaction, survey: Survey, *, now: datetime) -> None:
    """End it unless somebody is missing: of those who have answered some may have left since."""
    taken = await tx.find(SurveyTaken, partnership=survey.partnership, survey=survey.number)
    asked = await tx.find(Person, **_asked_of(survey))
    if {person.key for person in asked} <= {each.person for each in taken}:
        await end(tx, survey, now=now)


async def end(tx: Transaction, survey: Survey, *, now: datetime) -> None:
    """Let a survey be over; the next pass of the clock closes it.

    One that a pass is closing at this very moment, or has closed since it was read, stays so: else
    it would be closed, and read, once more.
    """
    still = await tx.claim(
        Survey, partnership=survey.partnership, number=survey.number, state=SurveyState.OPEN
    )
    await tx.put(*(replace(each, closes_at=now) for each in still))


async def count_asked(tx: Transaction, survey: Survey) -> int:
    """How many people of the survey's levels can be reached now."""
    return await tx.count(Person, **_asked_of(survey))


def _asked_of(survey: Survey) -> Mapping[str, Any]:
    return {
        "partnership": survey.partnership,
        "level": OneOf(survey.levels),
        "left": None,
        "unreachable_since": None,
    }


async def surveys_of(
    tx: Transaction, partnership: str, numbers: Iterable[int]
) -> dict[int, Survey]:
    """The surveys with these numbers, by number."""
    found = await tx.get_all(Survey, {(partnership, number) for number in numbers})
    return {survey.number: survey for survey in found}
