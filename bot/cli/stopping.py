"""Stopping when asked to: what has begun ends or is handed back, and the exit code is 0."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

SIGNALS = (signal.SIGTERM, signal.SIGINT)
PATIENCE = 4
"""Seconds that requests which have begun are given. All of stopping takes ten at most."""


@contextmanager
def at_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Inside the block, SIGTERM and SIGINT do this and nothing else."""
    loop = asyncio.get_running_loop()
    for each in SIGNALS:
        loop.add_signal_handler(each, stop)
    try:
        yield
    finally:
        for each in SIGNALS:
            loop.remove_signal_handler(each)


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
