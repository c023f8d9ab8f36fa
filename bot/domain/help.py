"""Helps: what carries the work, worth keeping and worth sharing."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.blocker import Factor
from bot.domain.record import Statement


@dataclass(frozen=True, kw_only=True)
class Help(Statement):
    """Something that helps, in the words of the person who saw it."""

    LETTER: ClassVar = "H"

    factor: Factor | None = None
