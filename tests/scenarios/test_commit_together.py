"""Promises that two people have a part in, and the buttons and forms of ``/commit``."""

from datetime import date

from bot.domain.audience import Audience
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.history import Deed
from bot.messages import Message
from tests.fakes import Office, fields_of, text_of
from tests.talking import card, change_person, changes, count, get, labels, monday, said

FOR_CHEN = "/commit share the rubric by next Friday @chen"


async def asked_of_chen(office: Office) -> Message:
    """The notice that chen gets when boyd writes down a promise for her."""
    await office.say("boyd", FOR_CHEN)
    await office.tick()
    return card(office, "chen")


async def test_who_promises_is_told_who_wrote_it_down(office: Office) -> None:
    notice = await asked_of_chen(office)

    assert notice.text == (
        "Terrence Boyd wrote down a promise for you: share the rubric, by Friday, 22 Jan · C-1. "
        "Is it yours?"
    )
    assert labels(notice) == ["Yes, mine", "Not mine"]


async def test_accepting_changes_nothing_and_shows_what_was_promised(office: Office) -> None:
    notice = await asked_of_chen(office)

    answer = await office.press("chen", notice, "Yes, mine")

    assert "you'll share the rubric by Friday, 22 Jan · C-1" in said(answer)
    assert (await get(office, Commitment, 1)).version == 1


async def test_declining_drops_it_and_whoever_asked_is_told(office: Office) -> None:
    notice = await asked_of_chen(office)

    answer = await office.press("chen", notice, "Not mine")
    await office.tick()

    assert "Dropped: share the rubric · C-1 — it is not mine" in said(answer)
    assert card(office).text.startswith("Mei Chen dropped a promise: share the rubric")
    assert (await get(office, Commitment, 1)).state is CommitmentState.DROPPED


async def test_a_notice_of_what_is_closed_already_asks_nothing(office: Office) -> None:
    await office.say("boyd", FOR_CHEN)
    await office.say("chen", "/commit drop C-1 because of the flood")
    await office.tick()

    first = office.platform.to("chen")[-1]

    assert "wrote down a promise for you" in first.text
    assert not first.text.endswith("?")
    assert not first.buttons()


async def test_whoever_asked_can_say_that_it_is_not_done_yet(office: Office) -> None:
    await asked_of_chen(office)
    await office.say("chen", "/commit done C-1 it is in the folder")
    await office.tick()
    notice = card(office)
    assert notice.text.startswith("Mei Chen says it is done: share the rubric · C-1 — it is in")

    answer = await office.press("boyd", notice, "Not done yet")
    await office.tick()

    assert "Open again: share the rubric · C-1" in said(answer)
    assert card(office, "chen").text.startswith("Terrence Boyd says it is not done yet")
    assert (await get(office, Commitment, 1)).is_open


async def test_whoever_asked_is_told_of_a_new_date(office: Office) -> None:
    await asked_of_chen(office)

    await office.say("chen", "/commit move C-1 to 12 March because testing week")
    await office.tick()

    assert card(office).text.startswith("Mei Chen moved a promise to Friday, 12 Mar")


async def test_whoever_asked_cannot_keep_or_move_it_for_the_other(office: Office) -> None:
    await asked_of_chen(office)

    done = await office.say("boyd", "/commit done C-1 I saw it")
    form = (await office.act("boyd", "commit.edit", "C-1")).form
    moved = await office.fill("boyd", form, due="2027-03-12")

    assert "Only the person who promised C-1 can say so" in said(done)
    assert "Only the person who promised C-1 can move it" in said(moved)
    assert (await get(office, Commitment, 1)).version == 1


async def test_whoever_wrote_it_down_may_give_the_first_date(office: Office) -> None:
    answer = await office.say("boyd", "/commit share the rubric @chen")
    form = (await office.press("boyd", answer.reply, "Choose a date")).form

    dated = await office.fill("boyd", form, due="2027-01-29")

    assert "By Friday, 29 Jan: share the rubric · C-1" in said(dated)
    assert (await changes(office, "C-1"))[-1].deed is Deed.EDITED


async def test_undoing_something_told_tells_the_other_again(office: Office) -> None:
    await asked_of_chen(office)
    done = await office.say("chen", "/commit done C-1")
    await office.tick()

    await office.press("chen", done.reply, "Undo")
    await office.tick()

    assert card(office).text.startswith("Mei Chen changed a promise: share the rubric")


