"""Who is who in a partnership, and where they are found."""

from dataclasses import replace

from bot.domain.audience import Audience
from bot.domain.delivery import DeliveryKind, Occasion
from bot.domain.people import Level
from bot.ledger.directory import Directory, directories_of, directory_of, preferences_of
from bot.ledger.outbox import to_channel
from bot.ledger.people import lost
from bot.messages import Sender
from integrations.calendars import holidays_of
from storage.memory import MemoryStore
from tests.builders import FRIDAY, MONDAY, partnership, person

COACH = person("vance", "Ruth Vance", level=Level.PARTNER, user="U9")
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
    sender = Sender(platform="sandbox", workspace="T1", user="U9")
    async with store.write() as tx:
        await tx.put(partnership(), person(), COACH)
        found = await directory_of(tx, sender, holidays_of)
        stranger = await directory_of(tx, replace(sender, workspace="T2"), holidays_of)

    assert found is not None
    assert (found[0], list(found[1].people)) == (COACH, ["vance"])
    assert stranger is None


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
