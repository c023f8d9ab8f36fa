"""Files on their way to Slack: uploaded before their message is posted, documents shared after it.

https://docs.slack.dev/messaging/working-with-files#uploading_files
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import structlog

from bot.domain.errors import CannotTellError, HeadwayError, TryLaterError
from bot.domain.stored_file import StoredFile
from bot.messages import File, Message
from integrations.files import Files, shows
from integrations.notes import A_WHILE, Notes
from integrations.patience import patiently
from integrations.slack.api import Workspaces
from integrations.slack.reference import Reference
from integrations.turns import Turns

log = structlog.get_logger()

Sleep = Callable[[float], Awaitable[None]]

PAUSES = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)
"""Seconds before each look whether Slack has read a picture. Until it has looked for malware, a
message with it is refused as ``invalid_blocks``; a media type shows that it has.

https://github.com/slackapi/java-slack-sdk/issues/1349 and …/node-slack-sdk/issues/2040
"""
_PICTURE = "picture"
_SHARED = "shared"


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A message whose files are at Slack.

    ``pictures``: Slack's ids of those that its blocks show. ``documents``: Slack's ids of those
    that are to be shared after it. What could not be uploaded is a line of the message.
    """

    message: Message
    pictures: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)


class Uploads:
    """Uploads files, and shares each document once under each message."""

    def __init__(
        self, *, files: Files, notes: Notes, slack: Workspaces, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._files = files
        self._notes = notes
        self._slack = slack
        self._sleep = sleep
        self._turns = Turns()

    async def prepared(
        self, team: str, message: Message, *, under: Reference | None = None, inline: bool = True
    ) -> Prepared:
        """Upload the files of a message; nothing of it is seen yet.

        Documents that stand ``under`` this message already are left out. Without ``inline``
        pictures go as documents do. Raises TryLaterError alone, where Slack asks for a pause.
        """
        stored = await self._files.of(message)
        made = Prepared(message=self._files.without(message, _gone(message, stored), why="gone"))
        for file in made.message.files:
            try:
                made = await self._one(team, made, stored[file.id], under=under, inline=inline)
            except HeadwayError as error:
                if isinstance(error, TryLaterError) and error.after is not None:
                    raise
                said = self._files.without(made.message, [file], why=str(error))
                made = replace(made, message=said)
        return made

    async def forget(self, team: str, prepared: Prepared) -> None:
        """Slack does not take these pictures any more: upload them anew when they are next sent."""
        for file in prepared.pictures:
            await self._notes.put(_PICTURE, f"{team}/{file}", {})

    async def share(
        self, at: Reference, prepared: Prepared, *, thread: str | None = None
    ) -> list[File]:
        """Share the documents where the message is, and return those that Slack refused.

        In a channel they stand under the message. A document of which it is not known whether it
        was shared is not shared again. Raises nothing.
        """
        refused = []
        for file in prepared.message.files:
            uploaded = prepared.documents.get(file.id)
            if uploaded and not await self._share(at, file, uploaded, thread):
                refused.append(file)
        return refused

    async def shared(self, at: Reference, files: Iterable[str]) -> bool:
        """Whether all these documents stand with this message, or may."""
        return all([await self._notes.get(_SHARED, _key(at, file)) for file in files])

    async def _one(
        self,
        team: str,
        made: Prepared,
        stored: StoredFile,
        *,
        under: Reference | None,
        inline: bool,
    ) -> Prepared:
        file = next(one for one in made.message.files if one.id == stored.id)
        if inline and file.is_picture:
            picture = await self._picture(team, file, stored.content)
            if picture:
                return replace(made, pictures={**made.pictures, file.id: picture})
        if under and await self.shared(under, [file.id]):
            return made
        document = await self._upload(team, file, stored.content)
        return replace(made, documents={**made.documents, file.id: document})

    async def _picture(self, team: str, file: File, content: bytes) -> str | None:
        """A picture that blocks can show; None if Slack is not done with it in time.

        Each is uploaded once for a workspace, however many people get it.
        """
        key = f"{team}/{file.id}"
        async with self._turns.of(key):
            kept = await self._notes.get(_PICTURE, key)
            if kept:
                return str(kept["id"])
            uploaded = await self._upload(team, file, content)
            await self._complete(team, uploaded, file)
            if not await self._is_read(team, uploaded):
                return None
            await self._notes.put(_PICTURE, key, {"id": uploaded}, kept=A_WHILE)
        return uploaded

    async def _is_read(self, team: str, uploaded: str) -> bool:
        """https://docs.slack.dev/reference/methods/files.info."""
        for pause in PAUSES:
            await self._sleep(pause)
            known = (await self._slack.call(team, "files.info", file=uploaded))["file"]
            if known.get("mimetype"):
                return True
        return False

    async def _upload(self, team: str, file: File, content: bytes) -> str:
        """https://docs.slack.dev/reference/methods/files.getUploadURLExternal."""
        alt = shows(file) if file.is_picture else None
        given = await self._slack.call(
            team,
            "files.getUploadURLExternal",
            filename=file.name,
            length=len(content),
            alt_txt=alt,
        )
        await self._slack.upload(str(given["upload_url"]), content)
        return str(given["file_id"])

    async def _complete(self, team: str, uploaded: str, file: File, **where: str | None) -> None:
        """https://docs.slack.dev/reference/methods/files.completeUploadExternal."""
        named = [{"id": uploaded, "title": file.title}]
        await self._slack.call(team, "files.completeUploadExternal", files=named, **where)

    async def _share(self, at: Reference, file: File, uploaded: str, thread: str | None) -> bool:
        """Whether it stands there now, or may."""
        key = _key(at, file.id)
        if await self._notes.get(_SHARED, key):
            return True
        # Noted before: what a crash leaves half done is not done a second time.
        await self._notes.put(_SHARED, key, {"id": uploaded}, kept=A_WHILE)
        try:
            await patiently(
                lambda: self._complete(
                    at.team, uploaded, file, channel_id=at.channel, thread_ts=thread or under_in(at)
                )
            )
        except CannotTellError as error:
            log.warning("A document may be lost.", action="file_unclear", why=str(error))
        except HeadwayError as error:
            self._files.without(Message(text=""), [file], why=str(error))
            return False
        return True


def under_in(at: Reference) -> str | None:
    """The thread for what belongs to a message: none where one person is alone with the bot."""
    return None if at.channel.startswith("D") else at.stamps[0]


def _gone(message: Message, stored: Mapping[str, StoredFile]) -> list[File]:
    return [file for file in message.files if file.id not in stored]


def _key(at: Reference, file: str) -> str:
    return f"{at.team}/{at.channel}/{at.stamps[0]}/{file}"
