"""Who has the app: noticed from what Teams tells, and who is reached by that."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Occasion
from bot.domain.errors import UnreachableError
from integrations.teams.conversations import NO_TENANT, NOT_HERE
from tests.builders import workspace
from tests.teams.fake import payloads
from tests.teams.fake.person import Person
from tests.teams.fake.teams import Teams
from tests.teams.outside import Outside, outside_of, parcel, to
from tests.teams.people import BOYD, CHANNEL, GROUP, ROSSI, TEAM

EMAIL = "rossi@riverbend.example"


def _scene(outside: Outside, who: Person, conversation: str) -> payloads.Scene:
    """Where somebody does what the bot hears of later."""
    teams = outside.teams
    there = teams.chat(conversation)
    return payloads.Scene(state=teams.state, app=teams.bot(), user=who.user, there=there)


async def test_who_does_not_have_the_app_is_shown_with_what_to_do(outside: Outside) -> None:
    await outside.office.tick()

    boyd = await outside.person("boyd")
    assert (boyd.unreachable_because, boyd.unreachable_since) == (NOT_HERE, outside.office.now)
    assert not outside.teams.called("send")


async def test_who_adds_the_app_is_reached(outside: Outside, boyd: Person, rossi: Person) -> None:
    await outside.office.tick()

    for somebody in (boyd, rossi):
        await outside.does(somebody.installs())

    for key in ("boyd", "rossi"):
        assert (await outside.person(key)).unreachable_since is None
    assert await outside.chat.send(parcel(to(email=EMAIL)))


async def test_who_had_the_app_before_the_partnership_was_loaded_is_reached(
    teams: Teams, outside_unloaded: Outside
) -> None:
    await outside_unloaded.does(teams.user(ROSSI).installs())

    await outside_unloaded.load()
    await outside_unloaded.office.tick()

    assert (await outside_unloaded.person("rossi")).unreachable_since is None


@pytest.fixture
async def outside_unloaded(teams: Teams) -> AsyncIterator[Outside]:
    """The bot before any partnership is loaded."""
    async with outside_of(teams) as outside:
        yield outside


async def test_a_user_principal_name_finds_somebody_too(outside: Outside, rossi: Person) -> None:
    rossi.user.email, rossi.user.upn = "ana.rossi@mail.example", "Rossi@riverbend.example"

    await outside.does(rossi.installs())

    assert await outside.chat.send(parcel(to(email=EMAIL)))
    assert await outside.chat.send(parcel(to(email="ana.rossi@mail.example"), delivery="d2"))


async def test_a_guest_is_found_by_their_own_address(outside: Outside) -> None:
    upn = "vance_harborcenter.example#EXT#@riverbend.example"
    teams, email = outside.teams, "vance@harborcenter.example"
    vance = teams.add_user("guest", name="Ruth Vance", email=email, upn=upn, home="elsewhere")

    await outside.does(vance.installs())

    assert await outside.chat.send(parcel(to(email=email)))


async def test_an_install_is_welcomed_once(outside: Outside, boyd: Person) -> None:
    told = await outside.does(boyd.installs())
    for reply in told:
        await outside.does(outside.teams.again(reply))
    await outside.does(boyd.types("help"))

    assert len(outside.cards(boyd)) == 2

    await outside.does(boyd.uninstalls())
    await outside.does(boyd.installs())
    assert len(outside.cards(boyd)) == 3


async def test_a_channel_is_written_to_while_its_team_has_the_app(
    outside: Outside, boyd: Person
) -> None:
    await outside.does(boyd.adds_bot(CHANNEL))
    assert await outside.chat.send(parcel(to(channel=CHANNEL)))

    await outside.does(boyd.removes_bot(TEAM))

    sends = len(outside.teams.called("send"))
    with pytest.raises(UnreachableError):
        await outside.chat.send(parcel(to(channel=CHANNEL), delivery="d2"))
    assert len(outside.teams.called("send")) == sends
    await outside.does(boyd.adds_bot(CHANNEL))
    assert await outside.chat.send(parcel(to(channel=CHANNEL), delivery="d3"))


async def test_what_a_channel_did_not_get_is_seen_through_too(
    outside: Outside, boyd: Person
) -> None:
    outside.teams.state.silent_after_uninstall = True
    await outside.does(boyd.adds_bot(CHANNEL))
    told = payloads.installation(_scene(outside, boyd, TEAM), "remove")
    await boyd.removes_bot(TEAM, tell=False)
    outside.office.later(seconds=5)
    digest = Occasion(
        partnership="riverbend", kind=DeliveryKind.DIGEST, name="week-2", at=outside.office.now
    ).to("channel:leadership", workspace("teams"))
    reference = await outside.chat.send(parcel(to(channel=CHANNEL), delivery=digest.id))
    async with outside.office.store.write() as tx:
        await tx.put(digest.sending(outside.office.now).sent(reference, outside.office.now))

    await outside.does(outside.teams.deliver(outside.teams.bot(), told))

    async with outside.office.store.read() as tx:
        kept = await tx.get(Delivery, digest.id)
    assert kept is not None
    assert kept.state is DeliveryState.FAILED


async def test_a_group_chat_is_reached_while_the_app_is_in_it(
    outside: Outside, boyd: Person
) -> None:
    outside.teams.add_group_chat(GROUP, BOYD, ROSSI)
    with pytest.raises(UnreachableError, match=NO_TENANT[:20]):
        await outside.chat.send(parcel(to(channel=GROUP)))

    await outside.does(boyd.adds_bot(GROUP))
    assert await outside.chat.send(parcel(to(channel=GROUP)))

    await outside.does(boyd.removes_bot(GROUP))
    with pytest.raises(UnreachableError):
        await outside.chat.send(parcel(to(channel=GROUP), delivery="d2"))


async def test_an_install_counts_though_teams_does_not_say_who_it_is(
    outside: Outside, rossi: Person
) -> None:
    outside.teams.order("member", status=404, code="ConversationNotFound")
    await outside.does(rossi.installs())
    assert outside.cards(rossi)
    with pytest.raises(UnreachableError):
        await outside.chat.send(parcel(to(email=EMAIL)))

    await outside.headway.people.refresh()

    assert await outside.chat.send(parcel(to(email=EMAIL)))


async def test_an_activity_from_nowhere_tells_nothing(outside: Outside, boyd: Person) -> None:
    told = payloads.installation(_scene(outside, boyd, boyd.chat.id), "add")
    told["conversation"], told["channelData"] = {"conversationType": "personal"}, {}

    await outside.does(outside.teams.deliver(outside.teams.bot(), told))

    assert not await outside.items("conversation")


async def test_what_brings_nothing_new_costs_no_write(outside: Outside, boyd: Person) -> None:
    await outside.does(boyd.installs())
    await outside.does(boyd.types("help"))
    kinds = ("conversation", "member", "address")
    before = [await outside.items(kind) for kind in kinds]

    await outside.does(boyd.types("help"))

    assert [await outside.items(kind) for kind in kinds] == before
