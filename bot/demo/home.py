"""Where the demo keeps its database: a folder of its own, or one that somebody named."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.demo import ending
from bot.demo.district import KEY
from bot.domain.errors import HeadwayError
from integrations.sandbox import PLATFORM

DATABASE = "headway.db"


class DemoHomeError(HeadwayError):
    """The demo cannot be kept in that folder. Name another one."""


@dataclass(frozen=True, kw_only=True)
class Home:
    """A database file. ``lived_in``: a demo was played there to its end and goes on."""

    path: Path
    lived_in: bool = False


@contextmanager
def home(keep: Path | None) -> Iterator[Home]:
    """A database file that is new, or a demo's that was kept.

    In a folder of its own it goes away at the end. Raises DemoHomeError for a folder with any
    other database, changing nothing in it.
    """
    if keep is not None:
        yield _in(keep.absolute())
        return
    with TemporaryDirectory(prefix="headway-demo-", ignore_cleanup_errors=True) as folder:
        yield Home(path=Path(folder) / DATABASE)


def _in(folder: Path) -> Home:
    path = folder / DATABASE
    if path.exists():
        if _is_kept_demo(path):
            return Home(path=path, lived_in=True)
        raise DemoHomeError(
            f"{path} is there already and is no demo that was played to its end, and nothing was"
            " changed in it. Name another folder: headway demo --keep DIR"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Whoever comes second finds it there, even at the same moment.
        path.touch(exist_ok=False)
    except OSError as error:
        reason = "it is a file" if folder.is_file() else (error.strerror or str(error)).lower()
        raise DemoHomeError(f"{folder} cannot be used: {reason}. Name another folder.") from error
    return Home(path=path)


def _is_kept_demo(path: Path) -> bool:
    """Whether nothing but the demo lives in this file, and its story has ended.

    Asked of SQLite itself, for a store brings what it opens to this version's shape.
    """
    # Beside a log that is still to be taken over nothing is immutable; without one, only so does
    # SQLite make no files of its own.
    has_log = path.with_name(f"{path.name}-wal").exists()
    url = f"{path.as_uri()}?mode=ro{'' if has_log else '&immutable=1'}"
    try:
        with closing(sqlite3.connect(url, uri=True)) as database:
            partnerships = database.execute("SELECT key, workspaces FROM partnerships").fetchall()
            ended = database.execute(
                "SELECT 1 FROM platform_items WHERE platform = ? AND kind = ? AND id = ?",
                (PLATFORM, ending.KIND, ending.ID),
            ).fetchall()
    except sqlite3.Error:
        return False
    lone = [json.loads(workspaces) for key, workspaces in partnerships if key == KEY]
    played = bool(ended) and len(partnerships) == len(lone) == 1
    return played and all(place["platform"] == PLATFORM for place in lone[0])
