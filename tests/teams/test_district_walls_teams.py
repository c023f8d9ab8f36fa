"""Teams' end of the walls: in a tenant that no district is in, nothing of any district is shown."""

from bot.commands import COMMANDS
from storage.memory import MemoryStore
from tests.teams.bot import Bot
from tests.teams.fake.teams import Teams
from tests.teams.people import BOYD
from tests.walled import Districts


async def test_an_unknown_tenant_is_shown_nothing_of_a_district(teams: Teams) -> None:
    districts = await Districts(MemoryStore()).open()
    bot = Bot(districts.office, teams)
    boyd = teams.user(BOYD)

    typed = [await boyd.types(command.examples[0]) for command in COMMANDS]
    typed.append(await boyd.types("/headway record H-901"))
    await bot.settled()
    await bot.headway.close()

    seen = [boyd.sees(), boyd.dialog, boyd.notice]
    assert districts.planted.leaks(typed, seen) == []
    assert "I don't know you yet" in str(seen)
