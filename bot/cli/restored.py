"""``headway restored``: so that nothing is sent twice after a backup was brought back."""

import typer

from bot.bootstrap import Headway
from bot.cli.running import with_headway
from bot.domain.delivery import Delivery, DeliveryState
from bot.jobs import PLANNING
from bot.ports import AtMost

NAME = "restored"
EXAMPLES = ("headway restored",)
BATCH = 2000


def run() -> None:
    """Say that this database is a backup that was brought back.

    Do it before anything is started. What was sent since the backup is not known to it, and is
    due again. From now on each such message is looked for at its platform before it is sent.
    """
    count = with_headway(_doubted)
    typer.echo(
        f"{count:,} messages are due. Each is looked for at its platform before it is sent. "
        "Start Headway now."
    )


async def _doubted(headway: Headway) -> int:
    """Plan all that is due, and doubt it: as if a process had died while it sent it."""
    now = await headway.clock.now()
    await headway.tick(now, PLANNING)
    count = 0
    while True:
        async with headway.store.write() as tx:
            due = await tx.claim(
                Delivery, state=DeliveryState.QUEUED, not_before=AtMost(now), limit=BATCH
            )
            await tx.put(*(delivery.sending(now) for delivery in due))
        count += len(due)
        if len(due) < BATCH:
            return count
