"""A check-in by taps and by form, put off, skipped, and answered late."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.audience import Audience
from bot.domain.blocker import Blocker
from bot.domain.checkin import Answer, Momentum
from bot.domain.commitment import Commitment
from bot.domain.help import Help
from bot.domain.history import Deed
from bot.messages import Form
from tests.fakes import Office, fields_of, text_of
from tests.talking import card, changes, checkin, count, get, labels, monday, said

AFTER_CLOSING = datetime(2027, 1, 15, 14, tzinfo=UTC)


async def form_of(office: Office, who: str = "boyd") -> Form | None:
    return (await office.press(who, card(office, who), "Answer")).form


async def test_the_card_says_who_reads_which_answer_before_anything_is_sent(office: Office) -> None:
    await office.tick()

    told = text_of(card(office))
    assert (
        "Leaders and Harbor Center for School Change read where you are, what helps and your next "
        "step. Only Harbor Center for School Change and you read what is in the way."
    ) in told


async def test_a_tap_is_an_answer_and_is_shown_as_chosen(office: Office) -> None:
    await office.tick()

    answer = await office.press("boyd", card(office), "steady")

    assert "Thanks, Terrence — kept as A-1." in said(answer)
    assert [b.label for b in answer.replace.buttons() if b.chosen] == ["steady"]  # type: ignore[union-attr]  # where it is None the test fails
    assert (await checkin(office)).is_answered


async def test_another_tap_takes_the_place_of_the_first(office: Office) -> None:
    await office.tick()
    await office.press("boyd", card(office), "steady")

    await office.press("boyd", card(office), "slow")
    await office.press("boyd", card(office), "slow")
    await office.press("boyd", card(office), "strong", nth=1)

    answer = await get(office, Answer, 1)
    assert answer.ratings == {"data-teams": Momentum.SLOW, "student-talk": Momentum.STRONG}
    assert answer.version == 3


async def test_after_a_tap_alone_there_is_still_something_to_answer(office: Office) -> None:
    await office.tick()

    answer = await office.press("boyd", card(office), "steady")

    assert labels(answer.replace)[-1] == "Answer"


async def test_the_form_asks_every_question_with_its_readers_beside_it(office: Office) -> None:
    await office.tick()

    form = await form_of(office)

    assert form is not None
    assert [one.key for one in form.fields][:4] == [
        *("where", "where.audience", "in-the-way", "in-the-way.audience")
    ]
    options = [option.label for option in form.fields[3].options]
    assert options == [
        "Only you",
        "Only Harbor Center for School Change and you",
        "Leaders and Harbor Center for School Change",
    ]
    assert fields_of(form)["in-the-way.audience"] == "partner"


async def test_a_form_makes_a_blocker_a_help_and_a_promise(office: Office) -> None:
    await office.tick()

    answer = await office.fill(
        "boyd",
        await form_of(office),
        where="Grade 4 met",
        in_the_way="no planning time until 5 Feb",
        helping="the coach",
        next="plan a question by 5 Feb",
    )

    assert "Thanks, Terrence — kept as A-1, A-2, A-3, A-4." in said(answer)
    assert "I'll ask about C-1 in your next check-in" in said(answer)
    assert (await get(office, Blocker, 1)).text == "no planning time until 5 Feb"
    assert (await get(office, Help, 1)).text == "the coach"
    made = await get(office, Commitment, 1)
    assert (made.text, made.due, made.came_from) == ("plan a question", date(2027, 2, 5), "A-4")


async def test_the_audience_chosen_for_an_answer_goes_to_what_it_makes(office: Office) -> None:
    await office.tick()
    form = await form_of(office)

    await office.fill("boyd", form, in_the_way="no time", in_the_way__audience="self")

    assert (await get(office, Answer, 1)).audience is Audience.SELF
    assert (await get(office, Blocker, 1)).audience is Audience.SELF


@pytest.mark.parametrize("none", ["none", "Nothing", "n/a", "nothing is in the way"])
async def test_none_is_an_answer_that_makes_nothing(office: Office, none: str) -> None:
    await office.tick()

    await office.fill("boyd", await form_of(office), in_the_way=none, helping=none, next=none)

    assert (await checkin(office)).is_answered
    assert [await count(office, kind) for kind in (Blocker, Help, Commitment)] == [0, 0, 0]


async def test_none_closes_nothing(office: Office) -> None:
    await office.tick()
    await office.fill("boyd", await form_of(office), in_the_way="no planning time")

    await office.fill("boyd", await form_of(office), in_the_way="none")

    assert (await get(office, Answer, 1)).text == "none"
    assert (await get(office, Blocker, 1)).is_open
    assert (await get(office, Blocker, 1)).text == "no planning time"


async def test_an_empty_form_is_refused_and_says_what_to_do(office: Office) -> None:
    await office.tick()

    answer = await office.fill("boyd", await form_of(office))

    assert answer.errors == {
        "where": "Say a word in one of the fields, or close the form and tap Skip."
    }
    assert not (await checkin(office)).is_answered


async def test_an_answer_can_be_edited_and_changes_what_it_made(office: Office) -> None:
    await office.tick()
    await office.fill("boyd", await form_of(office), next="plan a question by 5 Feb")

    await office.fill("boyd", await form_of(office), next="plan two questions by 8 Feb")

    made = await get(office, Commitment, 1)
    assert (made.text, made.due) == ("plan two questions", date(2027, 2, 8))
    assert await count(office, Commitment) == 1
    assert [change.deed for change in await changes(office, "A-1")] == [Deed.MADE, Deed.EDITED]


async def test_an_edited_answer_leaves_the_new_date_of_a_moved_promise_alone(
    office: Office,
) -> None:
    await office.tick()
    await office.fill("boyd", await form_of(office), next="plan a question by 5 Feb")
    await office.say("boyd", "/commit move C-1 to 12 March because testing week")

    await office.fill("boyd", await form_of(office), next="plan a good question by 5 Feb")

    made = await get(office, Commitment, 1)
    assert (made.text, made.due) == ("plan a good question", date(2027, 3, 12))


async def test_an_edited_answer_leaves_what_is_closed_alone(office: Office) -> None:
    await office.tick()
    await office.fill("boyd", await form_of(office), next="plan a question by 5 Feb")
    await office.say("boyd", "/commit done C-1")

    await office.fill("boyd", await form_of(office), next="plan one question by 5 Feb")

    assert await count(office, Commitment) == 1
    assert (await get(office, Commitment, 1)).text == "plan a question"


async def test_an_edited_answer_changes_the_blocker_it_made_while_that_is_open(
    office: Office,
) -> None:
    await office.tick()
    await office.fill("boyd", await form_of(office), in_the_way="no time")

    await office.fill("boyd", await form_of(office), in_the_way="no common time\nnone")
    await office.fill("boyd", await form_of(office), in_the_way="no common time\nnothing")

    made = await get(office, Blocker, 1)
    assert (made.text, made.version) == ("no common time", 2)


async def test_the_same_form_twice_changes_nothing(office: Office) -> None:
    await office.tick()
    form = await form_of(office)
    await office.fill("boyd", form, where="Grade 4 met", next="plan a question by 5 Feb")

    await office.fill("boyd", form, where="Grade 4 met", next="plan a question by 5 Feb")

    assert await count(office, Answer) == 2
    assert (await get(office, Answer, 2)).version == 1
    assert (await get(office, Commitment, 1)).version == 1


async def test_an_emptied_answer_is_taken_back_and_what_it_made_stays(office: Office) -> None:
    await office.tick()
    await office.fill("boyd", await form_of(office), where="met", in_the_way="no planning time")

    answer = await office.fill("boyd", await form_of(office), in_the_way="")

    assert (await get(office, Answer, 2)).withdrawn
    assert (await get(office, Blocker, 1)).is_open
    assert "no planning time" not in said(answer)


async def test_a_form_without_the_readers_keeps_those_chosen_before(office: Office) -> None:
    await office.tick()
    await office.fill("boyd", await form_of(office), where="met", where__audience="self")

    await office.fill("boyd", await form_of(office), where="met twice", where__audience="")

    assert (await get(office, Answer, 1)).audience is Audience.SELF


async def test_a_past_day_is_no_date_for_a_promise(office: Office) -> None:
    await office.tick()

    await office.fill("boyd", await form_of(office), next="as agreed on 2026-12-01")

    made = await get(office, Commitment, 1)
    assert (made.text, made.due) == ("as agreed on 2026-12-01", None)


async def test_nobody_answers_anothers_check_in(office: Office) -> None:
    await office.tick()
    form = await form_of(office)

    answers = [
        await office.fill("chen", form, where="not mine to say"),
        await office.act("chen", "checkin.skip", monday()),
        await office.act("chen", "checkin.rate", f"{monday()}|data-teams|3"),
        await office.act("chen", "checkin.answer", monday()),
    ]

    assert all("belongs to somebody else" in said(answer) for answer in answers)
    assert "not mine to say" in said(answers[0])
    assert not (await checkin(office)).is_answered
