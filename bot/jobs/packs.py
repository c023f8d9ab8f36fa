"""Packs: what is in them is gathered like every message, and the document made as it is sent."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.domain.delivery import Delivery
from bot.jobs.desk import Desk
from bot.jobs.letters import Draft, Messages
from bot.ledger.directory import Directory
from bot.ledger.files import MadeFile, keep_file
from bot.ledger.packs import MADE_FOR, Unmade, WantedPack, gather_pack, make_pack
from bot.messages import Message
from bot.ports import Transaction
from bot.ports.documents import DOCX
from bot.rhythm import local_day
from prompts.pack import not_made


async def pack_messages(
    tx: Transaction, directory: Directory, chosen: Sequence[Delivery], now: datetime
) -> Messages:
    """What each pack is made from; none for somebody who may not have it any more."""
    messages: Messages = {}
    for delivery in chosen:
        person = directory.people.get(delivery.to_person or "")
        reads = person.viewer.reads if person else None
        if reads not in MADE_FOR:
            continue
        wanted = WantedPack.read(delivery.occasion.partition("/")[0])
        unmade = await gather_pack(tx, directory, reads, wanted, now=now)
        failed = not_made(wanted.kind, wanted.quarter, unmade.material.today)
        finish = partial(_with_pack, unmade)
        messages[delivery.id] = Draft(message=failed, finish=finish)
    return messages


async def _with_pack(unmade: Unmade, desk: Desk, delivery: Delivery, now: datetime) -> Message:
    """The message with the pack as a document."""
    tools, material = desk.tools, unmade.material
    made_on = local_day(now, material.partnership.district.timezone)
    made = await asyncio.to_thread(
        make_pack, unmade, tools.documents, tools.drawing, made_on=made_on
    )
    kept = MadeFile(
        name=made.name,
        media_type=DOCX,
        audience=material.audience,
        content=made.content,
        title=made.title,
    )
    return made.message(await keep_file(desk.store, kept, to=delivery, now=now))
