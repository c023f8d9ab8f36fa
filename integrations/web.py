"""The one web application: health, readiness, metrics, and the routes of the platforms."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from integrations.checks import Checks

Measure = Callable[[], Awaitable[None]]


async def _nothing() -> None:
    """There is nothing to measure first."""


def web_app(
    *,
    checks: Checks,
    registry: CollectorRegistry,
    running: Callable[[], AbstractAsyncContextManager[None]],
    routes: Sequence[BaseRoute] = (),
    measure: Measure = _nothing,
) -> Starlette:
    """The application. ``running`` is entered when it starts and left when it stops.

    ``measure`` is done before the registry is told to anybody.
    """

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("alive\n")

    async def readyz(request: Request) -> Response:
        # A proxy asks "of=database" alone: a platform that is down is no reason to send the events
        # of the others nowhere.
        wrong = await checks.wrong(request.query_params.getlist("of"))
        return JSONResponse({"ready": not wrong, "wrong": wrong}, status_code=503 if wrong else 200)

    async def metrics(_request: Request) -> Response:
        await measure()
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with running():
            yield

    own = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
    return Starlette(routes=[*own, *routes], lifespan=lifespan)


async def body_of(request: Request, *, largest: int) -> bytes:
    """The body of a request; one of more bytes than that is not read to its end: 413."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > largest:
            raise HTTPException(413)
    return bytes(body)
