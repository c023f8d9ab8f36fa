"""Skip, Later and Away; check-ins that are over; and those that people open by themselves."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.checkin import Answer, CheckInState, Momentum
from bot.domain.people import Level
from bot.domain.preferences import Preferences
from bot.messages import Form, Pressed
from tests.fakes import MONDAY, Office, sender, text_of
from tests.talking import card, change_person, checkin, count, get, labels, monday, said

AFTER_CLOSING = datetime(2027, 1, 15, 14, tzinfo=UTC)
OWN = "riverbend/own/2027-01-16/boyd"
SATURDAY = datetime(2027, 1, 16, 15, tzinfo=UTC)


async def form_of(office: Office, who: str = "boyd") -> Form | None:
    return (await office.press(who, card(office, who), "Answer")).form


async def test_skip_puts_it_aside_and_can_be_taken_back_by_answering(office: Office) -> None:
    await office.tick()

    skipped = await office.press("boyd", card(office), "Skip this time")
    assert "Skipped this time, Terrence" in said(skipped)
    assert (await checkin(office)).state is CheckInState.SKIPPED

    form = (await office.press("boyd", skipped.replace, "Answer after all")).form
    await office.fill("boyd", form, where="we met after all")
    assert (await checkin(office)).state is CheckInState.OPEN


async def test_skip_after_an_answer_changes_nothing(office: Office) -> None:
    await office.tick()
    await office.press("boyd", card(office), "steady")

    answer = await office.press("boyd", card(office), "Skip this time")

    assert "Thanks, Terrence" in said(answer)
    assert (await checkin(office)).state is CheckInState.OPEN


async def test_a_press_on_another_message_changes_the_card_as_well(office: Office) -> None:
    await office.tick()
    sent = "riverbend/check-in/leaders-weekly/2027-01-11/person:price"
    reference = office.platform.references[sent]
    pressed = Pressed(
        sender=sender("price"),
        event="e",
        at=office.now,
        action="checkin.skip",
        value=monday("price"),
        reference="a-reminder",
    )

    answer = await office.router.handle(pressed)

    assert [update.reference for update in answer.updates] == [reference]


async def test_an_answer_after_closing_counts_and_is_marked_late(office: Office) -> None:
    await office.tick()
    await office.tick(AFTER_CLOSING)

    answer = await office.fill("boyd", await form_of(office), where="we met")

    assert "Your answer counts, and is marked as late" in said(answer)
    assert (await get(office, Answer, 1)).late
    assert (await checkin(office)).state is CheckInState.CLOSED


@pytest.mark.parametrize("button", ["Skip this time", "Later"])
async def test_what_is_closed_is_not_put_off(office: Office, button: str) -> None:
    await office.tick()
    await office.tick(AFTER_CLOSING)

    answer = await office.press("boyd", card(office), button)

    assert "closed on Friday, 15 Jan without an answer. You can still give one" in said(answer)
    assert (await checkin(office)).state is CheckInState.CLOSED


async def test_a_skipped_check_in_answered_after_its_time_stays_skipped_and_is_late(
    office: Office,
) -> None:
    await office.tick()
    await office.press("boyd", card(office), "Skip this time")
    office.now = AFTER_CLOSING

    await office.fill("boyd", await form_of(office), where="we met")

    assert (await checkin(office)).state is CheckInState.SKIPPED
    assert (await get(office, Answer, 1)).late


async def test_a_board_member_is_not_asked_to_rate(office: Office) -> None:
    await change_person(office, "price", level=Level.BOARD)

    answer = await office.say("price", "/checkin")

    assert "Where is each strategy" not in said(answer)
    assert labels(answer.reply) == ["Answer"]


async def test_the_greeting_knows_the_time_of_day(office: Office) -> None:
    for hour, part in [(14, "morning"), (18, "afternoon"), (23, "evening")]:
        office.now = MONDAY.replace(hour=hour)
        assert f"Good {part}, Ruth" in said(await office.say("vance", "/checkin"))


async def test_later_asks_again_in_three_hours(office: Office) -> None:
    await office.tick()

    answer = await office.press("boyd", card(office), "Later")
    assert "Fine — I'll ask again today at 11:00" in said(answer)

    await office.tick(office.later(hours=3))
    assert card(office).text == "Still open: your check-in. A tap per strategy is enough."


async def test_later_in_the_evening_is_the_next_morning(office: Office) -> None:
    await office.tick()
    office.later(hours=8)

    answer = await office.press("boyd", card(office), "Later")

    assert "I'll ask again on Tuesday, 12 Jan, at 08:00" in said(answer)


async def test_later_than_the_closing_is_said_and_changes_nothing(office: Office) -> None:
    await office.tick()
    before = await checkin(office)
    office.now = datetime(2027, 1, 15, 12, tzinfo=UTC)

    answer = await office.press("boyd", card(office), "Later")

    assert "This check-in closes today at 08:00" in said(answer)
    assert await checkin(office) == before


async def test_later_without_reminders_says_that_nobody_will_ask(office: Office) -> None:
    await office.tick()
    await office.say("boyd", "/headway settings reminders off")

    answer = await office.press("boyd", card(office), "Later")

    assert "Your reminders are off, so I won't ask again" in said(answer)
    assert "closes on Friday, 15 Jan, at 08:00" in said(answer)


async def test_away_until_a_day_is_kept_and_puts_the_check_in_aside(office: Office) -> None:
    await office.tick()
    form = (await office.press("boyd", card(office), "I'm away")).form

    answer = await office.fill("boyd", form, until="2027-01-25")

    assert "I'll ask again from Monday, 25 Jan on" in said(answer)
    assert "You're away, Terrence" in text_of(answer.updates[0].message)
    assert (await checkin(office)).state is CheckInState.AWAY
    async with office.store.read() as tx:
        kept = await tx.get(Preferences, "riverbend", "boyd")
    assert kept
    assert kept.away_until == date(2027, 1, 25)


@pytest.mark.parametrize("until", ["2027-01-11", "2027-01-01", "", "soon"])
async def test_away_needs_a_day_to_come(office: Office, until: str) -> None:
    await office.tick()
    form = (await office.press("boyd", card(office), "I'm away")).form

    answer = await office.fill("boyd", form, until=until)

    assert answer.errors == {"until": "Choose a day after today."}
    assert (await checkin(office)).state is CheckInState.OPEN


async def test_away_after_an_answer_keeps_the_answer(office: Office) -> None:
    await office.tick()
    form = (await office.press("boyd", card(office), "I'm away")).form
    await office.press("boyd", card(office), "steady")

    await office.fill("boyd", form, until="2027-01-25")

    assert (await checkin(office)).state is CheckInState.OPEN


async def test_without_a_question_open_one_can_check_in_by_oneself(office: Office) -> None:
    office.now = SATURDAY
    shown = await office.say("boyd", "/checkin")
    assert labels(shown.reply)[-1] == "Answer"
    assert "Later" not in labels(shown.reply)

    await office.press("boyd", shown.reply, "steady")
    await office.say("boyd", "/checkin we met on Saturday")

    assert (await checkin(office, OWN)).is_answered
    assert (await get(office, Answer, 1)).ratings == {"data-teams": Momentum.STEADY}
    assert (await get(office, Answer, 2)).text == "we met on Saturday"


async def test_ones_own_check_in_is_kept_only_when_it_is_answered(office: Office) -> None:
    office.now = SATURDAY
    shown = await office.say("boyd", "/checkin")
    form = (await office.press("boyd", shown.reply, "Answer")).form

    await office.fill("boyd", form, where="we met")

    assert (await checkin(office, OWN)).is_answered
    assert (await checkin(office, OWN)).closes_at == SATURDAY.replace(day=20)


async def test_the_partner_checks_in_with_the_partners_questions(office: Office) -> None:
    shown = await office.say("imai", "/checkin")

    form = (await office.press("imai", shown.reply, "Answer")).form

    assert form
    assert form.fields[0].label == "Where are you in the effort with this district?"


async def test_somebody_in_no_cadence_gets_the_questions_of_their_side(office: Office) -> None:
    await change_person(office, "price", level=Level.BOARD)

    answer = await office.say("price", "/checkin the board is glad")

    assert "Where are you in the effort? the board is glad · A-1" in said(answer)


@pytest.mark.parametrize(
    "made_up",
    ["riverbend/own/soon/boyd", "riverbend/own/2027-01-16/chen", "riverbend/weekly/x/boyd", ""],
)
async def test_a_made_up_check_in_is_refused(office: Office, made_up: str) -> None:
    for action in ("checkin.answer", "checkin.skip", "checkin.later", "checkin.away"):
        answer = await office.act("boyd", action, made_up)

        assert answer.form is None
        assert answer.reply
        assert answer.replace is None


@pytest.mark.parametrize("rest", ["|data-teams|9", "|data-teams|x", "|no-such|3", ""])
async def test_a_made_up_tap_is_refused(office: Office, rest: str) -> None:
    await office.tick()

    answer = await office.act("boyd", "checkin.rate", f"{monday()}{rest}")

    assert "That button belongs to something I no longer do" in said(answer)
    assert await count(office, Answer) == 0


async def test_made_up_readers_are_refused_and_the_words_are_not_lost(office: Office) -> None:
    await office.tick()

    answer = await office.fill("boyd", await form_of(office), where="we met", where__audience="all")

    assert "we met" in said(answer)
    assert await count(office, Answer) == 0
