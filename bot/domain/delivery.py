"""Deliveries: every outgoing message is a row first, and is sent once."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from bot.domain.people import Workspace

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
    PORTFOLIO = "portfolio"


class DeliveryState(StrEnum):
    """``queued → sending → sent | failed | skipped``."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, kw_only=True, order=True)
class Place:
    """One workspace of one chat platform: what is sent there goes at a pace of its own."""

    platform: str
    workspace: str

    def __str__(self) -> str:
        """Its name in a log, a lock and a queue."""
        return f"{self.platform} {self.workspace}"


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One message to one recipient on one occasion.

    ``recipient`` is ``person:KEY`` or ``channel:KEY``; ``platform`` is the chat platform's name
    and ``workspace`` the id of the workspace there that the recipient is in.
    ``due_at`` is when it should have gone out, whatever came in between, and ``not_before`` the
    earliest moment of the next attempt, or of the next question whether it arrived; after
    ``expires_at`` it is not sent any more.
    ``reference`` is the platform's own name of the sent message.
    """

    KEY: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    partnership: str
    kind: DeliveryKind
    occasion: str
    recipient: str
    platform: str
    workspace: str
    not_before: datetime
    expires_at: datetime | None = None
    state: DeliveryState = DeliveryState.QUEUED
    attempts: int = 0
    error: str | None = None
    reference: str | None = None
    changed_at: datetime
    due_at: datetime | None = None

    @property
    def late(self) -> float:
        """How many seconds after it was due it became what it is."""
        return (self.changed_at - (self.due_at or self.not_before)).total_seconds()

    @property
    def place(self) -> Place:
        """Where it goes."""
        return Place(platform=self.platform, workspace=self.workspace)

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

    def handed_back(self, until: datetime, now: datetime) -> "Delivery":
        """The delivery when it was taken and its turn did not come: as if it had not been."""
        return replace(self.waiting(until, now), attempts=self.attempts - 1)

    def waiting(self, until: datetime, now: datetime) -> "Delivery":
        """The delivery when nothing was handed over, through no fault of the platform."""
        return replace(self, state=DeliveryState.QUEUED, not_before=until, changed_at=now)

    def unsettled(self, until: datetime, now: datetime) -> "Delivery":
        """The delivery when nobody could say whether it arrived: that is asked again then."""
        return replace(self, not_before=until, changed_at=now)

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

    def to(self, recipient: str, workspace: Workspace) -> Delivery:
        """The delivery to ``person:KEY`` or ``channel:KEY`` of a workspace, queued."""
        return Delivery(
            id=delivery_id(self.partnership, self.kind, self.name, recipient),
            partnership=self.partnership,
            kind=self.kind,
            occasion=self.name,
            recipient=recipient,
            platform=workspace.platform,
            workspace=workspace.id,
            not_before=self.at,
            expires_at=self.until,
            changed_at=self.at,
            due_at=self.at,
        )

    def changing(self, card: Delivery) -> Delivery:
        """The delivery that changes a card which was sent, queued."""
        return Delivery(
            id=delivery_id(self.partnership, self.kind, self.name, card.recipient),
            partnership=self.partnership,
            kind=self.kind,
            occasion=self.name,
            recipient=card.recipient,
            platform=card.platform,
            workspace=card.workspace,
            not_before=self.at,
            expires_at=self.until,
            reference=card.reference,
            changed_at=self.at,
            due_at=self.at,
        )
