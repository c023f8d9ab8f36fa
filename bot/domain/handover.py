"""Hand-overs: what one person had open goes on with another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar

from bot.domain.audience import may_see
from bot.domain.blocker import Blocker
from bot.domain.commitment import Commitment
from bot.domain.people import Person
from bot.domain.site_day import SiteDay

Open = Commitment | Blocker | SiteDay
"""What somebody can have open."""


@dataclass(frozen=True, kw_only=True)
class Handover:
    """What ``old`` had open went over to ``new``, both keys of people; ``by`` is who did it.

    ``moved`` holds the version that each moved record had then, by its number.
    """

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "number")

    partnership: str
    number: int
    old: str
    new: str
    by: str
    at: datetime
    why: str
    moved: Mapping[str, int] = field(default_factory=dict)
    undone: bool = False


@dataclass(frozen=True, kw_only=True)
class Moves:
    """What a hand-over does: records before and after; ``stays``: what the new one may not read.

    What was promised or said to few is not shown to somebody else because a seat changes hands.
    """

    going: tuple[tuple[Open, Open], ...]
    stays: tuple[Open, ...]


def moves(records: Iterable[Open], old: Person, new: Person) -> Moves:
    """What of these records goes over: open promises, blockers to clear, site days to come."""
    pairs = [(record, _moved(record, old.key, new.key)) for record in records if record.is_open]
    wanted = [(before, after) for before, after in pairs if before != after]
    return Moves(
        going=tuple(pair for pair in wanted if may_see(new.viewer, pair[0])),
        stays=tuple(before for before, _ in wanted if not may_see(new.viewer, before)),
    )


def _moved(record: Open, old: str, new: str) -> Open:
    if isinstance(record, Commitment):
        return replace(record, owner=new) if record.owner == old else record
    if isinstance(record, Blocker):
        # Who raised it stays its author; without anybody to clear it nobody would go on.
        is_theirs = record.can_clear == old or (record.by == old and not record.can_clear)
        return replace(record, can_clear=new) if is_theirs else record
    coaches = (new if key == old else key for key in record.coaches)
    return replace(record, coaches=tuple(dict.fromkeys(coaches)))
