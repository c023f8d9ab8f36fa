"""Files on the page: shown to whoever can see their message, and to nobody else."""

import re
from html import unescape

import pytest

from bot.messages import Message
from bot.ports import Address, Parcel, PlatformItem
from integrations.sandbox.items import BOT, PLATFORM, Post, direct, dump, new_id
from tests.attached import CONTENTS, DOCUMENT, PICTURE, keep
from tests.integrations.sandbox_page.conftest import NOON, Visitor
from tests.integrations.sandbox_page.test_page import HERE

WITH_FILES = Message(text="The week", files=(PICTURE, DOCUMENT))
BOYD = {"as": "boyd"}
IN_CHANNEL = {"in": "C1"}


async def sent(visitor: Visitor, message: Message = WITH_FILES, **to: str) -> str:
    await keep(visitor.world.store, PICTURE, DOCUMENT)
    return await visitor.world.post(
        Parcel(
            delivery="d", to=Address(workspace=HERE, **(to or {"user": "boyd"})), message=message
        )
    )


async def addresses(visitor: Visitor, **where: str) -> list[str]:
    return [
        unescape(one) for one in re.findall(r'href="(/files/[^"]+)"', await visitor.sees(**where))
    ]


async def test_a_picture_is_shown_with_its_words_and_its_size(visitor: Visitor) -> None:
    await sent(visitor)
    text = await visitor.sees(**BOYD)
    assert f'alt="{PICTURE.alt}" width="3" height="2"' in text
    picture, _ = await addresses(visitor, **BOYD)
    answer = await visitor.http.get(picture)
    assert (answer.content, answer.headers["content-type"]) == (CONTENTS[PICTURE.id], "image/png")


async def test_a_document_has_its_name_and_how_large_it_is(visitor: Visitor) -> None:
    await sent(visitor)
    assert "Quarter “Q3”.docx</a> <small>1 KB</small>" in await visitor.sees(**BOYD)
    _, document = await addresses(visitor, **BOYD)
    answer = await visitor.http.get(document)
    assert answer.content == CONTENTS[DOCUMENT.id]
    assert answer.headers["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize("change", [("as=boyd", "as=vance"), (PICTURE.id, "another-file")])
async def test_nobody_gets_a_file_of_a_message_that_is_not_theirs(
    visitor: Visitor, change: tuple[str, str]
) -> None:
    await sent(visitor)
    picture, _ = await addresses(visitor, **BOYD)
    assert (await visitor.http.get(picture.replace(*change))).status_code == 404


async def test_a_file_in_a_channel_is_there_for_its_members(visitor: Visitor) -> None:
    await sent(visitor, channel="C1")
    picture, _ = await addresses(visitor, **BOYD, **IN_CHANNEL)
    assert (await visitor.http.get(picture)).status_code == 200
    assert (await visitor.http.get(picture.replace("boyd", "vance"))).status_code == 404


async def test_a_file_that_has_gone_since_is_a_line(visitor: Visitor) -> None:
    item = PlatformItem(
        platform=PLATFORM,
        kind="message",
        id=new_id(),
        parent=direct("boyd"),
        at=NOON,
        body=dump(Post(author=BOT, message=WITH_FILES)),
    )
    async with visitor.world.store.write() as tx:
        await tx.add(item)
    text = await visitor.sees(**BOYD)
    assert f"“{PICTURE.title}” could not be added here. It shows: {PICTURE.alt}" in text
    assert 'class="picture"' not in text
    answer = await visitor.http.get(f"/files/{item.id}/{PICTURE.id}", params=BOYD)
    assert answer.status_code == 404
