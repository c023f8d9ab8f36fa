"""``headway serve``: the bot as a service."""

import uvicorn

from bot.bootstrap import build
from bot.cli.running import set_up_logging, settings

NAME = "serve"
EXAMPLES = ("headway serve", "HEADWAY_PORT=9000 headway serve")
PATIENCE = 10
"""Seconds that requests which have begun are given when the service stops."""


def run() -> None:
    """Run the clock and answer over HTTP until stopped."""
    chosen = settings()
    set_up_logging(chosen.log)
    uvicorn.run(
        build(chosen).web(),
        host=chosen.host,
        port=chosen.port,
        log_level="warning",
        timeout_graceful_shutdown=PATIENCE,
    )
