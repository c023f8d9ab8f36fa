"""``/commit`` typed: promises made, kept, moved, dropped and opened again."""

from datetime import date

import pytest

from bot.domain.audience import Audience
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.history import Deed
from bot.domain.people import Side
from tests.fakes import Office
from tests.talking import changes, count, get, labels, said

WHOLE = "/commit share the data-team rubric with grade 4 by next Friday @chen #data-teams"


async def promise(office: Office, text: str = "share the rubric by next Friday") -> None:
    await office.say("boyd", f"/commit {text}")


async def test_a_typed_promise_is_echoed_with_its_date_its_number_and_who_reads_it(
    office: Office,
) -> None:
    answer = await office.say("boyd", "/commit share the rubric by next Friday #data-teams")

    assert said(answer).splitlines()[0] == (
        "Kept: you'll share the rubric by Friday, 22 Jan · C-1 · Data teams that change "
        "instruction. Leaders and Harbor Center for School Change see it."
    )
    assert labels(answer.reply) == ["Undo", "Edit"]


async def test_a_promise_for_somebody_else_is_theirs_and_keeps_its_date_and_strategy(
    office: Office,
) -> None:
    answer = await office.say("boyd", WHOLE)

    assert "Mei Chen will share the data-team rubric with grade 4 by Friday, 22 Jan" in said(answer)
    stored = await get(office, Commitment, 1)
    assert (stored.owner, stored.by, stored.side) == ("chen", "boyd", Side.DISTRICT)
    assert (stored.due, stored.strategy) == (date(2027, 1, 22), "data-teams")
    assert stored.audience is Audience.LEADERS


async def test_what_the_partner_promises_stands_on_the_partners_side(office: Office) -> None:
    await office.say("vance", "/commit send the protocol by Friday")

    assert (await get(office, Commitment, 1)).side is Side.PARTNER


async def test_a_promise_without_a_date_is_kept_and_asked_for_one(office: Office) -> None:
    answer = await office.say("boyd", "/commit send the schedule")

    assert "By when?" in said(answer)
    assert labels(answer.reply) == ["Choose a date", "Undo", "Edit"]


