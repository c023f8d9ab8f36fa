"""What the page answers: itself, earlier messages, news, and what a visitor does."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from urllib.parse import parse_qsl

from jinja2 import Environment
from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.domain.errors import HeadwayError
from bot.messages import Message
from bot.messages import Response as Sent
from integrations.sandbox.page.attached import file_of
from integrations.sandbox.page.guard import Guard
from integrations.sandbox.page.html import environment
from integrations.sandbox.page.live import live
from integrations.sandbox.page.site import NobodyHereError, Site, Visit, visit

Act = Callable[[Visit, Mapping[str, str]], Awaitable[str | None]]
"""Does what a form of the page asks for; what it returns is told in a line."""

GUIDE = "headway-guide"
"""The cookie that says whether the guide is closed."""


REFUSED = "headway-refused"
"""The header of an answer that tells why nothing was done, though nothing went wrong."""


class UnkeptError(HeadwayError):
    """Nothing of what somebody did was kept. ``told`` says why, with what to write instead."""

    def __init__(self, told: Message) -> None:
        """Keep what is told, which is for the writer's eyes alone."""
        super().__init__(told.text)
        self.told = told


class Page:
    """The page and its parts, over a site."""

    def __init__(self, site: Site, templates: Environment) -> None:
        self._site = site
        self._templates = templates

    async def whole(self, request: Request) -> Response:
        """The page as it stands."""
        found = await visit(self._site, request)
        since = await self._site.town.newest()
        shown = await found.shown(await found.talk.latest())
        is_closed = request.cookies.get(GUIDE) == "closed"
        return self._html("page.html", {**shown, "since": since, "guide_open": not is_closed})

    async def earlier(self, request: Request) -> Response:
        """The part of the conversation before the message ``before``."""
        found = await visit(self._site, request)
        part = await found.talk.earlier(request.query_params.get("before", ""))
        return self._html("earlier.html", await found.shown(part))

    async def news(self, request: Request) -> Response:
        """What came or changed after ``since``. With ``seen`` it counts as read."""
        return await self._news(request, None)

    async def act(self, request: Request, do: Act) -> Response:
        """What a visitor does, and the news that come of it."""
        typed = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        found = await visit(self._site, request)
        told = await do(found, typed)
        await self._site.pass_time()
        return await self._news(request, told)

    async def refused(self, request: Request, error: Exception) -> Response:
        """Why something was not done: a line for the page to show, or a page of its own."""
        if isinstance(error, UnkeptError):
            answer = self._html("unkept.html", {"told": error.told})
            answer.headers[REFUSED] = "unkept"
            return answer
        status = 404 if isinstance(error, NobodyHereError) else 409
        if request.url.path == "/":
            return self._html("refused.html", {"reason": str(error)}, status=status)
        return PlainTextResponse(str(error), status_code=status)

    async def _news(self, request: Request, told: str | None) -> Response:
        found = await visit(self._site, request)
        since = await self._site.town.newest()
        part = await found.talk.news(request.query_params.get("since", "0"))
        if request.query_params.get("seen"):
            await found.site.town.sandbox(found.me).mark_read(found.me.user, found.spot.key, since)
        shown = await found.shown(part)
        return self._html("news.html", {**shown, "since": since, "told": told})

    def _html(self, name: str, values: Mapping[str, object], *, status: int = 200) -> Response:
        text = self._templates.get_template(name).render(values)
        return HTMLResponse(text, status_code=status, headers={"cache-control": "no-store"})


async def say(found: Visit, typed: Mapping[str, str]) -> None:
    """Type something where the visitor is; ``instead`` is what was proposed in its place."""
    text = (typed.get("instead") or typed.get("text", "")).strip()
    if text:
        await found.site.clock.taken_over(found.me.user)
        spot, sandbox = found.spot, found.site.town.sandbox(found.me)
        channel, thread = spot.channel or None, spot.thread or None
        _refuse(await sandbox.say(spot.user, text, channel=channel, thread=thread))


async def press(found: Visit, typed: Mapping[str, str]) -> None:
    """Press a button of a message."""
    await found.site.clock.taken_over(found.me.user)
    action, _, value = typed.get("button", "").partition(" ")
    sandbox = found.site.town.sandbox(found.me)
    _refuse(await sandbox.press(found.me.user, typed.get("message", ""), action, value))


async def submit(found: Visit, typed: Mapping[str, str]) -> None:
    """Send the form that stands open; with errors it stays open, with what was typed."""
    await found.site.clock.taken_over(found.me.user)
    sandbox = found.site.town.sandbox(found.me)
    opened = await sandbox.open_form(found.me.user)
    if opened:
        fields = {field.key: typed.get(f"field.{field.key}", "") for field in opened.form.fields}
        form = opened.form
        response = await sandbox.submit(found.me.user, form.action, form.value, fields)
        found.site.unkept.settle(found.me.user, opened, fields, response)


async def leave(found: Visit, typed: Mapping[str, str]) -> None:
    """Close the form that stands open."""
    await found.site.town.sandbox(found.me).leave_form(found.me.user)
    found.site.unkept.forget(found.me.user)


async def move(found: Visit, typed: Mapping[str, str]) -> str:
    """Move the clock on."""
    return await found.site.clock.move(typed.get("to", ""))


def _refuse(response: Sent) -> None:
    if response.unkept and response.reply is not None:
        raise UnkeptError(response.reply)


ACTS: Mapping[str, Act] = {
    "say": say,
    "press": press,
    "submit": submit,
    "leave": leave,
    "move": move,
}


def page_routes(site: Site) -> list[BaseRoute]:
    """The page at ``/`` and everything that it loads and sends; open to this machine alone."""
    page = Page(site, environment())
    routes: list[BaseRoute] = [
        Route("/", page.whole),
        Route("/earlier", page.earlier),
        Route("/news", page.news),
        Route("/live", partial(live, site)),
        Route("/files/{message}/{file}", partial(file_of, site)),
        *(
            Route(f"/{name}", partial(page.act, do=do), methods=["POST"])
            for name, do in ACTS.items()
        ),
        Mount("/static", StaticFiles(packages=[("integrations.sandbox.page", "static")])),
    ]
    refusals = Middleware(ExceptionMiddleware, handlers={HeadwayError: page.refused})
    return [Mount("", routes=routes, middleware=[Middleware(Guard), refusals])]
