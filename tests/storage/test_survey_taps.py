"""Taps of a survey from two processes at one moment: each person counts once."""

import asyncio
from itertools import count

from bot.domain.reading import Reading
from bot.domain.survey import Choice, Survey, SurveyAnswer, SurveyState, SurveyTaken
from bot.ledger.surveys import end
from bot.ports.store import Store
from tests.builders import site_day
from tests.fakes import Office
from tests.jobs.looking import found, ny, put

ASKED = ("boyd", "rossi", "haddad")


async def offices(stores: tuple[Store, Store]) -> tuple[Office, Office]:
    """Two processes, with events of their own."""
    first, second = await Office(store=stores[0]).open(), Office(store=stores[1])
    second._events = count(1000)
    return first, second


async def test_each_person_counts_once_however_they_tap_at_once(
    stores: tuple[Store, Store],
) -> None:
    both = await offices(stores)
    await both[0].say("vance", "/headway survey confidence")
    taps = [
        office.act(who, "survey.tap", f"1|{choice}")
        for who in ASKED
        for choice, office in zip(("fully", "not-yet", "mostly", "fully"), both * 2, strict=True)
    ]

    answers = await asyncio.gather(*taps)

    assert sum(answer.reply is None for answer in answers) == len(ASKED)
    assert {one.person for one in await found(stores[0], SurveyTaken)} == set(ASKED)
    assert len(await found(stores[0], SurveyAnswer)) == len(ASKED)


async def test_a_survey_that_was_closed_meanwhile_is_not_opened_again(
    stores: tuple[Store, Store],
) -> None:
    """Stopped, or answered by the last, by somebody who saw it open a moment ago."""
    office, other = await offices(stores)
    await office.say("vance", "/headway survey confidence")
    (seen,) = await found(stores[0], Survey)
    await put(office, *(an_answer(number) for number in range(5)))
    await other.tick(seen.closes_at)

    async with stores[0].write() as tx:
        await end(tx, seen, now=seen.closes_at)
    await office.tick(seen.closes_at)

    assert [survey.state for survey in await found(stores[0], Survey)] == [SurveyState.CLOSED]
    assert len(await found(stores[0], Reading)) == 1


async def test_passes_at_once_close_a_survey_and_brief_a_coach_once(
    stores: tuple[Store, Store],
) -> None:
    both = await offices(stores)
    closes = ny("2027-01-19 17:00")
    await both[0].say("vance", "/headway survey confidence")
    await put(both[0], site_day(1, brief_at=closes), *(an_answer(number) for number in range(5)))

    await asyncio.gather(*(office.tick(closes) for office in both * 2))
    await both[1].tick(closes)

    assert len(await found(stores[0], Reading)) == 1
    sent = [message.text for office in both for message in office.platform.to("vance")]
    assert sum("Teams confident" in text for text in sent) == 1
    assert sum("walk Lincoln" in text for text in sent) == 1


def an_answer(number: int) -> SurveyAnswer:
    return SurveyAnswer(id=f"{number}", partnership="riverbend", survey=1, choice=Choice.FULLY)


async def test_two_who_start_the_same_survey_at_once_start_one(
    stores: tuple[Store, Store],
) -> None:
    both = await offices(stores)

    await asyncio.gather(
        *(
            office.say(who, "/headway survey confidence")
            for who, office in zip(("vance", "whitfield"), both, strict=True)
        )
    )

    assert [survey.number for survey in await found(stores[0], Survey)] == [1]
