"""``headway demo`` as it is typed."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import demo


def environment(folder: Path, **changed: str) -> dict[str, str]:
    """The usual one without Headway's variables, with temporary files in this folder."""
    usual = {name: value for name, value in os.environ.items() if not name.startswith("HEADWAY_")}
    return {**usual, "TMPDIR": str(folder), "COLUMNS": "80", **changed}


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The demo from its beginning to its end."""
    command = [sys.executable, "-m", "bot", "demo", *words]
    return subprocess.run(
        command, env=environment(folder), capture_output=True, text=True, check=False, timeout=60
    )


def start(folder: Path, *words: str, **changed: str) -> subprocess.Popen[str]:
    """The demo of one week, when it has the port and said its first line."""
    started = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--weeks", "1", *words],
        env=environment(folder, **changed),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert started.stdout
    started.stdout.readline()
    return started


def test_a_kept_demo_says_where_it_is_and_goes_on_from_there(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    first = start(tmp_path, "--no-serve", "--keep", str(folder))
    out, err = first.communicate(timeout=60)
    assert (first.returncode, err) == (0, "")
    assert "#tidewater-maplewood" in out
    assert f"HEADWAY_DATABASE_URL=sqlite:///{folder}/headway.db" in out
    again = run(tmp_path, "--no-serve", "--keep", str(folder), "--weeks", "3")
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.splitlines()[0].endswith(": it is Friday, 8 Jan, 15:00 there.")
    assert out.endswith(again.stdout.partition("\n")[2])


def test_another_database_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "headway.db").write_text("")
    refused = run(tmp_path, "--no-serve", "--keep", str(tmp_path))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert len(refused.stderr.splitlines()) == 1


def test_it_is_served_until_ctrl_c_and_leaves_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    started = start(tmp_path, HEADWAY_PORT=str(port))
    assert "Renee Dubois" in page_at(port)
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=30)
    assert (started.returncode, err) == (0, "")
    assert out.startswith("Week of 4 January: 10 asked, 9 answered")
    assert out.endswith("until the buttons of its page move it on.\nThe demo has ended.\n")
    assert list(tmp_path.iterdir()) == []


def test_terminated_in_the_middle_it_leaves_nothing_either(tmp_path: Path) -> None:
    started = start(tmp_path, "--no-serve", "--weeks", "8")
    assert started.stdout
    assert started.stdout.readline().startswith("Week of 4 January")
    started.terminate()
    _, err = started.communicate(timeout=30)
    assert (started.returncode, err) == (130, "")
    assert list(tmp_path.iterdir()) == []


def page_at(port: int) -> str:
    """The page of the demo; it comes when the week has been played."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", "/")
        return connection.getresponse().read().decode()


def test_headway_is_named_as_it_was_typed_where_it_is_in_no_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", [".venv/bin/headway", "demo"])
    assert demo._command() == ".venv/bin/headway"
