"""A record by its number, as it stands at the end of the digest's lines."""

import pytest

from bot.domain.commitment import Commitment
from tests.fakes import Office
from tests.talking import count, labels, said

UNKNOWN = "There is no B-1 that you may read."


async def test_a_record_is_shown_whole_with_what_became_of_it(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric with grade 4 by 29 January #data-teams")
    await office.say("boyd", "/commit move C-1 to 12 March because testing week")

    shown = said(await office.say("chen", "/headway record c-1"))

    assert shown.splitlines()[1:] == [
        "Terrence Boyd promised for Friday, 12 Mar: share the rubric with grade 4 · C-1",
        "share the rubric with grade 4",
        (
            "Terrence Boyd wrote it down on 11 January, about Data teams that change instruction, "
            "“testing week”."
        ),
        "What became of it",
        "Monday, 11 Jan: written down by Terrence Boyd",
        "Monday, 11 Jan: moved by Terrence Boyd, because testing week",
        "Leaders and Harbor Center for School Change see it.",
    ]


@pytest.mark.parametrize("typed", ["C-1", "/headway C-1", "/commit C-1", "/blocker c-1", "C-1 "])
async def test_the_number_alone_is_enough(office: Office, typed: str) -> None:
    await office.say("boyd", "/commit share the rubric")

    answer = await office.say("boyd", typed)

    assert "share the rubric · C-1" in said(answer)
    assert labels(answer.reply) == labels((await office.say("boyd", "/commit list")).reply)
    assert await count(office, Commitment) == 1


async def test_an_open_check_in_does_not_take_a_number_for_an_answer(office: Office) -> None:
    await office.tick()
    await office.say("boyd", "/commit share the rubric")

    assert "share the rubric · C-1" in said(await office.say("boyd", "C-1"))


async def test_what_may_not_be_read_is_not_there(office: Office) -> None:
    await office.say("boyd", "/blocker no planning time")

    assert UNKNOWN in said(await office.say("chen", "B-1"))
    assert "no planning time" in said(await office.say("vance", "B-1"))
    assert "There is no X-9" in said(await office.say("vance", "X-9"))


async def test_who_can_clear_a_blocker_can_do_it_there(office: Office) -> None:
    await office.say("boyd", "/blocker no planning time")

    answer = await office.say("boyd", "B-1")
    assert labels(answer.reply)
    assert labels((await office.say("vance", "B-1")).reply) == []


async def test_what_was_undone_is_gone(office: Office) -> None:
    made = await office.say("boyd", "/blocker no planning time")
    await office.press("boyd", made.reply, "Undo")

    assert UNKNOWN in said(await office.say("boyd", "B-1"))


async def test_a_walkthrough_is_shown_by_its_number_and_by_its_findings(office: Office) -> None:
    await office.say("rossi", "/walkthrough marsh grade 4 math: reasoning 3/5; pattern: steps")

    for number in ("W-1", "F-1"):
        assert "Marsh Street Elementary, grade 4 math" in said(await office.say("boyd", number))
    assert "There is no F-7" in said(await office.say("boyd", "F-7"))


async def test_many_changes_are_cut(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric by 29 January")
    for day in range(1, 11):
        await office.say("boyd", f"/commit move C-1 to {day} March")

    shown = said(await office.say("boyd", "C-1"))

    assert "… and 3 earlier" in shown
    assert shown.count("moved by") == 8


async def test_without_a_number_it_says_how(office: Office) -> None:
    for typed in ("/headway record", "/headway record the rubric"):
        assert "Say which one: /headway record C-12." in said(await office.say("boyd", typed))
