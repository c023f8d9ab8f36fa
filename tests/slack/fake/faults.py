"""Trouble on order: what Slack's Web API does on bad days.

https://docs.slack.dev/apis/web-api/rate-limits/ has the 429 and its Retry-After, which counts per
method and workspace.
"""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.slack.fake.state import Call, Json


@dataclass(kw_only=True)
class Fault:
    """What happens instead of an answer, for the calls that fit, as many times as said."""

    method: str
    team: str | None = None
    where: Json = field(default_factory=dict)  # arguments that the call must have
    times: float = 1  # math.inf: until lifted
    status: int = 200
    error: str = ""
    retry_after: int | None = None
    delay: float = 0  # the work is done at once, the answer comes after so many seconds
    drop: bool = False  # the work is done, the connection breaks before the answer
    done: bool = False  # the work is done although the answer tells of an error

    @property
    def works(self) -> bool:
        """Whether Slack does what it was asked."""
        return self.done or self.drop or not (self.error or self.status != 200)

    def fits(self, call: Call) -> bool:
        """Whether it is this call's turn."""
        return (
            self.times > 0
            and self.method in {"*", call.method}
            and (self.team is None or (call.team is not None and call.team.id == self.team))
            and all(call.args.get(name) == value for name, value in self.where.items())
        )


class Faults:
    """The orders, and the limits of rate."""

    def __init__(self) -> None:
        self.orders: list[Fault] = []
        self.rates: dict[str, tuple[int, float]] = {}
        self._passed: dict[tuple[str, str], deque[float]] = defaultdict(deque)

    def meet(self, call: Call) -> Fault | None:
        """What befalls this call, if anything."""
        for fault in self.orders:
            if fault.fits(call):
                fault.times -= 1
                return fault
        return self._too_fast(call)

    def _too_fast(self, call: Call) -> Fault | None:
        if call.method not in self.rates:
            return None
        most, seconds = self.rates[call.method]
        passed = self._passed[call.method, call.team.id if call.team else ""]
        while passed and passed[0] <= call.at - seconds:
            passed.popleft()
        if len(passed) < most:
            passed.append(call.at)
            return None
        wait = max(1, math.ceil(passed[0] + seconds - call.at))
        return Fault(method=call.method, status=429, error="ratelimited", retry_after=wait)
