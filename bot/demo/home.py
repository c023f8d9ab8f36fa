"""Where the demo keeps its database: a folder of its own, or one that somebody named."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.domain.errors import HeadwayError

DATABASE = "headway.db"


class DemoHomeError(HeadwayError):
    """The demo cannot be kept in that folder. Name another one."""


@contextmanager
def home(keep: Path | None) -> Iterator[Path]:
    """The path of a database file that is new; in a folder of its own it goes away at the end.

    Raises DemoHomeError for a folder that holds one already, changing nothing in it.
    """
    if keep is not None:
        yield _in(keep.absolute())
        return
    with TemporaryDirectory(prefix="headway-demo-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / DATABASE


def _in(folder: Path) -> Path:
    path = folder / DATABASE
    if path.exists():
        raise DemoHomeError(
            f"{path} is there already, and nothing was changed in it."
            " Name another folder: headway demo --keep DIR"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Whoever comes second finds it there, even at the same moment.
        path.touch(exist_ok=False)
    except OSError as error:
        reason = "it is a file" if folder.is_file() else (error.strerror or str(error)).lower()
        raise DemoHomeError(f"{folder} cannot be used: {reason}. Name another folder.") from error
    return path
