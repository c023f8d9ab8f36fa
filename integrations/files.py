"""Files that go with messages: their bytes, and what is said where one cannot be shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog

from bot.domain.stored_file import StoredFile
from bot.messages import File, Html, Message, Note, Paragraph, safe
from bot.ports import Store
from prompts.words import words

log = structlog.get_logger()

LONGEST_ALT = 1000
"""Characters of what a picture shows, as platforms read it out."""

_FILE = "files"


@dataclass(frozen=True)
class Files:
    """The files of messages, for one platform."""

    platform: str
    store: Store

    async def of(self, message: Message) -> dict[str, StoredFile]:
        """The files of a message that are there, by their ids."""
        if not message.files:
            return {}
        async with self.store.read() as tx:
            found = await tx.get_all(StoredFile, [(file.id,) for file in message.files])
        return {stored.id: stored for stored in found}

    def without(self, message: Message, lost: Sequence[File], *, why: str) -> Message:
        """The message without these files, with a line for each; ``why`` is for the log alone."""
        for file in lost:
            log.warning(
                "A file was not added to a message.",
                action="file_not_added",
                platform=self.platform,
                file=file.id,
                why=why,
            )
        return with_lines(message, lost)

    async def known(self, message: Message) -> Message:
        """The message with those of its files that are there, and a line for each other."""
        there = await self.of(message)
        gone = [file for file in message.files if file.id not in there]
        return self.without(message, gone, why="gone") if gone else message


def with_lines(message: Message, lost: Sequence[File]) -> Message:
    """The message without these files, with a line for each that says so."""
    return added(message, *(Note(text=lost_line(file)) for file in lost), without=lost)


def lost_line(file: File) -> Html:
    """That a file could not be added, and what a picture would show."""
    return words(_FILE).rich("lost", title=file.title, alt=file.alt)


def in_own_chat(message: Message) -> Message:
    """The message without its files, with a line that says where they are."""
    line = words(_FILE).rich("in_own_chat", count=len(message.files))
    return added(message, Note(text=line), without=message.files)


def alone(message: Message) -> Message:
    """The files of a message by themselves, under their titles."""
    return Message(text=", ".join(file.title for file in message.files), files=message.files)


def added(message: Message, *notes: Note, without: Sequence[File]) -> Message:
    """The message with these lines at its end, without these files."""
    blocks = message.blocks or (Paragraph(text=safe(message.text)),)
    left = tuple(file for file in message.files if file not in without)
    return replace(message, blocks=(*blocks, *notes), files=left)


def shows(file: File) -> str:
    """What a picture shows, for whoever does not see it; never empty."""
    return (file.alt or file.title or file.name)[:LONGEST_ALT]


def download() -> str:
    """The label of what gets a document."""
    return words(_FILE).plain("download")
