"""Bringing a database to this version's shape.

The shapes are Alembic's revisions in ``migrations/versions``, each file beginning with its number.
Alembic itself is imported only where there is something to do.
"""

from pathlib import Path
from typing import cast

from sqlalchemy import Connection, inspect, text

from bot.domain.errors import HeadwayError

MIGRATIONS = Path(__file__).parent / "migrations"


def known() -> list[str]:
    """The revisions that this version of Headway knows, oldest first."""
    files = (MIGRATIONS / "versions").glob("[0-9]*_*.py")
    return sorted(file.name.partition("_")[0] for file in files)


def revision(connection: Connection) -> str | None:
    """The revision that the database is at, or None before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return cast("str | None", connection.scalar(text("SELECT version_num FROM alembic_version")))


def wrong(at: str | None) -> str | None:
    """What is wrong with a database at this revision, or None."""
    if at == known()[-1]:
        return None
    if at is None or at in known():
        return "The database is not prepared for this version of Headway: run `headway migrate`."
    return (
        f"The database was made by a newer Headway (shape {at}; this one knows {known()[-1]}). "
        "Install that version or a later one. Nothing was changed."
    )


def upgrade(connection: Connection) -> None:
    """Bring the database up to date, within the transaction of the connection.

    Raises HeadwayError if it was made by a newer version.
    """
    at = revision(connection)
    if at is not None and at not in known():
        raise HeadwayError(wrong(at))
    if at == known()[-1]:
        return
    # Most starts find nothing to do and need not wait for these.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
