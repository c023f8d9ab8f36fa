"""What Headway remembers: the stores behind ``bot.ports.store``.

A kind of value is a table (``tables.py``); ``sql.py`` keeps them in SQLite or PostgreSQL, and
``memory.py`` in the process for as long as it runs.
"""

from bot.domain.errors import HeadwayError
from bot.ports.store import Store

_SCHEMES = ("sqlite", "postgresql")


def open_store(url: str) -> Store:
    """The store at ``sqlite:///headway.db``, ``sqlite:////abs/path`` or ``postgresql://…``.

    Nothing is connected to yet, and no library is imported for what is not named. Raises
    HeadwayError for a URL that names no database Headway can use.
    """
    scheme = url.partition(":")[0].partition("+")[0]
    if scheme not in _SCHEMES:
        raise HeadwayError(
            f"Headway cannot keep anything in a {scheme or 'nameless'} database. Say "
            "sqlite:///headway.db (a file) or postgresql://user:password@host/name."
        )
    from storage.sql import SqlStore

    return SqlStore(url)
