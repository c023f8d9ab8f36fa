"""What a process does by itself, and what it leaves to workers."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TypeVar

import pytest
from prometheus_client import generate_latest
from structlog.testing import capture_logs

from bot.bootstrap import Headway, build
from bot.domain.delivery import Place
from bot.domain.errors import HeadwayError
from bot.jobs.delivering import lock_of
from bot.ports import Run, Standing
from bot.service import BUSY_AGAIN
from bot.settings import Settings
from integrations.procrastinate_engine import Procrastinate
from storage.memory import MemoryStore
from tests.fakes import MONDAY, riverbend

T = TypeVar("T")

HERE = Place(platform="sandbox", workspace="T000000001")
SOON = 20


class Monday:
    """It is always Monday at eight."""

    async def now(self) -> object:
        return MONDAY


class Left:
    """A queue that notes what was left to it."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.told = asyncio.Event()
        self.closed = False

    async def each(self, places: Sequence[Place], work: Callable[[Place], Awaitable[T]]) -> list[T]:
        self.places += places
        if places:
            self.told.set()
        return []

    @asynccontextmanager
    async def working(
        self, run: Run, *, queues: Sequence[str] = (), concurrency: int
    ) -> AsyncIterator[None]:
        async with asyncio.timeout(SOON):
            await self.told.wait()
        assert (await run(HERE), queues, concurrency) == (None, ["sandbox"], 7)
        yield

    async def ready(self) -> str | None:
        return None

    async def standing(self) -> Standing:
        return Standing(workers=2, jobs=3)

    async def close(self) -> None:
        self.closed = True


class Away(Left):
    """A queue that does not answer."""

    WHY = "The queue in the database cannot be reached. Check that PostgreSQL runs."

    async def ready(self) -> str | None:
        return self.WHY

    async def standing(self) -> Standing:
        raise HeadwayError(self.WHY)


@pytest.fixture
async def headway() -> AsyncIterator[Headway]:
    """Riverbend in the sandbox; everybody is due."""
    headway = build(Settings(), store=MemoryStore(), clock=Monday())  # type: ignore[arg-type]  # as much of a clock as is asked for
    await headway.load(riverbend().played_on("sandbox"))
    yield headway
    await headway.close()


async def test_a_pass_of_a_service_leaves_sending_to_the_queue(headway: Headway) -> None:
    queue = Left()
    headway = replace(headway, queue=queue)
    await headway.service.safe_tick()
    assert (queue.places, await headway.service.deliver_at(HERE)) == ([HERE], None)
    await headway.close()
    assert queue.closed


async def test_a_pass_that_somebody_asks_for_sends_by_itself(headway: Headway) -> None:
    headway = replace(headway, queue=Left())
    assert (await headway.tick()).sent == 7


async def test_a_pass_that_fails_is_logged_and_counted(
    headway: Headway, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_places: object, _work: object) -> list[object]:
        raise HeadwayError("The queue in the database cannot be reached.")

    queue = Left()
    monkeypatch.setattr(queue, "each", fails)
    with capture_logs() as logged:
        await replace(headway, queue=queue).service.safe_tick()
    assert [line["action"] for line in logged] == ["tick"]
    told = generate_latest(headway.metrics.registry).decode()
    assert "headway_ticks_failed_total 1.0" in told


@pytest.mark.parametrize("queues", [["sandbox"], []], ids=["named", "those that are on"])
async def test_a_worker_passes_the_clock_and_does_jobs(headway: Headway, queues: list[str]) -> None:
    queue = Left()
    headway = replace(headway, queue=queue)
    async with headway.working(queues, 7):
        pass
    assert set(queue.places) == {HERE}


async def test_a_job_says_when_there_is_more_to_do(headway: Headway) -> None:
    elsewhere = replace(HERE, platform="off")
    assert await headway.service.deliver_at(elsewhere) is None
    async with headway.store.alone(lock_of(HERE)):
        assert await headway.service.deliver_at(HERE) == BUSY_AGAIN
    headway.service.stop()
    assert await headway.service.deliver_at(HERE) == 0


def test_a_worker_needs_postgresql() -> None:
    with pytest.raises(HeadwayError, match="A worker needs PostgreSQL: set HEADWAY_DATABASE_URL="):
        build(Settings()).service.check()


async def test_on_postgresql_there_is_a_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(database_url="postgresql://nobody@127.0.0.1:1/none")
    assert isinstance(build(settings).service.check(), Procrastinate)
    monkeypatch.setitem(__import__("sys").modules, "integrations.procrastinate_engine", None)
    with pytest.raises(HeadwayError, match=r"pip install 'headway-bot\[postgres\]'"):
        build(settings)
