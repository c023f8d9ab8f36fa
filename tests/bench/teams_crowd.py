"""People of the fake Teams who have the app, and what a bot must be told to serve them."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from tests.teams.fake.person import Person
from tests.teams.fake.server import Server
from tests.teams.fake.teams import Teams

KEPT_OPEN = 75


class Quick(Server):
    """The fake's servers, as quick as Teams is.

    uvicorn's own would hold the second half of each answer back for 40 ms, for asyncio sets no
    TCP_NODELAY on such sockets; and they would close connections after five seconds, in the very
    moment in which a bot that had a pause may want to use them again.
    """

    def _run(self, ports: list[socket.socket]) -> None:
        for port in ports:
            port.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super()._run(ports)

    def _server(self, app: Starlette, **more: str) -> uvicorn.Server:
        server = super()._server(app, **more)
        server.config.timeout_keep_alive = KEPT_OPEN
        return server


@contextmanager
def quick_teams() -> Iterator[Teams]:
    """A fake Teams on such servers, where nobody is yet."""
    server = Quick()
    server.start()
    try:
        yield Teams(server=server)
    finally:
        server.stop()


async def installed(teams: Teams, number: int, tenant: str | None = None) -> list[Person]:
    """So many people of an organization, the first one unless named; no bot is told of them."""
    people = [
        teams.add_user(f"{n:08}-0000-4000-8000-000000000000", tenant, name=f"Kim Doe {n}")
        for n in range(number)
    ]
    for person in people:
        await person.installs(tell=False)
    return people


def surroundings(teams: Teams, database: Path) -> dict[str, str]:
    """The environment of a bot with all of the fake's registrations."""
    apps = [
        {"app_id": app.id, "password": app.secret, "tenant_id": app.tenant}
        for app in teams.state.apps.values()
    ]
    return {
        "HEADWAY_DATABASE_URL": f"sqlite:///{database}",
        "TEAMS_APPS": json.dumps(apps),
        "TEAMS_LOGIN_URL": teams.login,
        "TEAMS_OPENID_URL": teams.openid,
        "REQUESTS_CA_BUNDLE": str(teams.authority),
        "NO_PROXY": "127.0.0.1",
    }
