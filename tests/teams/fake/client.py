"""A bot without our code: what the tests of the fake ask it with, and what it asks."""

import ssl
from dataclasses import dataclass, field
from typing import Any

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.teams.fake.state import App, Json
from tests.teams.fake.teams import Teams

CARD = "application/vnd.microsoft.card.adaptive"


@dataclass
class Bare:
    """A bot that keeps what it hears and answers as told; ``ask`` is the connector's REST."""

    teams: Teams
    app: App
    status: int = 200
    answer: Json | None = None
    heard: list[Json] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    bearer: str = ""

    def __post_init__(self) -> None:
        routes = [Route("/api/messages", self._receive, methods=["POST"])]
        self.teams.app = Starlette(routes=routes)

    async def _receive(self, request: Request) -> Response:
        self.heard.append(await request.json())
        self.headers.append(request.headers["authorization"])
        return Response(status_code=self.status) if self.answer is None else self._said()

    def _said(self) -> Response:
        return JSONResponse(self.answer, self.status)

    def last(self) -> Json:
        """The newest activity that it heard."""
        return self.heard[-1]

    async def token(self, **wrong: str) -> tuple[int, Json]:
        """A token from the login, kept if it is one."""
        form = {"client_id": self.app.id, "client_secret": self.app.secret}
        form |= {"grant_type": "client_credentials"}
        form |= {"scope": "https://api.botframework.com/.default"} | wrong
        tenant = form.pop("tenant", self.app.tenant)
        where = f"{self.teams.login}/{tenant}/oauth2/v2.0/token"
        trust = ssl.create_default_context(cafile=self.teams.authority)
        async with httpx2.AsyncClient(verify=trust, trust_env=False) as client:
            found = await client.post(where, data=form)
        body: Json = found.json()
        self.bearer = body.get("access_token", self.bearer)
        return found.status_code, body

    async def ask(self, verb: str, path: str, body: Json | None = None) -> httpx2.Response:
        """A request to the connector."""
        headers = {"authorization": f"Bearer {self.bearer}"}
        async with httpx2.AsyncClient(trust_env=False) as client:
            where = f"{self.teams.service_url}v3/{path}"
            return await client.request(verb, where, json=body, headers=headers)

    async def send(self, conversation: str, body: Json) -> httpx2.Response:
        """A message to a conversation."""
        return await self.ask("POST", f"conversations/{conversation}/activities", body)


def text(words: str) -> Json:
    """A message of words alone."""
    return {"type": "message", "text": words}


def card(*body: Json, actions: Any = ()) -> Json:  # noqa: ANN401 - a list of actions
    """A message with a card."""
    content: Json = {"type": "AdaptiveCard", "version": "1.5", "body": list(body)}
    content |= {"actions": list(actions)} if actions else {}
    attachment = {"contentType": CARD, "content": content}
    return {"type": "message", "summary": "News", "attachments": [attachment]}
