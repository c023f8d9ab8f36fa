"""Serving the demo, on this machine alone: whoever reaches it may be anybody in it."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import uvicorn

from bot.bootstrap import build
from bot.demo.page import demo_routes
from bot.domain.errors import HeadwayError
from bot.settings import Settings

LOOPBACK = "127.0.0.1"
PATIENCE = 3
"""Seconds that requests which have begun are given when the demo ends."""


class DemoServingError(HeadwayError):
    """The demo cannot be served like that. Change the setting, or say --no-serve."""


@contextmanager
def open_door(settings: Settings) -> Iterator[socket.socket]:
    """The demo's port, taken at once: what comes before the demo is served waits.

    Raises DemoServingError if the host is not this machine alone, or if the port cannot be had.
    """
    if settings.host not in {LOOPBACK, "localhost"}:
        raise DemoServingError(
            f"HEADWAY_HOST is {settings.host}, but whoever reaches the demo can act as anybody"
            f" in it, so it is served at {LOOPBACK} alone. Unset HEADWAY_HOST, or say --no-serve."
        )
    try:
        door = socket.create_server((LOOPBACK, settings.port))
    except (OSError, OverflowError) as error:
        number = error.errno if isinstance(error, OSError) else None
        reason = os.strerror(number).lower() if number else str(error)
        raise DemoServingError(
            f"Port {settings.port} of {LOOPBACK} cannot be had: {reason}."
            f" Choose another, such as HEADWAY_PORT={_other(settings.port)}, or say --no-serve."
        ) from error
    with door:
        yield door


def address(door: socket.socket) -> str:
    """What to open in a browser."""
    return f"http://{LOOPBACK}:{door.getsockname()[1]}/"


def serve(settings: Settings, door: socket.socket) -> None:
    """Serve the sandbox's page until Ctrl-C.

    The bot's clock is the sandbox's, which stands where the story has ended until somebody moves
    it: nothing falls due by itself, and whoever comes finds the last week as it was.
    """
    headway = build(settings, sandbox_alone=True)
    app = headway.web(routes=demo_routes(headway))
    config = uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=PATIENCE)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[door])


def _other(port: int) -> int:
    return port + 1 if port < 65535 else 8080
