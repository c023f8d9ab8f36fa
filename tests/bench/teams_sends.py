"""What is queued for Teams, sent by a process of its own with the settings of its environment.

Prints how many messages were sent, the seconds that took, and the longest that the event loop did
nothing else.
"""

import asyncio
import gc
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvloop

from bot.bootstrap import Headway, build
from bot.domain.delivery import Delivery, DeliveryState
from bot.jobs.compose import compose
from bot.jobs.delivering import AT_ONCE
from bot.ports import Parcel
from bot.settings import Settings, read_settings
from integrations.logs import set_up_logging
from tests.bench.crowd import NOW

BEAT = 0.002


async def main() -> None:
    """Compose everything that is queued, and send it, as many at once as the delivery does."""
    set_up_logging("text")
    headway = await build(read_settings(Settings)).open()
    parcels = await _parcels(headway)
    chat = headway.desk.platforms["teams"]
    slots = asyncio.Semaphore(AT_ONCE)

    async def send(parcel: Parcel) -> None:
        async with slots:
            await chat.send(parcel)

    gc.freeze()
    began = time.perf_counter()
    async with _beating() as pauses:
        await asyncio.gather(*map(send, parcels))
    seconds = time.perf_counter() - began
    await headway.close()
    print(json.dumps({"sent": len(parcels), "seconds": seconds, "pause": max(pauses)}))


async def _parcels(headway: Headway) -> list[Parcel]:
    async with headway.store.read() as tx:
        queued = await tx.find(Delivery, state=DeliveryState.QUEUED)
        letters = await compose(headway.desk, tx, queued, NOW)
    return [
        Parcel(delivery=letter.delivery.id, to=letter.to, message=letter.draft.message)
        for letter in letters.values()
        if letter.to and letter.draft
    ]


@asynccontextmanager
async def _beating() -> AsyncIterator[list[float]]:
    """How much later than it wanted something ran that wants to run all the time."""
    pauses = [0.0]

    async def beat() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(BEAT)
            pauses.append(time.perf_counter() - began - BEAT)

    beating = asyncio.create_task(beat())
    try:
        yield pauses
    finally:
        beating.cancel()


if __name__ == "__main__":
    uvloop.run(main())
