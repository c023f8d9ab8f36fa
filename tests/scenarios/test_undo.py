"""Undo of everything that can be done to a record, once, and by whoever did it."""

from collections.abc import Callable, Coroutine

import pytest

from bot.domain.blocker import Blocker, BlockerState
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.help import Help
from bot.domain.history import Deed
from bot.messages import Message
from tests.fakes import Office, text_of
from tests.talking import card, changes, get, said

Step = Callable[[Office], Coroutine[None, None, Message | None]]


async def made(office: Office) -> Message | None:
    return (await office.say("boyd", "/commit share the rubric by 22 January")).reply


async def done(office: Office) -> Message | None:
    await made(office)
    return (await office.say("boyd", "/commit done C-1 in the folder")).reply


async def moved(office: Office) -> Message | None:
    await made(office)
    return (await office.say("boyd", "/commit move C-1 to 12 March because testing")).reply


async def dropped(office: Office) -> Message | None:
    await made(office)
    return (await office.say("boyd", "/commit drop C-1 because of snow")).reply


async def edited(office: Office) -> Message | None:
    form = (await office.press("boyd", await made(office), "Edit")).form
    return (await office.fill("boyd", form, text="share everything", audience="self")).reply


@pytest.mark.parametrize("step", [done, moved, dropped, edited])
async def test_undo_puts_a_promise_back_as_it_was(office: Office, step: Step) -> None:
    message = await step(office)

    answer = await office.press("boyd", message, "Undo")

    assert "Undone: C-1 is as it was before" in said(answer)
    now = await get(office, Commitment, 1)
    assert (now.state, now.text, now.note) == (CommitmentState.OPEN, "share the rubric", "")
    assert (str(now.due), now.audience, now.closed_at) == ("2027-01-22", "leaders", None)
    assert [change.deed for change in await changes(office, "C-1")][-1] is Deed.UNDONE


async def test_undo_of_what_was_just_made_takes_it_back(office: Office) -> None:
    message = await made(office)

    answer = await office.press("boyd", message, "Undo")

    assert "C-1 is taken back and shown nowhere" in said(answer)
    assert (await get(office, Commitment, 1)).withdrawn
    assert "no open promise" in said(await office.say("boyd", "/commit list"))


async def test_undo_pressed_twice_answers_the_same(office: Office) -> None:
    message = await moved(office)
    first = await office.press("boyd", message, "Undo")

    second = await office.press("boyd", message, "Undo")

    assert said(first) == said(second)
    assert (await get(office, Commitment, 1)).version == 3


async def test_undo_is_refused_after_a_further_change(office: Office) -> None:
    message = await moved(office)
    await office.say("boyd", "/commit done C-1")

    answer = await office.press("boyd", message, "Undo")

    assert "C-1 has changed since then, so this can't be undone" in said(answer)
    assert (await get(office, Commitment, 1)).state is CommitmentState.KEPT


async def test_undo_is_refused_to_somebody_else(office: Office) -> None:
    await made(office)

    answer = await office.act("chen", "headway.undo", "C-1:1")

    assert "Only who changed C-1 can undo it" in said(answer)
    assert not (await get(office, Commitment, 1)).withdrawn


async def test_undo_by_another_after_an_undo_is_refused(office: Office) -> None:
    await office.press("boyd", await moved(office), "Undo")

    answer = await office.act("chen", "headway.undo", "C-1:2")

    assert "C-1 has changed since then" in said(answer)


@pytest.mark.parametrize("value", ["B-1:1", "C-99:1", "Z-1:1", "", "nonsense"])
async def test_undo_of_what_one_may_not_see_says_that_it_is_not_there(
    office: Office, value: str
) -> None:
    await office.say("boyd", "/blocker no time")

    answer = await office.act("chen", "headway.undo", value)

    assert "for you to undo" in said(answer)


@pytest.mark.parametrize("version", ["x", "", "99"])
async def test_undo_of_a_made_up_change_does_nothing(office: Office, version: str) -> None:
    await made(office)

    await office.act("boyd", "headway.undo", f"C-1:{version}")

    assert (await get(office, Commitment, 1)).version == 1


async def test_undo_works_for_blockers_and_helps_too(office: Office) -> None:
    await office.say("boyd", "/blocker no time")
    cleared = await office.say("boyd", "/blocker clear B-1")
    helped = await office.say("boyd", "/helping the coach")

    await office.press("boyd", cleared.reply, "Undo")
    await office.press("boyd", helped.reply, "Undo")

    assert (await get(office, Blocker, 1)).state is BlockerState.OPEN
    assert (await get(office, Help, 1)).withdrawn


async def test_undo_of_what_an_answer_made_changes_the_card(office: Office) -> None:
    await office.tick()
    answered = await office.say("boyd", "in the way: no time")

    undone = await office.press("boyd", answered.reply, "Undo")

    assert "· B-1" not in text_of(undone.updates[0].message)
    assert "What is getting in the way? no time · A-1" in text_of(undone.updates[0].message)


async def test_undo_by_the_owner_of_what_anothers_answer_made_shows_no_card(
    office: Office,
) -> None:
    await office.tick()
    await office.say("boyd", "in the way: no time")
    form = (await office.act("boyd", "blocker.edit", "B-1")).form
    await office.fill("boyd", form, can_clear="vance")
    await office.say("vance", "/blocker clear B-1")

    undone = await office.act("vance", "headway.undo", "B-1:3")
    await office.tick()

    assert not undone.updates
    assert card(office).text.startswith("Ruth Vance changed what is in the way: no time")
