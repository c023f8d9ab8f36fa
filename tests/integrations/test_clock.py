"""The clock that passes while the bot serves."""

import asyncio
from collections.abc import Callable

import pytest

from integrations.clock import ticking

SOON = 0.005
PATIENT = 1000


async def _until(true: Callable[[], bool]) -> None:
    for _ in range(PATIENT):
        if true():
            return
        await asyncio.sleep(SOON)
    pytest.fail("It did not happen.")


async def test_it_passes_at_once_and_again_and_again_until_the_end() -> None:
    passes: list[int] = []

    async def run() -> None:
        passes.append(1)

    async with ticking(run, seconds=0.02):
        await _until(lambda: len(passes) > 2)
    ended = len(passes)
    await asyncio.sleep(0.05)
    assert len(passes) == ended


async def test_a_pass_that_outlasts_its_interval_is_not_joined_by_another(
    caplog: pytest.LogCaptureFixture,
) -> None:
    running, most = 0, 0

    async def run() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.1)
        running -= 1

    async with ticking(run, seconds=0.02):
        await _until(lambda: "maximum number of running instances" in caplog.text)
    assert most == 1


async def test_a_pass_that_fails_is_told_and_the_next_one_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    passes: list[int] = []

    async def run() -> None:
        passes.append(1)
        if len(passes) == 1:
            raise RuntimeError("The first pass stumbled.")

    async with ticking(run, seconds=0.02):
        await _until(lambda: len(passes) > 1)
    assert "The first pass stumbled." in caplog.text


async def test_at_the_end_a_pass_that_has_begun_may_finish() -> None:
    begun, finished = asyncio.Event(), asyncio.Event()

    async def run() -> None:
        begun.set()
        await asyncio.sleep(0.05)
        finished.set()

    async with ticking(run, seconds=60):
        await begun.wait()
    assert finished.is_set()


async def test_a_pass_that_takes_too_long_is_cut_off_and_undone_before_the_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    begun, undone = asyncio.Event(), asyncio.Event()

    async def run() -> None:
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(SOON)
            undone.set()

    async with ticking(run, seconds=60, patience=0.02):
        await begun.wait()
    assert undone.is_set()
    assert "Traceback" not in caplog.text
