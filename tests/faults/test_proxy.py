"""The proxy of docker-compose.yml, as Debian has it, before two real services on loopback."""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.district import MONDAY, REPOSITORY, District, process_of

CADDYFILE = REPOSITORY / "deploy" / "compose" / "Caddyfile"
KEY = "of this test and long enough for it"
SERVICE = "404 There is nothing here."
"""What a service says to a link that is none; the proxy's own 404 is empty."""
PATIENCE = 60.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def answer(port: int, path: str) -> str:
    """The status and the body of what is answered there; nothing if nobody is."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}{path}", timeout=10) as found:
            return f"{found.status} {found.read().decode().strip()}"
    except urllib.error.HTTPError as error:
        return f"{error.code} {error.read().decode().strip()}"
    except OSError:
        return ""


def wait_for(port: int, path: str, beginning: str) -> None:
    """Until the answer begins so."""
    end = time.monotonic() + PATIENCE
    while not (found := answer(port, path)).startswith(beginning):
        assert time.monotonic() < end, found
        time.sleep(0.1)


@dataclass
class Town:
    """The proxy's port, and the two services behind it."""

    port: int
    services: list[subprocess.Popen[str]]


@pytest.fixture
def town(loaded: District, tmp_path: Path) -> Iterator[Town]:
    """Two services and the proxy, which finds both ready."""
    caddy = shutil.which("caddy")
    assert caddy, "This test needs Caddy (Debian: apt-get install caddy)."
    district = loaded.copy(tmp_path / "district")
    district.set_clock(MONDAY)
    ports, door = (free_port(), free_port()), free_port()
    public = {"HEADWAY_PUBLIC_URL": f"http://127.0.0.1:{door}"}
    with ExitStack() as running:
        services = [
            running.enter_context(
                process_of(
                    district.start(
                        "serve", HEADWAY_PORT=str(port), HEADWAY_SECRET_KEY=KEY, **public
                    )
                )
            )
            for port in ports
        ]
        for port in ports:
            wait_for(port, "/readyz?of=database", "200")
        upstreams = {"HEADWAY_UPSTREAMS": " ".join(f"127.0.0.1:{port}" for port in ports)}
        proxy = subprocess.Popen(
            [caddy, "run", "--adapter", "caddyfile", "--config", str(CADDYFILE)],
            env={**os.environ, "HOME": str(tmp_path), **public, **upstreams},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        running.enter_context(process_of(proxy))
        wait_for(door, "/files/none", SERVICE)
        yield Town(door, services)


def test_only_the_public_paths_go_through_and_one_service_is_enough(town: Town) -> None:
    inside = [answer(town.port, path) for path in ("/", "/metrics", "/readyz", "/healthz")]
    assert inside == ["404 "] * 4
    town.services[0].kill()
    assert [answer(town.port, "/files/none") for _ in range(20)] == [SERVICE] * 20
