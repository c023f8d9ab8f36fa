"""A loopback server that speaks OpenAI's Chat Completions, well, badly and not at all.

It keeps state: every request, the completions by id, and how many of each behaviour are left.
"""

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.openai_server.answers import BEHAVIOURS, Reply, data_of, well

KEY = "sk-of-the-loopback-server"
MODELS = ("gpt-5.4-mini", "a-deployment")

AnswersWith = Callable[[Mapping[str, Any]], Mapping[str, Any] | str]


@dataclass
class OpenAIServer:
    """What the server was asked, and how it is to behave. ``url`` ends in ``/v1``."""

    url: str = ""
    requests: list[Mapping[str, Any]] = field(default_factory=list)
    completions: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    let_go: threading.Event = field(default_factory=threading.Event)
    _next: deque[str] = field(default_factory=lambda: deque(["good"]))
    _answer: AnswersWith = well

    def behave(self, *behaviours: str) -> None:
        """Behave so at the next requests, one after the other; the last one stays.

        The names are those of ``answers.BEHAVIOURS``.
        """
        assert set(behaviours) <= {*BEHAVIOURS}, f"There are {', '.join(BEHAVIOURS)}."
        self._next = deque(behaviours)

    def answers(self, answer: AnswersWith) -> None:
        """Answer so where it behaves well; the function is given the data of the request.

        For requests of another kind than a digest's ``data_of`` finds the data in the body.
        """
        self._answer = answer

    def reply(self, body: Mapping[str, Any]) -> Reply:
        """What a request is answered with."""
        self.requests.append(body)
        name = self._next.popleft() if len(self._next) > 1 else self._next[0]
        if body.get("model") not in MODELS:
            name = "no_model"
        reply = BEHAVIOURS[name](body, lambda: self._answer(data_of(body)))
        made = {"id": f"chatcmpl-{len(self.requests)}", **reply.body} if reply.is_good else {}
        self.completions.update({str(made["id"]): made} if made else {})
        return reply if not made else reply.with_body(made)


@contextmanager
def serving() -> Iterator[OpenAIServer]:
    """The server in a thread of its own, on a port that was free, until the end of the block."""
    state = OpenAIServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(length))
            if self.path != "/v1/chat/completions":
                self._send(Reply(status=404))
            elif self.headers.get("Authorization") != f"Bearer {KEY}":
                self._send(Reply.error(401, "Incorrect API key provided.", "invalid_api_key"))
            else:
                self._send(state.reply(body))

        def do_GET(self) -> None:
            known = {
                f"/v1/chat/completions/{each}": made for each, made in state.completions.items()
            }
            known["/v1/models"] = {"object": "list", "data": [{"id": name} for name in MODELS]}
            found = known.get(self.path)
            self._send(Reply(body=found) if found else Reply(status=404))

        def _send(self, reply: Reply) -> None:
            if reply.hangs:
                state.let_go.wait(30)
            self.close_connection = reply.hangs or reply.drops
            if self.close_connection:
                return
            content = reply.content()
            self.send_response(reply.status)
            for name, value in {"Content-Type": reply.kind, **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield state
    finally:
        state.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()
