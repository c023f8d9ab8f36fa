"""Stopping in the middle of a wave: what has begun ends, the rest is handed back, nothing is lost.

Real processes, a real server, and the fake Slack of ``tests/fleet``.
"""

import asyncio
import signal
import subprocess
import time
from pathlib import Path

from tests.faults.conftest import Report, fill
from tests.faults.fleet import CROWD, DUE, Running, running, struck, wait_until
from tests.faults.postgres import Postgres

WITHIN = 10.0
"""Seconds in which a process has ended that was told to."""


def drain(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM) -> None:
    """Tell it to stop; it has done so in time, and well."""
    began = time.monotonic()
    process.send_signal(how)
    assert process.wait(2 * WITHIN) == 0
    assert time.monotonic() - began < WITHIN


def works(fleet: Running, workers: int) -> None:
    """Wait until so many workers do."""
    log = fleet.folder / "worker.log"
    wait_until(lambda: log.read_text().count("Headway works.") == workers, "they work")


def test_a_worker_drains(fleet: Running, report: Report) -> None:
    fleet.serve()
    first, _ = fleet.work(), fleet.work()
    works(fleet, 2)
    report("SIGTERM to one of two workers", struck(fleet, lambda _: drain(first)))


def test_a_service_drains(fleet: Running, report: Report) -> None:
    """Which sends by itself, for there is no worker; another one does when it has gone."""
    first, _ = fleet.serve(), fleet.serve()

    def fault(_: object) -> None:
        drain(fleet.serving.pop(first), signal.SIGINT)

    report("SIGINT to one of two services, no worker", struck(fleet, fault))


def test_a_worker_that_has_drained_leaves_nothing_half_done(fleet: Running) -> None:
    worker = fleet.work()
    works(fleet, 1)
    fleet.set_clock(DUE)
    wait_until(lambda: fleet.slack.arrived() >= CROWD.people / 3, "a third is asked")
    drain(worker)
    states = dict(fleet.ask("SELECT state, count(*) FROM deliveries GROUP BY state"))
    assert "sending" not in states
    assert states["sent"] == len(fleet.slack.each())
    fleet.work()
    wait_until(lambda: not fleet.unsettled(), "another one goes on")
    assert set(fleet.slack.each().values()) == {1}


def test_without_a_database_all_end_in_time_as_well(fleet: Running, server: Postgres) -> None:
    """What they had begun is looked up by whoever comes next: they need not wait for it."""
    service, worker = fleet.serve(), fleet.work()
    works(fleet, 1)
    fleet.set_clock(DUE)
    wait_until(lambda: fleet.slack.arrived() >= CROWD.people / 3, "a third is asked")
    server.kill()
    try:
        began = time.monotonic()
        told = [fleet.serving.pop(service), worker]
        for process in told:
            process.terminate()
        for process in told:
            process.wait(2 * WITHIN)
        assert time.monotonic() - began < WITHIN
    finally:
        server.start()


def test_a_service_on_sqlite_drains(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/headway.db"
    asyncio.run(fill(url))
    with running(tmp_path / "fleet", url, Running) as fleet:
        first = fleet.serve()
        fleet.set_clock(DUE)
        wait_until(lambda: fleet.slack.arrived() >= CROWD.people / 3, "a third is asked")
        drain(fleet.serving.pop(first))
        fleet.serve()
        wait_until(lambda: len(fleet.slack.each()) >= CROWD.people, "everybody has a message")
        assert set(fleet.slack.each().values()) == {1}
