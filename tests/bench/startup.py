"""From the command ``headway serve`` to its first answer, and what it holds when idle."""

import asyncio
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, Popen, check_output, run
from urllib.error import URLError
from urllib.request import urlopen

from tests.bench.table import Result

RIVERBEND = Path(__file__).parents[1] / "data" / "riverbend.yaml"
HEADWAY = (sys.executable, "-m", "bot")
PEER_SECONDS, PEER_MEGABYTES = 0.22, 70
SECONDS, MEGABYTES = 1.5, 120
PATIENCE = 30
IDLE = 5
RUNS = 3
LOOKS = 0.005


@dataclass(frozen=True, kw_only=True)
class Served:
    """The running service, and how many seconds it took until it answered."""

    process: int
    seconds: float

    def megabytes(self) -> float:
        """What it holds in memory now."""
        return int(check_output(("ps", "-o", "rss=", "-p", str(self.process)))) / 1024


async def measure(folder: Path) -> list[Result]:
    """Start it on an empty folder, then with Riverbend loaded, as processes of their own."""
    return await asyncio.to_thread(_measure, folder)


def _measure(folder: Path) -> list[Result]:
    firsts = [_until_served(folder / f"new-{n}.db") for n in range(RUNS)]
    database = folder / "headway.db"
    loading = (*HEADWAY, "load", str(RIVERBEND))
    run(loading, env=_surroundings(database), stdout=DEVNULL, check=True)
    later = [_until_served(database) for _ in range(RUNS)]
    with _served(database) as served:
        time.sleep(IDLE)
        megabytes = served.megabytes()
    return [
        _start("the first, on an empty folder", min(firsts)),
        _start("with a partnership loaded", min(later)),
        Result(
            what=f"Resident memory after {IDLE} idle seconds",
            ours=f"{megabytes:.0f} MB",
            theirs=f"{PEER_MEGABYTES} MB (as noted)",
            ratio=f"{megabytes / PEER_MEGABYTES:.1f} times as much",
            aim=f"under {MEGABYTES} MB",
            met=megabytes < MEGABYTES,
        ),
    ]


def _start(how: str, seconds: float) -> Result:
    return Result(
        what=f"Start-up to /healthz, {how}",
        ours=f"{seconds:.2f} s",
        theirs=f"{PEER_SECONDS} s (as noted)",
        ratio=f"{seconds / PEER_SECONDS:.1f} times as long",
        aim=f"under {SECONDS:g} s",
        met=seconds < SECONDS,
    )


def _until_served(database: Path) -> float:
    with _served(database) as served:
        return served.seconds


def _surroundings(database: Path, port: int = 8080) -> dict[str, str]:
    headway = {"HEADWAY_DATABASE_URL": f"sqlite:///{database}", "HEADWAY_PORT": str(port)}
    return {**os.environ, **headway}


@contextmanager
def _served(database: Path) -> Iterator[Served]:
    port = free_port()
    began = time.perf_counter()
    with Popen((*HEADWAY, "serve"), env=_surroundings(database, port), stderr=DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield Served(process=process.pid, seconds=time.perf_counter() - began)
        finally:
            process.terminate()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def wait_for(url: str) -> None:
    """Wait until an address answers."""
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until:
        try:
            with urlopen(url, timeout=PATIENCE):  # noqa: S310 - an address of our own
                return
        except URLError:
            time.sleep(LOOKS)
    raise AssertionError(f"{url} did not answer within {PATIENCE} s.")
