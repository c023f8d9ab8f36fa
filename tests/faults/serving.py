"""``headway serve`` with a clock that passes five times a second, and a platform that is slow.

Its own process; the address of the database is the only argument.
"""

import asyncio
import socket
import sys
from dataclasses import replace

import uvicorn

from bot.bootstrap import build
from bot.ports import Parcel
from bot.settings import Settings
from integrations.sandbox import PLATFORM, SandboxChat

EVERY = 0.2
TAKES = 0.4
"""Seconds for each message; a pass that asks sixty people takes several times its interval."""


class SlowChat(SandboxChat):
    """The sandbox, as far away as a chat platform on a bad day."""

    async def send(self, parcel: Parcel) -> str:
        """Take a while before the message is there, and again before that is known."""
        await asyncio.sleep(TAKES / 2)
        reference = await super().send(parcel)
        await asyncio.sleep(TAKES / 2)
        return reference


def main() -> None:
    """Serve until stopped."""
    chosen = Settings().model_copy(update={"database_url": sys.argv[1], "tick_seconds": EVERY})
    headway = build(chosen)
    slow = SlowChat(store=headway.store, clock=headway.clock)
    headway = replace(headway, desk=replace(headway.desk, platforms={PLATFORM: slow}))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        uvicorn.Server(uvicorn.Config(headway.web(), log_level="warning")).run([listening])


if __name__ == "__main__":
    main()
