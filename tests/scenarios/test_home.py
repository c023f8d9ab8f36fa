"""Somebody's home: what is open for them at one glance, with buttons that work."""

from datetime import time

import pytest

from bot.domain.audience import Audience
from bot.domain.people import Level
from bot.messages import Message
from tests.fakes import Office, sender, text_of
from tests.talking import card, change_person, checkin, labels, said

BEGIN = ["A promise", "In the way", "Helping", "Walkthrough", "Room to room"]


async def home(office: Office, who: str = "boyd") -> Message:
    return await office.router.home(sender(who), office.now)


async def test_an_empty_home_says_so_and_shows_how_to_begin(office: Office) -> None:
    shown = await home(office)

    assert text_of(shown).splitlines()[1:3] == [
        "Yours, Terrence",
        "Nothing is open for you: no promise, no question.",
    ]
    assert labels(shown) == ["This week so far", *BEGIN, "Change"]
    form = (await office.press("boyd", shown, "Walkthrough")).form
    assert form is not None
    assert form.action == "walkthrough.save"


async def test_it_shows_what_is_asked_and_what_both_sides_promised(office: Office) -> None:
    await office.tick()
    await office.say("boyd", "/commit share the rubric by Friday")
    await office.say("vance", "/commit send the protocol by Friday")

    shown = await home(office)

    told = text_of(shown)
    assert "Asked of you now: a check-in, open until Friday, 15 Jan." in told
    assert "You promised\nshare the rubric — due Friday, 15 Jan · C-1" in told
    assert "Harbor Center for School Change promised\nsend the protocol" in told
    assert labels(shown)[:7] == [
        *("Answer", "Skip this time", "Later", "I'm away"),
        *("Done", "Change date", "Edit"),
    ]


async def test_the_partner_sees_what_the_district_promised(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric")

    assert "Riverbend Public Schools promised\nshare the rubric" in text_of(
        await home(office, "vance")
    )


async def test_what_is_done_there_is_done_and_gone(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric")

    answer = await office.press("boyd", await home(office), "Done")

    assert "Done: share the rubric" in said(answer)
    assert "share the rubric" not in text_of(await home(office))


async def test_skipping_there_changes_the_card_and_the_home(office: Office) -> None:
    await office.tick()

    answer = await office.press("boyd", await home(office), "Skip this time")

    (update,) = answer.updates
    assert "Skipped this time" in update.message.text
    assert "Asked of you" not in text_of(await home(office))


async def test_an_answered_check_in_can_be_edited_there(office: Office) -> None:
    await office.tick()
    await office.press("boyd", card(office), "steady")

    shown = await home(office)

    assert "Your check-in is answered." in text_of(shown)
    assert labels(shown)[0] == "Edit answer"
    assert (await office.press("boyd", shown, "Edit answer")).form is not None


async def test_looking_changes_nothing(office: Office) -> None:
    await change_person(office, "boyd", unreachable_since=office.now)
    before = await checkin_states(office)

    await home(office)

    assert await checkin_states(office) == before
    assert "not reached since" in said(await office.say("vance", "/headway people"))


async def checkin_states(office: Office) -> str:
    await office.tick()
    return str(await checkin(office))


async def test_any_number_of_promises_stays_readable(office: Office) -> None:
    for number in range(50):
        await office.say("boyd", f"/commit {number} {'share it ' * 300}")
        await office.say("vance", f"/commit {number} {'send it ' * 300}")
    await office.say("vance", "/commit send the last one by Friday")

    told = text_of(await home(office))

    assert "… and 38 more, due later." in told
    assert "… and 39 more, due later." in told
    theirs = told.split("promised\n")[-1]
    assert theirs.startswith("send the last one — due Friday, 15 Jan")
    assert len(told) < 10_000


@pytest.mark.parametrize(("who", "audience"), [("boyd", "leaders"), ("vance", "partner")])
async def test_the_last_digest_is_the_one_that_its_reader_may_read(
    office: Office, who: str, audience: str
) -> None:
    await office.say("vance", "/blocker the board is split")
    office.later(days=4, hours=7)
    await office.tick()

    shown = await home(office, who)

    told = text_of(shown)
    assert ("the board is split" in told) == (audience == "partner")
    read = await office.press(who, shown, "Read it")
    assert read.reply is not None
    assert read.reply.text in told
    assert "Only you see this preview" in said(await office.press(who, shown, "This week so far"))


async def test_who_reads_no_posted_digest_sees_none(office: Office) -> None:
    office.later(days=4, hours=7)
    await office.tick()
    await change_person(office, "boyd", level=Level.BOARD)

    assert "None that you may read has been posted yet." in text_of(await home(office))


async def test_settings_say_time_days_zone_and_absence(office: Office) -> None:
    await office.say("boyd", "/headway settings at 9:30")
    await office.say("boyd", "/headway settings away until 20 January")

    shown = await home(office)

    assert f"Asked at {time(9, 30):%H:%M} (America/New_York).\nDays: every Monday." in text_of(
        shown
    )
    assert "Away: asked again from Wednesday, 20 Jan on." in text_of(shown)
    assert "Away" not in said(await office.press("boyd", shown, "I'm back"))


async def test_a_stranger_sees_nothing_there(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric")

    shown = await home(office, "U999")

    assert "I don't know you yet" in text_of(shown)
    assert labels(shown) == []


async def test_the_word_shows_it_as_a_message(office: Office) -> None:
    assert (await office.say("boyd", "/headway home")).reply == await home(office)


async def test_nothing_of_a_narrower_audience_is_in_it(office: Office) -> None:
    made = await office.say("vance", "/commit replace the coach")
    form = (await office.press("vance", made.reply, "Edit")).form
    await office.fill("vance", form, audience=Audience.PARTNER.value)

    assert "replace the coach" not in text_of(await home(office))
