"""Stopping: in time, whatever does not answer."""

import asyncio
import os
import signal

import pytest
from structlog.testing import capture_logs

from bot.cli import stopping
from bot.cli.stopping import at_signals


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Patience of a tenth of a second, and the exit codes with which the process would end."""
    codes: list[int] = []
    monkeypatch.setattr(stopping, "LONGEST", 0.1)
    monkeypatch.setattr(os, "_exit", codes.append)
    return codes


async def test_what_does_not_end_is_broken_off_and_says_so(ends: list[int]) -> None:
    told = asyncio.Event()
    with capture_logs() as logged, at_signals(told.set):
        os.kill(os.getpid(), signal.SIGTERM)
        await told.wait()
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(0.3)
    assert (ends, [line["action"] for line in logged]) == ([1], ["stop_broken_off"])


async def test_what_ends_in_time_is_not(ends: list[int]) -> None:
    told = asyncio.Event()
    with at_signals(told.set):
        os.kill(os.getpid(), signal.SIGTERM)
        await told.wait()
    await asyncio.sleep(0.3)
    assert ends == []
