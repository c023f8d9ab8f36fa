"""The simple way: one APScheduler job per person, kept by its SQLAlchemyJobStore."""

import pickle
import threading
import time
from collections.abc import Iterator
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


def measure(folder: Path, *, stored: int, due: int) -> float:
    """Seconds from the start of the scheduler until the last job that is due has run."""
    url = f"sqlite:///{folder}/peer.db"
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
    done.wait(PATIENCE)
    seconds = time.perf_counter() - began
    scheduler.shutdown()
    with _engine(url).begin() as connection:
        queued = connection.execute(QUEUED).scalar()
    if queued != due:
        raise AssertionError(f"APScheduler queued {queued} of {due} within {seconds:.0f} s.")
    return seconds


@lru_cache(maxsize=1)
def _engine(url: str) -> Engine:
    """On SQLite as Headway sets it up, so that only the way of doing it differs."""
    engine = create_engine(url, pool_size=20)

    def set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in ("busy_timeout = 5000", "journal_mode = WAL", "synchronous = NORMAL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(engine, "connect", set_up)
    return engine


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


def _job(
    scheduler: BackgroundScheduler, name: str, args: tuple[str, str], moment: datetime
) -> Job:
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
