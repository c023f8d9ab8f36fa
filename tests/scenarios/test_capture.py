"""Proposals: what may be kept out of plain words is offered, and kept by a tap alone."""

from datetime import date

import pytest

from bot.domain.audience import Audience
from bot.domain.blocker import Blocker
from bot.domain.checkin import Answer
from bot.domain.commitment import Commitment
from bot.domain.help import Help
from bot.domain.offer import LONGEST_VALUE
from bot.messages import Actions, Message, plain
from tests.fakes import Office, fields_of, text_of
from tests.talking import card, changes, count, get, labels, said

PROMISE = "Teams met twice. I'll share the rubric with grade 4 by Friday."


async def asked(office: Office, text: str = PROMISE, who: str = "boyd") -> list[str]:
    """What is offered for a reply to a check-in, a line for each button to keep it."""
    await office.tick()
    return offers((await office.say(who, text)).reply)


def offers(message: Message | None) -> list[str]:
    """The lines of a message that may be kept."""
    assert message is not None
    rows = [block for block in message.blocks if isinstance(block, Actions)]
    return [plain(row.text) for row in rows if row.buttons[0].action == "capture.keep"]


async def test_a_promise_in_a_reply_is_proposed_with_its_date_in_words_and_not_kept(
    office: Office,
) -> None:
    assert await asked(office) == ["Your promise: share the rubric with grade 4, by Friday, 15 Jan"]
    assert await count(office, Commitment) == 0


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


async def test_the_answer_to_a_question_that_makes_a_record_is_not_proposed_again(
    office: Office,
) -> None:
    lines = await asked(
        office,
        "in the way: no time for visits\nnext: I'll ask Chen about the schedule by Friday\n"
        "helping: the coach helps",
    )

    assert lines == []
    assert await count(office, Commitment) == 1


async def test_a_promise_inside_what_is_in_the_way_is_proposed(office: Office) -> None:
    lines = await asked(
        office, "in the way: no time for visits. I'll ask Chen about the schedule by Friday"
    )

    assert lines == ["Your promise: ask Chen about the schedule, by Friday, 15 Jan"]


async def test_what_is_promised_already_is_not_proposed(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric with grade 4 by Friday")

    assert await asked(office) == []


async def test_the_form_proposes_out_of_every_answer_three_at_most(office: Office) -> None:
    await office.tick()
    form = (await office.press("boyd", card(office), "Answer")).form

    answer = await office.fill(
        "boyd",
        form,
        where="I'll visit grade 3. I'll visit grade 4 by Friday. We'll visit grade 5.",
        in_the_way="The bell schedule. We'll move the visits to Tuesday.",
    )

    assert [line.split(" (no")[0] for line in offers(answer.reply)] == [
        "Your promise: visit grade 4, by Friday, 15 Jan",
        "Your promise: move the visits, by Tuesday, 12 Jan",
        "Your promise: visit grade 3",
    ]
    again = await office.fill("boyd", form, where="", in_the_way="The bell schedule.")
    assert offers(again.reply) == []


async def test_an_answer_that_stays_as_it_is_proposes_nothing_anew(office: Office) -> None:
    await asked(office)
    form = (await office.act("boyd", "checkin.answer", (await get(office, Answer, 1)).checkin)).form

    assert offers((await office.fill("boyd", form)).reply) == []


async def test_a_corrected_answer_does_not_propose_what_was_settled(office: Office) -> None:
    await office.tick()
    reply = (await office.say("boyd", f"{PROMISE} No time for visits.")).reply
    await office.press("boyd", reply, "Keep")
    await office.press("boyd", reply, "No", 1)
    form = (await office.act("boyd", "checkin.answer", (await get(office, Answer, 1)).checkin)).form

    answer = await office.fill("boyd", form, where=f"Late. {PROMISE} No time for visits!")

    assert offers(answer.reply) == []


async def test_a_promise_of_a_colleague_asks_that_colleague(office: Office) -> None:
    await office.tick()
    reply = (await office.say("boyd", "Chen will send us the pacing guide by Friday")).reply
    assert offers(reply) == ["Promise of Mei Chen: send us the pacing guide, by Friday, 15 Jan"]

    await office.press("boyd", reply, "Keep")
    await office.tick()

    assert (await get(office, Commitment, 1)).owner == "chen"
    assert labels(card(office, "chen")) == ["Yes, mine", "Not mine"]


@pytest.mark.parametrize(
    "text",
    [
        "Training will start on Monday",
        "Marsh will open the gym on Monday",
        "Could you send me the rubric by Friday, please",
        "If we get time I'll visit grade 3",
        "I hope we'll finish by Friday",
        "Rossi said “I will visit every class by Friday”",
        "We shared the rubric on Friday",
        "Thanks, see you Friday",
    ],
)
async def test_what_is_no_promise_of_ones_own_is_not_proposed(office: Office, text: str) -> None:
    assert await asked(office, text) == []


async def test_a_day_that_is_past_is_no_day_of_a_promise(office: Office) -> None:
    assert await asked(office, "I'll share the rubric by 2026-12-01") == [
        "Your promise: share the rubric by 2026-12-01 (no date)"
    ]


async def test_an_old_button_asks_for_another_day(office: Office) -> None:
    await office.tick()
    reply = (await office.say("boyd", PROMISE)).reply
    office.later(days=7)

    answer = await office.press("boyd", reply, "Keep")

    assert "Friday, 15 Jan 2027 is past. Tap Edit and choose another day." in said(answer)
    assert await count(office, Commitment) == 0


async def test_a_strategy_is_named_by_its_name_too(office: Office) -> None:
    assert await asked(office, "I'll bring student talk data on Friday") == [
        "Your promise: bring student talk data, by Friday, 15 Jan · Student talk about the task"
    ]


async def test_plain_words_while_nothing_is_asked_are_kept_nowhere_but_proposed(
    office: Office,
) -> None:
    reply = (await office.say("boyd", PROMISE)).reply
    assert offers(reply) == ["Your promise: share the rubric with grade 4, by Friday, 15 Jan"]
    assert await count(office, Answer) == 0

    answer = await office.press("boyd", reply, "Keep")

    stored = await get(office, Commitment, 1)
    assert (stored.came_from, stored.audience) == (None, Audience.LEADERS)
    assert "That is all from what you wrote." in text_of(answer.replace)


async def test_a_text_can_be_given_to_look_through(office: Office) -> None:
    answer = await office.say("boyd", f"/headway capture {PROMISE} No time for visits.")
    assert len(offers(answer.reply)) == 2
    assert "A few things in what you wrote" in said(answer)

    left = (await office.press("boyd", answer.reply, "No")).replace

    assert offers(left) == ["In the way: No time for visits"]
    assert "One thing in what you wrote" in text_of(left)


async def test_a_text_in_which_nothing_is_promised_says_so(office: Office) -> None:
    assert "I found no promise" in said(await office.say("boyd", "/headway capture hello there"))
    assert "Give me a text" in said(await office.say("boyd", "/headway capture"))


async def test_whoever_wants_no_proposals_gets_none_without_asking(office: Office) -> None:
    told = await office.say("boyd", "/headway settings proposals off")
    assert "Promises in what you write: not proposed." in said(told)

    assert await asked(office) == []
    told = await office.say("boyd", f"/headway capture {PROMISE}")
    assert offers(told.reply)


async def test_only_on_and_off_turn_proposals(office: Office) -> None:
    told = await office.say("boyd", "/headway settings proposals sometimes")

    assert "Proposals are on or off" in said(told)


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
