"""Intervisitations: people of one school visit another and bring something home."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.domain.record import Statement


@dataclass(frozen=True, kw_only=True)
class Visit(Statement):
    """A visit of ``school`` on a day; ``text`` is what the visitors take home.

    ``visitors`` and ``hosts`` are keys of people; the hosts are those who work at that school.
    """

    LETTER: ClassVar = "V"

    school: str
    day: date
    visitors: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()

    @property
    def people(self) -> frozenset[str]:
        """Everybody who took part, and whoever wrote it down."""
        return frozenset({self.by, *self.visitors, *self.hosts})
