"""``/headway survey``: who is asked until when, and what is shown to whom."""

from dataclasses import replace

import pytest

from bot.domain.agenda import Indicator
from bot.domain.audience import Audience
from bot.domain.delivery import Delivery, DeliveryKind
from bot.domain.partnership import Partnership
from bot.domain.people import Level
from bot.domain.reading import Reading
from bot.domain.survey import Survey
from bot.messages import Pressed
from tests.fakes import Office, sender, text_of
from tests.jobs.looking import found, ny, put
from tests.surveying import ASKED, NAME, OPTIONS, READERS, START, cards, started, tap
from tests.talking import change_person, everything, get, labels, said


async def test_starting_says_who_is_asked_until_when_and_who_reads_it(office: Office) -> None:
    answer = await started(office)

    told = said(answer).splitlines()[1]
    assert told.startswith(f"Started: 5 people are asked about “{NAME}” (school and team)")
    assert "until Tuesday, 19 Jan, 17:00 · survey 1." in told
    assert f"L{READERS[1:]} read the result if at least 5 have answered." in told
    assert labels(answer.reply) == ["Stop it"]


async def test_the_card_asks_with_one_tap_and_small_print(office: Office) -> None:
    await started(office)

    (card,) = cards(office)
    question, note = text_of(card).splitlines()[1:]
    assert question == f"{NAME} – how true is that for your team?"
    assert "nobody can see who chose what" in note
    assert "nothing is shown before at least 5 have answered" in note
    assert f"Then {READERS} read how many chose “mostly” or “fully”." in note
    assert "Open until Tuesday, 19 Jan, 17:00." in note
    assert labels(card) == OPTIONS
    assert "19 Jan, 16:00" in text_of(cards(office, "haddad")[0])


async def test_those_of_other_levels_are_not_asked(office: Office) -> None:
    await started(office)

    assert [len(cards(office, who)) for who in ASKED] == [1] * 5
    assert [len(cards(office, who)) for who in ("whitfield", "vance", "imai")] == [0] * 3


@pytest.mark.parametrize(
    ("typed", "people", "until"),
    [
        ("school team", 5, "Tuesday, 19 Jan"),
        ("district, schools and teams until Friday", 8, "Friday, 15 Jan"),
        ("until 2027-01-22", 5, "Friday, 22 Jan"),
        ("of the partner and team and district levels", 6, "Tuesday, 19 Jan"),
    ],
)
async def test_levels_and_the_end_can_be_said(
    office: Office, typed: str, people: int, until: str
) -> None:
    answer = said(await started(office, f"{START} {typed}"))

    assert f"Started: {people} people" in answer
    assert f"until {until}, 17:00" in answer


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("confidense", "I know no survey about “confidense”. Did you mean “confidence”?"),
        ("zzz", "I know no survey about “zzz”. There are confidence."),
        ("visits", "Keep a reading with: /headway indicator visits"),
        ("confidence tams", "I can't tell what “tams” is. Did you mean “team”?"),
        ("confidence xyzzy", "what “xyzzy” is. You can name who is asked (board, district"),
        ("confidence team", "1 person would be asked, and nothing is ever shown from fewer than 5"),
        ("confidence until 2027-01-08", "Friday, 8 Jan 2027, 17:00 is over."),
        ("confidence until 2027-03-08", "A survey is open for 30 days at most."),
    ],
)
async def test_what_cannot_be_understood_is_repeated_and_asks_nobody(
    office: Office, line: str, message: str
) -> None:
    answer = said(await started(office, f"/headway survey {line}"))

    assert message in answer
    assert f"Your text is kept: /headway survey {line}" in answer
    assert await found(office.store, Survey) == []
    assert cards(office) == []


@pytest.mark.parametrize("line", ["confidense until Friday", "confidence school tams"])
async def test_the_nearest_right_spelling_is_one_tap_away(office: Office, line: str) -> None:
    answer = await office.say("vance", f"/headway survey {line}")

    assert "Started: 5 people" in said(await office.press("vance", answer.reply, "Yes"))


async def test_principals_and_teams_start_none(office: Office) -> None:
    answer = said(await office.say("boyd", START))

    assert "Surveys are started by district leaders and the partner" in answer
    assert await found(office.store, Survey) == []


async def test_there_is_one_survey_of_an_indicator_at_a_time(office: Office) -> None:
    await started(office)

    again = said(await office.say("whitfield", START))

    assert f"A survey about “{NAME}” is open already" in again
    assert len(await found(office.store, Survey)) == 1
    await office.tick(ny("2027-01-19 17:00"))
    assert "survey 2" in said(await office.say("whitfield", START))


async def test_only_percentages_come_of_a_survey(office: Office) -> None:
    (partnership,) = await found(office.store, Partnership)
    days = Indicator(key="days", name="Days", unit="days", target=3, survey=True)
    await put(office, replace(partnership, agenda=replace(partnership.agenda, indicators=(days,))))

    assert "“Days” is counted in days" in said(await office.say("vance", "/headway survey days"))


