"""Proposals: what is offered is kept by a tap alone, once, and as a command would keep it."""

from datetime import date

import pytest

from bot.domain.blocker import Blocker
from bot.domain.checkin import Answer
from bot.domain.commitment import Commitment
from bot.domain.help import Help
from bot.domain.offer import LONGEST_VALUE
from tests.fakes import Office, fields_of, text_of
from tests.proposing import PROMISE, offers
from tests.talking import changes, count, get, labels, said


async def test_a_kept_promise_is_the_one_that_a_command_would_make(office: Office) -> None:
    await office.tick()
    reply = (await office.say("boyd", PROMISE)).reply

    answer = await office.press("boyd", reply, "Keep")

    assert "Kept: you'll share the rubric with grade 4 by Friday, 15 Jan · C-1." in said(answer)
    assert labels(answer.reply) == ["Undo", "Edit"]
    stored = await get(office, Commitment, 1)
    assert (stored.owner, stored.due, stored.came_from) == ("boyd", date(2027, 1, 15), "A-1")
    assert stored.audience is (await get(office, Answer, 1)).audience


async def test_what_is_kept_leaves_the_card_and_the_whole_answer_still_stands_on_it(
    office: Office,
) -> None:
    await office.tick()
    reply = (await office.say("boyd", f"{PROMISE} No time for visits.")).reply

    shown = (await office.press("boyd", reply, "Keep")).replace

    assert offers(shown) == ["In the way: No time for visits"]
    assert "Teams met twice" in text_of(shown)
    assert "Promised: share the rubric with grade 4, by Friday, 15 Jan · C-1" in text_of(shown)


async def test_keep_tapped_twice_keeps_once_and_answers_the_same(office: Office) -> None:
    await office.tick()
    reply = (await office.say("boyd", f"{PROMISE} No time for visits. The coach helps.")).reply
    for nth in range(3):
        first = await office.press("boyd", reply, "Keep", nth)
        again = await office.press("boyd", reply, "Keep", nth)
        assert text_of(first.reply) == text_of(again.reply)
        assert len(offers(again.replace)) == 2 - nth

    assert [await count(office, kind) for kind in (Commitment, Blocker, Help)] == [1, 1, 1]


async def test_what_was_undone_is_kept_anew_by_another_tap(office: Office) -> None:
    await office.tick()
    reply = (await office.say("boyd", PROMISE)).reply
    kept = await office.press("boyd", reply, "Keep")
    await office.press("boyd", kept.reply, "Undo")

    again = await office.press("boyd", reply, "Keep")

    assert "C-2" in text_of(again.reply)


async def test_what_is_promised_again_once_it_is_done_is_proposed_again(office: Office) -> None:
    await office.tick()
    await office.press("boyd", (await office.say("boyd", PROMISE)).reply, "Keep")
    await office.say("boyd", "/commit done C-1")
    await office.tick(office.later(days=7))
    reply = (await office.say("boyd", PROMISE)).reply

    answer = await office.press("boyd", reply, "Keep")

    assert "share the rubric with grade 4 by Friday, 22 Jan · C-2" in said(answer)


async def test_no_takes_the_line_away_and_is_not_asked_again(office: Office) -> None:
    await office.tick()
    reply = (await office.say("boyd", PROMISE)).reply

    shown = (await office.press("boyd", reply, "No")).replace

    assert offers(shown) == []
    later = await office.say("boyd", "i'll share the rubric with grade 4, by friday!")
    assert offers(later.reply) == []
    assert await count(office, Commitment) == 0


async def test_somebody_elses_no_is_theirs(office: Office) -> None:
    await office.tick()
    await office.press("boyd", (await office.say("boyd", PROMISE)).reply, "No")

    assert len(offers((await office.say("rossi", PROMISE)).reply)) == 1


async def test_edit_opens_the_usual_form_filled_and_keeps_what_is_sent(office: Office) -> None:
    await office.tick()
    reply = (await office.say("boyd", f"{PROMISE[:-1]} #data-teams.")).reply
    form = (await office.press("boyd", reply, "Edit")).form
    assert fields_of(form)["due"] == "2027-01-15"
    assert fields_of(form)["strategy"] == "data-teams"

    answer = await office.fill("boyd", form, text="share both rubrics", due="2027-01-20")

    assert "Kept: you'll share both rubrics by Wednesday, 20 Jan · C-1" in said(answer)
    assert (await get(office, Commitment, 1)).came_from == "A-1"
    assert "C-1" in said(await office.press("boyd", reply, "Keep"))
    again = (await office.press("boyd", reply, "Edit")).form
    assert fields_of(again)["text"] == "share both rubrics"
    assert "C-1" in said(await office.fill("boyd", form))
    assert await count(office, Commitment) == 1


async def test_a_form_that_says_nothing_keeps_nothing(office: Office) -> None:
    await office.tick()
    form = (await office.press("boyd", (await office.say("boyd", PROMISE)).reply, "Edit")).form

    assert "text" in (await office.fill("boyd", form, text="none")).errors
    assert await count(office, Commitment) == 0


async def test_an_old_button_asks_for_another_day(office: Office) -> None:
    await office.tick()
    reply = (await office.say("boyd", PROMISE)).reply
    office.later(days=7)

    answer = await office.press("boyd", reply, "Keep")

    assert "Friday, 15 Jan 2027 is past. Tap Edit and choose another day." in said(answer)
    assert await count(office, Commitment) == 0


async def test_nobody_keeps_what_another_person_said(office: Office) -> None:
    await office.tick()
    reply = (await office.say("boyd", PROMISE)).reply

    assert "said by somebody else" in said(await office.press("rossi", reply, "Keep"))
    assert await count(office, Commitment) == 0


@pytest.mark.parametrize(
    "value", ["", "nonsense", "[1,5,[]]", '[1,0,[["","x","y","","",""]]]', "7"]
)
async def test_a_made_up_button_is_refused(office: Office, value: str) -> None:
    assert "no longer do" in said(await office.act("boyd", "capture.keep", value))


async def test_long_sentences_fit_into_the_buttons(office: Office) -> None:
    await office.tick()
    long = "I'll share " + "the rubric for the data team and what we learned of it " * 6
    reply = (await office.say("boyd", f"{long}one. {long}two. {long}é. {long}four.")).reply

    assert reply
    assert labels(reply).count("Keep") == 3
    assert all(len(button.value) <= LONGEST_VALUE for button in reply.buttons())


async def test_history_tells_where_a_kept_promise_came_from(office: Office) -> None:
    await office.tick()
    await office.press("boyd", (await office.say("boyd", PROMISE)).reply, "Keep")

    made = await changes(office, "C-1")

    assert [change.after["came_from"] for change in made] == ["A-1"]


async def test_a_question_of_the_own_check_in_rebuilds_its_card(office: Office) -> None:
    reply = (await office.say("boyd", f"/checkin {PROMISE}")).reply

    shown = (await office.press("boyd", reply, "No")).replace

    assert "Thanks, Terrence" in text_of(shown)
    assert "Where is each strategy" in text_of(shown)
