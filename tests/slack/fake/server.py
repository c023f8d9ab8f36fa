"""The fake's web server, on a thread with an event loop of its own.

So it answers while a test waits for a process, and whatever loop the test runs in.
"""

import asyncio
import json
import threading
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from tests.listening import listening
from tests.slack.fake import methods_access, methods_chat, methods_files, methods_views
from tests.slack.fake.faults import Fault, Faults
from tests.slack.fake.sockets import Sockets
from tests.slack.fake.state import Call, Json, RefusedError, State

METHODS = methods_access.METHODS | methods_chat.METHODS | methods_views.METHODS
METHODS |= methods_files.METHODS
AS_JSON = {"blocks", "view", "metadata", "attachments"}


class Server:
    """Answers the Web API under ``/api/``, response_urls and Socket Mode."""

    def __init__(self) -> None:
        self.base = ""
        self.loop: asyncio.AbstractEventLoop | None = None
        self.transports: dict[Any, asyncio.Transport] = {}
        self._ready = threading.Event()
        self.begin(State())

    def begin(self, state: State) -> None:
        """Answer for this state, with nothing called and nothing ordered yet."""
        state.base = self.base
        self.state, self.faults, self.sockets = state, Faults(), Sockets(state)
        self.calls: list[Call] = []

    def start(self) -> None:
        """Take a free port and answer from now on."""
        port = listening()
        self.base = self.state.base = f"http://127.0.0.1:{port.getsockname()[1]}"
        config = uvicorn.Config(
            self._app(), http=_protocol(self), ws="websockets-sansio", log_config=None,
            log_level="critical", access_log=False, timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._uvicorn = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._uvicorn.run, args=([port],), daemon=True)
        self._thread.start()
        assert self._ready.wait(10)

    def stop(self) -> None:
        """End the thread; answers that are held back are never given."""
        self._uvicorn.should_exit = True
        self._thread.join(10)
        assert not self._thread.is_alive()

    def _app(self) -> Starlette:
        @asynccontextmanager
        async def running(_app: Starlette) -> AsyncIterator[None]:
            self.loop = asyncio.get_running_loop()
            self._ready.set()
            yield

        async def socket_mode(socket: WebSocket) -> None:
            await self.sockets.serve(socket)

        routes = [
            Route("/api/{method}", self._api, methods=["GET", "POST"]),
            Route("/upload/{team}/{file}", self._upload, methods=["POST"]),
            Route("/hooks/{key}", self._hook, methods=["POST"]),
            WebSocketRoute("/socket/{ticket}", socket_mode),
        ]
        return Starlette(routes=routes, lifespan=running)

    async def _api(self, request: Request) -> Response:
        return await self._serve(request, await _call(request, self.state))

    async def _hook(self, request: Request) -> Response:
        args, key = json.loads(await request.body()), request.path_params["key"]
        call = Call(method="response_url", args=args, at=self.state.clock(), token=key)
        return await self._serve(request, call)

    async def _upload(self, request: Request) -> Response:
        args = {**request.path_params, "content": await request.body()}
        return await self._serve(request, Call(method="upload", args=args, at=self.state.clock()))

    async def _serve(self, request: Request, call: Call) -> Response:
        self.calls.append(call)
        found, fault = self._do(call)
        headers = {"x-oauth-scopes": ",".join(call.team.scopes)} if call.team else {}
        if fault is None:
            lost = call.method in {"response_url", "upload"} and not found["ok"]
            return JSONResponse(found, 404 if lost else 200, headers=headers)
        await asyncio.sleep(fault.delay)
        if fault.drop:
            self.transports[request.client].abort()
        if fault.retry_after is not None:
            headers["retry-after"] = str(fault.retry_after)
        if fault.status >= 500 and not fault.error:
            return Response("<html>", fault.status, media_type="text/html")
        return JSONResponse(found, fault.status, headers=headers)

    def _do(self, call: Call) -> tuple[Json, Fault | None]:
        fault = None
        try:
            methods_access.admit(self.state, call)
            fault = self.faults.meet(call)
            found = self._work(call) if fault is None or fault.works else {}
        except RefusedError as refused:
            call.error, found = str(refused), refused.answer
        if fault is not None:
            call.error = fault.error or ("dropped" if fault.drop else call.error)
            found = {"ok": False, "error": fault.error} if fault.error else found
        return found, fault

    def _work(self, call: Call) -> Json:
        if call.method not in METHODS:
            raise RefusedError("unknown_method", req_method=call.method)
        return {"ok": True, **METHODS[call.method](self.state, call)}


async def _call(request: Request, state: State) -> Call:
    args: Json = dict(request.query_params)
    body = await request.body()
    if request.headers.get("content-type", "").startswith("application/json"):
        args |= json.loads(body or b"{}")
    else:
        args |= dict(parse_qsl(body.decode()))
    for name in AS_JSON & args.keys():
        args[name] = json.loads(args[name]) if isinstance(args[name], str) else args[name]
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    if kind == "Basic":
        args["client_id"], _, args["client_secret"] = b64decode(secret).decode().partition(":")
        secret = ""
    token = args.pop("token", "") or secret
    method = request.path_params["method"]
    return Call(method=method, args=args, at=state.clock(), token=token)


def _protocol(server: Server) -> type[HttpToolsProtocol]:
    class Droppable(HttpToolsProtocol):
        """Lets a connection be broken from within."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's is of this transport
            super().connection_made(transport)
            server.transports[self.client] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            server.transports.pop(self.client, None)
            super().connection_lost(exc)

    return Droppable
