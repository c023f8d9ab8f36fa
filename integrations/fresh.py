"""What this process has read and believes for a minute: another one may have changed it."""

import time
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_MINUTE = 60.0
MOST = 10_000
"""Values that are kept at once; of more the oldest are read again."""


class Fresh(Generic[K, V]):
    """Values by key, each forgotten a minute after it was put."""

    def __init__(self) -> None:
        self._known: OrderedDict[K, tuple[float, V]] = OrderedDict()

    def get(self, key: K) -> V | None:
        """The value, or None if it is not known or not fresh any more."""
        put_at, value = self._known.get(key, (0.0, None))
        return value if time.monotonic() < put_at + _MINUTE else None

    def put(self, key: K, value: V) -> None:
        """Believe this from now on."""
        self.forget(key)
        self._known[key] = (time.monotonic(), value)
        self._let_go()

    def forget(self, key: K) -> None:
        """Read it again next time."""
        self._known.pop(key, None)

    def _let_go(self) -> None:
        """Drop what is not fresh any more, or one too many: the oldest stand first."""
        while self._known:
            oldest = next(iter(self._known))
            if len(self._known) <= MOST and self.get(oldest) is not None:
                return
            self.forget(oldest)
