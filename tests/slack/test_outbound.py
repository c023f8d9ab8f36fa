"""What the bot sends to Slack: how it arrives, and that it arrives once."""

import asyncio
from typing import Any

import pytest

from bot.domain.errors import CannotTellError, TryLaterError, UnreachableError
from bot.messages import Actions, Button, Heading, Html, Message, Paragraph, safe
from bot.ports import Parcel
from integrations.notes import Notes
from integrations.slack.outbound import MOST_PAGES
from integrations.slack.reference import Reference
from integrations.values import Values
from tests.slack.fake.slack import Slack
from tests.slack.fake.state import Channel, Json
from tests.slack.outside import TEAM, Outside, parcel, to
from tests.slack_cards.reading import read

LONG = tuple(Paragraph(text=safe(f"{n} " * 1400)) for n in range(8))
BOYD = to("U1")


@pytest.fixture
def outside(slack: Slack) -> Outside:
    return Outside(slack)


@pytest.fixture
def channel(slack: Slack) -> Channel:
    """Where everybody reads."""
    return slack.team().channels["C1"]


def _long(*blocks: Paragraph, delivery: str = "d1") -> Parcel:
    message = Message(text="Long", blocks=blocks or LONG)
    return Parcel(delivery=delivery, to=to(channel="C1"), message=message)


def _texts(channel: Channel) -> list[str]:
    return [read(one["blocks"]) for one in channel.messages.values()]


async def test_a_message_shows_its_blocks_and_unfolds_nothing(
    outside: Outside, channel: Channel
) -> None:
    text = Html("See https://example.org and &lt;!channel&gt; &lt;@U1&gt;")
    message = Message(
        text="Digest & more", blocks=(Heading(text=Html("Week 3")), Paragraph(text=text))
    )
    reference = await outside.chat.send(Parcel(delivery="d", to=to(channel="C1"), message=message))
    sent = channel.latest()
    (call,) = outside.slack.called("chat.postMessage")
    assert read(sent["blocks"]) == "Week 3\nSee https://example.org and <!channel> <@U1>"
    assert sent["text"].startswith("Digest &amp; more")
    assert [call.flag(name) for name in ("unfurl_links", "unfurl_media", "link_names")] == [
        False
    ] * 3
    assert call.args["parse"] == "none"
    assert reference == f"{TEAM}/C1/{sent['ts']}"


async def test_a_conversation_is_opened_once_for_a_person(outside: Outside, slack: Slack) -> None:
    for n in range(3):
        await outside.chat.send(parcel(BOYD, delivery=f"d{n}"))
    again = Outside(slack, store=outside.store)
    await again.chat.send(parcel(BOYD, delivery="d4"))
    assert len(slack.called("conversations.open")) == 1
    assert len(slack.user("U1").im.messages) == 4


async def test_an_address_is_looked_up_once_however_it_is_written(outside: Outside) -> None:
    for email in ("boyd@riverbend.example", "Boyd@Riverbend.example"):
        await outside.chat.send(parcel(to(email=email)))
    assert len(outside.slack.called("users.lookupByEmail")) == 1
    assert len(outside.slack.user("U1").im.messages) == 2


async def test_after_a_new_installation_conversations_are_opened_again(outside: Outside) -> None:
    await outside.chat.send(parcel(BOYD))
    team = outside.slack.team()
    team.channels.pop(team.ims.pop("U1").id)
    reference = await outside.chat.send(parcel(BOYD, "Again", delivery="d2"))
    assert Reference.read(reference).channel == outside.slack.user("U1").im.id
    assert _texts(team.ims["U1"]) == ["Again"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"is_archived": True}, "archived"),
        ({"members": ["U1"]}, "/invite"),
        ({"is_private": True, "members": ["U1"]}, "no such"),
    ],
    ids=["archived", "left", "left and private"],
)
async def test_a_lost_channel_is_said_with_the_reason(
    outside: Outside, channel: Channel, change: dict[str, Any], reason: str
) -> None:
    vars(channel).update(change)
    with pytest.raises(UnreachableError, match=reason):
        await outside.chat.send(parcel(to(channel="C1")))
    assert not outside.slack.called("conversations.open")


