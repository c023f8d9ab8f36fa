"""The one HTTP session of the process."""

import aiohttp

_IDLE = 3.0
"""Seconds for which an idle connection is used again; servers close theirs after five or more.

Of a message on a connection that is closed meanwhile nobody could tell whether it arrived.
"""


class Web:
    """A session of aiohttp: made when it is first needed, for it belongs to an event loop."""

    def __init__(self, timeout: float) -> None:
        """``timeout`` in seconds: for a connection to be there, and then for the answer."""
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The session; proxies are those of the environment.

        Waiting for a free connection counts as connecting: whatever runs out of time there has
        not been sent, and aiohttp says so with another error than for a missing answer.
        """
        if self._session is None:
            wait = aiohttp.ClientTimeout(
                total=2 * self._timeout, connect=self._timeout, sock_read=self._timeout
            )
            self._session = aiohttp.ClientSession(
                timeout=wait,
                trust_env=True,
                connector=aiohttp.TCPConnector(keepalive_timeout=_IDLE),
            )
        return self._session

    async def close(self) -> None:
        """Close what is open; it opens again when it is needed."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()
