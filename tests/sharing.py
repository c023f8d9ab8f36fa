"""What somebody of Hillcrest sees of what Riverbend shares, for tests of the network."""

from bot.domain.network import Shared
from bot.messages import Response
from tests.fakes import Office
from tests.talking import said

LEE = "lee-hillcrest"


async def share(office: Office, text: str, who: str = "boyd", **fields: str) -> Response:
    """Somebody shares a practice."""
    form = (await office.say(who, f"/headway share {text}")).form
    return await office.fill(who, form, **fields)


async def network(office: Office, who: str = LEE, line: str = "/headway network") -> str:
    """What somebody sees of other districts."""
    return said(await office.say(who, line))


async def rows(office: Office) -> list[Shared]:
    """What is stored of all sharing."""
    async with office.store.read() as tx:
        return await tx.find(Shared)
