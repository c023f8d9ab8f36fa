"""Proposals: in which plain words something to keep is found, and in which not."""

import pytest

from bot.domain.audience import Audience
from bot.domain.checkin import Answer
from bot.domain.commitment import Commitment
from tests.fakes import Office, text_of
from tests.proposing import PROMISE, asked, offers
from tests.talking import card, count, get, labels, said


async def test_a_promise_in_a_reply_is_proposed_with_its_date_in_words_and_not_kept(
    office: Office,
) -> None:
    assert await asked(office) == ["Your promise: share the rubric with grade 4, by Friday, 15 Jan"]
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
