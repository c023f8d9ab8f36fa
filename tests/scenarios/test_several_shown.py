"""Somebody in several districts: each card, answer and home names its district."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.checkin import Answer
from bot.domain.commitment import Commitment
from bot.domain.delivery import Delivery, DeliveryKind
from bot.domain.people import Person
from bot.domain.preferences import Preferences
from bot.messages import SAYS, TYPES, Message, Pressed, within
from tests.fakes import Office, sender, text_of
from tests.several import (
    MAPLEWOOD,
    MAPLEWOOD_NAME,
    RIVERBEND_NAME,
    join,
    kept,
    many,
    names_only,
    press_on,
    tap,
)
from tests.talking import labels


async def cards(office: Office) -> Iterable[tuple[Delivery, Message]]:
    """The check-ins that Ruth Vance got, with what they said."""
    await office.tick()
    await office.tick(office.now + timedelta(days=8, hours=2))
    async with office.store.read() as tx:
        sent = await tx.find(Delivery, kind=DeliveryKind.CHECK_IN, recipient="person:vance")
    by_id = {parcel.delivery: parcel.message for parcel in office.platform.sent}
    return [(one, by_id[one.id]) for one in sent if one.id in by_id]


async def test_each_card_names_its_district_and_its_buttons_stay_there(both: Office) -> None:
    shown = {one.partnership: message for one, message in await cards(both)}
    assert shown["maplewood"].text.startswith(f"{MAPLEWOOD_NAME} · ")
    assert shown["riverbend"].text.startswith(f"{RIVERBEND_NAME} · ")

    opened = await tap(both, "vance", shown["maplewood"], "Answer")
    await both.fill("vance", opened.form, where="Two teams meet weekly now.")

    assert list(await kept(both, Answer)) == ["maplewood"]


async def test_a_card_of_somebody_in_one_district_names_none(both: Office) -> None:
    await both.tick()

    assert not [one for one in both.platform.to("boyd") if RIVERBEND_NAME in one.text]


async def test_a_reply_in_a_thread_answers_that_card(both: Office) -> None:
    references = {one.partnership: one.reference for one, _ in await cards(both)}
    await both.say("vance", "Two teams meet weekly now.", thread=references["maplewood"])

    assert list(await kept(both, Answer)) == ["maplewood"]


@pytest.mark.parametrize("who", ["vance", "imai"])
async def test_a_reply_to_a_card_of_a_district_that_was_left_is_kept_in_no_other(
    both: Office, who: str
) -> None:
    await cards(both)
    async with both.store.write() as tx:
        sent = await tx.find(Delivery, kind=DeliveryKind.CHECK_IN, recipient=f"person:{who}")
        leaver = await tx.get(Person, "riverbend", who)
        assert leaver
        await tx.put(replace(leaver, left=both.now))
    references = {one.partnership: one.reference for one in sent}
    told = await both.say(who, "Two teams meet weekly.", thread=references["riverbend"])
    assert "do not know you any more" in text_of(told.reply)
    assert await kept(both, Answer) == {}

    await both.say(who, "Two teams meet weekly.", thread=references["maplewood"])
    assert list(await kept(both, Answer)) == ["maplewood"]


async def test_a_button_of_a_district_that_was_left_for_another_does_nothing_there(
    office: Office,
) -> None:
    """Whoever is moved from one district to another still has the first one's cards."""
    (card,) = [one for one, _ in await cards(office)]
    await join(office, MAPLEWOOD)
    async with office.store.write() as tx:
        leaver = await tx.get(Person, "riverbend", "vance")
        assert leaver
        await tx.put(replace(leaver, left=office.now))
    await office.say("vance", "/commit share the rubric")
    told = await press_on(office, "vance", card.reference or "", "commit.done", "C-1")

    assert "do not know you any more" in text_of(told.reply)
    async with office.store.read() as tx:
        assert [one.is_open for one in await tx.find(Commitment)] == [True]


async def test_a_button_without_a_mark_belongs_to_its_message(both: Office) -> None:
    sent = {one.partnership: one for one, _ in await cards(both)}
    card = sent["maplewood"]
    reference = card.reference or ""
    checkin = f"maplewood/{card.occasion}/vance"
    opened = await press_on(both, "vance", reference, "checkin.answer", checkin)

    assert opened.form is not None
    assert MAPLEWOOD_NAME in opened.form.intro


