"""What befalls a fleet on PostgreSQL while it asks everybody, and what is left of it after.

Real processes and a real server; Slack is the fake one of ``tests/fleet``. After each fault
everybody has one check-in, every promise that was acknowledged is kept once, and nobody had to
help.
"""

import time

from tests.faults.commands import Promises
from tests.faults.conftest import Report
from tests.faults.fleet import Running, kill, struck
from tests.faults.postgres import Postgres

DOWN = 5.0
"""Seconds that the database is away, or everything."""
HOUR = 3600.0
UNHURRIED = 120
"""Messages a minute to each district: longer than one turn of a worker with it."""
FEW = 20


def test_a_worker_is_killed(fleet: Running, report: Report) -> None:
    fleet.serve()
    first, _ = fleet.work(), fleet.work()
    report("kill -9 of one of two workers", struck(fleet, lambda _: kill(first)))


def test_a_service_is_killed(fleet: Running, report: Report) -> None:
    first, _ = fleet.serve(), fleet.serve()
    fleet.work()
    report("kill -9 of one of two services", struck(fleet, lambda _: kill(fleet.serving[first])))


def test_the_database_is_killed(fleet: Running, server: Postgres, report: Report) -> None:
    def fault(_: Promises) -> None:
        server.kill()
        time.sleep(DOWN)
        server.start()

    fleet.serve()
    fleet.work()
    fleet.work()
    report("kill -9 of the database, started 5 s later", struck(fleet, fault))


def test_everything_is_killed(fleet: Running, server: Postgres, report: Report) -> None:
    def fault(_: Promises) -> None:
        server.kill()
        fleet.kill()
        time.sleep(DOWN)
        server.start()
        fleet.work()
        fleet.serve()

    fleet.serve()
    fleet.work()
    report("kill -9 of everything, started 5 s later", struck(fleet, fault))


def test_connections_are_cut_in_the_middle_of_sends(fleet: Running, report: Report) -> None:
    """Of some Slack has taken the message, of others not."""

    def fault(_: Promises) -> None:
        fleet.slack.order(drop={"before": FEW, "after": FEW})

    fleet.serve()
    fleet.work()
    report(f"connections of {2 * FEW} sends cut", struck(fleet, fault))


def test_answers_of_sends_are_lost(fleet: Running, report: Report) -> None:
    """Slack has taken the message, and says nothing, or that it broke."""

    def fault(_: Promises) -> None:
        fleet.slack.order(lose={"silent": FEW, "broken": FEW})

    fleet.serve()
    fleet.work()
    report(f"answers of {2 * FEW} sends lost", struck(fleet, fault))


def test_the_clock_is_set_back_an_hour(fleet: Running, report: Report) -> None:
    fleet.pace = UNHURRIED
    fleet.serve()
    fleet.work()
    report("the clock set back an hour", struck(fleet, lambda _: fleet.turn_back(HOUR)))
