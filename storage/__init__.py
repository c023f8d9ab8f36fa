"""What Headway remembers: the stores behind ``bot.ports.store``.

A kind of value is a table (``tables.py``); ``sql.py`` keeps them in SQLite or PostgreSQL, and
``memory.py`` in the process for as long as it runs.
"""

from typing import TYPE_CHECKING

from bot.domain.errors import HeadwayError
from bot.ports.store import Store

if TYPE_CHECKING:
    from storage.queueing import Queue

_SCHEMES = ("sqlite", "postgresql")


def open_store(url: str, *, queue: "Queue | None" = None) -> Store:
    """The store at ``sqlite:///headway.db``, ``sqlite:////abs/path`` or ``postgresql://…``.

    ``queue``: see ``SqlStore``. Nothing is connected to yet, and no library is imported for what
    is not named. Raises HeadwayError for a URL that names no database Headway can use.
    """
    checked(url)
    from storage.sql import SqlStore

    return SqlStore(url, queue=queue)


def checked(url: str) -> str:
    """The URL. Raises HeadwayError if it is of no database that Headway can use."""
    scheme = url.partition(":")[0].partition("+")[0]
    if scheme not in _SCHEMES:
        raise HeadwayError(
            f"Headway cannot keep anything in a {scheme or 'nameless'} database. Say "
            "sqlite:///headway.db (a file) or postgresql://user:password@host/name."
        )
    return url
