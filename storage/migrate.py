"""Bringing a database to this version's shape, and telling whether one of another shape will do.

The shapes are Alembic's revisions in ``migrations/versions``, each file beginning with its number.
They add (a table, or a column that may be empty or has a default), so that an older Headway goes on
with the newer shape while it is replaced. One that takes something away from older ones says so,
``contracts = True``; the database keeps the number of the last such revision it went through, and
Headways that do not know that revision refuse it.

Alembic itself is imported only where there is something to do.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

import structlog
from sqlalchemy import Connection, delete, insert, inspect, select, text

from bot.domain.errors import HeadwayError
from storage.tables import SHAPE

log = structlog.get_logger()

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The revision that a database is at, None before the first.

    ``oldest``: the last revision that Headway must know to work with it, if the database says so.
    """

    at: str | None
    oldest: str | None = None


def known() -> list[str]:
    """The revisions that this version of Headway knows, oldest first."""
    files = (MIGRATIONS / "versions").glob("[0-9]*_*.py")
    return sorted(file.name.partition("_")[0] for file in files)


def revision(connection: Connection) -> str | None:
    """The revision that the database is at, or None before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return cast("str | None", connection.scalar(text("SELECT version_num FROM alembic_version")))


def shape(connection: Connection) -> Shape:
    """The shape of the database. Only one that this version does not know is asked for more."""
    at = revision(connection)
    if at is None or at in known() or not inspect(connection).has_table(SHAPE.name):
        return Shape(at=at)
    return Shape(at=at, oldest=connection.scalar(select(SHAPE.c.oldest)))


def wrong(there: Shape) -> str | None:
    """Why this version of Headway cannot work with a database of this shape, or None."""
    at, newest = there.at, known()[-1]
    if at == newest:
        return None
    if at is None or at in known():
        return "The database is not prepared for this version of Headway: run `headway migrate`."
    if there.oldest is not None and there.oldest in known():
        return None
    return (
        f"The database was made by a newer Headway (shape {at}; this one knows {newest}). "
        "Install that version or a later one. Nothing was changed."
    )


def upgrade(connection: Connection) -> None:
    """Bring the database up to date, within the transaction of the connection.

    One of a newer version stays as it is. Raises HeadwayError if this version cannot work with it.
    """
    there = shape(connection)
    if there.at == known()[-1]:
        return
    if there.at is None or there.at in known():
        _upgrade(connection)
        return
    if why := wrong(there):
        raise HeadwayError(why)
    log.warning(
        "The database has been made ready for a newer Headway; this one still works with it.",
        action="newer_database",
        shape=there.at,
    )


def _upgrade(connection: Connection) -> None:
    # Most starts find nothing to do and need not wait for these.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    newest_first = ScriptDirectory.from_config(config).walk_revisions()
    contracting = (one for one in newest_first if getattr(one.module, "contracts", False))
    connection.execute(delete(SHAPE))
    connection.execute(insert(SHAPE).values(oldest=next(contracting).revision))
