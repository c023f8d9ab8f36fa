"""The command line as a person uses it: words in, output and exit code out."""

import asyncio
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from bot.bootstrap import build
from bot.settings import Settings
from integrations.partnership_file import read_partnership
from tests.cli.shell import Ran, Shell
from tests.fakes import RIVERBEND


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder of its own for each test, with nothing but a database to come in it."""
    for name in [name for name in os.environ if name.startswith(("HEADWAY_", "SLACK_", "OPENAI_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HEADWAY_DATABASE_URL", f"sqlite:///{tmp_path}/headway.db")
    monkeypatch.setenv("COLUMNS", "80")
    handlers, usual = logging.root.handlers[:], structlog.get_config()
    yield tmp_path
    # Each command sets the logs up for the streams of its own test.
    structlog.configure(**usual)
    logging.root.handlers[:] = handlers


@pytest.fixture
def headway(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """``headway("tick")``: the command, in this process."""
    return Shell(monkeypatch, capsys)


@pytest.fixture
def process(place: Path) -> Callable[..., Ran]:
    """``process("tick")``: the command as a process of its own."""

    def run(*words: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            cwd=place,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def loaded_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Riverbend in the sandbox, loaded once for all tests: each takes a copy."""
    path = tmp_path_factory.mktemp("loaded") / "headway.db"

    async def load() -> None:
        headway = build(Settings(database_url=f"sqlite:///{path}"))
        await headway.open()
        await headway.load(read_partnership(RIVERBEND).played_on("sandbox"))
        await headway.close()

    asyncio.run(load())
    return path


@pytest.fixture
def riverbend(place: Path, loaded_database: Path) -> Path:
    """The database of this test, with Riverbend in the sandbox."""
    return Path(shutil.copy(loaded_database, place / "headway.db"))
