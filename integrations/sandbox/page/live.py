"""Server-sent events: a page that is open hears that there is something new."""

import asyncio
from collections.abc import AsyncIterator

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response

from integrations.sandbox.page.site import Site

PAUSE = 0.3
"""Seconds between two looks. What another process writes, such as ``headway chat``, is seen too."""


async def live(site: Site, _request: Request) -> Response:
    """A stream with an event ``news`` at its beginning and whenever something has come or changed.

    https://html.spec.whatwg.org/multipage/server-sent-events.html
    """
    return EventSourceResponse(_news(site))


async def _news(site: Site) -> AsyncIterator[ServerSentEvent]:
    known = ""
    while True:
        pulse = f"{await site.town.newest()} {await site.clock.now()}"
        if pulse != known:
            known = pulse
            yield ServerSentEvent(event="news", data=pulse)
        await asyncio.sleep(PAUSE)
