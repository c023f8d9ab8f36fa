"""What befalls the bot's calls at the fake Teams while it is killed."""

from collections import Counter
from collections.abc import Callable
from random import Random

from tests.teams.fake.faults import LOGIN, Fault, Faults
from tests.teams.fake.state import Call

ENDLESS = 60.0
BAD_DAYS: tuple[dict[str, object], ...] = (
    {"status": 502},
    {"status": 502, "done": True},
    {"status": 504},
    {"status": 504, "done": True},
    {"drop": True},
    {"status": 429, "retry_after": 1},
    {"status": 412},
    {"status": 503},
)
OPEN = {502, 504, 200}
"""After these answers nobody knows what was done; 200 is the one that was lost on its way."""


class Holds(Faults):
    """The connector's calls of a method are taken but not answered, after so many that are."""

    def __init__(self, method: str, *, answered: int = 0, done: bool = True) -> None:
        super().__init__()
        self.held = 0
        self._method, self._answered, self._done = method, answered, done

    def meet(self, call: Call) -> Fault | None:
        """See ``Faults.meet``."""
        if call.method != self._method:
            return None
        self._answered -= 1
        if self._answered >= 0:
            return None
        self.held += 1
        return Fault(method=call.method, hang=ENDLESS, status=200 if self._done else 502)


class Storm(Faults):
    """Two calls of five fare badly, each in one of the ways of ``BAD_DAYS``."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._random = Random(seed)
        self.open: list[int] = []
        self.met: Counter[int] = Counter()

    def meet(self, call: Call) -> Fault | None:
        """See ``Faults.meet``."""
        if call.method in LOGIN or self._random.random() < 0.6:
            return None
        fault = Fault(method=call.method, **self._random.choice(BAD_DAYS))  # type: ignore[arg-type]  # fields of several types
        self.met[fault.status] += 1
        if call.method == "send" and fault.status in OPEN:
            self.open.append(fault.status)
        return fault


class OnSend(Faults):
    """Something happens, on the fake's thread, when a certain send is asked for."""

    def __init__(self, when: Callable[[int, Call], bool], then: Callable[[], Fault | None]) -> None:
        super().__init__()
        self._when, self._then = when, then
        self._sends = 0

    def meet(self, call: Call) -> Fault | None:
        """See ``Faults.meet``."""
        self._sends += call.method == "send"
        mine = call.method == "send" and self._when(self._sends, call)
        return self._then() if mine else None
