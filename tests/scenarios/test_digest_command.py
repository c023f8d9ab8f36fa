"""``/digest``: the running week for the one who asks, past weeks, and corrections in the next."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.checkin import Answer
from bot.domain.partnership import Partnership
from bot.domain.people import Level
from tests.fakes import Office, text_of
from tests.talking import card, change_person, get, said

DIGEST_TIME = datetime(2027, 1, 15, 20, 0, 5, tzinfo=UTC)
NEXT_DIGEST = datetime(2027, 1, 22, 20, 0, 5, tzinfo=UTC)
TUESDAY = datetime(2027, 1, 19, 13, 0, 10, tzinfo=UTC)
READERS = ["self", "partner", "leaders", "public"]


async def one_of_each(office: Office) -> None:
    """boyd says what is helping four times, once for each audience."""
    form = (await office.say("boyd", "/helping")).form
    for audience in READERS:
        await office.fill("boyd", form, text=f"meant for {audience}", audience=audience)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("boyd", READERS),
        ("vance", ["partner", "leaders", "public"]),
        ("chen", ["leaders", "public"]),
        ("price", ["public"]),
    ],
)
async def test_the_preview_shows_what_that_person_may_see(
    office: Office, who: str, sees: list[str]
) -> None:
    await change_person(office, "price", level=Level.BOARD)
    await one_of_each(office)

    told = said(await office.say(who, "/digest"))

    assert [audience for audience in READERS if f"eant for {audience}" in told] == sees


async def test_the_preview_is_for_the_one_who_asks_and_says_when_it_is_posted(
    office: Office,
) -> None:
    told = said(await office.say("haddad", "/digest"))

    assert "Only you see this preview." in told
    assert "It is posted on Friday, 15 Jan at 14:00." in told


async def test_only_the_partner_sees_names_of_those_not_heard_from(office: Office) -> None:
    await office.tick()

    partner = said(await office.say("vance", "/digest"))
    leader = said(await office.say("chen", "/digest"))

    assert "P. Rossi" in partner
    assert "P. Rossi" not in leader
    assert "0 of 7" in leader or "No answer from 7 leaders" in leader


async def test_after_the_digest_the_running_week_is_the_next(office: Office) -> None:
    await office.tick(DIGEST_TIME)
    office.later(hours=1)
    await office.say("boyd", "/helping the coach came on Friday evening")

    told = said(await office.say("boyd", "/digest"))

    assert "The coach came on Friday evening" in told
    assert "It is posted on Friday, 22 Jan at 15:00." in told


async def test_without_a_plan_there_is_a_preview_still(office: Office) -> None:
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership is not None
        await tx.put(replace(partnership, digest=None))

    told = said(await office.say("boyd", "/digest"))

    assert "The running week so far, as you may read it." in told
    assert "It is posted" not in told


async def test_a_past_week_is_shown_as_it_was_posted(office: Office) -> None:
    await office.tick()
    await office.say("boyd", "in the way: no planning time")
    await office.tick(DIGEST_TIME)

    partner = said(await office.say("vance", "/digest 2027-w02"))
    leader = said(await office.say("chen", "/digest 2027-W02"))

    assert "no planning time" in partner
    assert "no planning time" not in leader
    assert partner.splitlines()[0] == office.platform.to("C000000002")[0].text


@pytest.mark.parametrize("typed", ["2026-W50", "2027-W02"])
async def test_a_week_without_a_digest_says_so(office: Office, typed: str) -> None:
    answer = await office.say("boyd", f"/digest {typed}")

    assert f"For {typed} I have no digest that you may read." in said(answer)
    assert "Only you see this preview" in said(await office.press("boyd", answer.reply, "Yes"))


async def test_a_board_member_reads_no_posted_digest(office: Office) -> None:
    await office.tick(DIGEST_TIME)
    await change_person(office, "price", level=Level.BOARD)

    assert "I have no digest that you may read" in said(
        await office.say("price", "/digest 2027-W02")
    )


@pytest.mark.parametrize("typed", ["last week", "2027-W99", "W03"])
async def test_what_is_no_week_is_answered_with_how_to_write_one(
    office: Office, typed: str
) -> None:
    answer = await office.say("boyd", f"/digest {typed}")

    assert "“/digest 2027-W03” for a past one" in said(answer)
    assert f"/digest {typed}" in said(answer)


async def test_an_answer_edited_before_the_digest_is_no_correction(office: Office) -> None:
    await office.tick()
    await office.say("boyd", "Grade 4 met once")
    form = (await office.press("boyd", card(office), "Answer")).form

    answer = await office.fill("boyd", form, where="Grade 4 met twice")
    await office.tick(DIGEST_TIME)

    assert "corrected" not in said(answer)
    assert (await get(office, Answer, 1)).corrected_at is None
    assert "Grade 4 met twice" in text_of(office.platform.to("C000000001")[0])


async def test_an_answer_corrected_after_the_digest_is_visibly_so(office: Office) -> None:
    await office.tick()
    await office.say("boyd", "Grade 4 met once")
    await office.tick(DIGEST_TIME)
    form = (await office.press("boyd", card(office), "Answer")).form
    office.now = TUESDAY

    answer = await office.fill("boyd", form, where="Grade 4 met twice")
    await office.tick(NEXT_DIGEST)

    assert "Grade 4 met twice · A-1" in said(answer)
    assert "— corrected on Tuesday, 19 Jan" in said(answer)
    assert (await get(office, Answer, 1)).corrected_at == TUESDAY
    posted = text_of(office.platform.to("C000000001")[1])
    assert "orrect" in posted
    assert "Grade 4 met twice" in posted


async def test_a_corrected_tap_is_visibly_so(office: Office) -> None:
    await office.tick()
    monday_card = card(office)
    await office.press("boyd", monday_card, "steady")
    await office.tick(DIGEST_TIME)

    answer = await office.press("boyd", monday_card, "slow")

    assert "Data teams that change instruction: slow · A-1" in said(answer)
    assert "— corrected on Friday, 15 Jan" in said(answer)
