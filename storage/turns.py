"""Taking turns inside transactions: at most one transaction has a name's turn, until it ends."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_TURN = text("SELECT pg_advisory_xact_lock(hashtext('headway turn'), hashtext(:name))")


async def take_turn(connection: AsyncConnection, name: str) -> None:
    """Wait until no other transaction has this turn, and have it until this one ends.

    On SQLite one transaction writes at a time anyway, so a writer has every turn.
    """
    if connection.dialect.name != "sqlite":
        await connection.execute(_TURN, {"name": name})
