"""``/headway find``: records by their words, and nothing that the asker may not read."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.audience import Audience
from bot.domain.blocker import Blocker
from bot.domain.help import Help
from storage.memory import MemoryTransaction
from tests.fakes import Office
from tests.jobs.looking import ONE_DAY
from tests.talking import everything, labels, said


async def test_what_was_said_is_found_the_latest_first(office: Office) -> None:
    await office.say("boyd", "/commit share the new schedule with grade 4 by next Friday")
    await office.say("rossi", "/helping the schedules that principals share")
    await office.say("rossi", "/helping coffee")

    answer = await office.say("chen", "/headway find schedule")

    assert said(answer).splitlines()[1:] == [
        "“schedule”: the latest first",
        "Helps, Monday, 11 Jan: the schedules that principals share · H-1",
        "Terrence Boyd promised for Friday, 22 Jan: share the new schedule with grade 4 · C-1",
        "Only you see this. It holds what you may read, and nothing else.",
    ]


async def test_names_and_schools_find_too(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric by next Friday")
    await office.say("rossi", "/walkthrough lincoln grade 4 math: reasoning 3/5; pattern: talk")

    assert "C-1" in said(await office.say("chen", "/headway find boyd rubric"))
    assert "W-1" in said(await office.say("chen", "/headway find lincoln reasoning"))


async def test_what_the_asker_may_not_read_is_not_there(office: Office) -> None:
    for _ in range(60):
        await office.say("boyd", "/blocker no planning time")
    await office.say("rossi", "/helping a planning day")
    await narrow(office)

    found = said(await office.say("chen", "/headway find planning"))

    assert "H-1" in found
    assert "B-" not in found
    assert "Show earlier" not in found
    assert "B-60" in said(await office.say("vance", "/headway find planning"))


async def test_however_many_may_not_be_read_a_few_questions_find_what_may(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others wait while somebody looks."""
    await office.say("rossi", "/helping a planning day")
    async with office.store.write() as tx:
        (help_,) = await tx.find(Help, partnership="riverbend")
        hidden = replace(help_, by="vance", audience=Audience.PARTNER, at=help_.at + ONE_DAY)
        await tx.add(*(replace(hidden, number=n) for n in range(2, 1002)))
    asked: list[int] = []
    search = MemoryTransaction.search

    async def counted(tx: MemoryTransaction, *words: Any, limit: int, **more: Any) -> list[str]:  # noqa: ANN401 - any field of the value
        asked.append(limit)
        return await search(tx, *words, limit=limit, **more)

    monkeypatch.setattr(MemoryTransaction, "search", counted)

    assert "H-1" in said(await office.say("chen", "/headway find planning"))
    assert asked == [50, 200, 800]


async def narrow(office: Office) -> None:
    """Let the partner alone read the blockers."""
    async with office.store.read() as tx:
        blockers = await tx.find(Blocker, partnership="riverbend")
    assert {blocker.audience for blocker in blockers} == {Audience.PARTNER}


async def test_not_even_a_button_tells_of_what_the_asker_may_not_read(office: Office) -> None:
    for number in range(10):
        await office.say("boyd", f"/helping coffee {number}")
    before = everything(await office.say("chen", "/headway find coffee"))

    for number in range(5):
        await office.say("boyd", f"/blocker no coffee {number}")
    await narrow(office)

    assert everything(await office.say("chen", "/headway find coffee")) == before
    asked = [await office.act("chen", "find.more", f"{page} coffee") for page in ("0", "1")]
    assert [everything(one) for one in asked] == [before, before]
    assert "no longer do" in said(await office.act("chen", "find.more", "1 ?!"))


async def test_many_come_in_parts(office: Office) -> None:
    for number in range(10):
        await office.say("boyd", f"/helping coffee {number}")
    first = await office.say("chen", "/headway find coffee")

    second = await office.press("chen", first.reply, "Show earlier ones")

    assert labels(first.reply) == ["Show earlier ones"]
    assert "page 2" in said(second)
    assert said(second).count("Helps, ") == 2
    assert "coffee 0 · H-1" in said(second)
    assert labels(second.reply) == []


async def test_counts_of_few_classrooms_are_not_found(office: Office) -> None:
    await office.say("rossi", "/walkthrough lincoln grade 4 math: reasoning 1/2; pattern: shouting")

    for wanted in ("shouting", "math", "grade 4"):
        assert "Nothing that you may read" in said(
            await office.say("boyd", f"/headway find {wanted}")
        )


async def test_nothing_found_says_how_to_find_more(office: Office) -> None:
    answer = await office.say("chen", "/headway find yoga")

    assert said(answer).splitlines()[-1] == (
        "Nothing that you may read has this word: yoga. The beginning of a word finds more."
    )
    several = said(await office.say("chen", "/headway find hot yoga"))
    assert "has all these words: hot yoga. Fewer words, or the beginning of one" in several


async def test_without_words_it_says_how(office: Office) -> None:
    for typed in ("/headway find", "/headway find ?!"):
        assert said(await office.say("chen", typed)).startswith("Say what to look for")


async def test_what_was_taken_back_meanwhile_is_gone(office: Office) -> None:
    for _ in range(9):
        await office.say("boyd", "/helping coffee")
    first = await office.say("chen", "/headway find coffee")
    async with office.store.write() as tx:
        oldest = await tx.get(Help, "riverbend", 1)
        assert oldest
        await tx.put(replace(oldest, withdrawn=True))

    second = await office.press("chen", first.reply, "Show earlier ones")

    assert "That was all with coffee." in said(second)
