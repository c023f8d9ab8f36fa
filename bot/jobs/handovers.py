"""The story so far, for whoever took somebody's place, as a message and a document to keep."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.domain.delivery import Delivery
from bot.domain.document import Document
from bot.domain.handover import Handover
from bot.domain.story import Story
from bot.jobs.desk import Desk
from bot.jobs.letters import Draft, Messages
from bot.ledger.directory import Directory
from bot.ledger.files import MadeFile, keep_file
from bot.ledger.site_days import by_day
from bot.ledger.stories import story_of
from bot.messages import Message
from bot.ports import Transaction
from bot.ports.documents import DOCX
from bot.rhythm import local_day
from prompts.handover_story import FILE_NAME, story_document, story_message


async def handover_messages(
    tx: Transaction, directory: Directory, chosen: Sequence[Delivery], now: datetime
) -> Messages:
    """The stories, by day where each reader is; none of a hand-over that was undone."""
    messages: Messages = {}
    for delivery in chosen:
        done = await tx.get(Handover, delivery.partnership, int(delivery.occasion))
        if done is None or done.undone:
            continue
        story = await story_of(tx, directory, done)
        zone, by = directory.partnership.zone_of(story.new), directory.name(done.by)
        better, made_on = by_day(now, zone), local_day(now, zone)
        document = story_document(story, by, made_on=made_on)
        messages[delivery.id] = Draft(
            message=story_message(story, by),
            wait_until=better if better > now else None,
            finish=partial(_with_document, _Told(story=story, by=by, document=document)),
        )
    return messages


@dataclass(frozen=True, kw_only=True)
class _Told:
    """A story, the name of who handed over, and the document that is to be written."""

    story: Story
    by: str
    document: Document


async def _with_document(told: _Told, desk: Desk, delivery: Delivery, now: datetime) -> Message:
    story = told.story
    content = await asyncio.to_thread(desk.tools.documents.docx, told.document)
    made = MadeFile(
        name=FILE_NAME,
        media_type=DOCX,
        audience=story.audience,
        content=content,
        title=told.document.title,
    )
    file = await keep_file(desk.store, made, to=delivery, now=now)
    return replace(story_message(story, told.by, with_document=True), files=(file,))
