"""Stopping when asked to: what has begun ends or is handed back, and the exit code is 0.

Where that does not go on, as without a database, the process ends all the same, with 1: what it
had begun is taken up as after any crash.
"""

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
import uvicorn

log = structlog.get_logger()

SIGNALS = (signal.SIGTERM, signal.SIGINT)
PATIENCE = 4
"""Seconds that requests which have begun are given."""
LONGEST = 9
"""Seconds that all of stopping may take; supervisors kill what takes longer than ten."""


@contextmanager
def at_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Inside the block, SIGTERM and SIGINT do this, and end the process if the block does not."""
    loop = asyncio.get_running_loop()
    at_last = threading.Timer(LONGEST, _end_now)
    at_last.daemon = True

    def told() -> None:
        stop()
        if not at_last.ident:
            at_last.start()

    for each in SIGNALS:
        loop.add_signal_handler(each, told)
    try:
        yield
    finally:
        at_last.cancel()
        for each in SIGNALS:
            loop.remove_signal_handler(each)


def _end_now() -> None:
    log.error("Stopping took too long and was broken off.", action="stop_broken_off")
    os._exit(1)


class Server(uvicorn.Server):
    """A web server that says at once that it stops, and ends well."""

    def __init__(self, config: uvicorn.Config, *, stop: Callable[[], None]) -> None:
        """Call ``stop`` as soon as a signal comes."""
        super().__init__(config)
        self._stop = stop

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn's, but the signal is not raised again at the end: that would be a failure."""
        with at_signals(self._end):
            yield

    def _end(self) -> None:
        self.should_exit = True
        self._stop()
