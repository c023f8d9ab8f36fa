"""Messages on their way out: rows that are written in the transaction that causes them."""

from datetime import datetime

from bot.domain.delivery import Delivery, DeliveryKind, Occasion
from bot.domain.people import Channel, Person
from bot.domain.record import Record
from bot.ledger.directory import Directory
from bot.ports import Transaction


def to_person(directory: Directory, person: Person, occasion: Occasion) -> Delivery | None:
    """A message to a person, not stored yet; None if nobody said where the person is found."""
    workspace = directory.partnership.workspace(person.side)
    return occasion.to(f"person:{person.key}", workspace) if workspace else None


def to_channel(directory: Directory, channel: Channel, occasion: Occasion) -> Delivery | None:
    """A message to a channel, not stored yet; None if its workspace is not in the file."""
    workspace = directory.partnership.workspace(channel.workspace)
    return occasion.to(f"channel:{channel.key}", workspace) if workspace else None


async def notify(
    tx: Transaction, directory: Directory, record: Record, person: Person, *, now: datetime
) -> None:
    """Tell somebody of the latest change of a record, once."""
    occasion = Occasion(
        partnership=record.partnership,
        kind=DeliveryKind.NOTICE,
        name=f"{record.ref}.{record.version}",
        at=now,
    )
    notice = to_person(directory, person, occasion)
    if notice:
        await tx.add_missing(notice)