async def test_a_renamed_channel_is_still_reached(outside: Outside, channel: Channel) -> None:
    channel.name = "renamed"
    assert await outside.chat.send(parcel(to(channel="C1")))


async def test_people_that_slack_does_not_know_are_unreachable(outside: Outside) -> None:
    outside.slack.team().users["U2"].deleted = True
    lost = [to("U9"), to("U2"), to(email="nobody@riverbend.example"), to(), to("U1", team="T9")]
    for address in lost:
        with pytest.raises(UnreachableError) as refused:
            await outside.chat.send(parcel(address))
        assert str(refused.value)


async def test_a_long_value_of_a_button_comes_back_whole(outside: Outside) -> None:
    button = Button(label="Go on", action="a.b", value="v" * 2500)
    message = Message(text="Go on?", blocks=(Actions(buttons=(button,)),))
    await outside.chat.send(Parcel(delivery="d1", to=BOYD, message=message))
    (sent,) = outside.slack.user("U1").im.latest()["blocks"]
    short = sent["elements"][0]["value"]
    values = Values(Notes("slack", outside.store, outside.clock))
    assert [await values.full(value) for value in (short, "kept/1")] == [button.value, "kept/1"]


@pytest.mark.parametrize(
    "trouble",
    [{"drop": True}, {"delay": 30}, {"status": 500, "done": True}],
    ids=["broken connection", "silence", "half a failure"],
)
async def test_what_may_have_arrived_is_looked_up_and_not_sent_again(
    slack: Slack, trouble: dict[str, Any]
) -> None:
    outside = Outside(slack, timeout=1)
    slack.order("chat.postMessage", **trouble)
    with pytest.raises(CannotTellError):
        await outside.chat.send(parcel(BOYD))
    sent = slack.user("U1").im.latest()
    reference = await outside.chat.find("d1", BOYD)
    assert reference == f"{TEAM}/{slack.user('U1').im.id}/{sent['ts']}"


async def test_a_message_is_found_behind_hundreds_of_others(
    outside: Outside, slack: Slack, channel: Channel
) -> None:
    reference = await outside.chat.send(parcel(to(channel="C1")))
    _crowd(slack, channel, 450)
    slack.team().channels["C1"] = channel
    assert await outside.chat.find("d1", to(channel="C1")) == reference
    assert len(slack.called("conversations.history")) == 3
    assert await outside.chat.find("d2", to(channel="C1")) is None


async def test_where_the_bot_may_not_read_nobody_can_tell(outside: Outside) -> None:
    outside.slack.team().scopes.remove("channels:history")
    await outside.chat.send(parcel(to(channel="C1")))
    await outside.chat.send(_long(delivery="d2"))
    with pytest.raises(CannotTellError):
        await outside.chat.find("d1", to(channel="C1"))
    assert not outside.slack.called("conversations.history")
    assert not outside.faulty


async def test_another_fault_of_ours_is_asked_about_again_later(outside: Outside) -> None:
    outside.slack.order("conversations.history", error="invalid_arguments")
    with pytest.raises(TryLaterError):
        await outside.chat.find("d1", BOYD)


async def test_where_too_much_was_said_nobody_can_tell(
    outside: Outside, slack: Slack, channel: Channel
) -> None:
    _crowd(slack, channel, MOST_PAGES * 200 + 1)
    with pytest.raises(CannotTellError):
        await outside.chat.find("d1", to(channel="C1"))


def _crowd(slack: Slack, channel: Channel, number: int) -> None:
    """Others talk, some of them about things of their own apps."""
    other: Json = {"event_type": "task", "event_payload": {"delivery": "d1"}}
    for n in range(number):
        stamp = slack.state.ts()
        message = {"type": "message", "user": "U1", "ts": stamp, "text": f"{n}"}
        channel.messages[stamp] = message | ({"metadata": other} if n % 2 else {})


async def test_a_long_message_goes_on_in_a_second_one(outside: Outside, channel: Channel) -> None:
    reference = await outside.chat.send(_long())
    assert reference == f"{TEAM}/C1/{','.join(channel.messages)}"
    assert len(channel.messages) > 1
    assert all(f"{n} {n}" in "\n".join(_texts(channel)) for n in range(8))
    assert await outside.chat.find("d1", to(channel="C1")) == reference


