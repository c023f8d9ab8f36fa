"""The pages that the manifest names. Teams and its admin centre show their links beside the app.

https://learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema#developer
"""

import html

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from prompts.words import words

PAGES = ("about", "privacy", "terms")

_FRAME = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: auto; padding: 1rem }}
</style>
<h1>{title}</h1>
{text}
</html>
"""
_OWN_STYLE_ALONE = "default-src 'none'; style-src 'unsafe-inline'"


def routes() -> list[Route]:
    """``/teams/about``, ``/teams/privacy`` and ``/teams/terms``; everybody may read them."""
    return [_route(name) for name in PAGES]


def _route(name: str) -> Route:
    said = words("teams").plain
    paragraphs = html.escape(said(f"pages.{name}.text")).split("\n\n")
    page = _FRAME.format(
        title=html.escape(said(f"pages.{name}.title")),
        text="\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
    )

    async def answer(_request: Request) -> Response:
        return HTMLResponse(page, headers={"content-security-policy": _OWN_STYLE_ALONE})

    return Route(f"/teams/{name}", answer)
