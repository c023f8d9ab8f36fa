"""What came in, so that a repeated event answers the same and does nothing twice."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Received:
    """An incoming event under one of its keys, with the JSON of what was answered."""

    KEY: ClassVar[tuple[str, ...]] = ("key",)

    key: str
    at: datetime
    response: str
