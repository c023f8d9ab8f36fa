"""The fake's web servers, on a thread with an event loop of its own.

So they answer while a test waits for a process, and whatever loop the test runs in. One speaks
https and is the login; the other one is the connector and tells of the keys.
"""

import asyncio
import json
import socket
import tempfile
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from tests.listening import listening
from tests.teams.fake import connector, login
from tests.teams.fake.certificate import write_certificate
from tests.teams.fake.faults import Fault, Faults, login_error
from tests.teams.fake.keys import Keys
from tests.teams.fake.state import Call, Json, RefusedError, State

Handler = Callable[[Request], Awaitable[Response]]
CONVERSATION = "/amer/v3/conversations/{conversation}"


class Server:
    """Answers for one state at a time."""

    def __init__(self) -> None:
        self.base = self.login = ""
        self.serial = 0
        self.transports: dict[Any, asyncio.Transport] = {}
        self._folder = tempfile.TemporaryDirectory()
        self.authority, *self._pair = write_certificate(Path(self._folder.name))
        self.begin(State(), Keys())

    def begin(self, state: State, keys: Keys) -> None:
        """Answer for this state, with nothing called and nothing ordered yet."""
        state.base, state.login = self.base, self.login
        self.state, self.keys, self.faults = state, keys, Faults()
        self.calls: list[Call] = []
        self.serial += 1

    @property
    def openid(self) -> str:
        """Where the OpenID metadata lie: elsewhere for each test, so nothing is kept too long."""
        return f"{self.base}/{self.serial}/v1/.well-known/openidconfiguration"

    def start(self) -> None:
        """Take two free ports and answer from now on."""
        ports = [listening() for _ in range(2)]
        plain, secure = (port.getsockname()[1] for port in ports)
        self.base = self.state.base = f"http://127.0.0.1:{plain}"
        self.login = self.state.login = f"https://127.0.0.1:{secure}"
        certificate, key = (str(path) for path in self._pair)
        self._servers = [
            self._server(self._connector()),
            self._server(self._login(), ssl_certfile=certificate, ssl_keyfile=key),
        ]
        self._thread = threading.Thread(target=self._run, args=(ports,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread; answers that are held back are never given."""
        for server in self._servers:
            server.should_exit = True
        self._thread.join(10)
        self._folder.cleanup()
        assert not self._thread.is_alive()

    def _run(self, ports: list[socket.socket]) -> None:
        async def both() -> None:
            pairs = zip(self._servers, ports, strict=True)
            await asyncio.gather(*(server.serve([port]) for server, port in pairs))

        asyncio.run(both())

    def _server(self, app: Starlette, **more: str) -> uvicorn.Server:
        config = uvicorn.Config(
            app, http=_protocol(self), ws="none", lifespan="off", log_config=None,
            log_level="critical", access_log=False, timeout_graceful_shutdown=1, **more,  # type: ignore[arg-type]  # options of several types
        )  # fmt: skip
        return uvicorn.Server(config)

    def _connector(self) -> Starlette:
        routes = [
            Route("/amer/v3/conversations", self._calls("create"), methods=["POST"]),
            Route("/amer/v3/teams/{conversation}/conversations", self._calls("channels")),
            Route("/{serial:int}/v1/.well-known/openidconfiguration", self._calls("openid")),
            Route("/{serial:int}/v1/.well-known/keys", self._calls("keys")),
        ]
        for path, method, verb in (
            ("/activities", "send", "POST"),
            ("/activities/{activity}", "send", "POST"),
            ("/activities/{activity}", "update", "PUT"),
            ("/activities/{activity}", "delete", "DELETE"),
            ("/members/{activity}", "member", "GET"),
            ("/pagedmembers", "members", "GET"),
        ):
            routes.append(Route(CONVERSATION + path, self._calls(method), methods=[verb]))
        return Starlette(routes=routes)

    def _login(self) -> Starlette:
        where = "/{conversation}/v2.0/.well-known/openid-configuration"
        signs = "/{conversation}/oauth2/v2.0/token"
        return Starlette(
            routes=[
                Route(where, self._calls("tenant")),
                Route(signs, self._calls("token"), methods=["POST"]),
            ]
        )

    def _calls(self, method: str) -> Handler:
        async def answer(request: Request) -> Response:
            call = await _call(method, request, self.state)
            self.calls.append(call)
            return await self._answer(request, call)

        return answer

    async def _answer(self, request: Request, call: Call) -> Response:
        fault = self.faults.meet(call)
        call.status, found = self._do(request, call, fault)
        if fault is None:
            return JSONResponse(found, call.status)
        await asyncio.sleep(fault.hang)
        if fault.drop:
            self.transports[request.client].abort()
        headers = {} if fault.retry_after is None else {"retry-after": str(fault.retry_after)}
        if fault.html:
            return Response("<html>", call.status, headers, media_type="text/html")
        return JSONResponse(found, call.status, headers=headers)

    def _do(self, request: Request, call: Call, fault: Fault | None) -> tuple[int, Json]:
        status, found = self._work(request, call) if fault is None or fault.works else (0, {})
        if fault is None or fault.status < 400:
            return status, found
        call.error = fault.refusal.code
        if fault.code.startswith("AADSTS"):
            return fault.status, login_error(fault.code, fault.message)
        return fault.status, fault.refusal.body

    def _work(self, request: Request, call: Call) -> tuple[int, Json]:
        if call.method in login.METHODS:
            return login.METHODS[call.method](self.state, call)
        if call.method == "openid":
            where = f"{self.base}/{request.path_params['serial']}"
            return 200, login.openid(self.state, self.keys, where)
        if call.method == "keys":
            return 200, login.published(self.state, self.keys)
        try:
            bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
            app = connector.admit(self.state, call, bearer)
            return connector.METHODS[call.method](self.state, app, call)
        except RefusedError as refused:
            call.error = f"{refused.code}: {refused.message}"
            return refused.status, refused.body


async def _call(method: str, request: Request, state: State) -> Call:
    raw = await request.body()
    body: Json = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        body |= json.loads(raw or b"{}")
    else:
        body |= dict(parse_qsl(raw.decode()))
    path: dict[str, str] = request.path_params
    return Call(
        method=method, conversation=path.get("conversation", ""),
        activity=path.get("activity", ""), body=body, at=state.clock(), size=len(raw),
    )  # fmt: skip


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
