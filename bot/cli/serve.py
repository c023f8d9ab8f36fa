"""``headway serve``: the bot as a service."""

import gc
import socket
from ipaddress import ip_address
from typing import Annotated

import structlog
import typer
import uvicorn

from bot.bootstrap import build
from bot.cli.running import prepare
from bot.cli.stopping import PATIENCE, Server
from bot.domain.errors import HeadwayError
from bot.settings import Settings, read_settings

NAME = "serve"
EXAMPLES = ("headway serve", "HEADWAY_PORT=9000 headway serve", "headway serve --local-teams")

log = structlog.get_logger()


def run(
    local_teams: Annotated[
        bool,
        typer.Option(
            "--local-teams",
            help="Try Teams without a tenant, in Microsoft's Agents Playground on this machine.",
        ),
    ] = False,
) -> None:
    """Run the clock and answer over HTTP until stopped."""
    chosen = read_settings(Settings)
    if local_teams and not is_loopback(chosen.host):
        raise HeadwayError(
            "--local-teams lets in whoever reaches this address, so it is for this machine alone. "
            "Set HEADWAY_HOST=127.0.0.1, or leave --local-teams out."
        )
    # Told before anything is served: what is wrong with the database, and with the address.
    prepare()
    with listen(chosen.host, chosen.port) as listening:
        headway = build(chosen, local_teams=local_teams)
        config = uvicorn.Config(headway.web(), log_config=None, timeout_graceful_shutdown=PATIENCE)
        # What start-up made stays to the end: looking through it for garbage would stop everything
        # for a tenth of a second, again and again.
        gc.freeze()
        log.info("Headway serves.", action="serve", host=chosen.host, port=chosen.port)
        Server(config, stop=headway.service.stop).run([listening])


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine can reach the address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


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
