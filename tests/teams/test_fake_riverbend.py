"""Riverbend stands in the fake Teams as in its file, and its bot is there."""

from bot.domain.partnership import Partnership
from tests.teams.bot import Bot
from tests.teams.fake.state import APP, TENANT
from tests.teams.riverbend import LEADERSHIP, PARTNERS


async def test_those_who_act_have_the_app_and_heard_nothing_yet(bot: Bot) -> None:
    assert all(APP in bot.user(key).chat.apps for key in ("boyd", "rossi", "price"))
    assert not any(there.messages for there in bot.teams.state.conversations.values())


async def test_people_of_the_file_are_found_in_the_tenant(bot: Bot) -> None:
    boyd, price = await bot.person("boyd"), await bot.person("price")
    assert boyd.user == bot.user("boyd").user.id
    assert (price.user, price.email) == (None, bot.user("price").user.email)


async def test_channels_of_the_file_are_the_team_s(bot: Bot) -> None:
    async with bot.office.store.read() as tx:
        found = await tx.get(Partnership, "riverbend")
    assert found is not None
    assert [channel.id for channel in found.channels] == [LEADERSHIP, PARTNERS]
    assert {place.id for place in found.workspaces} == {TENANT}
