"""How fast a platform may be written to: from when on each of many messages may go out.

The arithmetic is the generic cell rate algorithm, worded as "virtual scheduling" in ITU-T I.371:
each message moves a theoretical moment on by the spacing, and may go out as much before that
moment as the burst allows. https://www.itu.int/rec/T-REC-I.371
"""

import heapq
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

MARGIN = 0.97
"""The part of an allowed rate that is used: the rest is for answers to people, and for jitter."""
CLOCKS_DIFFER = timedelta(seconds=60)
"""Two machines' clocks differ by less; a clock that goes back by more was set back."""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """At most ``burst + per_second x seconds`` messages in any stretch of so many seconds."""

    per_second: float
    burst: int = 1

    @property
    def spacing(self) -> timedelta:
        """The time from one message to the next where many wait."""
        return timedelta(seconds=1 / self.per_second)

    @property
    def ahead(self) -> timedelta:
        """How long before its theoretical moment a message may go out."""
        return self.spacing * (self.burst - 1)


@dataclass(frozen=True, kw_only=True)
class Rates:
    """What a platform allows in one workspace, and in each conversation of it; None: no limit."""

    workspace: Rate | None = None
    conversation: Rate | None = None


def allowed(messages: int, *, seconds: float) -> Rate:
    """The rate that keeps every stretch of so many seconds at ``messages`` or below.

    A little is left over (``MARGIN``): what was to leave evenly arrives unevenly. The burst makes
    up for delays of ours, of a second where it is three hundred a minute: one message for each
    seventy-five, and one more.
    """
    burst = 1 + messages // 75
    return Rate(per_second=MARGIN * messages / seconds, burst=burst)


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How far a workspace or a conversation in it is booked.

    ``at`` is the theoretical moment of the next message, and before ``until`` the platform wants
    none. ``seen`` is what the clock said at the last booking; None while there was none.
    """

    KEY: ClassVar[tuple[str, ...]] = ("key",)

    key: str
    at: datetime
    until: datetime
    seen: datetime | None = None

    def by(self, now: datetime) -> "Pace":
        """The same at this moment: if the clock was set back, everything moves back with it.

        So nobody waits for more than ``CLOCKS_DIFFER`` because of a clock that was wrong.
        """
        back = self.seen - now if self.seen else timedelta()
        if back <= CLOCKS_DIFFER:
            return replace(self, seen=now)
        return replace(self, at=self.at - back, until=self.until - back, seen=now)

    def paused(self, until: datetime) -> "Pace":
        """The same when the platform wants nothing before this moment."""
        return replace(self, until=max(self.until, until))

    def ready(self, rate: Rate) -> datetime:
        """From when on the next message may go out."""
        return max(self.until, self.at - rate.ahead)

    def booked(self, rate: Rate, moment: datetime) -> "Pace":
        """The same when a message goes out at this moment."""
        return replace(self, at=max(self.at, moment) + rate.spacing)


def fresh(key: str, now: datetime) -> Pace:
    """A pace at which nothing was booked yet."""
    return Pace(key=key, at=now, until=now)


class Booking:
    """Books messages in one workspace, from ``now`` on.

    ``paces`` holds what is known by key, and afterwards what is to be kept. ``whole`` is the
    workspace's own key, and each message comes with the key of its conversation.
    """

    def __init__(
        self, rates: Rates, paces: Mapping[str, Pace], *, whole: str, now: datetime
    ) -> None:
        """Begin with what is known; a key that is missing has no past."""
        self._rates = rates
        self._whole = whole
        self._now = now
        self.paces = {key: pace.by(now) for key, pace in paces.items()}

    def moments(self, keys: Sequence[str]) -> list[datetime]:
        """From when on each message may go out: the order in a conversation is kept.

        A conversation that must wait lets others go first; where none has to wait, the moments
        are in the order of the messages.
        """
        waiting: dict[str, deque[int]] = {}
        for number, key in enumerate(keys):
            waiting.setdefault(key, deque()).append(number)
        heap = [(self._ready(key), each.popleft(), key) for key, each in waiting.items()]
        heapq.heapify(heap)
        found: dict[int, datetime] = {}
        while heap:
            ready, number, key = heap[0]
            found[number] = moment = max(ready, self._ready(self._whole))
            self._book(key, moment)
            if waiting[key]:
                heapq.heapreplace(heap, (self._ready(key), waiting[key].popleft(), key))
            else:
                heapq.heappop(heap)
        return [found[number] for number in range(len(keys))]

    def _ready(self, key: str) -> datetime:
        rate = self._rate(key)
        return max(self._now, self._pace(key).ready(rate)) if rate else self._now

    def _book(self, key: str, moment: datetime) -> None:
        for each in (key, self._whole):
            if rate := self._rate(each):
                self.paces[each] = self._pace(each).booked(rate, moment)

    def _rate(self, key: str) -> Rate | None:
        return self._rates.workspace if key == self._whole else self._rates.conversation

    def _pace(self, key: str) -> Pace:
        return self.paces.get(key) or fresh(key, self._now).by(self._now)
