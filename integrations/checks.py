"""Asking whether a process can work: everything at once, and nothing for long."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping

Check = Callable[[], Awaitable[str | None]]
"""Says None when all is well, else what is wrong."""

ANSWERS_IN = 3.0
"""Seconds that each check is given: whoever probes does not wait much longer."""
STOPPING = {"process": "It is stopping."}


class Checks:
    """Named checks. As soon as ``stopping`` is set nothing is asked any more: it is not ready."""

    def __init__(
        self,
        checks: Mapping[str, Check],
        *,
        stopping: asyncio.Event | None = None,
        seconds: float = ANSWERS_IN,
    ) -> None:
        """Keep the checks, each of which is given so many seconds."""
        self._checks = checks
        self._stopping = stopping or asyncio.Event()
        self._seconds = seconds
        self._hanging: set[asyncio.Task[str | None]] = set()

    async def wrong(self, only: Collection[str] = ()) -> dict[str, str]:
        """What is wrong, in a sentence each, by name; ``only``: with these, or with all."""
        if self._stopping.is_set():
            return STOPPING
        names = only or self._checks.keys()
        unknown = {
            name: f"There is no such check. There is {', '.join(self._checks)}."
            for name in names
            if name not in self._checks
        }
        asked = {
            name: asyncio.create_task(_said(check))
            for name, check in self._checks.items()
            if name in names
        }
        if asked:
            await asyncio.wait(asked.values(), timeout=self._seconds)
        reasons = {name: self._reason(task) for name, task in asked.items()}
        return unknown | {name: reason for name, reason in reasons.items() if reason}

    def _reason(self, task: asyncio.Task[str | None]) -> str | None:
        if not task.done():
            self._give_up(task)
            return f"It did not answer within {self._seconds:g} seconds."
        if error := task.exception():
            return f"It could not be asked ({type(error).__name__})."
        return task.result()

    def _give_up(self, task: asyncio.Task[str | None]) -> None:
        # Not waited for: letting go of a server that hangs takes as long as the server likes.
        task.cancel()
        self._hanging.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[str | None]) -> None:
        self._hanging.discard(task)
        if not task.cancelled():
            task.exception()  # so that nobody is told of an error that nobody waits for


async def _said(check: Check) -> str | None:
    return await check()
