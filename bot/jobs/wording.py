"""Wording what was taken: a message that cannot be worded holds up no other."""

from collections.abc import Sequence

import structlog

from bot.domain.delivery import Delivery
from bot.jobs.compose import compose
from bot.jobs.letters import Letter
from bot.jobs.turn import Turn

log = structlog.get_logger()

NOT_WORDED = "It could not be worded; the log says why."


async def worded(turn: Turn, batch: Sequence[Delivery]) -> dict[str, Letter]:
    """A letter for each delivery that can be worded, by its id; what ails the others is logged.

    Where it is the store that does not answer its error is raised: that ails none of them.
    """
    try:
        return await _composed(turn, batch)
    except Exception:
        await _ask_the_store(turn, batch)
        if len(batch) == 1:
            log.exception("A message cannot be worded.", action="not_worded", delivery=batch[0].id)
            return {}
    middle = len(batch) // 2
    return await worded(turn, batch[:middle]) | await worded(turn, batch[middle:])


async def _composed(turn: Turn, batch: Sequence[Delivery]) -> dict[str, Letter]:
    async with turn.desk.store.read() as tx:
        return await compose(turn.desk, tx, batch, turn.watch.now())


async def _ask_the_store(turn: Turn, batch: Sequence[Delivery]) -> None:
    async with turn.desk.store.read() as tx:
        await tx.get(Delivery, batch[0].id)
