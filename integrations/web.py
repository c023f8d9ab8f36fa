"""The one web application: health, readiness, metrics, and the routes of the platforms."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

Check = Callable[[], Awaitable[str | None]]
"""Says None when all is well, else what is wrong."""


def web_app(
    *,
    checks: Mapping[str, Check],
    registry: CollectorRegistry,
    running: Callable[[], AbstractAsyncContextManager[None]],
    routes: Sequence[BaseRoute] = (),
) -> Starlette:
    """The application. ``running`` is entered when it starts and left when it stops."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("alive\n")

    async def readyz(_request: Request) -> Response:
        found = {name: await check() for name, check in checks.items()}
        wrong = {name: reason for name, reason in found.items() if reason}
        return JSONResponse({"ready": not wrong, "wrong": wrong}, status_code=503 if wrong else 200)

    async def metrics(_request: Request) -> Response:
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
