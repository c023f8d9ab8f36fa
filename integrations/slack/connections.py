"""Connections to Slack, used again while calls follow one another."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import ClientSession, ClientTimeout, TCPConnector

_IDLE = 3.0
"""Seconds for which an idle connection is used again; Slack closes its own much later.

Of a message on a connection that is closed meanwhile nobody could tell whether it arrived.
"""


class Connections:
    """One session of aiohttp for all calls that are under way: the first opens, the last closes it.

    So a wave of messages takes a few connections, and nothing stays open when it is quiet.
    """

    def __init__(self, timeout: float) -> None:
        """``timeout`` in seconds: to be connected, and then for the answer."""
        self._timeout = timeout
        self._session: ClientSession | None = None
        self._calls = 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator[ClientSession]:
        """The session, for one call."""
        if self._session is None:
            self._session = self._opened()
        self._calls += 1
        try:
            yield self._session
        finally:
            self._calls -= 1
            if self._calls == 0:
                session, self._session = self._session, None
                await session.close()

    def _opened(self) -> ClientSession:
        # Not limited: whoever waited for a connection here would run out of time without cause.
        return ClientSession(
            connector=TCPConnector(limit=0, keepalive_timeout=_IDLE),
            timeout=ClientTimeout(
                total=2 * self._timeout, connect=self._timeout, sock_read=self._timeout
            ),
        )
