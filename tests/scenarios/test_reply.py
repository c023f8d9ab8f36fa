"""Plain words as an answer: in the conversation, in a thread, with labels, again, and too late."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.blocker import Blocker
from bot.domain.checkin import Answer
from bot.domain.commitment import Commitment
from bot.domain.help import Help
from tests.fakes import Office, text_of
from tests.talking import card, checkin, count, get, monday, said

NEXT_MONDAY = datetime(2027, 1, 19, 13, 0, 10, tzinfo=UTC)
"""Tuesday, because that Monday is a holiday."""


def thread_of(office: Office, who: str = "boyd", period: str = "2027-01-11") -> str:
    return office.platform.references[f"riverbend/check-in/leaders-weekly/{period}/person:{who}"]


async def test_a_plain_reply_answers_the_first_question_and_changes_the_card(
    office: Office,
) -> None:
    await office.tick()

    answer = await office.say("boyd", "Grade 4 met with the protocol")

    assert "Thanks, Terrence — kept as A-1." in said(answer)
    assert "Where are you in the effort? Grade 4 met with the protocol · A-1" in said(answer)
    assert "Grade 4 met" in text_of(answer.updates[0].message)
    assert (await get(office, Answer, 1)).question == "where"


async def test_labels_say_which_question_a_line_answers(office: Office) -> None:
    await office.tick()

    await office.say(
        "boyd",
        "Grade 4 met.\nAnd grade 5.\nIn the way: no planning time\n"
        "*Helping:* the coach\nNEXT - plan a question by 5 Feb",
    )

    assert (await get(office, Answer, 1)).text == "Grade 4 met.\nAnd grade 5."
    assert (await get(office, Blocker, 1)).text == "no planning time"
    assert (await get(office, Help, 1)).text == "the coach"
    made = await get(office, Commitment, 1)
    assert (made.text, made.due) == ("plan a question", date(2027, 2, 5))


async def test_a_label_may_stand_above_its_lines(office: Office) -> None:
    await office.tick()

    await office.say("boyd", "in-the-way:\n- no planning time\nHelping:\n• the coach\n• the board")

    assert (await get(office, Blocker, 1)).text == "no planning time"
    assert (await get(office, Help, 1)).text == "• the coach\n• the board"


async def test_a_further_reply_is_added_and_makes_a_further_promise(office: Office) -> None:
    await office.tick()
    await office.say("boyd", "next: plan a question by 5 Feb")
    await office.say("boyd", "/commit done C-1")

    answer = await office.say("boyd", "next: call home by 12 Feb")

    assert (await get(office, Answer, 1)).text == "plan a question by 5 Feb\ncall home by 12 Feb"
    made = await get(office, Commitment, 2)
    assert (made.text, made.due) == ("call home", date(2027, 2, 12))
    assert "Promised: call home, by Friday, 12 Feb · C-2" in said(answer)
    assert not (await get(office, Commitment, 1)).is_open


async def test_the_same_reply_again_adds_nothing(office: Office) -> None:
    await office.tick()
    await office.say("boyd", "in the way: no planning time")

    await office.say("boyd", "in the way: no planning time")

    assert (await get(office, Answer, 1)).version == 1
    assert await count(office, Blocker) == 1


@pytest.mark.parametrize("nothing", ["in the way: none", "In the way: nothing new"])
async def test_none_in_a_reply_opens_and_closes_nothing(office: Office, nothing: str) -> None:
    await office.tick()
    await office.say("boyd", "in the way: no planning time")

    await office.say("boyd", nothing)

    assert await count(office, Blocker) == 1
    stored = await get(office, Blocker, 1)
    assert (stored.is_open, stored.text, stored.version) == (True, "no planning time", 1)


async def test_editing_after_two_replies_changes_neither_record(office: Office) -> None:
    await office.tick()
    await office.say("boyd", "in the way: no planning time")
    await office.say("boyd", "in the way: no substitutes")
    form = (await office.press("boyd", card(office), "Answer")).form

    await office.fill("boyd", form, in_the_way="no planning time, no substitutes")

    texts = [(await get(office, Blocker, number)).text for number in (1, 2)]
    assert texts == ["no planning time", "no substitutes"]


async def test_something_after_none_makes_a_blocker(office: Office) -> None:
    await office.tick()
    await office.say("boyd", "in the way: none")
    form = (await office.press("boyd", card(office), "Answer")).form

    await office.fill("boyd", form, in_the_way="no planning time")

    assert (await get(office, Blocker, 1)).text == "no planning time"


async def test_a_reply_in_the_thread_answers_the_check_in_of_that_thread(office: Office) -> None:
    await office.tick()
    await office.tick(NEXT_MONDAY)

    await office.say("boyd", "what I meant last week", thread=thread_of(office))

    answer = await get(office, Answer, 1)
    assert (answer.checkin, answer.late) == (monday(), True)
    assert not (await checkin(office, monday().replace("01-11", "01-18"))).is_answered


async def test_a_reply_outside_a_thread_answers_the_newest(office: Office) -> None:
    await office.tick()
    await office.tick(NEXT_MONDAY)

    await office.say("boyd", "where we are now")

    assert (await get(office, Answer, 1)).checkin == monday().replace("01-11", "01-18")


async def test_a_reply_in_the_thread_of_a_reminder_answers_its_check_in(office: Office) -> None:
    await office.tick()
    await office.tick(office.later(days=1))
    reminder = next(r for d, r in office.platform.references.items() if "/reminder/" in d)
    owner = next(d for d in office.platform.references if "/reminder/" in d).split(":")[-1]

    await office.say(owner, "we met", thread=reminder)

    assert (await get(office, Answer, 1)).checkin == monday(owner)


async def test_a_reply_in_anothers_thread_answers_and_shows_nothing(office: Office) -> None:
    await office.tick()
    await office.say("boyd", "Grade 4 met with the protocol")

    answer = await office.say("chen", "what is this", thread=thread_of(office))

    assert "so I did not keep that" in said(answer)
    assert "Grade 4" not in said(answer)
    assert await count(office, Answer) == 1


async def test_a_reply_to_a_digest_is_not_lost_and_can_be_kept_as_a_check_in(
    office: Office,
) -> None:
    await office.tick()
    await office.say("boyd", "/commit call home by Friday @chen")
    await office.tick()
    notice = next(r for d, r in office.platform.references.items() if "/notice/" in d)

    answer = await office.say("chen", "thank you for that", thread=notice)
    await office.press("chen", answer.reply, "Keep it as a check-in")

    assert "Your text is kept: thank you for that" in said(answer)
    assert (await get(office, Answer, 1)).text == "thank you for that"


async def test_words_when_nothing_is_asked_are_not_lost(office: Office) -> None:
    answer = await office.say("boyd", "we met on Saturday")

    assert "I am not asking you anything just now" in said(answer)
    kept = await office.press("boyd", answer.reply, "Keep it as a check-in")
    assert "we met on Saturday · A-1" in said(kept)


async def test_long_words_when_nothing_is_asked_are_shown_without_a_button(office: Office) -> None:
    answer = await office.say("boyd", "x" * 5000)

    assert "x" * 5000 in said(answer)
    assert answer.reply
    assert not answer.reply.buttons()


async def test_an_empty_message_asks_for_nothing(office: Office) -> None:
    await office.tick()

    answer = await office.say("boyd", "   ")

    assert "Your text" not in said(answer)
    assert await count(office, Answer) == 0


async def test_a_question_is_not_taken_for_an_answer_unless_the_person_says_so(
    office: Office,
) -> None:
    await office.tick()

    answer = await office.say("boyd", "who reads this?")
    assert "That reads like a question, so I kept nothing" in said(answer)
    assert await count(office, Answer) == 0

    await office.press("boyd", answer.reply, "Keep it as my answer")
    assert (await get(office, Answer, 1)).text == "who reads this?"


@pytest.mark.parametrize(
    "sentence",
    [
        "Helping teachers plan takes most of my week",
        "digest of the data is ready",
        "help from the coach made the difference",
        "Mine is going well",
    ],
)
async def test_a_sentence_that_begins_with_a_word_is_still_an_answer(
    office: Office, sentence: str
) -> None:
    await office.tick()

    await office.say("boyd", sentence)

    assert (await get(office, Answer, 1)).text == sentence


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("help", "What I can do for you"),
        ("help commit", "/commit done C-12"),
        ("Digest", "Only you see this preview"),
        ("commit share the rubric", "you'll share the rubric"),
        ("/headway", "What I can do for you"),
        ("/", "What I can do for you"),
        ("/help", "What I can do for you"),
        ("/headway commit list", "You have no open promise"),
    ],
)
async def test_a_command_is_a_command_while_an_answer_is_awaited(
    office: Office, typed: str, told: str
) -> None:
    await office.tick()

    assert told in said(await office.say("boyd", typed))
    assert await count(office, Answer) == 0


async def test_talk_in_a_channel_is_none_of_our_business(office: Office) -> None:
    await office.tick()

    for text in ("we met with the protocol", "help", "commit to it"):
        answer = await office.say("boyd", text, direct=False, channel="C000000001")
        assert said(answer) == ""

    assert await count(office, Answer) == 0


async def test_a_slash_command_works_in_a_channel(office: Office) -> None:
    answer = await office.say(
        "boyd", "/commit share the rubric", direct=False, channel="C000000001"
    )

    assert "you'll share the rubric · C-1" in said(answer)