async def test_nobody_is_told_of_what_they_did_themselves(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric by Friday")
    await office.say("boyd", "/commit done C-1")

    await office.tick()

    assert len(office.platform.to("boyd")) == 1  # the check-in


async def test_a_leaver_is_told_nothing(office: Office) -> None:
    await office.say("boyd", FOR_CHEN)
    await change_person(office, "chen", left=office.now)

    await office.say("boyd", "/commit drop C-1 because she left")
    await office.tick()

    assert not office.platform.to("chen")


async def test_the_empty_form_is_ones_own_promise_for_the_leaders(office: Office) -> None:
    form = (await office.say("boyd", "/commit")).form

    answer = await office.fill("boyd", form, text="share the rubric", due="2027-01-22")

    assert "you'll share the rubric by Friday, 22 Jan · C-1" in said(answer)
    assert (await get(office, Commitment, 1)).audience is Audience.LEADERS


async def test_the_form_takes_owner_strategy_and_audience(office: Office) -> None:
    form = (await office.say("boyd", "/commit")).form

    answer = await office.fill(
        "boyd", form, text="call home", owner="U000000003", strategy="student-talk", audience="self"
    )

    stored = await get(office, Commitment, 1)
    assert (stored.owner, stored.strategy) == ("chen", "student-talk")
    assert "Only you see it." in said(answer)


async def test_the_form_refuses_an_empty_text_a_past_day_and_a_stranger_at_their_fields(
    office: Office,
) -> None:
    form = (await office.say("boyd", "/commit")).form

    answer = await office.fill("boyd", form, text=" none ", due="2027-01-10", owner="U999")

    assert sorted(answer.errors) == ["due", "owner", "text"]
    assert await count(office, Commitment) == 0


async def test_the_form_refuses_what_is_no_date(office: Office) -> None:
    form = (await office.say("boyd", "/commit")).form

    answer = await office.fill("boyd", form, text="call home", due="soonish")

    assert answer.errors == {"due": "Choose today or a later day."}


async def test_edit_changes_text_date_and_audience_as_a_move(office: Office) -> None:
    answer = await office.say("boyd", "/commit share the rubric by next Friday")
    form = (await office.press("boyd", answer.reply, "Edit")).form
    assert fields_of(form)["due"] == "2027-01-22"

    edited = await office.fill("boyd", form, text="share rubrics", due="2027-01-29")

    assert "Changed: you'll share rubrics by Friday, 29 Jan · C-1" in said(edited)
    assert (await changes(office, "C-1"))[-1].deed is Deed.MOVED


async def test_edit_that_changes_nothing_says_so_even_when_the_day_is_past(office: Office) -> None:
    answer = await office.say("boyd", "/commit share the rubric by 12 January")
    office.later(days=3)
    form = (await office.press("boyd", answer.reply, "Edit")).form

    assert "C-1 stays as it was" in said(await office.fill("boyd", form))
    assert (await get(office, Commitment, 1)).version == 1


async def test_edit_by_whoever_asked_may_change_the_words(office: Office) -> None:
    await asked_of_chen(office)
    form = (await office.act("boyd", "commit.edit", "C-1")).form

    edited = await office.fill("boyd", form, text="share both rubrics")
    await office.tick()

    assert "Mei Chen will share both rubrics" in said(edited)
    assert card(office, "chen").text.startswith("Terrence Boyd changed a promise")


async def test_edit_by_anybody_else_is_refused_with_the_words(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric by Friday")
    form = (await office.act("rossi", "commit.edit", "C-1")).form

    answer = await office.fill("rossi", form, text="do something else")

    assert "C-1 is somebody else's, so nothing was changed" in said(answer)
    assert "do something else" in said(answer)


async def test_done_on_the_card_takes_the_promise_off_it(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric by Friday")
    await office.tick()
    assert "share the rubric — due Friday, 15 Jan · C-1" in text_of(card(office))

    answer = await office.press("boyd", card(office), "Done")

    assert "Done: share the rubric" in text_of(answer.reply)
    assert "share the rubric" not in text_of(answer.replace)


async def test_a_late_promise_says_so_on_the_card(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric by today")
    office.later(days=2)
    await office.tick()

    answer = await office.say("boyd", "/checkin")

    assert "due Monday, 11 Jan (2 days ago) · C-1" in said(answer)


async def test_not_yet_keeps_it_open_and_offers_what_can_be_done(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric by Friday")
    await office.tick()

    answer = await office.press("boyd", card(office), "Not yet")

    assert "Fine, C-1 stays open, due Friday, 15 Jan" in said(answer)
    form = (await office.press("boyd", answer.reply, "Something is in the way")).form
    assert form
    assert form.action == "blocker.save"
    assert form.value == ""
    assert (await get(office, Commitment, 1)).version == 1


async def test_change_date_on_the_card_moves_it_with_a_reason_and_changes_the_card(
    office: Office,
) -> None:
    await office.say("boyd", "/commit share the rubric by Friday")
    await office.tick()
    form = (await office.press("boyd", card(office), "Change date")).form

    answer = await office.fill("boyd", form, due="2027-01-20", why="snow")

    assert "Moved to Wednesday, 20 Jan: share the rubric · C-1 — snow" in said(answer)
    assert "due Wednesday, 20 Jan" in text_of(answer.updates[0].message)


async def test_change_date_refuses_a_past_day(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric by Friday")
    form = (await office.act("boyd", "commit.date", "C-1")).form

    assert "due" in (await office.fill("boyd", form, due="2027-01-01")).errors
    assert (await get(office, Commitment, 1)).due == date(2027, 1, 15)


async def test_many_promises_leave_room_on_the_card(office: Office) -> None:
    for number in range(7):
        await office.say("boyd", f"/commit thing {number}")
    await office.tick()

    assert "… and 2 more promises: /commit list" in text_of(card(office))


async def test_somebody_elses_card_is_never_shown(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric by Friday")
    await office.tick()

    answer = await office.act("boyd", "commit.done", f"C-1|{monday('chen')}")

    assert answer.reply
    assert answer.replace is None
