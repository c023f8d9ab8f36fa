"""The bot of Riverbend, put together for the fake Teams: what the scenario tests act on."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from starlette.applications import Starlette

from bot.ports import Inbound
from integrations.links import Links
from integrations.teams import PLATFORM, Core, TeamsSettings, build
from tests.fakes import Office
from tests.soon import soon
from tests.stored import Stored
from tests.teams.fake.dialogs import Dialog
from tests.teams.fake.person import Person as Somebody
from tests.teams.fake.state import Json
from tests.teams.fake.teams import Teams
from tests.teams.riverbend import teams_id

LINKS = Links(base="https://headway.example.org", secret_key="a key for tests that is long enough")


class Bot(Stored):
    """Headway as one process of it runs, in Riverbend's tenant, with a clock of its own."""

    def __init__(
        self,
        office: Office,
        teams: Teams,
        *,
        inbound: Inbound | None = None,
        **settings: Any,  # noqa: ANN401 - TeamsSettings' fields
    ) -> None:
        super().__init__(office, PLATFORM)
        self.teams = teams
        self.headway = build(
            Core(store=office.store, clock=self, inbound=inbound or office.router, links=LINKS),
            settings_for(teams, **settings),
        )
        office.desk = replace(office.desk, platforms={PLATFORM: self.headway.chat})
        teams.app = Starlette(routes=self.headway.routes)

    async def now(self) -> datetime:
        """The office's time."""
        return self.office.now

    def user(self, key: str) -> Somebody:
        """Somebody of Riverbend in Teams; a stranger by their id."""
        return self.teams.user(teams_id(key))

    def sees(self, key: str, conversation: str | None = None) -> list[str]:
        """What somebody reads in a conversation, by default in the one with the bot."""
        return self.user(key).sees(conversation)

    async def hears(self, key: str, words: str, conversation: str | None = None) -> bool:
        """Whether somebody comes to read these words: answers come after acknowledgements."""
        return await soon(lambda: any(words in said for said in self.sees(key, conversation)))

    async def asks(self, key: str = "boyd") -> Json:
        """The check-in's card that somebody has in Teams after a pass of the clock."""
        await self.office.tick()
        return self.user(key).chat.latest()

    async def settled(self) -> None:
        """Wait until everything that is under way is shown."""
        await self.headway.settled()

    async def close(self) -> None:
        """End it, its connections too."""
        await self.headway.close()

    def dialog(self, key: str = "boyd") -> Dialog:
        """The dialog that stands open for somebody."""
        found = self.user(key).dialog
        assert found is not None, f"no dialog; noticed: {self.user(key).notice!r}"
        return found


def settings_for(teams: Teams, **settings: object) -> TeamsSettings:
    """The settings for the fake: its first app's registration unless said otherwise."""
    app = teams.bot()
    given: dict[str, object] = {
        "app_id": app.id,
        "app_password": app.secret,
        "tenant_id": app.tenant,
        "login_url": teams.login,
        "openid_url": teams.openid,
        **settings,
    }
    return TeamsSettings.model_validate({"_env_file": None} | given)
