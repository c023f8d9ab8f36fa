"""A coach of several districts in Slack: which is meant, who is named there, who they are."""

from dataclasses import replace

import pytest

from bot.domain.commitment import Commitment
from bot.domain.people import Person
from bot.messages import Sender
from tests.fakes import WORKSPACE
from tests.several import MAPLEWOOD, join
from tests.slack.bot import Bot, button, slack_id

LOUNGE = "C000000077"


@pytest.fixture
async def both(bot: Bot) -> Bot:
    """Maplewood beside Riverbend, with the same coaches."""
    await join(bot.office, MAPLEWOOD)
    return bot


async def kept(bot: Bot) -> list[tuple[str, str, str]]:
    async with bot.office.store.read() as tx:
        return [(one.partnership, one.text, one.owner) for one in await tx.find(Commitment)]


async def chooses(bot: Bot, label: str) -> None:
    """Ruth Vance presses the district's button of what she was asked last."""
    assert await bot.hears("vance", "For which district?")
    asked = next(m for m in reversed(bot.user("vance").sees()) if "For which" in m["text"])
    await bot.user("vance").presses(asked, button(asked, label))
    await bot.settled()


async def test_a_tap_on_the_districts_name_does_it_there(both: Bot) -> None:
    await both.user("vance").types("/commit share the rubric")
    await chooses(both, "Maplewood Unified")

    assert await kept(both) == [("maplewood", "share the rubric", "vance")]
    assert await both.hears("vance", "Maplewood Unified · ")


async def test_a_form_is_opened_by_the_tap_and_stays_there(both: Bot) -> None:
    await both.user("vance").types("/commit")
    await chooses(both, "Riverbend Public Schools")
    await both.modal("vance")
    await both.user("vance").submits(text="share the rubric", owner=slack_id("boyd"))

    assert await kept(both) == [("riverbend", "share the rubric", "boyd")]


async def test_a_long_text_is_kept_by_slack_for_the_tap(both: Bot) -> None:
    text = ("share the rubric with all " * 110).strip()
    await both.user("vance").types(f"/commit {text}")
    await chooses(both, "Maplewood Unified")

    assert await kept(both) == [("maplewood", text, "vance")]


async def test_a_message_of_a_shortcut_is_kept_where_it_is_chosen(both: Bot) -> None:
    both.slack.add_channel(LOUNGE, slack_id("rossi"), slack_id("vance"), name="lounge")
    await both.user("rossi").says("I'll share the rubric", LOUNGE)
    written = both.slack.team().channels[LOUNGE].latest()
    await both.user("vance").takes_shortcut("commit", written)
    await both.settled()
    asked = both.user("vance").sees(LOUNGE)[-1]
    await both.user("vance").presses(asked, button(asked, "Maplewood Unified"))

    assert await kept(both) == [("maplewood", "I'll share the rubric", "vance")]


async def test_somebody_is_named_who_is_in_one_of_the_districts(both: Bot) -> None:
    named = f"<@{slack_id('chen')}|chen>"
    await both.user("vance").types(f"/commit riverbend: share the rubric {named}")

    assert await kept(both) == [("riverbend", "share the rubric", "chen")]


async def test_somebody_is_chosen_in_a_form_who_is_in_its_district(both: Bot) -> None:
    await both.headway.people.refresh()
    await both.user("vance").types("/commit riverbend")
    await both.modal("vance")
    await both.user("vance").submits(text="share the rubric", owner=slack_id("price"))

    assert await kept(both) == [("riverbend", "share the rubric", "price")]


async def test_a_name_is_never_taken_for_another_of_the_same_key(both: Bot) -> None:
    """Riverbend's Mei Chen is not Maplewood's, though both have the key "chen"."""
    named = f"<@{slack_id('chen')}|chen>"
    await both.user("vance").types(f"/commit maplewood: share the rubric {named}")

    assert await kept(both) == []


async def test_who_has_an_id_in_one_file_and_an_address_in_another_is_in_both(bot: Bot) -> None:
    coach = next(one for one in MAPLEWOOD.people if one.key == "vance")
    people = (*(one for one in MAPLEWOOD.people if one is not coach), replace(coach, user=None))
    email = "vance@harborcenter.example"
    bot.slack.team().users[slack_id("vance")].email = email
    await join(bot.office, replace(MAPLEWOOD, people=people))

    sender = Sender(platform="slack", workspace=WORKSPACE, user=slack_id("vance"))
    assert await bot.headway.people.sender(sender) == replace(sender, email=email)


async def test_a_leaver_of_slack_is_marked_in_each_district(both: Bot) -> None:
    both.slack.team().users[slack_id("vance")].deleted = True
    await both.headway.people.refresh()

    async with both.office.store.read() as tx:
        found = await tx.find(Person, key="vance")
    assert [bool(one.unreachable_since) for one in found] == [True, True]


async def test_who_writes_again_is_reached_again_in_each_district(both: Bot) -> None:
    for key in ("riverbend", "maplewood"):
        async with both.office.store.write() as tx:
            person = await tx.get(Person, key, "vance")
            assert person is not None
            await tx.put(replace(person, unreachable_since=both.office.now))
    await both.user("vance").types("/commit riverbend: share the rubric")

    async with both.office.store.read() as tx:
        found = await tx.find(Person, key="vance")
    assert [one.unreachable_since for one in found] == [None, None]
