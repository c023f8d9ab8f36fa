"""``headway serve``, as a real process."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import serve
from integrations.logs import set_up_logging
from tests.cli.shell import Ran, Shell

SECONDS = 15
"""How long a busy machine may take until it answers."""


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number: int = taken.getsockname()[1]
    return number


@pytest.fixture
def serving(
    place: Path, monkeypatch: pytest.MonkeyPatch, port: int
) -> Iterator[subprocess.Popen[str]]:
    """The service, answering."""
    monkeypatch.setenv("HEADWAY_PORT", str(port))
    monkeypatch.setenv("HEADWAY_LOG", "json")
    words = [sys.executable, "-m", "bot", "serve"]
    with subprocess.Popen(words, cwd=place, stderr=subprocess.PIPE, text=True) as service:
        try:
            _wait_for(port)
            yield service
        finally:
            service.kill()


def _wait_for(port: int) -> None:
    until = time.monotonic() + SECONDS
    while _get(port, "/healthz") != 200:
        assert time.monotonic() < until, "The service does not answer."
        time.sleep(0.05)


def _get(port: int, path: str) -> int | None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except ConnectionRefusedError:
        return None
    finally:
        connection.close()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_ends_quietly_within_seconds_when_told_to(
    serving: subprocess.Popen[str], port: int, how: signal.Signals
) -> None:
    assert _get(port, "/readyz") == 200
    serving.send_signal(how)
    _, said = serving.communicate(timeout=5)
    assert serving.returncode == 0
    assert '"action": "serve"' in said
    assert said.count("\n") == 1


def test_a_port_in_use_is_one_line_that_says_what_to_do(
    headway: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        monkeypatch.setenv("HEADWAY_PORT", str(number))
        said = (
            f"Headway cannot listen on 127.0.0.1, port {number} (Address already in use). "
            "Stop what listens there, or set HEADWAY_PORT and HEADWAY_HOST.\n"
        )
        assert headway("serve") == Ran(2, "", said)


def test_an_address_that_is_not_ours_is_one_line(
    headway: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEADWAY_HOST", "nowhere.invalid")
    ran = headway("serve")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "Headway cannot listen on nowhere.invalid, port 8080" in ran.err


def test_both_kinds_of_addresses_can_be_listened_on(port: int) -> None:
    with serve.listen("127.0.0.1", port) as listening:
        assert listening.getsockname() == ("127.0.0.1", port)
    with serve.listen("::1", port) as listening:
        assert listening.getsockname()[:2] == ("::1", port)


def test_what_cannot_start_does_not_end_as_if_all_were_well(
    headway: Shell, monkeypatch: pytest.MonkeyPatch, place: Path, port: int
) -> None:
    monkeypatch.setenv("HEADWAY_PORT", str(port))
    # As if the database broke after it was looked at.
    monkeypatch.setattr(serve, "prepare", lambda: set_up_logging("text"))
    (place / "headway.db").write_text("Dear diary")
    ran = headway("serve")
    assert ran.code != 0
    assert "file is not a database" in ran.err


def test_a_local_trial_of_teams_is_for_this_machine_alone(
    headway: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEADWAY_HOST", "0.0.0.0")  # noqa: S104 - what is refused
    ran = headway("serve", "--local-teams")
    assert ran.code == 2
    assert "Set HEADWAY_HOST=127.0.0.1, or leave --local-teams out." in ran.err


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("10.0.0.1", False), ("all", False)],
)
def test_which_addresses_are_this_machines_alone(host: str, alone: bool) -> None:
    assert serve.is_loopback(host) is alone
