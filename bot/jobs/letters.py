"""Letters: what a delivery says and where it goes, as composers make them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.delivery import Delivery
from bot.jobs.desk import Desk
from bot.ledger.directory import Directory
from bot.messages import Message
from bot.ports import Address, Transaction

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


Messages = dict[str, Draft]
Composer = Callable[[Transaction, Directory, Sequence[Delivery], datetime], Awaitable[Messages]]
