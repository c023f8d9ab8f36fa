"""Deliveries: every outgoing message is a row first, and is sent once."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

PAUSES = tuple(timedelta(minutes=m) for m in (1, 2, 5, 15, 30, 60, 120, 240))
"""How long to wait after each refused attempt; the last one again and again."""
SHORTEST_PAUSE = timedelta(seconds=1)
"""What a platform may ask for at least, so that a pass comes to an end."""


class DeliveryKind(StrEnum):
    """What is sent; each kind has one composer.

    ``CLOSING`` sends nothing new: it changes a card that was sent and asks no more.
    """

    CHECK_IN = "check-in"
    REMINDER = "reminder"
    CLOSING = "closing"
    DIGEST = "digest"
    DRAFT = "draft"
    NOTICE = "notice"
    SURVEY = "survey"
    BRIEF = "brief"
    DEBRIEF = "debrief"
    PROPOSAL = "proposal"
    HANDOVER = "handover"
    PICTURE = "picture"
    PACK = "pack"


class DeliveryState(StrEnum):
    """``queued → sending → sent | failed | skipped``."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One message to one recipient on one occasion.

    ``recipient`` is ``person:KEY`` or ``channel:KEY``; ``platform`` is the chat platform's name.
    ``not_before`` is the earliest moment of the next attempt; after ``expires_at`` it is not sent
    any more. ``reference`` is the platform's own name of the sent message.
    """

    KEY: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    partnership: str
    kind: DeliveryKind
    occasion: str
    recipient: str
    platform: str
    not_before: datetime
    expires_at: datetime | None = None
    state: DeliveryState = DeliveryState.QUEUED
    attempts: int = 0
    error: str | None = None
    reference: str | None = None
    changed_at: datetime

    @property
    def to_person(self) -> str | None:
        """The key of the person it goes to, or None for a channel."""
        kind, _, key = self.recipient.partition(":")
        return key if kind == "person" else None

    @property
    def to_channel(self) -> str | None:
        """The key of the channel it goes to, or None for a person."""
        kind, _, key = self.recipient.partition(":")
        return key if kind == "channel" else None

    def sending(self, now: datetime) -> "Delivery":
        """The delivery when it is about to be handed over."""
        return replace(
            self, state=DeliveryState.SENDING, attempts=self.attempts + 1, changed_at=now
        )

    def sent(self, reference: str, now: datetime) -> "Delivery":
        """The delivery when the platform has it."""
        return replace(
            self, state=DeliveryState.SENT, reference=reference, error=None, changed_at=now
        )

    def refused(self, reason: str, now: datetime) -> "Delivery":
        """The delivery when the platform took nothing: queued again after a growing pause."""
        pause = PAUSES[min(self.attempts, len(PAUSES)) - 1]
        return replace(self.waiting(now + pause, now), error=reason)

    def put_off(self, reason: str, now: datetime, *, after: float) -> "Delivery":
        """The delivery when the platform asked for a pause of so many seconds.

        That was no failed attempt: where thousands are to be sent, each is put off again and again.
        """
        pause = max(timedelta(seconds=after), SHORTEST_PAUSE)
        waiting = self.waiting(now + pause, now)
        return replace(waiting, error=reason, attempts=self.attempts - 1)

    def waiting(self, until: datetime, now: datetime) -> "Delivery":
        """The delivery when nothing was handed over, through no fault of the platform."""
        return replace(self, state=DeliveryState.QUEUED, not_before=until, changed_at=now)

    def failed(self, reason: str, now: datetime) -> "Delivery":
        """The delivery when it will not be tried again."""
        return replace(self, state=DeliveryState.FAILED, error=reason, changed_at=now)

    def skipped(self, reason: str, now: datetime) -> "Delivery":
        """The delivery when there is nothing to send any more."""
        return replace(self, state=DeliveryState.SKIPPED, error=reason, changed_at=now)


def delivery_id(partnership: str, kind: DeliveryKind, occasion: str, recipient: str) -> str:
    """The one id that a message on an occasion to a recipient can have."""
    return f"{partnership}/{kind.value}/{occasion}/{recipient}"


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """Why something is sent: its kind, what exactly it is about, from when on and until when."""

    partnership: str
    kind: DeliveryKind
    name: str
    at: datetime
    until: datetime | None = None

    def to(self, recipient: str, platform: str) -> Delivery:
        """The delivery to ``person:KEY`` or ``channel:KEY``, queued."""
        return Delivery(
            id=delivery_id(self.partnership, self.kind, self.name, recipient),
            partnership=self.partnership,
            kind=self.kind,
            occasion=self.name,
            recipient=recipient,
            platform=platform,
            not_before=self.at,
            expires_at=self.until,
            changed_at=self.at,
        )
