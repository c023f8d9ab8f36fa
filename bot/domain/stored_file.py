"""Pictures and documents that go with messages."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.domain.audience import Audience


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """The bytes of a picture or document, never changed; ``id`` cannot be guessed.

    ``audience`` says whom it was made for; with ``person`` it was made for that person alone.
    ``delivery`` is the id of the delivery that it goes out with.
    """

    KEY: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    partnership: str
    name: str
    media_type: str
    audience: Audience
    person: str | None = None
    delivery: str | None = None
    at: datetime
    content: bytes
