"""Dates in what people type."""

from collections.abc import Callable
from datetime import date
from typing import Protocol


class DateFound(Protocol):
    """A date phrase found in a text."""

    @property
    def text(self) -> str:
        """The text without the phrase."""
        ...

    @property
    def phrase(self) -> str:
        """What was understood as the date, as typed."""
        ...

    @property
    def date(self) -> date:
        """The day it means."""
        ...


class DateReader(Protocol):
    """Understands "by next Friday" and its like."""

    def read(
        self, phrase: str, *, today: date, school_days: Callable[[date], bool] | None = None
    ) -> date | None:
        """The day that a phrase means, or None if it is no date."""
        ...

    def find(
        self, text: str, *, today: date, school_days: Callable[[date], bool] | None = None
    ) -> DateFound | None:
        """The date phrase in a longer text, or None without one."""
        ...
