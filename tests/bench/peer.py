"""The simple way: one APScheduler job per person, kept by its SQLAlchemyJobStore."""

import pickle
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.events import EVENT_JOB_EXECUTED
from apscheduler.job import Job
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy import create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

WEEK = timedelta(weeks=1)
PATIENCE = 120


def ask(_person: str) -> None:
    """What each job does: nothing. Whatever it wrote would come on top."""


def measure(folder: Path, *, stored: int, due: int) -> float:
    """Seconds from the start of the scheduler until the last job that is due has run."""
    store = _store(folder)
    scheduler = BackgroundScheduler(
        jobstores={"default": store}, timezone=UTC, job_defaults={"misfire_grace_time": None}
    )
    done, left = threading.Event(), iter(range(due - 1, -1, -1))

    def count(_event: object) -> None:
        if next(left) == 0:
            done.set()

    scheduler.add_listener(count, EVENT_JOB_EXECUTED)
    scheduler.start(paused=True)
    _fill(store, scheduler, stored=stored, due=due)
    began = time.perf_counter()
    scheduler.resume()
    finished = done.wait(PATIENCE)
    seconds = time.perf_counter() - began
    scheduler.shutdown()
    if not finished:
        raise AssertionError(f"APScheduler did not finish within {PATIENCE} s.")
    return seconds


def _store(folder: Path) -> SQLAlchemyJobStore:
    """On SQLite as Headway sets it up, so that only the way of doing it differs."""
    engine = create_engine(f"sqlite:///{folder}/peer.db")

    def set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    event.listen(engine, "connect", set_up)
    return SQLAlchemyJobStore(engine=engine)


def _fill(
    store: SQLAlchemyJobStore, scheduler: BackgroundScheduler, *, stored: int, due: int
) -> None:
    """All the jobs in one transaction; through ``add_job`` they would take a minute."""
    with store.engine.begin() as connection:
        connection.execute(store.jobs_t.insert(), list(_rows(scheduler, stored, due)))


def _rows(scheduler: BackgroundScheduler, stored: int, due: int) -> Iterator[dict[str, object]]:
    now = datetime.now(UTC)
    for n in range(stored):
        moment = now + (WEEK if n >= due else -timedelta(seconds=1))
        job = Job(
            scheduler,
            id=f"p{n:06}",
            func=ask,
            args=(f"p{n:06}",),
            kwargs={},
            trigger=IntervalTrigger(weeks=1, start_date=moment, timezone=UTC),
            executor="default",
            name="ask",
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
            next_run_time=moment,
        )
        state = pickle.dumps(job.__getstate__(), store_protocol())
        yield {"id": job.id, "next_run_time": moment.timestamp(), "job_state": state}


def store_protocol() -> int:
    """The protocol that the store writes with by default."""
    return pickle.HIGHEST_PROTOCOL
