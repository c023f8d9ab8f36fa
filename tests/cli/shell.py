"""A shell for tests: commands run in this process, and work done on their database."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from bot.__main__ import main
from bot.bootstrap import Headway, build
from bot.ports import Stored
from bot.settings import Settings


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str


class Shell:
    """Runs ``headway`` in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *words: str) -> Ran:
        """Run a command."""
        self._monkeypatch.setattr("sys.argv", ["headway", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = self._capsys.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 0, out, err)


def with_bot(work: Callable[[Headway], Awaitable[None]]) -> None:
    """Do something with the bot of the test's database; the command line looks at it later."""

    async def opened() -> None:
        headway = await build(Settings()).open()
        try:
            await work(headway)
        finally:
            await headway.close()

    asyncio.run(opened())


def keep(*values: Stored) -> None:
    """Store values in the test's database."""

    async def work(headway: Headway) -> None:
        async with headway.store.write() as tx:
            await tx.put(*values)

    with_bot(work)
