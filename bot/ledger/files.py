"""Pictures and documents, kept so that the chat platforms find them."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from bot.domain.audience import Audience
from bot.domain.delivery import Delivery
from bot.domain.stored_file import StoredFile
from bot.messages import File
from bot.ports import Store

RANDOM_BYTES = 24
"""As many as nobody guesses."""


@dataclass(frozen=True, kw_only=True)
class MadeFile:
    """A picture or document that was made for ``audience``; ``alt`` as ``File`` has it."""

    name: str
    media_type: str
    audience: Audience
    content: bytes
    title: str
    alt: str = ""


async def keep_file(store: Store, made: MadeFile, *, to: Delivery, now: datetime) -> File:
    """Store a file that goes out with a delivery, and say what a message says of it.

    Its id cannot be guessed. Made once more for the same delivery, which a platform refused, say,
    the same bytes keep their id: nothing is stored or uploaded twice. Not inside a transaction.
    """
    async with store.write() as tx:
        there = await tx.find(StoredFile, delivery=to.id, name=made.name)
        stored = next((one for one in there if one.content == made.content), None)
        if stored is None:
            stored = StoredFile(
                id=secrets.token_urlsafe(RANDOM_BYTES),
                partnership=to.partnership,
                name=made.name,
                media_type=made.media_type,
                audience=made.audience,
                person=to.to_person,
                delivery=to.id,
                at=now,
                content=made.content,
            )
            await tx.add(stored)
    return File(
        id=stored.id,
        name=made.name,
        media_type=made.media_type,
        title=made.title,
        alt=made.alt,
    )
