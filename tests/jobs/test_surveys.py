"""Surveys in time: when cards go out, when a survey closes, and what is told then."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.agenda import Agenda
from bot.domain.audience import Audience
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState
from bot.domain.partnership import Partnership
from bot.domain.people import Side
from bot.domain.reading import Reading
from bot.domain.survey import Survey, SurveyState
from bot.jobs.upcoming import next_due
from bot.messages import Message
from tests.fakes import USERS, Office, riverbend, text_of
from tests.jobs.looking import found, ny, person, prefer, put, reload, walk
from tests.talking import said

ASKED = ("boyd", "rossi", "haddad", "nowak", "price")
NAME = "Teams confident in using data"
START = "/headway survey confidence"
OVER = ny("2027-01-19 17:00")


def told(office: Office, who: str) -> list[Message]:
    """What somebody was sent because of surveys."""
    return [message for message in office.platform.to(who) if NAME in message.text]


async def tap_all(office: Office, *people: str, label: str = "Mostly") -> None:
    for who in people:
        await office.press(who, told(office, who)[0], label)


async def started(office: Office, *people: str) -> None:
    """Vance starts a survey, the cards are sent, and these people choose "mostly"."""
    await office.say("vance", START)
    await office.tick()
    await tap_all(office, *people)


async def sent_in(office: Office, who: str) -> list[Delivery]:
    return await found(office.store, Delivery, kind=DeliveryKind.SURVEY, recipient=f"person:{who}")


async def test_cards_are_written_with_the_survey_and_sent_once(office: Office) -> None:
    await office.say("vance", START)
    assert len(await found(office.store, Delivery, kind=DeliveryKind.SURVEY)) == 5

    await office.tick()
    await office.tick()

    assert [len(told(office, who)) for who in ASKED] == [1] * 5


async def test_nothing_is_sent_in_the_night(office: Office) -> None:
    office.now = ny("2027-01-12 05:30")
    await started(office)
    assert told(office, "boyd") == []

    await office.tick(ny("2027-01-12 08:00"))

    assert len(told(office, "boyd")) == 1
    assert told(office, "haddad") == []
    await office.tick(ny("2027-01-12 09:00"))
    assert len(told(office, "haddad")) == 1


async def test_the_card_comes_at_the_time_that_somebody_chose(office: Office) -> None:
    await prefer(office, "boyd", at=ny("2027-01-12 09:30").replace(hour=9, minute=30).time())
    office.now = ny("2027-01-12 05:30")
    await started(office)

    await walk(office, ny("2027-01-12 09:00"))
    assert told(office, "boyd") == []
    await office.tick(ny("2027-01-12 09:30"))
    assert len(told(office, "boyd")) == 1


async def test_on_a_closed_day_the_next_open_one_is_waited_for(office: Office) -> None:
    office.now = ny("2027-01-16 10:00")
    await started(office)
    await walk(office, ny("2027-01-18 20:00"), timedelta(hours=4))
    assert told(office, "boyd") == []

    await office.tick(ny("2027-01-19 08:00"))

    assert len(told(office, "boyd")) == 1


async def test_who_is_in_no_cadence_is_asked_in_the_morning(office: Office) -> None:
    (partnership,) = await found(office.store, Partnership)
    await put(office, replace(partnership, cadences=()))
    office.now = ny("2027-01-12 05:30")
    await started(office)

    await office.tick(ny("2027-01-12 08:00"))

    assert len(told(office, "boyd")) == 1


async def test_who_is_away_is_asked_when_they_are_back(office: Office) -> None:
    await prefer(office, "boyd", away_until=date(2027, 1, 14))
    await prefer(office, "rossi", away_until=date(2027, 1, 25))
    await started(office)
    assert told(office, "boyd") == []

    await office.tick(ny("2027-01-14 08:00"))
    await office.tick(OVER)

    assert len(told(office, "boyd")) == 1
    assert told(office, "rossi") == []
    assert [card.state for card in await sent_in(office, "rossi")] == [DeliveryState.SKIPPED]


async def test_who_left_or_cannot_be_reached_is_not_asked(office: Office) -> None:
    await put(office, replace(await person(office, "boyd"), unreachable_since=office.now))
    file = riverbend()
    await reload(office, replace(file, people=tuple(p for p in file.people if p.key != "rossi")))

    answer = await office.say("vance", f"{START} school team district")
    await office.tick()

    assert "Started: 6 people" in said(answer)
    assert (told(office, "boyd"), told(office, "rossi")) == ([], [])


async def test_who_leaves_before_the_card_goes_out_gets_none(office: Office) -> None:
    await office.say("vance", START)
    file = riverbend()
    await reload(office, replace(file, people=tuple(p for p in file.people if p.key != "boyd")))

    await office.tick()

    assert told(office, "boyd") == []
    assert [card.state for card in await sent_in(office, "boyd")] == [DeliveryState.SKIPPED]


async def test_who_turns_out_to_be_out_of_reach_is_marked(office: Office) -> None:
    office.platform.closed[USERS["boyd"]] = "left the workspace"
    await started(office)

    assert [card.state for card in await sent_in(office, "boyd")] == [DeliveryState.FAILED]
    assert (await person(office)).unreachable_since == office.now


async def test_without_a_workspace_nobody_is_asked(office: Office) -> None:
    (partnership,) = await found(office.store, Partnership)
    partners = tuple(w for w in partnership.workspaces if w.side is Side.PARTNER)
    await put(office, replace(partnership, workspaces=partners))

    assert "0 people would be asked" in said(await office.say("vance", START))


async def test_a_card_that_was_answered_meanwhile_is_not_sent(office: Office) -> None:
    office.platform.busy[USERS["boyd"]] = 2  # his check-in goes first
    await started(office)
    listed = await office.say("boyd", "/headway survey")
    await office.press("boyd", listed.reply, "Fully")

    await office.tick(office.now + timedelta(minutes=1))

    assert told(office, "boyd") == []


async def test_with_five_answers_the_reading_is_made_at_the_end(office: Office) -> None:
    await office.say("vance", f"{START} district school team")
    await office.tick()
    await tap_all(office, *ASKED[:4])
    await tap_all(office, "price", "whitfield", "chen", label="A little")

    await office.tick(OVER - timedelta(minutes=1))
    assert await found(office.store, Reading) == []
    await office.tick(OVER)

    (reading,) = await found(office.store, Reading)
    assert (reading.value, reading.answers, reading.survey, reading.school) == (57, 7, 1, None)
    assert reading.text == "survey of 7 people, district, school and team"
    assert (reading.day, reading.at, reading.by) == (date(2027, 1, 19), OVER, "vance")
    assert (reading.indicator, reading.strategy) == ("confidence", "data-teams")
    assert (reading.ref, reading.audience) == ("I-1", Audience.LEADERS)


async def test_whoever_started_it_is_told_once(office: Office) -> None:
    await started(office, *ASKED[:4])
    await tap_all(office, "price", label="Not yet")

    await office.tick()
    await office.tick(OVER)

    (message,) = told(office, "vance")
    assert text_of(message).splitlines()[1] == (
        f"The survey is over: {NAME}, 80 %. 5 people answered, and that is how many of a hundred "
        "chose “mostly” or “fully” · I-1"
    )


async def test_with_fewer_nothing_is_shown_and_no_reading_made(office: Office) -> None:
    await started(office, *ASKED[:4])

    await office.tick(OVER)

    assert await found(office.store, Reading) == []
    (message,) = told(office, "vance")
    assert "Fewer than 5 people answered, so nothing is shown" in text_of(message)
    assert "%" not in text_of(message)


async def test_a_starter_without_a_workspace_is_told_nothing(office: Office) -> None:
    await started(office)
    (partnership,) = await found(office.store, Partnership)
    district = tuple(w for w in partnership.workspaces if w.side is Side.DISTRICT)
    await put(office, replace(partnership, workspaces=district))

    await office.tick(OVER)

    (survey,) = await found(office.store, Survey)
    assert survey.state is SurveyState.CLOSED
    assert told(office, "vance") == []


async def test_when_all_have_answered_it_is_over(office: Office) -> None:
    await started(office, *ASKED)

    await office.tick()

    (survey,) = await found(office.store, Survey)
    assert (survey.state, survey.closes_at) == (SurveyState.CLOSED, office.now)
    assert len(await found(office.store, Reading)) == 1


async def test_as_long_as_one_of_those_who_are_there_is_missing_it_goes_on(office: Office) -> None:
    await office.say("vance", f"{START} district school team")
    await office.tick()
    await tap_all(office, *ASKED)
    file = riverbend()
    await reload(office, replace(file, people=tuple(p for p in file.people if p.key != "boyd")))

    await tap_all(office, "whitfield", "chen")
    await office.tick()
    assert [survey.state for survey in await found(office.store, Survey)] == [SurveyState.OPEN]

    await tap_all(office, "ortega")
    await office.tick()
    assert [survey.state for survey in await found(office.store, Survey)] == [SurveyState.CLOSED]


async def test_cards_that_are_still_open_say_that_it_is_over(office: Office) -> None:
    await started(office, "boyd")
    (open_card,) = await sent_in(office, "rossi")

    await office.tick(OVER)
    await office.tick(OVER + timedelta(minutes=1))

    changes = [(ref, text_of(card)) for ref, card in office.platform.updated if NAME in card.text]
    assert len(changes) == 4
    over = f"{NAME} – this survey is over. Thanks to all who answered."
    assert changes[0][1].startswith(over)
    assert open_card.reference in [reference for reference, _ in changes]
    assert (await sent_in(office, "boyd"))[0].reference not in [ref for ref, _ in changes]


async def test_a_survey_outlives_its_indicator(office: Office) -> None:
    await started(office, *ASKED)
    (partnership,) = await found(office.store, Partnership)
    await put(office, replace(partnership, agenda=Agenda()))

    await office.tick()

    (reading,) = await found(office.store, Reading)
    assert (reading.indicator, reading.strategy) == ("confidence", None)


async def test_the_end_of_a_survey_is_something_to_do(office: Office) -> None:
    await started(office)

    due = await next_due(office.store, after=OVER - timedelta(minutes=1), until=OVER)

    assert due == OVER
