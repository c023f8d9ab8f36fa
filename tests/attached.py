"""A picture and a document that go with messages, and their place in a store."""

import struct
import zlib
from datetime import UTC, datetime

from bot.domain.audience import Audience
from bot.domain.stored_file import StoredFile
from bot.messages import File
from bot.ports import Store


def png(width: int = 3, height: int = 2) -> bytes:
    """A PNG of that size, blue all over."""
    row = b"\0" + b"\x22\x55\xaa" * width
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * height)),
        (b"IEND", b""),
    ]
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


PICTURE = File(
    id="a-picture-nobody-guesses",
    name="momentum.png",
    media_type="image/png",
    title="Momentum, four weeks",
    alt="Data teams went from slow to steady.",
)
DOCUMENT = File(
    id="a-document-nobody-guesses",
    name="Quarter “Q3”.docx",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    title="The quarter",
)
CONTENTS = {PICTURE.id: png(), DOCUMENT.id: b"PK\x03\x04 the quarter"}


async def keep(store: Store, *files: File) -> None:
    """Store their bytes."""
    async with store.write() as tx:
        for file in files:
            await tx.put(
                StoredFile(
                    id=file.id,
                    partnership="riverbend",
                    name=file.name,
                    media_type=file.media_type,
                    audience=Audience.LEADERS,
                    at=datetime(2027, 1, 11, tzinfo=UTC),
                    content=CONTENTS[file.id],
                )
            )
