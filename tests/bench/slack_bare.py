"""The simple way: a Bolt app that acknowledges ``/commit`` and does nothing else.

Its own process, on HEADWAY_PORT. Served as ``headway serve`` serves, and it asks nobody who is
allowed in.
"""

import gc
import os

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.cli.serve import listen
from tests.slack.fake.state import SIGNING_SECRET


async def _everybody(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)


def web() -> Starlette:
    """The app behind Bolt's own Starlette adapter."""
    app = AsyncApp(signing_secret=SIGNING_SECRET, authorize=_everybody)
    handler = AsyncSlackRequestHandler(app)

    @app.command("/commit")
    async def commit(ack: AsyncAck) -> None:
        await ack("Kept.")

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("alive\n")

    routes = [Route("/slack/events", events, methods=["POST"]), Route("/healthz", healthz)]
    return Starlette(routes=routes)


def main() -> None:
    """Serve until stopped."""
    with listen("127.0.0.1", int(os.environ["HEADWAY_PORT"])) as listening:
        config = uvicorn.Config(web(), log_level="warning")
        gc.freeze()
        uvicorn.Server(config).run([listening])


if __name__ == "__main__":
    main()
