"""Who is who in a partnership, and where they are found."""

from dataclasses import replace

from bot.domain.audience import Audience
from bot.domain.delivery import DeliveryKind, Occasion
from bot.domain.people import Level
from bot.ledger.directory import (
    Directory,
    directories_of,
    known_by_email,
    persons_of,
    places_of,
    preferences_of,
    several_among,
    who_is,
)
from bot.ledger.outbox import to_channel
from bot.ledger.people import lost
from bot.messages import Sender
from integrations.calendars import holidays_of
from storage.memory import MemoryStore
from tests.builders import FRIDAY, MONDAY, partnership, person

COACH = person("vance", "Ruth Vance", level=Level.PARTNER, user="U9")
THERE = replace(COACH, partnership="maplewood", key="ruth", user=None)
SENDER = Sender(platform="sandbox", workspace="T1", user="U9")
LEAVER = person("rossi", "Paula Rossi", left=MONDAY)


def directory(**changes: object) -> Directory:
    people = {one.key: one for one in (person(), COACH, LEAVER)}
    made = partnership(**changes)
    return Directory(partnership=made, people=people, holidays_of=holidays_of)


def test_those_who_left_are_known_by_name_and_meant_by_nobody() -> None:
    assert directory().name("rossi") == "Paula Rossi"
    assert directory().find("rossi") is None
    assert [one.key for one in directory().present] == ["vance", "boyd"]


def test_nobody_known_is_called_by_their_key() -> None:
    assert directory().name("lee") == "lee"
    assert directory().name(None) == "somebody"


def test_every_audience_is_told_in_words() -> None:
    told = {audience: directory().readers(audience) for audience in Audience}

    assert told == {
        Audience.SELF: "only you",
        Audience.PARTNER: "only Harbor Center and you",
        Audience.LEADERS: "leaders and Harbor Center",
        Audience.NETWORK: "leaders, Harbor Center and its other districts",
        Audience.PUBLIC: "everybody",
    }


def test_somebody_is_found_where_their_side_works() -> None:
    address = directory().address(COACH)

    assert address is not None
    assert (address.workspace.id, address.user, address.email) == ("T1", "U9", COACH.email)


def test_without_a_workspace_nobody_and_no_channel_is_found() -> None:
    lost_one = directory(workspaces=())
    occasion = Occasion(partnership="riverbend", kind=DeliveryKind.DIGEST, name="w", at=FRIDAY)

    assert lost_one.address(COACH) is None
    assert to_channel(lost_one, lost_one.partnership.channels[0], occasion) is None


async def test_a_few_people_can_be_had_without_all_the_others() -> None:
    store = MemoryStore()
    async with store.write() as tx:
        await tx.put(partnership(), person(), COACH)
        found = await directories_of(tx, [("riverbend", "boyd"), ("none", "lee")], holidays_of)

    assert list(found) == ["riverbend"]
    assert list(found["riverbend"].people) == ["boyd"]


async def test_one_person_is_answered_without_the_others_being_read() -> None:
    store = MemoryStore()
    async with store.write() as tx:
        await tx.put(partnership(), person(), COACH)
        found = await places_of(tx, SENDER, holidays_of)
        stranger = await places_of(tx, replace(SENDER, workspace="T2"), holidays_of)

    assert {key: (me, list(of.people)) for key, (me, of) in found.items()} == {
        "riverbend": (COACH, ["vance"])
    }
    assert stranger == {}


async def test_a_user_is_one_person_in_each_of_their_partnerships() -> None:
    by_address = replace(SENDER, email=COACH.email)
    async with MemoryStore().write() as tx:
        await tx.put(partnership(), partnership(key="maplewood"), COACH, THERE)

        assert await persons_of(tx, SENDER) == [COACH]
        assert await persons_of(tx, by_address) == [THERE, COACH]
        assert await who_is(tx, by_address) is None
        assert await who_is(tx, by_address, "maplewood") == THERE
        assert await who_is(tx, by_address, "hillside") is None


async def test_who_is_in_several_partnerships_is_told_from_all_others() -> None:
    elsewhere = replace(person(), partnership="maplewood", email="another@maplewood.example")
    async with MemoryStore().write() as tx:
        await tx.put(partnership(), partnership(key="maplewood"), person(), COACH, THERE)
        await tx.put(elsewhere)
        several = await several_among(tx, [person(), COACH])

        assert several == {("riverbend", "vance")}
        assert await several_among(tx, []) == set()


async def test_in_another_workspace_the_same_address_is_another_matter() -> None:
    apart = partnership(key="maplewood", workspaces=())
    async with MemoryStore().write() as tx:
        await tx.put(partnership(), apart, COACH, THERE)

        assert await several_among(tx, [COACH, THERE]) == set()


async def test_an_address_that_stands_alone_elsewhere_is_noticed() -> None:
    async with MemoryStore().write() as tx:
        await tx.put(COACH)
        assert not await known_by_email(tx, [COACH])
        await tx.put(THERE)
        assert not await known_by_email(tx, [replace(COACH, email=None)])
        assert await known_by_email(tx, [COACH])


async def test_nobody_has_no_preferences() -> None:
    async with MemoryStore().read() as tx:
        assert await preferences_of(tx, []) == {}


async def test_the_first_time_that_somebody_could_not_be_reached_is_kept() -> None:
    store = MemoryStore()
    async with store.write() as tx:
        await tx.put(person())
        await lost(tx, person(), because="left the workspace", now=MONDAY)
        first = await tx.get(type(COACH), "riverbend", "boyd")
        assert first is not None
        await lost(tx, first, because="again", now=FRIDAY)
        second = await tx.get(type(COACH), "riverbend", "boyd")

    assert first.unreachable_since == MONDAY
    assert second == first
