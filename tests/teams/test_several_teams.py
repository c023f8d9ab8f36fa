"""A coach of several districts in Teams: which is meant, who can be chosen there, who they are."""

from dataclasses import replace

import pytest

from bot.domain.commitment import Commitment
from bot.load import PartnershipFile
from tests.several import district, join
from tests.teams.bot import Bot
from tests.teams.fake.cards import inputs
from tests.teams.people import GROUP
from tests.teams.riverbend import install, teams_id

NAME = "Maplewood Unified"


@pytest.fixture
def maplewood(partnership_in_teams: PartnershipFile) -> PartnershipFile:
    """Another district in the same tenant, without its superintendent."""
    file = district("maplewood", NAME, like=partnership_in_teams)
    return replace(file, people=tuple(one for one in file.people if one.key != "whitfield"))


@pytest.fixture
async def both(bot: Bot, maplewood: PartnershipFile) -> Bot:
    """Maplewood beside Riverbend, with Ruth Vance in both."""
    await join(bot.office, maplewood)
    await install(bot.teams, ("vance",))
    await bot.settled()
    return bot


async def kept(bot: Bot) -> list[tuple[str, str]]:
    async with bot.office.store.read() as tx:
        return [(one.partnership, one.text) for one in await tx.find(Commitment)]


async def test_a_tap_on_the_districts_name_does_it_there(both: Bot) -> None:
    await both.user("vance").types("commit share the rubric")
    await both.settled()
    await both.user("vance").presses(NAME)
    await both.settled()

    assert await kept(both) == [("maplewood", "share the rubric")]
    assert await both.hears("vance", NAME)


async def test_a_form_is_opened_by_the_tap_and_offers_its_districts_people(both: Bot) -> None:
    await both.user("vance").types("commit")
    await both.settled()
    await both.user("vance").presses(NAME)
    (owner,) = (one for one in inputs(both.dialog("vance").card) if one["id"] == "owner")
    await both.user("vance").submits(text="share the rubric")

    offered = {choice["value"] for choice in owner["choices"]}
    assert ("=chen" in offered, "=whitfield" in offered) == (True, False)
    assert await kept(both) == [("maplewood", "share the rubric")]


async def test_who_has_an_id_in_one_file_and_an_address_in_another_is_in_both(
    bot: Bot, maplewood: PartnershipFile
) -> None:
    people = [one for one in maplewood.people if one.key == "vance"]
    alone = replace(maplewood, people=tuple(replace(one, user=None) for one in people))
    await join(bot.office, alone)

    assert not await bot.headway.people.ours.by_email_too(teams_id("boyd"))
    assert await bot.headway.people.ours.by_email_too(teams_id("vance"))


async def test_a_message_of_a_menu_is_kept_where_it_is_chosen(both: Bot) -> None:
    both.teams.add_group_chat(GROUP, teams_id("vance"), teams_id("rossi"))
    written = both.user("rossi").says(GROUP, "I share the rubric & the notes")
    await both.user("vance").uses("commit", on=written)
    await both.settled()
    await both.user("vance").presses(NAME)

    assert await kept(both) == [("maplewood", "I share the rubric & the notes")]
