"""Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode/."""

import asyncio
import json
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from tests.slack.fake.state import APP, Json, State


class Sockets:
    """The open connections of the app. All but ``serve`` runs on the server's loop, too."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.open: list[WebSocket] = []
        self.hellos = 0
        self.grace = 0.2  # seconds between the word and the deed; Slack gives some ten
        self._waiting: dict[str, asyncio.Future[Any]] = {}

    async def serve(self, socket: WebSocket) -> None:
        """Greet, then take acknowledgements until the connection ends."""
        ticket = socket.path_params["ticket"]
        if ticket not in self.state.tickets:
            return await socket.close()
        self.state.tickets.discard(ticket)
        await socket.accept()
        self.open.append(socket)
        await socket.send_json(self._hello())
        self.hellos += 1
        try:
            while True:
                self._acknowledged(json.loads(await socket.receive_text()))
        except WebSocketDisconnect:
            pass
        finally:
            self.open.remove(socket)

    async def deliver(self, kind: str, payload: Json, retry: int, patience: float) -> Any:  # noqa: ANN401 - JSON
        """Send over the newest connection and wait for the acknowledgement's payload."""
        key = self.state.unique("envelope-")
        envelope: Json = {"type": kind, "envelope_id": key, "payload": payload}
        envelope |= {"accepts_response_payload": kind != "events_api"}
        if retry:
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout"}
        self._waiting[key] = asyncio.get_running_loop().create_future()
        await self.open[-1].send_json(envelope)
        async with asyncio.timeout(patience):
            return await self._waiting[key]

    async def disconnect(self, reason: str) -> None:
        """Announce the end of every connection, and end those that the app keeps all the same."""
        ending = list(self.open)
        for socket in ending:
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {}})
        await asyncio.sleep(self.grace)
        for socket in ending:
            if socket in self.open:
                await socket.close()

    def _acknowledged(self, said: Json) -> None:
        waiting = self._waiting.pop(said.get("envelope_id", ""), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(said.get("payload"))

    def _hello(self) -> Json:
        hello: Json = {"type": "hello", "num_connections": len(self.open)}
        hello |= {"connection_info": {"app_id": APP}}
        return hello | {"debug_info": {"host": "fake", "approximate_connection_time": 18060}}
