"""``headway serve``: the bot as a service."""

import gc
import socket

import structlog
import uvicorn

from bot.bootstrap import build
from bot.cli.running import prepare
from bot.domain.errors import HeadwayError
from bot.settings import Settings, read_settings

NAME = "serve"
EXAMPLES = ("headway serve", "HEADWAY_PORT=9000 headway serve")
PATIENCE = 10
"""Seconds that requests which have begun are given when the service stops."""

log = structlog.get_logger()


def run() -> None:
    """Run the clock and answer over HTTP until stopped."""
    chosen = read_settings(Settings)
    # Told before anything is served: what is wrong with the database, and with the address.
    prepare()
    with listen(chosen.host, chosen.port) as listening:
        app = build(chosen).web()
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=PATIENCE)
        # What start-up made stays to the end: looking through it for garbage would stop everything
        # for a tenth of a second, again and again.
        gc.freeze()
        log.info("Headway serves.", action="serve", host=chosen.host, port=chosen.port)
        uvicorn.Server(config).run([listening])


def listen(host: str, port: int) -> socket.socket:
    """A socket at that address. Raises HeadwayError if it is taken, or not of this machine."""
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        )
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]
        raise HeadwayError(
            f"Headway cannot listen on {host}, port {port} ({reason}). "
            "Stop what listens there, or set HEADWAY_PORT and HEADWAY_HOST."
        ) from error
