"""Server-sent events: a page that is open hears that there is something new."""

from collections.abc import AsyncIterator

import anyio
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response

from integrations.sandbox.page.site import Site

PAUSE = 0.3
"""Seconds between two looks. What another process writes, such as ``headway chat``, is seen too."""
FAREWELL = 1
"""Seconds that a stream is given to end when the server stops."""


async def live(site: Site, _request: Request) -> Response:
    """A stream with an event ``news`` at its beginning and whenever something has come or changed.

    https://html.spec.whatwg.org/multipage/server-sent-events.html
    """
    stopping = anyio.Event()
    return EventSourceResponse(
        _news(site, stopping), shutdown_event=stopping, shutdown_grace_period=FAREWELL
    )


async def _news(site: Site, stopping: anyio.Event) -> AsyncIterator[ServerSentEvent]:
    known = ""
    while not stopping.is_set():
        # Whoever closes the page ends this at any moment, but no call to the database halfway.
        with anyio.CancelScope(shield=True):
            pulse = f"{await site.town.newest()} {await site.clock.now()}"
        if pulse != known:
            known = pulse
            yield ServerSentEvent(event="news", data=pulse)
        with anyio.move_on_after(PAUSE):
            await stopping.wait()
