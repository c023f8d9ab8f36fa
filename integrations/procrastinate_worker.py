"""A worker: does the jobs of Procrastinate's queue, and those that a dead worker has left."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress

import structlog
from procrastinate import JobContext
from procrastinate.app import WorkerOptions
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status

from bot.domain.delivery import Place
from bot.ports import Run
from integrations.procrastinate_jobs import STALLED, Jobs
from integrations.procrastinate_queue import TASK

log = structlog.get_logger()

HEARTBEAT = 2.0
LOOKS = 0.25
"""Seconds between two looks for a job that nobody told of.

A workspace that has more to send is one: its next job is told of before the one that held it back
has ended.
"""
AGAIN = 1.0
"""Seconds after which a worker that ended begins anew."""
DRAINS = 4.0
"""Seconds that jobs which have begun are given when the worker stops."""
LONGEST_PAUSE = 60.0


class Worker:
    """Does jobs as long as ``working`` is entered."""

    def __init__(
        self, jobs: Jobs, run: Run, *, queues: Sequence[str] = (), concurrency: int
    ) -> None:
        """Do jobs of these queues, or of all; so many beside each other."""
        self._jobs = jobs
        self._run = run
        self._options: WorkerOptions = {
            "concurrency": concurrency,
            "install_signal_handlers": False,
            "delete_jobs": "always",
            "fetch_job_polling_interval": LOOKS,
            "update_heartbeat_interval": HEARTBEAT,
            "stalled_worker_timeout": STALLED,
            "shutdown_graceful_timeout": DRAINS,
        }
        if queues:
            self._options["queues"] = queues
        self._manager = jobs.app.job_manager
        self._workers: set[int] = set()
        self._running: set[int] = set()
        self._unknown: set[int] = set()
        jobs.app.task(name=TASK, pass_context=True)(self._do)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Work inside the block, and go on by itself after the database was away.

        At the end of the block what has begun is given a few seconds and broken off then; nothing
        new is begun.
        """
        tasks = [asyncio.create_task(_for_ever(each)) for each in (self._work, self._look_after)]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self) -> None:
        await self._jobs.open()
        await self._jobs.app.run_worker_async(**self._options)

    async def _do(
        self, context: JobContext, *, platform: str, workspace: str, failures: int = 0
    ) -> None:
        """One job. If it fails it is queued anew, and waits longer each time.

        Procrastinate's own retry would put the same job back, which cannot be while another one
        waits that was queued meanwhile.
        """
        place, job = Place(platform=platform, workspace=workspace), context.job
        self._workers.add(job.worker_id or 0)
        self._running.add(job.id or 0)
        try:
            after = await self._run(place)
            failures = 0
        except Exception:
            failures += 1
            after = min(2.0**failures, LONGEST_PAUSE)
            log.exception("Delivering broke off.", action="job_broke_off", place=str(place))
        finally:
            self._running.discard(job.id or 0)
        if after is not None:
            # Where the database is away a pass of the clock queues it later.
            with suppress(ConnectorException):
                await self._jobs.add([place], after=after, failures=failures)

    async def _look_after(self) -> None:
        """Take up again what a worker that died has left, and what this one did not note."""
        await self._jobs.open()
        while True:
            await asyncio.sleep(HEARTBEAT)
            stalled = await self._manager.get_stalled_jobs(seconds_since_heartbeat=STALLED)
            for job in [*stalled, *await self._forgotten()]:
                await self._take_up(job)

    async def _forgotten(self) -> list[Job]:
        """Jobs that are not running any more, though the database does not know: it was away."""
        mine = [
            job
            for worker in self._workers
            for job in await self._manager.list_jobs_async(worker_id=worker, status="doing")
            if job.id not in self._running
        ]
        # One that has just ended is being noted right now.
        forgotten = [job for job in mine if job.id in self._unknown]
        self._unknown = {job.id or 0 for job in mine}
        return forgotten

    async def _take_up(self, job: Job) -> None:
        with suppress(ConnectorException):  # somebody else was first
            await self._manager.finish_job_by_id_async(
                job_id=job.id or 0, status=Status.FAILED, delete_job=True
            )
            log.warning("A job is taken up again.", action="job_taken_up", place=job.lock)
            place = {name: str(job.task_kwargs[name]) for name in ("platform", "workspace")}
            await self._jobs.add([Place(**place)])


async def _for_ever(work: Callable[[], Awaitable[None]]) -> None:
    """Do it again a moment later whenever it ends: the database was away."""
    while True:
        try:
            await work()
        except ConnectorException as error:
            log.warning(
                "The queue cannot be reached.", action="queue_away", why=type(error).__name__
            )
        except Exception:
            log.exception("Work on the queue broke off.", action="queue_broke_off")
        await asyncio.sleep(AGAIN)