async def test_without_such_an_indicator_there_is_no_survey(office: Office) -> None:
    (partnership,) = await found(office.store, Partnership)
    await put(office, replace(partnership, agenda=replace(partnership.agenda, indicators=())))

    assert "No indicator of the agenda is made for a survey" in said(
        await office.say("vance", START)
    )
    assert "District leaders and the partner start" in said(
        await office.say("vance", "/headway survey")
    )


async def test_no_result_is_shown_while_it_runs(office: Office) -> None:
    await started(office)
    for who in ASKED[:4]:
        await tap(office, who)

    for who in ("vance", "whitfield", "boyd"):
        listed = said(await office.say(who, "/headway survey"))
        assert f"{NAME}: open until Tuesday, 19 Jan, 17:00" in listed
        assert "%" not in listed
    assert await found(office.store, Reading) == []


async def test_who_started_it_sees_how_many_from_five_on(office: Office) -> None:
    await started(office, f"{START} district school team")
    shown = []
    for who in ("whitfield", *ASKED):
        listed = said(await office.say("vance", "/headway survey"))
        shown += [line.partition(" — ")[2] for line in listed.splitlines() if " — " in line]
        await tap(office, who)

    assert shown == ["fewer than 5 have answered so far · survey 1"] * 5 + [
        "5 of 8 have answered · survey 1"
    ]
    assert "have answered ·" not in said(await office.say("chen", "/headway survey"))


async def test_who_missed_the_card_finds_it_in_the_list(office: Office) -> None:
    await started(office)
    sent = await found(office.store, Delivery, kind=DeliveryKind.SURVEY, recipient="person:boyd")
    listed = await office.say("boyd", "/headway survey")
    answer = await office.press("boyd", listed.reply, "Fully")

    assert labels(listed.reply) == OPTIONS
    assert "Thanks, it is counted" in text_of(answer.replace)
    (update,) = answer.updates
    assert (update.reference, update.message) == (sent[0].reference, answer.replace)
    assert labels((await office.say("boyd", "/headway survey")).reply) == []


async def test_a_press_on_the_card_itself_changes_it_once(office: Office) -> None:
    await started(office)
    listed = await office.say("boyd", "/headway survey")
    (update,) = (await office.press("boyd", listed.reply, "Fully")).updates
    button = cards(office, "rossi")[0].buttons()[0]
    pressed = Pressed(
        sender=sender("boyd"),
        event="again",
        at=office.now,
        action=button.action,
        value=button.value,
        reference=update.reference,
    )

    assert (await office.router.handle(pressed)).updates == ()


async def test_whoever_started_it_can_stop_it(office: Office) -> None:
    answer = await started(office)
    for who in ASKED[:4]:
        await tap(office, who)

    refused = await office.press("whitfield", answer.reply, "Stop it")
    stopped = await office.press("vance", answer.reply, "Stop it")
    again = await office.press("vance", answer.reply, "Stop it")

    assert "Survey 1 was started by somebody else, so it goes on." in said(refused)
    assert "Survey 1 ends now." in said(stopped)
    assert "This survey is over" in said(again)
    assert "This survey is over" in said(await tap(office, "price"))


async def test_past_surveys_are_listed_with_what_came_of_them(office: Office) -> None:
    await started(office)
    for who in ASKED:
        await tap(office, who)
    await office.tick()
    await started(office)
    await office.tick(ny("2027-01-19 17:00"))

    listed = said(await office.say("boyd", "/headway survey")).splitlines()

    assert listed[2:] == [
        f"{NAME}: over since Tuesday, 19 Jan; too few answered to show anything · survey 2",
        f"{NAME}: 100 % (survey of 5 people, school and team), Monday, 11 Jan · I-1",
    ]


async def test_a_result_that_one_may_not_see_is_not_shown(office: Office) -> None:
    await started(office)
    for who in ASKED:
        await tap(office, who)
    await office.tick()
    await put(office, replace(await get(office, Reading, 1), audience=Audience.PARTNER))

    assert said(await office.say("boyd", "/headway survey")).splitlines()[2:] == [
        f"{NAME}: over since Monday, 11 Jan · survey 1"
    ]
    assert "100 %" in said(await office.say("imai", "/headway survey"))


async def test_the_board_is_neither_asked_nor_shown_what_leaders_read(office: Office) -> None:
    await change_person(office, "ortega", level=Level.BOARD)
    await started(office)
    for who in ASKED:
        await tap(office, who)

    for _ in range(2):
        listed = everything(await office.say("ortega", "/headway survey"))
        assert "No survey has been held yet" in listed
        await office.tick()
    assert cards(office, "ortega") == []
    assert "100 %" not in said(await office.say("ortega", "/headway indicator"))


async def test_the_reading_of_a_survey_is_not_edited(office: Office) -> None:
    await started(office)
    for who in ASKED:
        await tap(office, who)
    await office.tick()

    shown = await office.say("vance", "/headway indicator I-1")

    assert labels(shown.reply) == []
    refused = said(await office.act("vance", "indicator.edit", "I-1"))
    assert "I-1 was made by a survey, so it stays as people answered." in refused