async def test_a_part_that_has_arrived_is_not_sent_again(
    outside: Outside, slack: Slack, channel: Channel
) -> None:
    slack.limit("chat.postMessage", 1, seconds=60)
    with pytest.raises(TryLaterError):
        await outside.chat.send(_long())
    assert len(channel.messages) == 1
    assert await outside.chat.find("d1", to(channel="C1")) is None
    slack.lift()
    outside.seconds = 60
    reference = await outside.chat.send(_long())
    assert reference == f"{TEAM}/C1/{','.join(channel.messages)}"
    assert len(channel.messages) == 2


async def test_a_part_that_arrived_before_a_crash_is_not_sent_again(
    outside: Outside, slack: Slack, channel: Channel
) -> None:
    slack.order("chat.postMessage", drop=True)
    with pytest.raises(CannotTellError):
        await outside.chat.send(_long())
    assert await outside.chat.find("d1", to(channel="C1")) is None
    await outside.chat.send(_long())
    assert len(channel.messages) == 2


async def test_a_change_without_blocks_to_press_takes_the_buttons_away(outside: Outside) -> None:
    button = Actions(buttons=(Button(label="Done", action="a.b", value="1"),))
    message = Message(text="Done?", blocks=(button,))
    reference = await outside.chat.send(Parcel(delivery="d1", to=BOYD, message=message))
    await outside.chat.update(reference, Message(text="Thanks"))
    sent = outside.slack.user("U1").im.latest()
    assert (read(sent["blocks"]), sent["text"]) == ("Thanks", "Thanks")


async def test_a_message_that_grows_goes_on_in_its_thread_and_shrinks_again(
    outside: Outside, channel: Channel
) -> None:
    reference = await outside.chat.send(parcel(to(channel="C1")))
    first = channel.latest()["ts"]
    for _ in range(2):
        await outside.chat.update(reference, _long().message)
    later = list(channel.messages.values())[1:]
    assert [one["thread_ts"] for one in later] == [first] * len(later)
    assert all("".join(_texts(channel)).count(f"{n} {n}") for n in range(8))
    await outside.chat.update(reference, Message(text="Thanks"))
    assert _texts(channel) == ["Thanks"]


async def test_a_long_message_can_become_short_and_long_again(
    outside: Outside, channel: Channel
) -> None:
    reference = await outside.chat.send(_long())
    parts = len(channel.messages)
    await outside.chat.update(reference, Message(text="Thanks"))
    assert _texts(channel) == ["Thanks"]
    await outside.chat.update(reference, _long().message)
    assert len(channel.messages) == parts


@pytest.mark.parametrize("reference", ["", "C1", f"{TEAM}/C1", f"{TEAM}/C1/1.2;3.4", "../C1/1.2"])
async def test_a_reference_that_names_nothing_is_refused(outside: Outside, reference: str) -> None:
    with pytest.raises(UnreachableError):
        await outside.chat.update(reference, Message(text="Thanks"))
    assert not outside.slack.called("chat.update")


async def test_an_answer_can_stand_in_a_thread_and_belongs_to_no_delivery(
    outside: Outside, channel: Channel
) -> None:
    first = Reference.read(await outside.chat.send(parcel(to(channel="C1"))))
    reference = await outside.chat.post(TEAM, "C1", Message(text="Noted"), thread=first.stamps[0])
    answer = channel.latest()
    assert (read(answer["blocks"]), answer["thread_ts"]) == ("Noted", first.stamps[0])
    assert "metadata" not in answer
    assert reference == f"{TEAM}/C1/{answer['ts']}"


async def test_it_is_ready_when_slack_is(outside: Outside) -> None:
    assert await outside.chat.ready() is None
    outside.slack.order("auth.test", status=503)
    assert await outside.chat.ready() == "Slack did not answer."


async def test_many_at_once_arrive_each_once(outside: Outside, slack: Slack) -> None:
    people = [slack.add_user(f"UX{n}").user.id for n in range(60)]
    sends = [outside.chat.send(parcel(to(user), delivery=user)) for user in people]
    references = await asyncio.gather(*sends)
    assert len(set(references)) == 60
    assert {len(slack.user(user).im.messages) for user in people} == {1}
