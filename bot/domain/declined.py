"""What somebody did not want to have proposed."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Declined:
    """A "no" to a proposal. ``words`` is a hash of what was proposed, not the words themselves."""

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "person", "words")

    partnership: str
    person: str
    words: str
    at: datetime