async def test_a_name_that_the_sentence_needs_stays_in_it(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric with @chen by Friday")

    stored = await get(office, Commitment, 1)
    assert (stored.text, stored.owner) == ("share the rubric with @chen", "boyd")


async def test_done_keeps_who_said_it_when_and_the_evidence(office: Office) -> None:
    await promise(office)

    answer = await office.say("boyd", "/commit done C-1 minutes are in the folder")

    assert "Done: share the rubric · C-1 — minutes are in the folder" in said(answer)
    stored = await get(office, Commitment, 1)
    assert (stored.state, stored.closed_by) == (CommitmentState.KEPT, "boyd")
    assert (stored.closed_at, stored.note) == (office.now, "minutes are in the folder")


async def test_move_takes_the_date_and_the_reason_and_keeps_the_old_date(office: Office) -> None:
    await promise(office)

    answer = await office.say("boyd", "/commit move C-1 to 12 March because testing week")

    assert "Moved to Friday, 12 Mar: share the rubric · C-1 — testing week" in said(answer)
    assert "The old date, Friday, 22 Jan, stays in its history" in said(answer)
    moved = (await changes(office, "C-1"))[-1]
    assert (moved.deed, moved.why) == (Deed.MOVED, "testing week")
    assert (moved.before["due"], moved.after["due"]) == ("2027-01-22", "2027-03-12")


async def test_a_reason_needs_no_because(office: Office) -> None:
    await promise(office)

    await office.say("boyd", "/commit move C-1 to next Monday, testing week came first")

    stored = await get(office, Commitment, 1)
    assert (stored.due, stored.note) == (date(2027, 1, 18), "testing week came first")


async def test_drop_keeps_the_whole_reason(office: Office) -> None:
    await promise(office)

    await office.say("boyd", "/commit drop C-1 the schedule changed since we met")

    stored = await get(office, Commitment, 1)
    assert stored.state is CommitmentState.DROPPED
    assert stored.note == "the schedule changed since we met"


async def test_drop_without_a_reason_asks_for_one_and_changes_nothing(office: Office) -> None:
    await promise(office)

    answer = await office.say("boyd", "/commit drop C-1")

    assert "Say why in a few words: /commit drop C-1 because …" in said(answer)
    assert (await get(office, Commitment, 1)).is_open


async def test_what_was_kept_can_be_opened_again(office: Office) -> None:
    await promise(office)
    await office.say("boyd", "/commit done C-1")

    answer = await office.say("boyd", "/commit reopen C-1 two teams are missing")

    assert "Open again: share the rubric · C-1 — two teams are missing" in said(answer)
    assert (await get(office, Commitment, 1)).is_open


async def test_what_is_open_is_not_opened_again(office: Office) -> None:
    await promise(office)

    assert "C-1 is open already" in said(await office.say("boyd", "/commit reopen C-1"))


@pytest.mark.parametrize("number", ["C-1", "c-1", "c1", "1", "C 1", "C-1:"])
async def test_a_number_is_understood_as_people_write_it(office: Office, number: str) -> None:
    await promise(office)

    await office.say("boyd", f"/commit done {number} the minutes")

    assert (await get(office, Commitment, 1)).note == "the minutes"


@pytest.mark.parametrize("typed", ["none", "nothing", "n/a", "Nothing new this week.", "-"])
async def test_nothing_makes_no_promise(office: Office, typed: str) -> None:
    await promise(office)

    answer = await office.say("boyd", f"/commit {typed}")

    assert "nothing is kept, and nothing that is open was closed" in said(answer)
    assert await count(office, Commitment) == 1
    assert (await get(office, Commitment, 1)).version == 1


async def test_names_and_tags_alone_are_no_promise(office: Office) -> None:
    answer = await office.say("boyd", "/commit @chen #data-teams")

    assert "Say it in a few words" in said(answer)
    assert "/commit @chen #data-teams" in said(answer)
    assert await count(office, Commitment) == 0


async def test_done_without_a_number_asks_which_and_makes_no_promise(office: Office) -> None:
    await promise(office)

    answer = await office.say("boyd", "/commit done the rubric is shared")

    assert "Which promise is done?" in said(answer)
    assert "done the rubric is shared" in said(answer)
    assert "C-1" in said(await office.press("boyd", answer.reply, "Show mine"))
    assert await count(office, Commitment) == 1


async def test_a_promise_may_begin_with_move_or_drop(office: Office) -> None:
    await office.say("boyd", "/commit move the furniture by Friday")

    assert (await get(office, Commitment, 1)).text == "move the furniture"


@pytest.mark.parametrize("typed", ["/commit list", "/commit done", "/commit move", "commit list"])
async def test_the_list_shows_open_promises_soonest_first(office: Office, typed: str) -> None:
    for text in ("later by 1 Feb", "no date", "sooner by 14 Jan"):
        await promise(office, text)

    answer = await office.say("boyd", typed)

    lines = [line for line in said(answer).splitlines() if "· C-" in line]
    assert [line.split(" ·")[0] for line in lines] == [
        "sooner — due Thursday, 14 Jan",
        "later — due Monday, 1 Feb",
        "no date",
    ]


async def test_the_list_says_how_late_something_is(office: Office) -> None:
    await promise(office, "share the rubric by 12 January")
    office.later(days=3)

    assert "due Tuesday, 12 Jan, 2 days late · C-1" in said(
        await office.say("boyd", "/commit list")
    )


async def test_a_long_list_is_cut_and_says_so(office: Office) -> None:
    for number in range(14):
        await promise(office, f"thing {number}")

    assert "… and 2 more, due later" in said(await office.say("boyd", "/commit list"))


async def test_an_empty_list_shows_how_to_make_a_promise(office: Office) -> None:
    assert "You have no open promise. Make one: /commit" in said(
        await office.say("boyd", "/commit list")
    )


async def test_a_day_that_is_past_is_refused_with_the_text(office: Office) -> None:
    answer = await office.say("boyd", "/commit share it by 2026-12-01")

    assert "Tuesday, 1 Dec 2026 is past" in said(answer)
    assert "/commit share it by 2026-12-01" in said(answer)
    assert await count(office, Commitment) == 0


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("to 2026-12-01", "1 Dec 2026 is past"),
        ("to somewhere else", "To which day? Say it like this: /commit move C-1 to 12 March"),
        ("", "To which day?"),
        ("to 22 January", "C-1 is due on that day already"),
    ],
)
async def test_a_move_to_no_good_day_changes_nothing(office: Office, typed: str, told: str) -> None:
    await promise(office)

    assert told in said(await office.say("boyd", f"/commit move C-1 {typed}"))
    assert (await get(office, Commitment, 1)).version == 1


@pytest.mark.parametrize("typed", ["done C-1", "move C-1 to 12 March", "drop C-1 because late"])
async def test_nobody_else_closes_or_moves_a_promise(office: Office, typed: str) -> None:
    await promise(office)

    answer = await office.say("rossi", f"/commit {typed}")

    assert "promised C-1" in said(answer)
    assert typed in said(answer)
    assert (await get(office, Commitment, 1)).version == 1


async def test_what_is_closed_is_not_moved(office: Office) -> None:
    await promise(office)
    await office.say("boyd", "/commit drop C-1 because of the flood")

    answer = await office.say("boyd", "/commit move C-1 to 12 March")

    assert "C-1 is dropped already; nothing was changed" in said(answer)


async def test_what_was_undone_is_not_there_any_more(office: Office) -> None:
    answer = await office.say("boyd", "/commit share it by Friday")
    await office.press("boyd", answer.reply, "Undo")

    assert "I can't find C-1" in said(await office.say("boyd", "/commit done C-1"))


async def test_lines_of_a_promise_are_kept_as_typed(office: Office) -> None:
    await office.say("boyd", "/commit\nshare the rubric\n- with grade 4")

    assert (await get(office, Commitment, 1)).text == "share the rubric\n- with grade 4"


async def test_done_pressed_twice_answers_the_same(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric by Friday")

    first = await office.act("boyd", "commit.done", "C-1")
    second = await office.act("boyd", "commit.done", "C-1")

    assert said(first) == said(second)
    assert (await get(office, Commitment, 1)).version == 2
