"""Teams' requests: activities over HTTP, each with a token of Microsoft's."""

import json

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from integrations.teams.errors import NotAllowedError
from integrations.teams.gateway import Gateway
from integrations.teams.inbound import TeamsInbound
from integrations.teams.values import Json
from integrations.web import body_of

log = structlog.get_logger()

LARGEST = 1_000_000
"""Bytes of a request. Teams takes and sends messages of about 100 KB at most:
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages"""


class Receiving:
    """The endpoint of Teams' requests."""

    def __init__(self, gateway: Gateway, inbound: TeamsInbound) -> None:
        self._gateway = gateway
        self._inbound = inbound

    async def messages(self, request: Request) -> Response:
        """An activity. What is not Microsoft's, or not for us, is answered 401 and done nothing."""
        activity = _read(await body_of(request, largest=LARGEST))
        if activity is None or not _is_json(request):
            return PlainTextResponse("This is not what Teams sends.\n", status_code=400)
        authorization = request.headers.get("authorization", "")
        try:
            status, body = await self._gateway.receive(authorization, activity, self._inbound.hear)
        except NotAllowedError as error:
            log.warning("A request was refused.", action="teams_refused", reason=str(error))
            return PlainTextResponse("This is not from Microsoft.\n", status_code=401)
        return Response(status_code=status) if body is None else JSONResponse(body, status)


def _is_json(request: Request) -> bool:
    """Whether it says that it is JSON, which other sites' pages in a browser may not."""
    kind, _, _ = request.headers.get("content-type", "").partition(";")
    return kind.strip().lower() == "application/json"


def _read(body: bytes) -> Json | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    ours = isinstance(found, dict) and isinstance(found.get("type"), str)
    return found if ours else None
