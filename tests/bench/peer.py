"""The simple way: one APScheduler job per person, kept by its SQLAlchemyJobStore."""

import logging
import pickle
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, JobEvent
from apscheduler.job import Job
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

PATIENCE = 120
TABLE = text("CREATE TABLE queued (person TEXT PRIMARY KEY)")
QUEUE = text("INSERT INTO queued (person) VALUES (:person)")
QUEUED = text("SELECT count(*) FROM queued")


def ask(url: str, person: str) -> None:
    """What each job does: queue one message, in the fewest words that survive a crash."""
    with _engine(url).begin() as connection:
        connection.execute(QUEUE, {"person": person})


@dataclass(frozen=True, kw_only=True)
class Ran:
    """How many seconds the jobs took, and how many of them failed to queue their message."""

    seconds: float
    lost: int


def measure(database: Path, *, stored: int, due: int, like_ours: bool) -> Ran:
    """Run the jobs that are due, from the start of the scheduler to the end of the last.

    ``like_ours``: on SQLite as Headway sets it up, so that only the way of doing it differs.
    """
    # A job that finds the database locked is counted; its traceback would hide the table.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    url = f"sqlite:///{database}"
    if like_ours:
        event.listen(_engine(url), "connect", _set_up)
    store = SQLAlchemyJobStore(engine=_engine(url))
    scheduler = BackgroundScheduler(jobstores={"default": store}, timezone=UTC)
    done = _when_done(scheduler, due)
    scheduler.start(paused=True)
    with _engine(url).begin() as connection:
        connection.execute(TABLE)
        # In one transaction: through ``add_job`` they would take minutes.
        connection.execute(store.jobs_t.insert(), list(_rows(scheduler, url, stored, due)))
    began = time.perf_counter()
    scheduler.resume()
    if not done.wait(PATIENCE):
        raise AssertionError(f"APScheduler was not done after {PATIENCE} s.")
    seconds = time.perf_counter() - began
    scheduler.shutdown()
    with _engine(url).begin() as connection:
        queued = connection.execute(QUEUED).scalar_one()
    return Ran(seconds=seconds, lost=due - queued)


@lru_cache
def _engine(url: str) -> Engine:
    return create_engine(url, pool_size=20)


def _set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in ("busy_timeout = 5000", "journal_mode = WAL", "synchronous = NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _when_done(scheduler: BackgroundScheduler, due: int) -> threading.Event:
    done, left = threading.Event(), iter(range(due - 1, -1, -1))

    def count(_event: JobEvent) -> None:
        if next(left) == 0:
            done.set()

    scheduler.add_listener(count, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)
    return done


def _rows(
    scheduler: BackgroundScheduler, url: str, stored: int, due: int
) -> Iterator[dict[str, object]]:
    now = datetime.now(UTC)
    for n in range(stored):
        moment = now - timedelta(seconds=1) if n < due else now + timedelta(days=1 + n % 7)
        job = _job(scheduler, f"p{n:06}", (url, f"p{n:06}"), moment)
        state = pickle.dumps(job.__getstate__(), pickle.HIGHEST_PROTOCOL)
        yield {"id": job.id, "next_run_time": moment.timestamp(), "job_state": state}


def _job(scheduler: BackgroundScheduler, name: str, args: tuple[str, str], moment: datetime) -> Job:
    return Job(
        scheduler,
        id=name,
        name=name,
        func=ask,
        args=args,
        kwargs={},
        trigger=IntervalTrigger(weeks=1, start_date=moment, timezone=UTC),
        executor="default",
        misfire_grace_time=None,
        coalesce=True,
        max_instances=1,
        next_run_time=moment,
    )
