"""Trouble on order: conversations that refuse messages, so that faults can be tried out.

Kept in the store, so that another process meets the same trouble.
"""

from dataclasses import dataclass, replace

from bot.domain.errors import TryLaterError, UnreachableError
from bot.ports import Clock, PlatformItem, Store, Transaction
from integrations.sandbox.items import PLATFORM, dump, load

_KIND = "fault"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with one conversation: closed for good, or a number of refusals to come."""

    closed: str | None = None
    stumbles: int = 0
    after: float | None = None


class Faults:
    """The ordered trouble, by conversation."""

    def __init__(self, *, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def close(self, conversation: str, reason: str | None) -> None:
        """Refuse everything from now on, for this reason; None opens again."""
        async with self._store.write() as tx:
            fault = await self._fault(tx, conversation)
            await self._put(tx, conversation, replace(fault, closed=reason))

    async def stumble(self, conversation: str, times: int, after: float | None) -> None:
        """Refuse so many messages and changes, then take them again."""
        async with self._store.write() as tx:
            fault = await self._fault(tx, conversation)
            await self._put(tx, conversation, replace(fault, stumbles=times, after=after))

    async def meet(self, conversation: str) -> None:
        """Raise the trouble that waits here, if any: UnreachableError or TryLaterError."""
        async with self._store.read() as tx:
            fault = await self._fault(tx, conversation)
        if fault.closed is not None:
            raise UnreachableError(fault.closed)
        if fault.stumbles:
            await self._stumble_once(conversation)

    async def _stumble_once(self, conversation: str) -> None:
        # The refusal is counted in its own transaction: an error raised inside would undo it.
        async with self._store.write() as tx:
            fault = await self._fault(tx, conversation)
            if fault.stumbles:
                fewer = replace(fault, stumbles=fault.stumbles - 1)
                await self._put(tx, conversation, fewer)
        if fault.stumbles:
            raise TryLaterError("The sandbox stumbled, as it was told to.", after=fault.after)

    async def _fault(self, tx: Transaction, conversation: str) -> Fault:
        item = await tx.get(PlatformItem, PLATFORM, _KIND, conversation)
        return load(Fault, item.body) if item else Fault()

    async def _put(self, tx: Transaction, conversation: str, fault: Fault) -> None:
        now = await self._clock.now()
        item = PlatformItem(
            platform=PLATFORM, kind=_KIND, id=conversation, at=now, body=dump(fault)
        )
        await tx.put(item)
