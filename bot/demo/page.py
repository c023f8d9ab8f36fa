"""The page of the demo: both digests, and how to go on. The sandbox's own page will follow."""

import html
from collections.abc import Sequence
from importlib.resources import files
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.bootstrap import Headway
from bot.demo.digests import Posted, last_digests

ALLOWED = "default-src 'none'; style-src 'unsafe-inline'"


def page_routes(headway: Headway, *, how: str) -> Sequence[Route]:
    """The one route ``/``; ``how`` says how to go on, in plain lines."""

    async def page(_request: Request) -> Response:
        articles = [_article(posted) for posted in await last_digests(headway)]
        text = Template(files("bot.demo").joinpath("page.html").read_text(encoding="utf-8"))
        body = text.substitute(digests="\n".join(articles), how=html.escape(how))
        return HTMLResponse(body, headers={"content-security-policy": ALLOWED})

    return [Route("/", page)]


def _article(posted: Posted) -> str:
    # A block's text is safe as it stands: nothing but <b>, <i> and line feeds, all else escaped.
    blocks = [f'<p class="{block.kind}">{block.text}</p>' for block in posted.message.blocks]
    return "\n".join(["<article>", f"<h2>{html.escape(posted.title)}</h2>", *blocks, "</article>"])
