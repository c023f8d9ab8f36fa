"""Services that are processes of their own, and the rates that rounds of load find for them."""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, Popen

from tests.bench.startup import free_port, wait_for
from tests.bench.wire import Load


@dataclass(frozen=True, kw_only=True)
class Service:
    """A process that takes requests, by its name."""

    name: str
    port: int


@contextmanager
def serving(name: str, command: Sequence[str], more: Mapping[str, str]) -> Iterator[Service]:
    """Run it until left, on a free port, with more in its environment."""
    port = free_port()
    surroundings = {**os.environ, **more, "HEADWAY_PORT": str(port)}
    with Popen(command, env=surroundings, stderr=DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield Service(name=name, port=port)
        finally:
            process.terminate()


def told(loads: Sequence[Load]) -> str:
    """The median of the rounds, and the lowest and the highest."""
    rates = [load.per_second for load in loads]
    p50, p99 = (median(getattr(load, name) for load in loads) for name in ("p50", "p99"))
    return (
        f"{median(rates):,.0f}/s ({min(rates):,.0f} to {max(rates):,.0f}), "
        f"p50 {p50:.0f} ms, p99 {p99:.0f} ms"
    )


def rate(loads: Sequence[Load]) -> float:
    """The median of the rounds, a second."""
    return median(load.per_second for load in loads)


def slowest(loads: Sequence[Load]) -> float:
    """Milliseconds within which 99 of 100 were answered: the median of the rounds."""
    return median(load.p99 for load in loads)


def check_promises(database: Path, expected: int) -> None:
    """Raises AssertionError unless so many promises are kept in a SQLite file."""
    with closing(sqlite3.connect(database)) as connection:
        ((kept,),) = connection.execute("SELECT count(*) FROM commitments").fetchall()
    if kept != expected:
        raise AssertionError(f"{kept} promises were kept of {expected}.")
