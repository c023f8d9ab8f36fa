"""What Teams knows of people: teams they are in, addresses, zones, leavers and joiners."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.domain.errors import UnreachableError
from bot.messages import Sender
from bot.ports import Address
from integrations.teams.conversations import NOT_HERE
from integrations.teams.errors import NOT_INSTALLED, UNREACHABLE
from integrations.teams.values import Conversation
from tests.talking import change_person
from tests.teams.fake.person import Person
from tests.teams.fake.state import TENANT
from tests.teams.fake.teams import Teams
from tests.teams.outside import Outside, outside_of, parcel, to
from tests.teams.people import BOYD, CHANNEL, ROSSI, TEAM

EMAIL = "rossi@riverbend.example"
STRANGER = "00000000-0000-4000-8000-000000000077"


@pytest.fixture
async def outside(teams: Teams) -> AsyncIterator[Outside]:
    """Boyd, Rossi and a stranger are in a team that has the app; nobody else has it."""
    teams.add_user(STRANGER, name="Sam Stranger", email="sam@riverbend.example")
    boyd = teams.user(BOYD)
    await boyd.uninstalls(tell=False)
    await boyd.removes_bot(TEAM, tell=False)
    await teams.user(STRANGER).joins(TEAM, tell=False)
    async with outside_of(teams) as outside:
        await outside.load()
        await outside.does(boyd.adds_bot(TEAM))
        yield outside


def _sender(user: str) -> Sender:
    return Sender(platform="teams", workspace=TENANT, user=user)


def _team(outside: Outside) -> Conversation:
    app, url = outside.teams.bot().id, outside.teams.service_url
    return Conversation(app=app, tenant=TENANT, service_url=url, id=TEAM)


@pytest.mark.parametrize("address", [to(ROSSI), to(ROSSI.upper()), to(email=EMAIL)])
async def test_who_is_in_a_team_with_the_app_is_written_to(
    outside: Outside, address: Address
) -> None:
    assert await outside.chat.send(parcel(address, delivery="d1"))
    assert await outside.chat.send(parcel(address, delivery="d2"))

    assert len(outside.teams.called("create")) == 1


async def test_of_a_team_only_our_people_are_kept(outside: Outside) -> None:
    kept = [*await outside.items("member"), *await outside.items("address")]

    assert {item.body["user"] for item in kept} == {BOYD, ROSSI}
    assert "sam" not in str(kept)
    with pytest.raises(UnreachableError):
        await outside.chat.send(parcel(to(STRANGER)))


async def test_who_cannot_be_opened_is_not_reached_with_the_reason(outside: Outside) -> None:
    outside.teams.order("create", status=403, code="ForbiddenOperationException")

    await outside.office.tick()

    unreached = [await outside.person(key) for key in ("boyd", "rossi")]
    because = UNREACHABLE["forbiddenoperationexception"]
    assert because in {person.unreachable_because for person in unreached}


async def test_who_spoke_in_a_channel_is_answered_in_a_chat_of_their_own(outside: Outside) -> None:
    sam = outside.teams.user(STRANGER)

    await outside.does(sam.mentions_bot(CHANNEL, "help"))

    assert (await outside.chat.conversation_of(to(STRANGER))).id == sam.chat.id


async def test_who_joins_a_team_is_found_again(outside: Outside) -> None:
    nowak = outside.teams.add_user("n", name="Ewa Nowak", email="Nowak@riverbend.example")
    await outside.office.tick()
    assert (await outside.person("nowak")).unreachable_because == NOT_HERE

    await outside.does(nowak.joins(TEAM))

    assert (await outside.person("nowak")).unreachable_since is None
    assert await outside.chat.send(parcel(to(email="nowak@riverbend.example")))


async def test_who_leaves_the_last_team_is_marked(outside: Outside, rossi: Person) -> None:
    await outside.does(rossi.leaves(TEAM))

    assert (await outside.person("rossi")).unreachable_because == NOT_HERE
    assert "rossi" not in str(await outside.items("address"))
    with pytest.raises(UnreachableError):
        await outside.chat.send(parcel(to(email=EMAIL)))


async def test_who_leaves_a_team_and_has_the_app_is_reached(
    outside: Outside, rossi: Person
) -> None:
    await outside.does(rossi.installs())

    await outside.does(rossi.leaves(TEAM))

    assert (await outside.person("rossi")).unreachable_since is None
    assert await outside.chat.send(parcel(to(email=EMAIL)))


async def test_who_leaves_the_organization_is_marked(outside: Outside, rossi: Person) -> None:
    await outside.does(rossi.installs())
    rossi.user.gone = True

    await outside.does(rossi.leaves(TEAM))

    assert (await outside.person("rossi")).unreachable_since
    sends = len(outside.teams.called("send"))
    with pytest.raises(UnreachableError):
        await outside.chat.send(parcel(to(ROSSI)))
    assert len(outside.teams.called("send")) == sends


async def test_who_is_in_two_teams_is_kept_in_one(outside: Outside, rossi: Person) -> None:
    outside.teams.add_team("19:second@thread.tacv2", BOYD, ROSSI)
    before = await outside.items("member")

    await outside.does(outside.teams.user(BOYD).adds_bot("19:second@thread.tacv2"))
    await outside.headway.people.refresh()
    assert await outside.items("member") == before

    await outside.does(rossi.leaves(TEAM))
    await outside.headway.people.refresh()
    assert (await outside.person("rossi")).unreachable_since is None


async def test_when_the_team_loses_the_app_its_people_are_marked(outside: Outside) -> None:
    await outside.does(outside.teams.user(BOYD).removes_bot(TEAM))

    for key in ("boyd", "rossi"):
        assert (await outside.person(key)).unreachable_because == NOT_HERE


async def test_what_was_missed_is_seen_within_the_hour(outside: Outside, rossi: Person) -> None:
    nowak = outside.teams.add_user("n", name="Ewa Nowak", email="nowak@riverbend.example")
    await nowak.joins(TEAM, tell=False)
    await rossi.leaves(TEAM, tell=False)

    await outside.headway.people.refresh()

    assert await outside.chat.send(parcel(to(email="nowak@riverbend.example")))
    assert (await outside.person("rossi")).unreachable_because == NOT_HERE


async def test_a_corrected_address_is_found_within_the_hour(
    outside: Outside, rossi: Person
) -> None:
    await outside.does(rossi.installs())
    reason = {"unreachable_since": outside.office.now, "unreachable_because": NOT_HERE}
    await change_person(outside.office, "rossi", **reason)

    await outside.headway.people.refresh()

    assert (await outside.person("rossi")).unreachable_since is None


async def test_another_reason_for_not_being_reached_stays(outside: Outside) -> None:
    why = {"unreachable_since": outside.office.now, "unreachable_because": "blocked"}
    await change_person(outside.office, "boyd", **why)

    await outside.headway.people.refresh()

    assert (await outside.person("boyd")).unreachable_because == "blocked"


async def test_who_removed_the_app_is_not_found_by_their_team(
    outside: Outside, rossi: Person
) -> None:
    await outside.does(rossi.installs())
    await outside.does(rossi.uninstalls())

    await outside.headway.people.refresh()

    assert (await outside.person("rossi")).unreachable_because == NOT_INSTALLED
    with pytest.raises(UnreachableError):
        await outside.chat.send(parcel(to(email=EMAIL)))


@pytest.mark.parametrize(("status", "times"), [(403, 9), (429, 1)])
async def test_a_team_that_does_not_answer_is_asked_again(
    outside: Outside, status: int, times: int
) -> None:
    nowak = outside.teams.add_user("n", name="Ewa Nowak", email="nowak@riverbend.example")
    await nowak.joins(TEAM, tell=False)
    fault = outside.teams.order("members", status=status, times=times, retry_after=0)

    await outside.headway.people.refresh()
    fault.times = 0
    await outside.headway.people.refresh()

    assert await outside.chat.send(parcel(to(email="nowak@riverbend.example")))


async def test_a_sender_is_known_by_the_address_of_the_file(
    outside: Outside, rossi: Person
) -> None:
    rossi.user.email, rossi.user.upn = "ana@mail.example", "ROSSI@riverbend.example"
    people = outside.headway.people

    first = await people.sender(_sender(ROSSI), _team(outside))
    again = await people.sender(_sender(ROSSI), _team(outside))

    assert first == again
    assert first is not None
    assert first.email == EMAIL
    stranger = await people.sender(_sender(STRANGER), _team(outside))
    assert stranger is not None
    assert stranger.email == "sam@riverbend.example"


async def test_a_stranger_to_teams_is_a_sender_without_an_address(outside: Outside) -> None:
    found = await outside.headway.people.sender(_sender("nobody"), _team(outside))

    assert found == _sender("nobody")


async def test_who_is_named_by_id_is_known_without_asking(outside: Outside) -> None:
    """Teams tells no address of some people, and a leaver of the team is known all the same."""
    await outside.does(outside.teams.user(BOYD).leaves(TEAM))
    outside.teams.order("member", status=503)

    found = await outside.headway.people.sender(_sender(BOYD), _team(outside))

    assert found == _sender(BOYD)


async def test_who_writes_before_an_install_is_told_of_is_found_by_address(
    outside: Outside, rossi: Person
) -> None:
    await rossi.installs(tell=False)
    await rossi.leaves(TEAM)
    await outside.settled()

    await outside.does(rossi.types("help"))

    assert await outside.chat.send(parcel(to(email=EMAIL)))


async def test_people_are_looked_up_at_once_and_a_failure_ends_nothing(
    outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = outside.headway.people
    looked: list[str] = []

    async def broken() -> None:
        looked.append("once")
        raise RuntimeError

    monkeypatch.setattr(people, "refresh", broken)
    keeping = asyncio.create_task(people.keep_fresh())
    await asyncio.sleep(0.05)

    assert looked == ["once"]
    assert not keeping.done()
    keeping.cancel()


async def test_who_cannot_be_told_now_is_nobody_yet(outside: Outside) -> None:
    outside.teams.order("member", status=503)

    assert await outside.headway.people.sender(_sender(STRANGER), _team(outside)) is None


async def test_the_zone_is_teams_unless_the_file_or_the_person_says_otherwise(
    outside: Outside, rossi: Person
) -> None:
    rossi.user.zone = "America/Denver"
    await outside.does(rossi.installs())

    await outside.does(rossi.types("help"))

    assert (await outside.person("rossi")).platform_timezone == "America/Denver"


@pytest.mark.parametrize("zone", [None, "", "Mars/Olympus", "Pacific Standard Time", 7])
async def test_a_zone_that_nobody_knows_tells_nothing(
    outside: Outside, rossi: Person, zone: object
) -> None:
    await outside.does(rossi.installs())

    await outside.headway.people.told(_sender(ROSSI), zone)

    assert (await outside.person("rossi")).platform_timezone is None
