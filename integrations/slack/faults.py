"""Faults of our own that Slack has refused: kept, so that ``doctor`` can list them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.ports import AtLeast, Clock, PlatformItem, Store
from integrations.slack.notes import PLATFORM

log = structlog.get_logger()

_KIND = "fault"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Calls of a method that a workspace refused; ``at`` is when the last one was."""

    team: str
    method: str
    reason: str
    times: int
    at: datetime


class Faults:
    """The faults of ours, one row for each method, workspace and reason."""

    def __init__(
        self, *, store: Store, clock: Clock, count: Callable[[str], None] | None = None
    ) -> None:
        """Keep them in a store; ``count`` is told the method of each, for the metrics."""
        self._store = store
        self._clock = clock
        self._count = count

    async def note(self, team: str, method: str, *, error: str, reason: str) -> None:
        """Log, count and keep a refusal: Slack's word for it and what it means."""
        log.error(
            "Slack refused something for a reason on our side.",
            action="slack_fault",
            workspace=team,
            method=method,
            error=error,
        )
        if self._count is not None:
            self._count(method)
        now = await self._clock.now()
        key = f"{team}/{method}/{error}"
        async with self._store.write() as tx:
            before = await tx.get(PlatformItem, PLATFORM, _KIND, key)
            times = (_fault(before).times if before else 0) + 1
            body = {"method": method, "reason": reason, "times": times}
            item = PlatformItem(
                platform=PLATFORM, kind=_KIND, id=key, parent=team, at=now, body=body
            )
            await tx.put(item)

    async def since(self, moment: datetime) -> list[Fault]:
        """The faults that have come up since then."""
        async with self._store.read() as tx:
            items = await tx.find(
                PlatformItem, platform=PLATFORM, kind=_KIND, at=AtLeast(moment), order="at"
            )
        return [_fault(item) for item in items]


def _fault(item: PlatformItem) -> Fault:
    return Fault(
        team=item.parent,
        method=str(item.body["method"]),
        reason=str(item.body["reason"]),
        times=int(str(item.body["times"])),
        at=item.at,
    )
