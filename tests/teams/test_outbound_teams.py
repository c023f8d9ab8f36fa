"""What the bot sends to Teams: how it arrives, and that it arrives once."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.domain.errors import CannotTellError, TryLaterError, UnreachableError
from bot.messages import Actions, Button, Html, Message, Paragraph, safe
from bot.ports import Parcel
from integrations.teams.reference import Reference
from integrations.values import LONGEST_VALUE
from tests.teams.fake.person import Person
from tests.teams.fake.state import TENANT
from tests.teams.fake.teams import Teams
from tests.teams.outside import Outside, outside_of, parcel, to
from tests.teams.people import BOYD, CHANNEL, GROUP, ROSSI

LONG = tuple(Paragraph(text=safe(f"{n} " * 3000)) for n in range(6))


@pytest.fixture
async def outside(teams: Teams) -> AsyncIterator[Outside]:
    """Boyd has the app, and the bot was told so."""
    async with outside_of(teams) as outside:
        await outside.does(teams.user(BOYD).installs())
        teams.user(BOYD).chat.messages.clear()
        yield outside


@pytest.fixture
def boyd(outside: Outside) -> Person:
    """Who has the app."""
    return outside.teams.user(BOYD)


def _long(*blocks: Paragraph, channel: str = CHANNEL) -> Parcel:
    message = Message(text="Long", blocks=blocks or LONG)
    return Parcel(delivery="d1", to=to(channel=channel), message=message)


async def test_a_notification_says_what_the_message_is_about(
    outside: Outside, boyd: Person
) -> None:
    message = Message(text="Two minutes?", blocks=(Paragraph(text=Html("Where are you?")),))

    await outside.chat.send(Parcel(delivery="d1", to=to(BOYD), message=message))

    (sent,) = boyd.messages()
    assert (sent["summary"], "text" in sent) == ("Two minutes?", False)
    assert sent["channelData"] == {"notification": {"alert": True}}
    assert boyd.sees() == ["Where are you?"]


async def test_channels_and_answers_put_nothing_into_anybodys_feed(
    outside: Outside, boyd: Person
) -> None:
    await outside.chat.send(parcel(to(channel=CHANNEL)))
    await outside.chat.post(await outside.chat.conversation_of(to(BOYD)), Message(text="Kept"))

    assert ["channelData" in one for one in (*boyd.messages(CHANNEL), *boyd.messages())] == [
        False
    ] * 2


async def test_a_reference_names_the_tenant_the_app_and_the_conversation(
    outside: Outside, boyd: Person
) -> None:
    text = await outside.chat.send(parcel(to(BOYD)))

    (sent,) = boyd.messages()
    app = outside.teams.bot().id
    expected = Reference(tenant=TENANT, app=app, conversation=boyd.chat.id, ids=(sent["id"],))
    assert Reference.read(text) == expected


async def test_an_answer_in_a_channel_stands_in_its_thread(outside: Outside, boyd: Person) -> None:
    asked = boyd.says(CHANNEL, "What now?")
    at = await outside.chat.conversation_of(to(channel=CHANNEL))

    reference = await outside.chat.post(at, Message(text="Look here"), thread=asked["id"])
    await outside.chat.update(reference, Message(text="Look there"))

    answer = boyd.messages(CHANNEL)[-1]
    assert (answer["root"], boyd.reads(answer)) == (asked["id"], "Look there")


async def test_a_long_value_of_a_button_is_kept_before_it_is_sent(outside: Outside) -> None:
    value = "x" * (LONGEST_VALUE + 1)
    buttons = (Button(label="Yes", action="a.b", value=value),)
    message = Message(text="Yes?", blocks=(Actions(buttons=buttons),))

    await outside.chat.send(Parcel(delivery="d1", to=to(BOYD), message=message))

    assert [item.body["value"] for item in await outside.items("value")] == [value]


async def test_a_long_message_comes_in_several_parts_and_is_found_whole(
    outside: Outside, boyd: Person
) -> None:
    reference = await outside.chat.send(_long())

    parts = boyd.messages(CHANNEL)
    assert len(parts) > 1
    assert Reference.read(reference).ids == tuple(one["id"] for one in parts)
    assert await outside.chat.find("d1", to(channel=CHANNEL)) == reference


async def test_parts_that_arrived_are_not_sent_again(outside: Outside, boyd: Person) -> None:
    before = len(outside.teams.called("send"))
    first = outside.teams.order("send", status=200)
    refused = outside.teams.order("send", status=429, retry_after=0)
    with pytest.raises(TryLaterError):
        await outside.chat.send(_long())
    assert (first.times, refused.times) == (0, 0)
    assert await outside.chat.find("d1", to(channel=CHANNEL)) is None

    reference = await outside.chat.send(_long())

    there = len(boyd.messages(CHANNEL))
    assert len(Reference.read(reference).ids) == there
    assert len(outside.teams.called("send")) == before + there + 1


async def test_what_was_sent_already_is_not_sent_again(outside: Outside, boyd: Person) -> None:
    first = await outside.chat.send(parcel(to(BOYD)))

    assert await outside.chat.send(parcel(to(BOYD))) == first
    assert len(boyd.messages()) == 1


@pytest.mark.parametrize(
    "trouble", [{"drop": True}, {"status": 502}, {"status": 504, "done": True}]
)
async def test_an_answer_that_was_not_heard_leaves_open_whether_it_arrived(
    outside: Outside, boyd: Person, trouble: dict[str, Any]
) -> None:
    outside.teams.order("send", **trouble)
    sends = len(outside.teams.called("send"))

    for _ in range(2):
        with pytest.raises(CannotTellError):
            await outside.chat.send(parcel(to(BOYD)))
    with pytest.raises(CannotTellError):
        await outside.chat.find("d1", to(BOYD))

    assert len(outside.teams.called("send")) == sends + 1


async def test_a_send_that_was_broken_off_is_not_repeated(outside: Outside, boyd: Person) -> None:
    outside.teams.order("send", hang=2)
    sending = asyncio.create_task(outside.chat.send(parcel(to(BOYD))))
    await asyncio.sleep(0.5)
    sending.cancel()

    with pytest.raises(CannotTellError):
        await outside.chat.find("d1", to(BOYD))


async def test_what_was_refused_left_nothing_and_is_not_there(
    outside: Outside, boyd: Person
) -> None:
    outside.teams.order("send", status=412)
    with pytest.raises(TryLaterError):
        await outside.chat.send(parcel(to(BOYD)))

    assert await outside.chat.find("d1", to(BOYD)) is None
    assert await outside.chat.send(parcel(to(BOYD)))
    assert len(boyd.messages()) == 1


async def test_an_update_takes_parts_away_and_adds_them_in_the_thread(
    outside: Outside, boyd: Person
) -> None:
    reference = await outside.chat.send(_long())
    many = len(boyd.messages(CHANNEL))

    await outside.chat.update(reference, Message(text="Short"))
    assert boyd.sees(CHANNEL) == ["Short"]
    await outside.chat.update(reference, Message(text="Long", blocks=LONG))

    messages = boyd.messages(CHANNEL)
    assert len(messages) == many
    assert {one["root"] for one in messages[1:]} == {messages[0]["id"]}


async def test_an_update_in_a_personal_chat_goes_on_below(outside: Outside, boyd: Person) -> None:
    reference = await outside.chat.send(parcel(to(BOYD)))

    await outside.chat.update(reference, Message(text="Long", blocks=LONG))
    await outside.chat.update(reference, Message(text="Long", blocks=LONG))

    messages = boyd.messages()
    assert len(messages) > 1
    assert {one["root"] for one in messages} == {None}


async def test_a_message_that_was_deleted_cannot_be_changed(outside: Outside, boyd: Person) -> None:
    reference = await outside.chat.send(parcel(to(BOYD)))
    boyd.chat.messages.clear()

    with pytest.raises(UnreachableError, match="deleted"):
        await outside.chat.update(reference, Message(text="Thanks"))


async def test_the_platform_is_ready(outside: Outside) -> None:
    assert await outside.chat.ready() is None


async def test_nothing_is_changed_in_a_tenant_that_nothing_is_known_of(outside: Outside) -> None:
    with pytest.raises(UnreachableError, match="organization"):
        await outside.chat.update("another-tenant/app/a%3A1/2", Message(text="Thanks"))


async def test_a_channel_where_nothing_was_heard_is_written_to(
    outside: Outside, boyd: Person
) -> None:
    await outside.chat.send(parcel(to(channel=CHANNEL), "Digest"))

    assert boyd.sees(CHANNEL) == ["Digest"]


async def test_a_channel_without_the_app_is_not_reached(outside: Outside) -> None:
    outside.teams.add_group_chat(GROUP, BOYD, ROSSI)

    with pytest.raises(UnreachableError):
        await outside.chat.send(parcel(to(channel=GROUP)))


async def test_the_newest_service_url_counts(outside: Outside, boyd: Person) -> None:
    """Teams moves its service URLs; nobody is told but by the next activity."""
    reference = await outside.chat.send(parcel(to(BOYD)))
    outside.teams.state.base = outside.teams.state.base.replace("127.0.0.1", "localhost")

    await outside.does(boyd.types("help"))

    at = await outside.chat.conversation_of(to(BOYD))
    assert at.service_url.startswith("http://localhost")
    await outside.chat.update(reference, Message(text="Thanks"))
