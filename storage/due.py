"""Where deliveries are due: the workspaces, found without looking at every delivery.

Each step goes to the next workspace of the index ("loose index scan"): what is asked grows with the
workspaces that have something to send, and not with how much.
https://wiki.postgresql.org/wiki/Loose_indexscan
"""

from collections.abc import Collection
from datetime import datetime
from itertools import product

from sqlalchemy import bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import DeliveryState, Place
from storage.columns import UtcDateTime

_QUESTION = text("""
WITH RECURSIVE places (workspace) AS (
    SELECT min(workspace) FROM deliveries WHERE state = :state AND platform = :platform
    UNION ALL
    SELECT (
        SELECT min(workspace) FROM deliveries
        WHERE state = :state AND platform = :platform AND workspace > places.workspace
    )
    FROM places WHERE places.workspace IS NOT NULL
)
SELECT workspace FROM places WHERE workspace IS NOT NULL AND EXISTS (
    SELECT 1 FROM deliveries WHERE state = :state AND platform = :platform
    AND deliveries.workspace = places.workspace AND not_before <= :at
)
""").bindparams(bindparam("at", type_=UtcDateTime()))
_UNSENT = (DeliveryState.QUEUED, DeliveryState.SENDING)


async def places_due(
    connection: AsyncConnection, platforms: Collection[str], at: datetime
) -> list[Place]:
    """See ``Transaction.places_due``."""
    found: set[Place] = set()
    for platform, state in product(platforms, _UNSENT):
        asked = {"platform": platform, "state": state, "at": at}
        due = await connection.execute(_QUESTION, asked)
        found.update(Place(platform=platform, workspace=workspace) for (workspace,) in due)
    return sorted(found)
