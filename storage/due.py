"""Where deliveries are due: the workspaces, found without looking at every delivery.

Each step goes to the next workspace of the index ("loose index scan"): what is asked grows with the
workspaces that have something to send, and not with how much.
https://wiki.postgresql.org/wiki/Loose_indexscan
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import DeliveryState, Place
from storage.columns import UtcDateTime

_PLACES = """
WITH RECURSIVE places (workspace) AS (
    SELECT min(workspace) FROM deliveries WHERE state = :state AND platform = :platform
    UNION ALL
    SELECT (
        SELECT min(workspace) FROM deliveries
        WHERE state = :state AND platform = :platform AND workspace > places.workspace
    )
    FROM places WHERE places.workspace IS NOT NULL
)
SELECT workspace FROM places WHERE workspace IS NOT NULL
"""
_SOME_DUE = """AND EXISTS (
    SELECT 1 FROM deliveries WHERE state = :state AND platform = :platform
    AND deliveries.workspace = places.workspace AND not_before <= :at
)
"""
_BEGUN = text(_PLACES)
_DUE = text(_PLACES + _SOME_DUE).bindparams(bindparam("at", type_=UtcDateTime()))


async def places_due(
    connection: AsyncConnection, platforms: Collection[str], at: datetime
) -> list[Place]:
    """See ``Transaction.places_due``."""
    found: set[Place] = set()
    for platform in platforms:
        asked = {"platform": platform}
        due = await connection.execute(_DUE, {**asked, "state": DeliveryState.QUEUED, "at": at})
        begun = await connection.execute(_BEGUN, {**asked, "state": DeliveryState.SENDING})
        found.update(
            Place(platform=platform, workspace=workspace) for (workspace,) in [*due, *begun]
        )
    return sorted(found)
