"""What became of a proposal, so that it is neither kept twice nor made again."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Settled:
    """A proposal that a person has answered.

    ``words`` is a hash of what was proposed, not the words themselves: of a no in whatever answer
    they stand, of a yes in this one. ``ref`` is the number of the record that was kept; None: no.
    """

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "person", "words")

    partnership: str
    person: str
    words: str
    at: datetime
    ref: str | None = None
