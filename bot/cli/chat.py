"""``headway chat``: the sandbox in a terminal, as anybody of the partnership."""

import signal
import sys
from typing import Annotated

import typer

from bot.bootstrap import Headway
from bot.cli.running import partnership_keys, the_directory, the_person, with_headway
from bot.domain.errors import HeadwayError
from bot.domain.people import Person, Workspace
from bot.ledger.directory import Directory
from integrations.sandbox import PLATFORM, chat, user_of

NAME = "chat"
EXAMPLES = ("headway chat --as boyd", "headway chat --as vance --partnership riverbend")


def run(
    who: Annotated[str, typer.Option("--as", help="The key of the person to be.")],
    partnership: Annotated[
        str, typer.Option(help="The partnership's key; needed if there are several.")
    ] = "",
) -> None:
    """Chat with the bot in the terminal.

    Read messages, type words, press buttons by their numbers and fill in forms, as the person that
    you choose. The file must be loaded with --sandbox.
    """

    async def work(headway: Headway) -> None:
        directory = await _the_only(headway, partnership)
        person, workspace = _place(directory, who)

        async def pass_time() -> None:
            await headway.tick()

        await pass_time()
        sandbox = headway.sandbox_of(workspace.id)
        await chat(sandbox, user_of(person), read=_read, write=_write, pass_time=pass_time)

    with_headway(work)


async def _the_only(headway: Headway, partnership: str) -> Directory:
    async with headway.store.read() as tx:
        keys = [partnership] if partnership else await partnership_keys(tx)
        if not keys:
            raise HeadwayError("No partnership is loaded yet: headway load FILE --sandbox")
        if len(keys) > 1:
            raise HeadwayError(f"Say which partnership: --partnership {' or '.join(keys)}.")
        return await the_directory(headway, tx, keys[0])


def _place(directory: Directory, who: str) -> tuple[Person, Workspace]:
    person = the_person(directory, who)
    workspace = directory.partnership.workspace(person.side)
    if workspace is None or workspace.platform != PLATFORM:
        where = workspace.platform if workspace else "no workspace"
        raise HeadwayError(
            f"{person.name} is on {where}. To try it here, load the file with --sandbox."
        )
    return person, workspace


async def _read(prompt: str) -> str | None:
    # Nothing else happens until a line has come; waiting for it in a thread would leave that
    # thread waiting after Ctrl-C.
    return _line(prompt)


def _line(prompt: str) -> str | None:
    """A line; None at the end of the input and for Ctrl-C."""
    # The event loop's own answer to Ctrl-C would wait for the line.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return input(prompt)
    except (EOFError, KeyboardInterrupt):
        _write("")
        return None
    finally:
        signal.signal(signal.SIGINT, before)


def _write(text: str) -> None:
    sys.stdout.write(f"{text}\n")
