"""Letters: what a delivery says and where it goes, as composers make them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from bot.domain.delivery import Delivery
from bot.jobs.desk import Desk
from bot.ledger.directory import Directory
from bot.messages import Message
from bot.ports import Address, Transaction
from bot.rhythm import good_moment

Finish = Callable[[Desk, Delivery, datetime], Awaitable[Message]]
"""Makes what takes its time, a picture or a document, and says the whole message."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a delivery says, and the moment to wait for if this is night or a closed day there.

    ``finish`` is called last of all, outside of any transaction, for every writer would wait; where
    it fails ``message`` goes out as it is.
    """

    message: Message
    wait_until: datetime | None = None
    finish: Finish | None = None


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A delivery with what it says and where it goes; either is None when there is nothing left."""

    delivery: Delivery
    draft: Draft | None = None
    to: Address | None = None

    @property
    def is_going(self) -> bool:
        """Whether it is to be handed over now."""
        return self.draft is not None and self.to is not None and not self.draft.wait_until

    @property
    def conversation(self) -> str:
        """The person or channel that it goes to, by the platform's own name of it."""
        to = self.to
        return (to and (to.channel or to.user or to.email)) or self.delivery.recipient


Messages = dict[str, Draft]
Composer = Callable[[Transaction, Directory, Sequence[Delivery], datetime], Awaitable[Messages]]


def better_moment(directory: Directory, now: datetime, *, zone: str, at: time) -> datetime | None:
    """When to send what comes late, after an outage perhaps; None for now."""
    good = good_moment(now, zone=zone, at=at, days=directory.school_days)
    return good if good > now else None
