"""Handing over: what somebody has open moves to another in one go, and back."""

from dataclasses import replace
from datetime import datetime

from bot.domain.audience import visible
from bot.domain.blocker import Blocker, BlockerState
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.delivery import DeliveryKind, Occasion
from bot.domain.errors import ChangeRefusedError
from bot.domain.handover import Handover, Moves, Open, moves
from bot.domain.history import Act, Deed
from bot.domain.people import Person
from bot.domain.site_day import SiteDay, SiteDayState
from bot.ledger.directory import Directory
from bot.ledger.outbox import to_person
from bot.ledger.records import change, look_up, undo
from bot.ports import Transaction

COUNTER = "handover"


async def moves_of(tx: Transaction, old: Person, new: Person, by: Person) -> Moves:
    """What would go over, of what whoever hands over may see."""
    key = old.partnership
    found: list[Open] = [
        *await tx.find(Commitment, partnership=key, owner=old.key, state=CommitmentState.OPEN),
        *await tx.find(Blocker, partnership=key, state=BlockerState.OPEN),
        *await tx.find(SiteDay, partnership=key, state=SiteDayState.PLANNED),
    ]
    return moves(visible(by.viewer, found), old, new)


async def hand_over(
    tx: Transaction, directory: Directory, draft: Handover, planned: Moves
) -> Handover:
    """Move what is planned, keep that it was, and send the new person the story so far."""
    act = Act(deed=Deed.HANDED_OVER, by=draft.by, at=draft.at, why=draft.why)
    moved = [await change(tx, before, after, act) for before, after in planned.going]
    done = replace(
        draft,
        number=await tx.next_number(draft.partnership, COUNTER),
        moved={record.ref: record.version for record in moved},
    )
    await tx.add(done)
    new = directory.people[done.new]
    occasion = Occasion(
        partnership=done.partnership,
        kind=DeliveryKind.HANDOVER,
        name=str(done.number),
        at=done.at,
    )
    delivery = to_person(directory, new, occasion)
    if delivery:
        await tx.add_missing(delivery)
    return done


async def take_back(tx: Transaction, done: Handover, *, by: str, at: datetime) -> list[str]:
    """Give back what was moved; the numbers of those that stay, as somebody changed them since.

    Raises ChangeRefusedError for anybody but who handed over, and if it was taken back already.
    """
    if done.by != by:
        raise ChangeRefusedError("Only who handed over can undo it.")
    if done.undone:
        raise ChangeRefusedError("That was undone already; nothing more was changed.")
    stays = []
    for ref, version in done.moved.items():
        record = await look_up(tx, done.partnership, ref)
        if record is None or record.version != version:
            stays.append(ref)
            continue
        await undo(tx, record, version, by=by, at=at)
    await tx.put(replace(done, undone=True))
    return stays
