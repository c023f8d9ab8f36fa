"""How messages are named, and what is kept of conversations."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.errors import UnreachableError
from integrations.teams.change import Change
from integrations.teams.known import CHANNEL, CONVERSATION, PERSONAL, TEAM, Known
from integrations.teams.member import Member
from integrations.teams.reference import Reference
from integrations.teams.references import References
from integrations.teams.values import App, Conversation, Json
from storage.memory import MemoryStore
from tests.teams.gate import StandingClock

NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)
CHAT = Conversation(app="app", tenant="tenant", service_url="https://teams/amer/", id="a:1/x=;@")
KNOWN = Known(at=CHAT, scope=PERSONAL, seen=NOON, user="Boyd", account="29:1")
APP = App(id="app", password="", tenant="tenant")


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(NOON)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def references(store: MemoryStore, clock: StandingClock) -> References:
    return References(store=store, clock=clock)


async def removed(store: MemoryStore, references: References, key: str) -> None:
    """The app is removed there later."""
    async with store.write() as tx:
        await references.removed(tx, "tenant", key, at=LATER)


@pytest.mark.parametrize("ids", [("1",), ("1,2", "f:3/4"), ("1611", "1612")])
def test_a_reference_is_read_as_it_was_written(ids: tuple[str, ...]) -> None:
    reference = Reference.of(CHAT.thread("17"), *ids)

    assert reference.conversation == CHAT.id
    assert Reference.read(str(reference)) == reference


@pytest.mark.parametrize(
    "text", ["", "d1", "T1/C1/1.2", "tenant/app/19%3Aa/", "/app/a/1", "t/a/c/1/2", "t/a//1"]
)
def test_what_names_no_message_is_refused(text: str) -> None:
    with pytest.raises(UnreachableError):
        Reference.read(text)


def test_without_a_registration_a_message_still_has_a_name() -> None:
    """A local trial has no app id."""
    reference = Reference.of(replace(CHAT, app=""), "1")

    assert Reference.read(str(reference)) == reference


def test_a_member_is_known_by_email_then_by_user_principal_name() -> None:
    shown = {"id": "29:1", "objectId": "boyd", "email": "B@x.org", "userPrincipalName": "t@x.org"}

    assert Member.read(shown) == Member(
        user="boyd", account="29:1", addresses=("b@x.org", "t@x.org")
    )
    assert Member.read({"id": "29:1"}) == Member(user="29:1", account="29:1")


def test_the_user_principal_name_of_a_guest_is_no_address() -> None:
    upn = "vance_partner.org#EXT#@district.onmicrosoft.com"

    assert Member.read({"id": "29:1", "userPrincipalName": upn}).addresses == ()


async def test_what_is_kept_is_found_as_it_was(references: References) -> None:
    whole = replace(KNOWN, addresses=("b@x.org",), zone="America/Denver", welcomed=True)
    await references.met(whole)

    assert await references.person("tenant", user="BOYD") == whole
    assert await references.person("tenant", email="b@x.org") is None
    await references.addressed("tenant", "boyd", ["b@x.org"])
    assert await references.person("tenant", email="B@x.org") == whole
    assert await references.person("other", user="boyd") is None
    assert await references.person("tenant") is None


async def test_the_newest_way_counts_also_in_another_process() -> None:
    store, clock = MemoryStore(), StandingClock(NOON)
    here, there = (References(store=store, clock=clock) for _ in range(2))
    moved = replace(KNOWN, at=replace(CHAT, service_url="https://teams/emea/"), seen=LATER)

    await here.met(KNOWN)
    await there.met(moved)

    known = await here.person("tenant", user="boyd")
    assert known is not None
    assert known.at.service_url == "https://teams/emea/"
    assert await here.near("tenant") == moved.at


async def test_a_way_into_a_tenant_is_that_of_the_app(references: References) -> None:
    other = replace(CHAT, app="other", id="19:x")
    await references.met(KNOWN)
    await references.met(Known(at=other, scope=CHANNEL, seen=LATER))

    assert await references.near("tenant", "app") == CHAT
    assert await references.near("tenant") == other
    assert await references.near("tenant", "third") is None


async def test_a_channel_is_closed_with_its_team(
    store: MemoryStore, references: References
) -> None:
    team = Known(at=replace(CHAT, id="19:team"), scope=TEAM, seen=NOON)
    await references.met(replace(team, at=replace(CHAT, id="19:c"), scope=CHANNEL, team="19:team"))
    assert (await references.channel("tenant", "19:c")).removed is None  # type: ignore[union-attr]  # where it is None the test fails
    await references.met(team)

    await removed(store, references, "19:team")

    assert (await references.channel("tenant", "19:c")).removed == LATER  # type: ignore[union-attr]  # where it is None the test fails


async def test_a_roster_without_addresses_takes_none_away(references: References) -> None:
    await references.met(KNOWN)
    await references.addressed("tenant", "boyd", ["b@x.org"])

    await references.addressed("tenant", "boyd", [])

    assert await references.person("tenant", email="b@x.org")


async def test_a_zone_is_kept_once(references: References) -> None:
    assert not await references.zoned("tenant", "boyd", "America/Denver")
    await references.met(KNOWN)

    assert await references.zoned("tenant", "boyd", "America/Denver")
    assert not await references.zoned("tenant", "boyd", "America/Denver")


async def test_an_address_goes_over_to_its_next_owner(
    store: MemoryStore, references: References, clock: StandingClock
) -> None:
    await references.met(KNOWN)
    await references.met(replace(KNOWN, user="price"))
    await references.addressed("tenant", "boyd", ["lead@x.org"])
    clock.moment = LATER
    await references.addressed("tenant", "price", ["lead@x.org"])

    found = await references.person("tenant", email="lead@x.org")

    assert found is not None
    assert found.user == "price"
    await removed(store, references, "boyd")
    assert await references.person("tenant", email="lead@x.org")


async def test_what_was_forgotten_is_not_there(references: References) -> None:
    await references.met(KNOWN, kind="member")

    await references.not_member("tenant", "boyd")

    assert await references.member("tenant", user="boyd") is None
    assert await references.kept("tenant", kind="member") == []
    assert await references.kept(kind=CONVERSATION) == []


def _change(**activity: object) -> Change:
    whole: Json = {"type": "conversationUpdate", "recipient": {"id": "28:app"}, **activity}
    return Change.read(whole, app=APP, now=LATER)


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2027-01-11T12:00:00.1234567Z", NOON + timedelta(microseconds=123456)),
        ("2027-01-11T12:00:00", NOON),
        ("2027-01-11T07:00:00.00-05:00", NOON),
        ("yesterday", LATER),
        (None, LATER),
    ],
)
def test_the_moment_is_what_teams_tells_else_now(told: str | None, moment: datetime) -> None:
    assert _change(timestamp=told).moment == moment


def test_nothing_strange_breaks_the_reading() -> None:
    change = _change(membersAdded="nobody", membersRemoved=[None, {}], conversation=7)

    assert (change.added, change.removed, change.joined, change.team) == (False, False, False, None)
