"""Faults of our own that a chat platform has refused: kept, so that ``doctor`` can list them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.domain.errors import TryLaterError
from bot.ports import AtLeast, Clock, PlatformItem, Store
from integrations.notes import A_WHILE

log = structlog.get_logger()

_KIND = "fault"


class FaultError(TryLaterError):
    """A platform refused because of Headway itself: its settings, its permissions or its code.

    Nothing was handed over. ``headway doctor`` lists these; put it right, and it is sent then.
    """


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Calls of a method that a workspace refused; ``at`` is when the last one was."""

    workspace: str
    method: str
    reason: str
    times: int
    at: datetime

    @property
    def words(self) -> str:
        """The reason, how often, and when the last time was."""
        times = "once" if self.times == 1 else f"{self.times} times"
        return f"{self.reason} ({times}, the last time on {self.at:%Y-%m-%d})"


class Faults:
    """The faults of ours, one row for each method, workspace and reason."""

    def __init__(
        self,
        platform: str,
        *,
        store: Store,
        clock: Clock,
        count: Callable[[str], None] | None = None,
    ) -> None:
        """Keep them in a store; ``count`` is told the method of each, for the metrics."""
        self._platform = platform
        self._store = store
        self._clock = clock
        self._count = count

    async def note(self, workspace: str, method: str, *, error: str, reason: str) -> None:
        """Log, count and keep a refusal: the platform's word for it and what it means."""
        log.error(
            "A platform refused something for a reason on our side.",
            action="platform_fault",
            platform=self._platform,
            workspace=workspace,
            method=method,
            error=error,
        )
        if self._count is not None:
            self._count(method)
        now = await self._clock.now()
        key = f"{workspace}/{method}/{error}"
        async with self._store.write() as tx:
            before = await tx.get(PlatformItem, self._platform, _KIND, key)
            times = (_fault(before).times if before else 0) + 1
            body = {"method": method, "reason": reason, "times": times}
            item = PlatformItem(
                platform=self._platform,
                kind=_KIND,
                id=key,
                parent=workspace,
                at=now,
                until=now + A_WHILE,
                body=body,
            )
            await tx.put(item)

    async def since(self, moment: datetime) -> list[Fault]:
        """The faults that have come up since then."""
        async with self._store.read() as tx:
            items = await tx.find(
                PlatformItem, platform=self._platform, kind=_KIND, at=AtLeast(moment), order="at"
            )
        return [_fault(item) for item in items]


def _fault(item: PlatformItem) -> Fault:
    return Fault(
        workspace=item.parent,
        method=str(item.body["method"]),
        reason=str(item.body["reason"]),
        times=int(str(item.body["times"])),
        at=item.at,
    )
