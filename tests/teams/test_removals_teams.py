"""Who has removed the app: nothing is sent there, and what Teams took since is seen through."""

import asyncio

import pytest

from bot.domain.checkin import CheckInState
from bot.domain.delivery import DeliveryState
from bot.domain.errors import UnreachableError
from integrations.teams.errors import NOT_INSTALLED
from tests.soon import soon
from tests.talking import checkin
from tests.teams.fake import payloads
from tests.teams.fake.person import Person
from tests.teams.outside import Outside, parcel, to
from tests.teams.people import BOYD


def _scene(outside: Outside, who: Person, conversation: str) -> payloads.Scene:
    """Where somebody does what the bot hears of later."""
    teams = outside.teams
    there = teams.chat(conversation)
    return payloads.Scene(state=teams.state, app=teams.bot(), user=who.user, there=there)


async def test_who_removes_the_app_is_not_written_to(outside: Outside, boyd: Person) -> None:
    await outside.does(boyd.installs())
    removed_at = outside.office.now
    await outside.does(boyd.uninstalls())
    sends = len(outside.teams.called("send"))

    for address in (to(BOYD), to(email="boyd@riverbend.example")):
        with pytest.raises(UnreachableError):
            await outside.chat.send(parcel(address))

    assert len(outside.teams.called("send")) == sends
    person = await outside.person("boyd")
    assert (person.unreachable_because, person.unreachable_since) == (NOT_INSTALLED, removed_at)
    assert [item.body["addresses"] for item in await outside.items("conversation")] == [[]]
    assert not any(item.mark for item in await outside.items("address"))


async def test_who_adds_the_app_again_is_reached_again(outside: Outside, boyd: Person) -> None:
    await outside.does(boyd.installs())
    await outside.does(boyd.uninstalls())

    await outside.does(boyd.installs())

    assert (await outside.person("boyd")).unreachable_since is None
    assert await outside.chat.send(parcel(to(BOYD)))


async def test_a_removal_that_comes_late_removes_nothing(outside: Outside, boyd: Person) -> None:
    await outside.does(boyd.installs())
    (told,) = await outside.does(boyd.uninstalls())
    await outside.does(boyd.installs())

    await outside.does(outside.teams.again(told))

    assert (await outside.person("boyd")).unreachable_since is None
    assert await outside.chat.send(parcel(to(BOYD)))


async def test_an_old_message_brings_back_nobody_who_left(outside: Outside, boyd: Person) -> None:
    await outside.does(boyd.installs())
    told = await outside.does(boyd.types("help"))
    await outside.does(boyd.uninstalls())

    await outside.does(outside.teams.again(told))

    with pytest.raises(UnreachableError):
        await outside.chat.send(parcel(to(BOYD)))


async def test_a_new_version_without_the_bot_is_a_removal(outside: Outside, boyd: Person) -> None:
    await outside.does(boyd.installs())
    scene = _scene(outside, boyd, boyd.chat.id)

    for action, reached in (("add-upgrade", True), ("remove-upgrade", False)):
        event = payloads.installation(scene, action)
        await outside.does(outside.teams.deliver(outside.teams.bot(), event))
        assert ((await outside.person("boyd")).unreachable_since is None) is reached


async def test_a_send_that_answered_well_after_the_removal_did_not_arrive(
    outside: Outside, boyd: Person
) -> None:
    """The check-in's card was taken by Teams, which shows it to nobody; later it comes again."""
    outside.teams.state.silent_after_uninstall = True
    await outside.does(boyd.installs())
    await boyd.uninstalls(tell=False)
    scene = _scene(outside, boyd, boyd.chat.id)
    told = payloads.installation(scene, "remove")
    outside.office.later(seconds=5)
    await outside.office.tick()
    assert (await checkin(outside.office)).state is CheckInState.OPEN

    await outside.does(outside.teams.deliver(outside.teams.bot(), told))

    assert (await checkin(outside.office)).state is CheckInState.UNREACHED
    (card,) = await outside.deliveries("boyd")
    assert (card.state, card.error) == (DeliveryState.FAILED, NOT_INSTALLED)
    assert (await outside.person("boyd")).unreachable_because == NOT_INSTALLED

    outside.teams.state.silent_after_uninstall = False
    await outside.does(boyd.installs())
    await outside.office.tick()
    assert (await checkin(outside.office)).state is CheckInState.OPEN
    assert "Two minutes" in boyd.sees()[-1]


async def test_what_arrived_before_the_removal_stays_sent(outside: Outside, boyd: Person) -> None:
    await outside.does(boyd.installs())
    await outside.office.tick()
    outside.office.later(seconds=5)

    await outside.does(boyd.uninstalls())

    assert (await checkin(outside.office)).state is CheckInState.OPEN
    (card,) = await outside.deliveries("boyd")
    assert card.state is DeliveryState.SENT


async def test_a_removal_while_a_message_is_on_its_way_is_seen(
    outside: Outside, boyd: Person
) -> None:
    outside.teams.state.silent_after_uninstall = True
    await outside.does(boyd.installs())
    outside.teams.order("send", hang=1)
    sending = asyncio.create_task(outside.chat.send(parcel(to(BOYD))))
    assert await soon(lambda: len(outside.teams.called("send")) == 2)

    await outside.does(boyd.uninstalls())

    with pytest.raises(UnreachableError):
        await sending