async def test_plain_words_are_asked_about_and_then_taken_as_said(both: Office) -> None:
    await cards(both)
    asked = await both.say("vance", "Helping teachers plan takes all my time.")
    assert await kept(both, Answer) == {}
    await tap(both, "vance", asked.reply, RIVERBEND_NAME)

    assert await kept(both, Answer) == {"riverbend": ["Helping teachers plan takes all my time."]}


async def test_a_home_shows_each_district_under_its_name(both: Office) -> None:
    for key in ("riverbend", "maplewood"):
        await both.say("vance", f"/commit {key}: share the {key} rubric")
    shown = text_of(await both.router.home(sender("vance"), both.now))

    maplewood, riverbend = shown.index(f"\n{MAPLEWOOD_NAME}"), shown.index(f"\n{RIVERBEND_NAME}")
    assert maplewood < shown.index("share the maplewood rubric") < riverbend
    assert riverbend < shown.index("share the riverbend rubric")


async def test_mine_shows_all_and_its_buttons_stay_in_their_districts(both: Office) -> None:
    for key in ("riverbend", "maplewood"):
        await both.say("vance", f"/commit {key}: share the {key} rubric")
    mine = await both.say("vance", "/headway mine")
    assert text_of(mine.reply).count("share the") == 2
    await tap(both, "vance", mine.reply, "Done")

    async with both.store.read() as tx:
        found = {one.partnership: one.is_open for one in await tx.find(Commitment)}
    assert found == {"riverbend": True, "maplewood": False}


async def test_mine_can_be_of_one_district(both: Office) -> None:
    assert names_only(await both.say("vance", "/headway mine maplewood"), MAPLEWOOD_NAME)


async def away(office: Office) -> dict[str, bool]:
    async with office.store.read() as tx:
        found = await tx.find(Preferences, person="vance")
    return {one.partnership: one.away_until is not None for one in found}


async def test_an_absence_may_be_for_all_districts(both: Office) -> None:
    asked = await both.say("vance", "/headway settings away until 12 March")
    assert labels(asked.reply)[0] == "All districts"
    told = await tap(both, "vance", asked.reply, "All districts")

    assert await away(both) == {"maplewood": True, "riverbend": True}
    assert RIVERBEND_NAME in text_of(told.reply)
    assert MAPLEWOOD_NAME in text_of(told.reply)


async def test_an_absence_from_a_card_can_be_said_for_all(both: Office) -> None:
    shown = {one.partnership: message for one, message in await cards(both)}
    opened = await tap(both, "vance", shown["riverbend"], "I'm away")
    done = await both.fill("vance", opened.form, until="2027-03-12")
    assert await away(both) == {"riverbend": True}
    await tap(both, "vance", done.reply, "In all my districts")

    assert await away(both) == {"maplewood": True, "riverbend": True}


async def test_what_is_for_all_districts_is_for_the_only_one_that_is_left(both: Office) -> None:
    line = within("/headway settings away until 12 March", "*")
    told = await both.act("boyd", TYPES, line)
    shown = await both.say("boyd", "/headway settings")

    assert "Saved" in text_of(told.reply)
    assert "asked again from Friday, 12 Mar" in text_of(shown.reply)


async def test_what_is_for_all_is_done_once_however_often_it_comes(both: Office) -> None:
    line = within("/commit share the rubric", "*")
    once = Pressed(sender=sender("vance"), event="e1", at=both.now, action=SAYS, value=line)
    first, again = [await both.router.handle(once) for _ in range(2)]

    assert first == again
    assert await kept(both) == {
        "riverbend": ["share the rubric"],
        "maplewood": ["share the rubric"],
    }


async def test_a_question_about_all_can_be_chosen_in_a_form(office: Office) -> None:
    await many(office)
    asked = await office.say("vance", "/headway settings away until 12 March")
    await office.fill("vance", asked.form, district="*")

    assert len(await away(office)) == 6


async def test_help_says_how_to_name_a_district(both: Office) -> None:
    told = text_of((await both.say("vance", "/headway help")).reply)
    plain = text_of((await both.say("boyd", "/headway help")).reply)

    assert "You are in 2 districts" in told
    assert "For one of your districts" not in plain


async def test_a_message_in_a_form_loses_the_names_of_all_districts(both: Office) -> None:
    text = await both.router.without_names(sender("vance"), "Mr. Castellanos moved desks")

    assert "Castellanos" not in text
