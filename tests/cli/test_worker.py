"""``headway worker``: what can be said without PostgreSQL; tests/faults has the real thing."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.bootstrap import Headway, build
from bot.cli import worker
from bot.ports import Run
from bot.settings import Settings
from storage.memory import MemoryStore
from tests.cli.shell import Shell
from tests.test_service import Left


class Signalled(Left):
    """A queue; whoever works there is told to stop by a signal a moment later."""

    def __init__(self, how: signal.Signals) -> None:
        super().__init__()
        self._how = how
        self.asked: list[object] = []

    @asynccontextmanager
    async def working(
        self, run: Run, *, queues: Sequence[str] = (), concurrency: int
    ) -> AsyncIterator[None]:
        self.asked += [*queues, concurrency]
        asyncio.get_running_loop().call_later(0.1, os.kill, os.getpid(), self._how)
        yield


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Signalled:
    """The queue of a worker that remembers in this process alone."""
    queue = Signalled(signal.SIGTERM)

    def built(settings: Settings) -> Headway:
        return replace(build(settings, store=MemoryStore()), queue=queue)

    monkeypatch.setattr(worker, "build", built)
    return queue


def test_on_sqlite_one_line_says_what_to_do(headway: Shell) -> None:
    ran = headway("worker")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "A worker needs PostgreSQL" in ran.err


def test_a_signal_ends_it_as_if_all_were_well(headway: Shell, queue: Signalled) -> None:
    ran = headway("worker", "--queues", "slack, teams", "--concurrency", "5")
    assert (ran.code, ran.out, queue.asked) == (0, "", ["slack", "teams", 5])


def test_with_a_port_it_answers_over_http(
    headway: Shell, queue: Signalled, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        monkeypatch.setenv("HEADWAY_WORKER_PORT", str(number))
        assert "Headway cannot listen on 127.0.0.1" in headway("worker").err
    assert (headway("worker").code, queue.asked) == (0, ["sandbox", 100])
