"""``headway serve``: the bot as a service."""

import socket

import structlog
import uvicorn

from bot.bootstrap import build
from bot.cli.running import prepare, settings
from bot.domain.errors import HeadwayError

NAME = "serve"
EXAMPLES = ("headway serve", "HEADWAY_PORT=9000 headway serve")
PATIENCE = 10
"""Seconds that requests which have begun are given when the service stops."""

log = structlog.get_logger()


def run() -> None:
    """Run the clock and answer over HTTP until stopped."""
    chosen = settings()
    # Told before anything is served: what is wrong with the database, and with the address.
    prepare()
    listening = listen(chosen.host, chosen.port)
    server = uvicorn.Server(
        uvicorn.Config(
            build(chosen).web(), log_level="warning", timeout_graceful_shutdown=PATIENCE
        )
    )
    log.info("Headway serves.", action="serve", host=chosen.host, port=chosen.port)
    server.run([listening])
    # Whoever stops the service ends the process as well.
    raise HeadwayError("Headway did not start. What is written above says why.")


def listen(host: str, port: int) -> socket.socket:
    """A socket at that address. Raises HeadwayError for one that is taken or not of this machine."""
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        )
    except OSError as error:
        raise HeadwayError(
            f"Headway cannot listen on {host}, port {port} ({error.strerror}). "
            "Stop what listens there, or set HEADWAY_PORT and HEADWAY_HOST."
        ) from error
