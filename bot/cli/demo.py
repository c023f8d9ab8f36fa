"""``headway demo``: a month of an invented district, and its digests."""

import asyncio
import shutil
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from bot.settings import Settings, read_settings
from integrations.logs import set_up_logging
from prompts.words import words

NAME = "demo"
EXAMPLES = (
    "headway demo",
    "headway demo --no-serve --weeks 2",
    "headway demo --keep demo/",
)
LONGEST = 8


def run(
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help="End after the digests, without a web page.")
    ] = False,
    weeks: Annotated[
        int,
        typer.Option(
            min=1, max=LONGEST, help="How many weeks to play; a kept demo goes on where it stands."
        ),
    ] = 4,
    keep: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Keep the database in this folder, or go on with the demo there."
        ),
    ] = None,
) -> None:
    """Play a month of an invented district.

    Show its digests, and serve it on this machine until stopped.
    """
    # A service starts faster without what only the demo needs.
    from rich.console import Console

    from bot.demo.home import home
    from bot.demo.screen import Screen
    from bot.demo.serving import address, open_door, serve
    from bot.demo.show import Afterwards, Show

    chosen = read_settings(Settings)
    set_up_logging(chosen.log)
    # However it is ended, it ends as by Ctrl-C, and leaves no folder behind.
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    screen = Screen(Console())
    with ExitStack() as stack:
        door = None if no_serve else stack.enter_context(open_door(chosen))
        lives = stack.enter_context(home(keep))
        own = chosen.model_copy(update={"database_url": f"sqlite:///{lives.path}"})
        afterwards = Afterwards(
            keep=str(lives.path.parent) if keep else "",
            address=address(door) if door else "",
            command=_command(),
        )
        show = Show(screen=screen, settings=own, afterwards=afterwards)
        asyncio.run(show.go_on() if lives.lived_in else show.play(weeks))
        if door:
            serve(own, door)
            screen.say(words("demo").plain("ended", keep=afterwards.keep))


def _command() -> str:
    """How to type ``headway`` here: as it was typed now, where it stands in no folder of PATH."""
    typed = sys.argv[0]
    return typed if typed.endswith("/headway") and not shutil.which("headway") else "headway"
