"""Incoming values: what a platform translates its events into.

``event`` is the platform's own id of the event; ``content`` is a key made of what the event says,
for platforms that repeat one message under new ids. Both lead to the same answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who wrote, in the platform's own terms."""

    platform: str
    workspace: str
    user: str
    email: str | None = None


@dataclass(frozen=True, kw_only=True)
class Said:
    """Somebody typed something.

    ``direct``: to the bot alone. ``thread`` is the reference of the bot's message that it replies
    to. ``channel`` is the platform's id of the channel it was typed in.
    """

    sender: Sender
    event: str
    at: datetime
    text: str
    direct: bool = True
    channel: str | None = None
    thread: str | None = None
    content: str | None = None


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """Somebody pressed a button of the message ``reference``."""

    sender: Sender
    event: str
    at: datetime
    action: str
    value: str
    reference: str | None = None
    content: str | None = None


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """Somebody sent a form; ``fields`` holds what stands in it, by field key."""

    sender: Sender
    event: str
    at: datetime
    action: str
    value: str
    fields: Mapping[str, str] = field(default_factory=dict)
    content: str | None = None


Incoming = Said | Pressed | Submitted


def without_nul(event: Incoming) -> Incoming:
    """The event without NUL characters, which nobody types and PostgreSQL cannot hold."""
    if isinstance(event, Said):
        return replace(event, text=_clean(event.text))
    if isinstance(event, Pressed):
        return replace(event, value=_clean(event.value))
    fields = {key: _clean(text) for key, text in event.fields.items()}
    return replace(event, value=_clean(event.value), fields=fields)


def _clean(text: str) -> str:
    return text.replace("\x00", "")
