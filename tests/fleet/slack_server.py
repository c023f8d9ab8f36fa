"""A lean fake Slack in a process of its own: ``python -m tests.fleet.slack_server [--port 0]``.

Prints its port. Made for many messages rather than many methods: it answers what
``integrations/slack`` calls while it delivers, in Slack's own shapes, and counts each delivery by
the id in its metadata. ``xoxb-TEAM-…`` is a token of the workspace TEAM; everybody who is asked
for is there. ``POST /control`` orders trouble (see ``slack_state.Trouble``), ``GET /state`` tells
what came, ``POST /state`` with ``{"expected": [id, …]}`` also which deliveries never did, and
``GET /deliveries?prefix=…`` how often each came.
"""

import argparse
import asyncio
import json
import re
import socket
import sys
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

import uvloop

from tests.fleet.slack_state import Answer, RefusedError, SlackState

_HEAD_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_TOKEN = re.compile(rb"\r\nauthorization: *Bearer +(\S+)", re.IGNORECASE)
_JSON = re.compile(rb"\r\ncontent-type: *application/json", re.IGNORECASE)


class Connection(asyncio.Protocol):
    """One connection of a client that waits for each answer before it asks again."""

    def __init__(self, state: SlackState) -> None:
        self._state = state
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        self._transport = cast("asyncio.Transport", transport)
        self._loop = asyncio.get_running_loop()

    def data_received(self, data: bytes) -> None:
        """Answer each whole request."""
        self._data += data
        while (end := self._data.find(_HEAD_END)) >= 0:
            found = _LENGTH.search(self._data, 0, end)
            whole = end + len(_HEAD_END) + (int(found[1]) if found else 0)
            if len(self._data) < whole:
                return
            head, body = self._data[:end], self._data[end + len(_HEAD_END) : whole]
            self._data = self._data[whole:]
            self._serve(head, body)

    def _serve(self, head: bytes, body: bytes) -> None:
        path = head.split(b" ", 2)[1].decode()
        if not path.startswith("/api/"):
            self._write(_own(self._state, path, body))
            return
        method = path[5:].partition("?")[0]
        token = _TOKEN.search(head)
        answer = self._state.called(method, token[1].decode() if token else "", _fields(head, body))
        if answer.silent:
            return
        give = self._transport.abort if answer.dropped else partial(self._write, answer)
        _after(self._loop, answer.delay, give)

    def _write(self, answer: Answer) -> None:
        if self._transport.is_closing():
            return
        body = json.dumps(answer.body).encode()
        head = f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}\r\n"
        head += "content-type: application/json; charset=utf-8\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items())
        self._transport.write(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body)


def _after(loop: asyncio.AbstractEventLoop, delay: float, give: Callable[[], object]) -> None:
    if delay:
        loop.call_later(delay, give)
    else:
        give()


def _fields(head: bytes, body: bytes) -> dict[str, Any]:
    if _JSON.search(head):
        return dict(json.loads(body or b"{}"))
    return dict(parse_qsl(body.decode()))


def _own(state: SlackState, path: str, body: bytes) -> Answer:
    """What is no part of Slack: orders, and what came of them."""
    to = urlsplit(path)
    query = dict(parse_qsl(to.query))
    sent = json.loads(body) if body else {}
    try:
        if to.path == "/control":
            state.order(sent)
            return Answer(body={"ok": True})
        if to.path == "/state":
            return Answer(body=state.told(sent.get("expected", ()), query.get("prefix", "")))
        if to.path == "/deliveries":
            return Answer(body=state.deliveries(query.get("prefix", "")))
    except (RefusedError, TypeError, KeyError) as error:
        return Answer(status=400, body={"ok": False, "error": repr(error)})
    return Answer(status=404, body={"ok": False, "error": "no such page"})


async def serve(port: int) -> None:
    """Answer until stopped, and say on which port first."""
    state = SlackState()
    loop = asyncio.get_running_loop()
    listening = socket.create_server(("127.0.0.1", port), backlog=1024)
    server = await loop.create_server(lambda: Connection(state), sock=listening)
    sys.stdout.write(f"{listening.getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    uvloop.run(serve(parser.parse_args().port))
