"""The sandbox from a person's side: what is heard, what is shown, what is kept."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.domain.errors import HeadwayError, NaiveTimeError, TryLaterError, UnreachableError
from bot.domain.people import Side, Workspace
from bot.messages import Message, Pressed, Response, Said, Submitted, Update
from bot.ports import Address, OneOf, Parcel, PlatformItem, Store
from integrations import sandbox
from integrations.sandbox.items import Post, conversation_of
from storage.memory import MemoryStore
from tests.integrations.sandbox_desk import CARD, FORM, MONDAY, Sandbox

_WORKSPACE = Workspace(side=Side.DISTRICT, platform="sandbox", id="riverbend")
_BOYD = Address(workspace=_WORKSPACE, user="boyd")
_LEADERSHIP = Address(workspace=_WORKSPACE, channel="leadership")


@pytest.fixture
def store() -> Store:
    return MemoryStore()


@pytest.fixture
async def world(store: Store) -> Sandbox:
    world = Sandbox(store)
    await world.clock.move_to(MONDAY)
    return world


async def _card(world: Sandbox, to: Address = _BOYD, message: Message = CARD) -> str:
    return await world.post(Parcel(delivery="d1", to=to, message=message))


async def test_words_to_the_bot_arrive_with_who_when_and_where(world: Sandbox) -> None:
    await world.people.say("price@riverbend.example", "going well", thread="m1")
    [said] = world.desk.events
    assert isinstance(said, Said)
    assert (said.text, said.at, said.direct, said.thread) == ("going well", MONDAY, True, "m1")
    assert (said.sender.platform, said.sender.workspace) == ("sandbox", "riverbend")
    assert said.sender.user == said.sender.email == "price@riverbend.example"


async def test_each_event_has_its_own_id_and_is_kept(world: Sandbox, store: Store) -> None:
    await world.people.say("boyd", "hello")
    await world.people.press("boyd", "m1", "checkin.skip", "k1")
    await world.people.submit("boyd", "checkin.answer", "k1", {"where": "here"})
    events = [event.event for event in world.desk.events]
    async with store.read() as tx:
        kept = await tx.find(PlatformItem, platform="sandbox", id=OneOf(tuple(events)))
    assert len(set(events)) == len(kept) == 3


async def test_what_a_form_held_is_not_kept_a_second_time(world: Sandbox, store: Store) -> None:
    await world.people.submit("boyd", "checkin.answer", "k1", {"where": "a secret"})
    async with store.read() as tx:
        items = await tx.find(PlatformItem, platform="sandbox")
    assert "a secret" not in repr(items)


async def test_ones_own_words_and_the_answer_stand_in_the_conversation(world: Sandbox) -> None:
    world.desk.answers = [Response(reply=Message(text="Kept as A-31."))]
    await world.people.say("boyd", "/checkin slow", thread="m1")
    answer, words = await world.people.conversation("dm:boyd")
    assert (words.author, words.message.text, words.thread) == ("boyd", "/checkin slow", "m1")
    assert (answer.author, answer.message.text, answer.thread) == (
        sandbox.BOT,
        "Kept as A-31.",
        "m1",
    )
    assert answer.by_bot
    assert answer.at == MONDAY


async def test_a_press_arrives_with_its_message_and_replaces_it(world: Sandbox) -> None:
    reference = await _card(world)
    world.desk.answers = [Response(replace=Message(text="Skipped."))]
    await world.people.press("boyd", reference, "checkin.skip", "k1")
    [pressed] = world.desk.events
    [card] = await world.people.conversation("dm:boyd")
    assert isinstance(pressed, Pressed)
    assert (pressed.reference, pressed.action, pressed.value) == (reference, "checkin.skip", "k1")
    assert (card.id, card.message.text, card.edited) == (reference, "Skipped.", True)


async def test_a_replacement_for_no_message_is_said_instead(world: Sandbox) -> None:
    world.desk.answers = [Response(replace=Message(text="One.")), Response(replace=CARD)]
    await world.people.press("boyd", "gone", "checkin.skip", "k1")
    await world.people.say("boyd", "/checkin")
    assert await world.texts("dm:boyd") == ["One.", "/checkin", CARD.text]


async def test_earlier_messages_are_updated_and_other_platforms_left_alone(world: Sandbox) -> None:
    reference = await _card(world)
    updates = (
        Update(platform="slack", reference=reference, message=Message(text="wrong")),
        Update(platform="sandbox", reference=reference, message=Message(text="Thanks.")),
    )
    world.desk.answers = [Response(updates=updates)]
    await world.people.say("boyd", "going well")
    assert await world.texts("dm:boyd") == ["Thanks.", "going well"]


async def test_an_update_that_is_refused_takes_no_answer_away(world: Sandbox) -> None:
    await world.chat.close("channel:leadership", "archived")
    closed = await world.chat.keep("channel:leadership", Post(author=sandbox.BOT, message=CARD))
    late = tuple(
        Update(platform="sandbox", reference=reference, message=Message(text="Thanks."))
        for reference in ("gone", closed)
    )
    world.desk.answers = [Response(reply=Message(text="Kept."), updates=late)]
    await world.people.say("boyd", "going well")
    assert await world.texts("dm:boyd") == ["going well", "Kept."]
    assert await world.texts("channel:leadership") == [CARD.text]


async def test_in_a_channel_the_answer_is_for_the_person_alone(world: Sandbox) -> None:
    world.desk.answers = [Response(), Response(reply=Message(text="Kept as C-20."))]
    await world.people.say("boyd", "Good meeting today", channel="leadership")
    await world.people.say("boyd", "/commit share it", channel="leadership")
    key = "channel:leadership"
    everything = ["Good meeting today", "/commit share it", "Kept as C-20."]
    assert await world.texts(key, reader="boyd") == everything
    assert await world.texts(key, reader="ortega") == ["Good meeting today"]
    said = world.desk.events[0]
    assert isinstance(said, Said)
    assert (said.channel, said.direct) == ("leadership", False)


async def test_a_press_in_a_channel_is_answered_there_and_to_the_person_alone(
    world: Sandbox,
) -> None:
    reference = await _card(world, _LEADERSHIP)
    world.desk.answers = [Response(reply=Message(text="Only you see C-9."))]
    await world.people.press("boyd", reference, "digest.more", "C-9")
    assert await world.texts("channel:leadership", reader="ortega") == [CARD.text]
    assert len(await world.texts("channel:leadership", reader="boyd")) == 2


async def test_who_speaks_or_joins_finds_the_channel_and_nobody_else(world: Sandbox) -> None:
    await world.people.join("leadership", "ortega", "chen")
    await world.people.join("leadership", "ortega")
    await world.people.say("ortega", "hello", channel="partner")
    assert await world.people.conversations("ortega") == [
        "dm:ortega",
        "channel:leadership",
        "channel:partner",
    ]
    assert await world.people.conversations("boyd") == ["dm:boyd"]


async def test_a_form_is_returned_and_stands_open_for_a_page(world: Sandbox) -> None:
    world.desk.answers = [Response(form=FORM)]
    response = await world.people.say("boyd", "/checkin")
    opened = await world.people.open_form("boyd")
    assert response.form == FORM
    assert opened is not None
    assert (opened.form, opened.errors, opened.conversation) == (FORM, {}, "dm:boyd")
    assert await world.people.open_form("ortega") is None


async def test_errors_keep_the_form_open_with_what_was_typed(world: Sandbox) -> None:
    wrong = Response(errors={"by": "That day is past."})
    world.desk.answers = [Response(form=FORM), wrong]
    await world.people.say("boyd", "/checkin")
    response = await world.people.submit(
        "boyd", FORM.action, FORM.value, {"where": "Half way", "by": "2020-01-01"}
    )
    opened = await world.people.open_form("boyd")
    assert opened is not None
    assert response.errors == opened.errors == {"by": "That day is past."}
    assert [field.value for field in opened.form.fields] == ["Half way", "leaders", "2020-01-01"]


async def test_a_form_that_was_taken_is_closed(world: Sandbox) -> None:
    world.desk.answers = [Response(form=FORM), Response(reply=Message(text="Kept."))]
    await world.people.say("boyd", "/checkin")
    await world.people.submit("boyd", FORM.action, FORM.value, {"by": "2027-01-15"})
    sent = world.desk.events[-1]
    assert isinstance(sent, Submitted)
    assert (sent.action, sent.value, sent.fields) == (FORM.action, "k1", {"by": "2027-01-15"})
    assert await world.people.open_form("boyd") is None
    assert await world.texts("dm:boyd") == ["/checkin", "Kept."]


async def test_a_form_can_open_the_next_one(world: Sandbox) -> None:
    following = replace(FORM, title="And then?")
    world.desk.answers = [Response(form=FORM), Response(form=following)]
    await world.people.say("boyd", "/checkin")
    await world.people.submit("boyd", FORM.action, FORM.value, {"by": "2027-02-05"})
    opened = await world.people.open_form("boyd")
    assert opened is not None
    assert opened.form == following


async def test_a_form_opened_in_a_channel_is_answered_there(world: Sandbox) -> None:
    world.desk.answers = [Response(form=FORM), Response(reply=Message(text="Kept."))]
    await world.people.say("boyd", "/checkin", channel="leadership")
    await world.people.submit("boyd", FORM.action, FORM.value, {"by": "2027-02-05"})
    assert await world.texts("channel:leadership", reader="boyd") == ["/checkin", "Kept."]
    assert await world.texts("channel:leadership", reader="ortega") == []


async def test_five_thousand_messages_are_read_in_parts_none_twice(world: Sandbox) -> None:
    for number in range(5000):
        hidden = "ortega" if number % 10 == 0 else None
        post = Post(author="boyd", message=Message(text=str(number)), only_for=hidden)
        await world.chat.keep("dm:boyd", post)
    read: list[str] = []
    before = None
    while page := await world.people.conversation(
        "dm:boyd", before=before, limit=700, reader="boyd"
    ):
        assert len(page) <= 700
        read += [one.message.text for one in page]
        before = page[-1].id
    assert read == [str(number) for number in reversed(range(5000)) if number % 10]


async def test_a_double_delivery_can_be_seen_and_the_first_is_found(world: Sandbox) -> None:
    first = await _card(world)
    await _card(world)
    assert len(await world.texts("dm:boyd")) == 2
    assert await world.chat.find("d1", _BOYD) == first


async def test_a_sent_message_is_found_when_the_person_is_addressed_otherwise(
    world: Sandbox,
) -> None:
    reference = await _card(world)
    other = Address(workspace=_WORKSPACE, email="boyd@riverbend.example")
    assert await world.chat.find("d1", other) == reference


async def test_trouble_is_met_by_another_process_and_ends(world: Sandbox, store: Store) -> None:
    await world.chat.close("dm:boyd", "This account was closed.")
    other = Sandbox(store)
    with pytest.raises(UnreachableError, match="This account was closed"):
        await _card(other)
    await other.chat.open("dm:boyd")
    assert await _card(world)


async def test_a_stumble_is_counted_and_names_its_pause(world: Sandbox, store: Store) -> None:
    await world.chat.stumble("dm:boyd", 2, after=30)
    for here in (world, Sandbox(store)):
        with pytest.raises(TryLaterError) as refused:
            await _card(here)
        assert refused.value.after == 30
    assert await _card(world)


async def test_of_many_sends_at_once_only_so_many_stumble(world: Sandbox) -> None:
    await world.chat.stumble("dm:boyd", 2)
    outcomes = await asyncio.gather(*(_card(world) for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(outcome, TryLaterError) for outcome in outcomes) == 2
    assert len(await world.texts("dm:boyd")) == 3


def test_an_address_leads_to_one_conversation() -> None:
    named = Address(workspace=_WORKSPACE, user="boyd", email="boyd@riverbend.example")
    by_email = Address(workspace=_WORKSPACE, email="Price@Riverbend.example")
    assert conversation_of(named) == "dm:boyd"
    assert conversation_of(by_email) == "dm:price@riverbend.example"
    assert conversation_of(_LEADERSHIP) == "channel:leadership"
    with pytest.raises(HeadwayError, match="needs a user"):
        conversation_of(Address(workspace=_WORKSPACE))


async def test_the_clock_tells_real_time_until_it_is_set(store: Store) -> None:
    clock = sandbox.SandboxClock(store=store)
    assert abs(datetime.now(UTC) - await clock.now()) < timedelta(minutes=1)
    await clock.move_to(MONDAY.astimezone(timezone(timedelta(hours=-5))))
    elsewhere = await sandbox.SandboxClock(store=store).now()
    assert (elsewhere, elsewhere.tzinfo) == (MONDAY, UTC)
    await clock.let_go()
    assert await clock.now() != MONDAY


async def test_the_clock_takes_no_time_without_a_zone(store: Store) -> None:
    with pytest.raises(NaiveTimeError):
        await sandbox.SandboxClock(store=store).move_to(MONDAY.replace(tzinfo=None))


def test_the_sandbox_is_on_unless_it_is_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADWAY_SANDBOX_ENABLED", "")
    assert sandbox.SandboxSettings(_env_file=None).enabled
    monkeypatch.setenv("HEADWAY_SANDBOX_ENABLED", "false")
    assert not sandbox.SandboxSettings(_env_file=None).enabled
