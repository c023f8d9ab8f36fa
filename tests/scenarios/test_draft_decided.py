"""Reading a digest over: who decides, when, and what is answered to anybody else."""

from datetime import date

import pytest

from bot.domain.people import Level
from tests.drafting import (
    FIVE,
    OWN,
    edit,
    in_channel,
    posted,
    read_over_by,
    shown,
)
from tests.fakes import Office
from tests.jobs.looking import prefer
from tests.talking import change_person, labels, said


@pytest.mark.parametrize("second", ["Post", "Use template", "Edit"])
async def test_a_second_press_says_what_was_decided(office: Office, second: str) -> None:
    await read_over_by(office)
    await office.press("ortega", shown(office)[0], "Post")

    pressed = next(one for one in shown(office)[0].buttons() if one.label == second)
    answer = await office.act("ortega", pressed.action, pressed.value)

    assert "You posted this digest" in said(answer)
    assert answer.form is None


async def test_a_press_after_the_hour_says_that_it_was_too_late(office: Office) -> None:
    await read_over_by(office)
    await office.tick(FIVE)

    answer = await office.press("ortega", shown(office)[0], "Post")

    assert "nothing was decided by Friday, 15 Jan, 17:00" in said(answer)
    assert in_channel(office) != [OWN]


async def test_an_old_button_says_that_the_draft_has_changed(office: Office) -> None:
    await read_over_by(office)
    await edit(office, where="Only this.")

    answer = await office.press("ortega", shown(office)[0], "Post")

    assert "This draft was changed since" in said(answer)
    assert "Only this." in said(answer)
    assert await posted(office) is None
    assert "Posted" not in said(await office.press("ortega", answer.reply, "Post"))
    assert await posted(office) is not None


async def test_pressing_on_a_later_card_changes_the_first_one_too(office: Office) -> None:
    await read_over_by(office)
    form = (await office.press("ortega", shown(office)[0], "Edit")).form
    again = await office.fill("ortega", form, where="Only this.")

    answer = await office.press("ortega", again.reply, "Post")

    (update,) = answer.updates
    assert "You posted this digest" in update.message.text
    assert update.message == answer.replace


@pytest.mark.parametrize("who", ["chen", "vance", "boyd"])
@pytest.mark.parametrize("verb", ["post", "template", "edit", "show"])
async def test_nobody_else_decides(office: Office, who: str, verb: str) -> None:
    await read_over_by(office)

    answer = await office.act(who, f"draft.{verb}", "2027-W02|leaders|1")

    assert "Somebody else reads this draft over" in said(answer)
    assert await posted(office) is None


async def test_who_may_not_read_it_any_more_decides_nothing(office: Office) -> None:
    await read_over_by(office)
    await change_person(office, "ortega", level=Level.BOARD)

    answer = await office.press("ortega", shown(office)[0], "Post")

    assert "Somebody else" in said(answer)
    assert "No draft waits for you" in said(await office.say("ortega", "/headway draft"))


@pytest.mark.parametrize("value", ["2027-W02|leaders|1", "", "2027-W02|nobody|1", "2027-W02"])
async def test_a_button_of_no_draft_is_answered_politely(office: Office, value: str) -> None:
    answer = await office.act("ortega", "draft.post", value)

    assert answer.reply is not None
    assert await posted(office) is None


async def test_the_word_shows_the_draft_that_waits(office: Office) -> None:
    await read_over_by(office)

    assert OWN in said(await office.say("ortega", "/headway draft"))
    assert "No draft waits for you" in said(await office.say("chen", "/headway draft"))


async def test_who_is_away_may_decide_all_the_same(office: Office) -> None:
    await prefer(office, "ortega", away_until=date(2027, 1, 25))
    await read_over_by(office)
    asked = await office.say("ortega", "/headway draft")

    answer = await office.press("ortega", asked.reply, "Post")

    assert "You posted this digest" in said(answer)
    assert answer.updates == ()
    assert shown(office) == []


async def test_of_several_drafts_one_is_chosen(office: Office) -> None:
    await read_over_by(office, "vance")

    answer = await office.say("vance", "/headway draft")

    assert "The digest for your colleagues, week of 11 January" in said(answer)
    assert labels(answer.reply) == ["Read it", "Read it"]
    assert OWN in said(await office.press("vance", answer.reply, "Read it"))


@pytest.mark.parametrize("typed", ["/digest", "/digest 2027-W02"])
async def test_while_a_draft_waits_the_preview_says_so(office: Office, typed: str) -> None:
    await read_over_by(office)

    told = said(await office.say("boyd", typed))

    assert "This digest waits to be read over" in told
    assert OWN not in told


async def test_whose_digest_is_out_reads_it_while_the_other_waits(office: Office) -> None:
    await read_over_by(office)

    assert "waits to be read over" not in said(await office.say("vance", "/digest 2027-W02"))
    assert "waits to be read over" not in said(await office.say("vance", "/digest"))


async def test_nothing_waits_for_somebody_of_the_board(office: Office) -> None:
    await read_over_by(office)
    await change_person(office, "price", level=Level.BOARD)

    assert "waits" not in said(await office.say("price", "/digest"))
