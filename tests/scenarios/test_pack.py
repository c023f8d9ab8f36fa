"""``/headway pack``: asked for in chat, and sent as a document by the next pass."""

import io
from dataclasses import replace
from datetime import date

import docx

from bot.domain.audience import Audience
from bot.domain.delivery import Delivery, DeliveryKind
from bot.domain.people import Level
from bot.domain.picture import Picture, Worded
from bot.domain.stored_file import StoredFile
from bot.messages import Message
from bot.ports.documents import DOCX
from tests.builders import commitment, taps
from tests.fakes import Office, text_of
from tests.pixel import PIXEL
from tests.talking import change_person, labels, said

PACK = "/headway pack"
DAY = date(2027, 2, 5)


async def sent(office: Office, who: str, line: str) -> tuple[Message, StoredFile]:
    """What comes of asking for a pack: the message, and the file that goes with it."""
    await office.say(who, line)
    await office.tick()
    message = office.platform.to(who)[-1]
    async with office.store.read() as tx:
        stored = await tx.get(StoredFile, message.files[0].id)
    assert stored
    return message, stored


def text_in(stored: StoredFile) -> str:
    """All that a document says outside of its tables."""
    return "\n".join(one.text for one in docx.Document(io.BytesIO(stored.content)).paragraphs)


async def test_a_leader_gets_the_leaders_pack_as_a_document(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric by Friday")
    async with office.store.write() as tx:
        await tx.add(commitment(7, text="only for us", audience=Audience.PARTNER, by="vance"))

    message, stored = await sent(office, "boyd", f"{PACK} quarter 2027-Q1")

    assert message.text.startswith("Quarterly pack: Riverbend Public Schools, January to March")
    assert (stored.media_type, stored.audience, stored.person) == (DOCX, Audience.LEADERS, "boyd")
    assert stored.name == "riverbend-2027-Q1-quarterly-pack.docx"
    assert "share the rubric" in text_in(stored)
    assert "only for us" not in text_in(stored)


async def test_the_partner_gets_the_partners(office: Office) -> None:
    async with office.store.write() as tx:
        await tx.add(commitment(7, text="only for us", audience=Audience.PARTNER, due=DAY))
    _, stored = await sent(office, "vance", f"{PACK} quarter 2027-Q1")
    assert stored.audience is Audience.PARTNER
    assert "only for us (T. Boyd" in text_in(stored)


async def test_what_somebody_kept_for_themself_is_not_in_their_own_pack(office: Office) -> None:
    mine = commitment(7, text="only for me", audience=Audience.SELF, due=DAY)
    async with office.store.write() as tx:
        await tx.add(mine)
    _, stored = await sent(office, "boyd", f"{PACK} quarter 2027-Q1")
    assert "only for me" not in text_in(stored)


async def test_the_board_brief_is_public_whoever_asks(office: Office) -> None:
    kept = (await office.say("boyd", "/commit tell the board by Friday")).reply
    await office.fill("boyd", (await office.press("boyd", kept, "Edit")).form, audience="public")
    await office.say("boyd", "/commit tell nobody by Friday")

    message, stored = await sent(office, "vance", f"{PACK} board 2027-Q1")

    assert stored.audience is Audience.PUBLIC
    assert "tell the board" in text_in(stored)
    assert "tell nobody" not in text_in(stored)
    assert "It may be shared with everybody. Read it over before you do." in text_of(message)


async def test_without_a_quarter_it_is_the_one_that_just_ended(office: Office) -> None:
    answer = await office.say("boyd", f"{PACK} quarter")
    assert "making the quarterly pack for October to December 2026." in said(answer)


async def test_typed_bare_both_packs_are_offered(office: Office) -> None:
    answer = await office.say("boyd", PACK)
    assert labels(answer.reply) == ["Quarterly pack", "Board brief"]
    assert "/headway pack quarter 2026-Q3" in said(answer)
    pressed = await office.press("boyd", answer.reply, "Board brief")
    assert "making the board brief for October to December 2026." in said(pressed)


async def test_asked_for_twice_in_a_minute_it_is_made_once(office: Office) -> None:
    for _ in range(2):
        await office.say("boyd", f"{PACK} board")
    async with office.store.read() as tx:
        assert await tx.count(Delivery, kind=DeliveryKind.PACK) == 1


async def test_asked_for_again_later_it_is_made_again(office: Office) -> None:
    first, _ = await sent(office, "boyd", f"{PACK} board")
    office.later(minutes=1)
    again, _ = await sent(office, "boyd", f"{PACK} board")
    assert first.files != again.files


async def test_a_mistyped_pack_or_quarter_is_kept_with_the_nearest(office: Office) -> None:
    mistyped = await office.say("boyd", f"{PACK} bord")
    assert "Did you mean /headway pack board?" in said(mistyped)
    assert labels(mistyped.reply) == ["Yes"]
    unknown = await office.say("boyd", f"{PACK} board spring")
    assert "“spring” is no quarter. Write it as 2027-Q1. Shall I make the one for" in said(unknown)
    assert "/headway pack board spring" in said(unknown)
    assert labels((await office.say("boyd", f"{PACK} xyz")).reply) == []


async def test_a_quarter_that_has_not_begun_is_refused(office: Office) -> None:
    answer = await office.say("boyd", f"{PACK} quarter 2027-Q2")
    assert "April to June 2027 has not begun" in said(answer)


async def test_an_old_button_with_another_value_is_refused(office: Office) -> None:
    for value in ("", "quarter", "month 2027-Q1", "board 2027-Q9"):
        answer = await office.act("boyd", "pack.make", value)
        assert "making" not in said(answer)


async def test_who_reads_no_more_than_the_public_makes_no_pack(office: Office) -> None:
    await change_person(office, "boyd", level=Level.BOARD)
    answer = await office.say("boyd", f"{PACK} board")
    assert "made by the district’s leaders and Harbor Center for School Change" in said(answer)


async def test_who_left_meanwhile_gets_none(office: Office) -> None:
    await office.say("boyd", f"{PACK} quarter")
    await change_person(office, "boyd", left=office.now)
    tally = await office.tick()
    assert not [message for message in office.platform.to("boyd") if message.files]
    assert tally.skipped >= 1


async def test_a_broken_send_is_made_again(office: Office) -> None:
    office.platform.busy["U000000004"] = 2
    await office.say("boyd", f"{PACK} board")
    await office.tick()
    assert not office.platform.to("boyd")
    await office.tick(office.later(minutes=5))
    assert [len(message.files) for message in office.platform.to("boyd")].count(1) == 1


class Pixel:
    """Draws everything as one pixel."""

    def png(self, picture: Picture, said: Worded) -> bytes:
        return PIXEL


async def test_where_something_draws_the_momentum_is_a_picture(office: Office) -> None:
    office.tools = replace(office.tools, drawing=Pixel())
    office.desk = replace(office.desk, tools=office.tools)
    async with office.store.write() as tx:
        for number, who in enumerate(("boyd", "chen", "ortega", "rossi"), start=1):
            await tx.add(taps(number, by=who, at=office.now))
    _, stored = await sent(office, "boyd", f"{PACK} quarter 2027-Q1")
    (picture,) = docx.Document(io.BytesIO(stored.content)).inline_shapes
    assert "Data teams" in picture._inline.docPr.get("descr")
