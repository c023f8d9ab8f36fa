"""The bot's messages on their way to Slack."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from bot.domain.delivery import Place
from bot.domain.errors import CannotTellError, HeadwayError, UnreachableError
from bot.domain.pace import Rates
from bot.messages import File, Message, plain
from bot.ports import Address, Clock, Parcel, Store
from integrations.faults import FaultError
from integrations.files import Files, lost_line
from integrations.notes import A_WHILE, Notes
from integrations.slack.api import Workspaces
from integrations.slack.cards import Payload, to_messages
from integrations.slack.conversations import Conversations
from integrations.slack.errors import said
from integrations.slack.reference import Reference
from integrations.slack.settings import PLATFORM
from integrations.slack.uploads import Prepared, Sleep, Uploads, under_in
from integrations.values import Values

EVENT = "headway_delivery"
"""What our messages' metadata is about. https://docs.slack.dev/messaging/message-metadata"""
IN_CHANNELS = {"channels:history", "groups:history"}
"""With these the bot could read what people write in channels, to find its own messages there."""
MOST_PAGES = 25
PAGE = 200
"""How far back a sent message is looked for."""
_GROWN = "grown"
_PARTS = "parts"

Told = Callable[[Address], None]
Put = Callable[[Prepared], Awaitable[Reference]]
"""Puts a prepared message into a conversation; a second time it goes on where it was."""


class SlackChat:
    """A ChatPlatform at Slack.

    A very long message is several at Slack; then a part that is there already is not sent again.
    """

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        workspaces: Workspaces,
        told: Told | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """Speak in these workspaces, and keep in the store what Slack does not.

        ``told`` hears of each message that was sent, and keeps nobody waiting.
        """
        self._workspaces = workspaces
        self._told = told
        self._notes = Notes(PLATFORM, store, clock)
        self._values = Values(self._notes)
        files = Files(PLATFORM, store)
        self._uploads = Uploads(files=files, notes=self._notes, slack=workspaces, sleep=sleep)
        self._conversations = Conversations(self._notes, workspaces)

    async def send(self, parcel: Parcel) -> str:
        """See ``ChatPlatform.send``. Raises CannotTellError if Slack did not say what it did."""
        await self._values.keep(parcel.message)
        reference = await self._handed_over(parcel)
        if self._told is not None:
            self._told(parcel.to)
        return reference

    async def find(self, delivery: str, to: Address) -> str | None:
        """See ``ChatPlatform.find``. A message of which a part is missing was not sent yet.

        Raises CannotTellError also where the bot may not read, and does not try: in channels that
        takes permissions which it does not ask for, see ``IN_CHANNELS``.
        """
        team, channel = to.workspace.id, await self._conversations.of(to)
        if to.channel and not await self._workspaces.permissions(team) >= IN_CHANNELS:
            raise CannotTellError("Headway may not read in this Slack channel.")
        parts, stamps, files = await self._arrived(team, channel, delivery)
        if not parts:
            return None
        at = _reference(team, channel, stamps)
        if len(stamps) >= parts and await self._uploads.shared(at, files):
            return str(at)
        await self._keep_parts(delivery, stamps)
        return None

    async def update(self, reference: str, message: Message) -> None:
        """See ``ChatPlatform.update``. What does not fit any more goes on in the thread."""
        await self._values.keep(message)
        first = Reference.read(reference)

        async def put(prepared: Prepared) -> Reference:
            await self._rewrite(first, to_messages(prepared.message, pictures=prepared.pictures))
            return first

        await self._with_files(first.team, message, put, under=first)

    async def ready(self) -> str | None:
        """See ``ChatPlatform.ready``."""
        return await self._workspaces.ready()

    def rates(self, place: Place) -> Rates:
        """See ``ChatPlatform.rates``."""
        return self._workspaces.rates

    async def post(
        self, team: str, channel: str, message: Message, *, thread: str | None = None
    ) -> str:
        """Say something in a conversation, in the thread of that time stamp if one is given.

        For answers, which belong to no delivery. Returns the reference; raises as ``send`` does.
        """
        await self._values.keep(message)
        stamps: dict[int, str] = {}

        async def put(prepared: Prepared) -> Reference:
            payloads = to_messages(prepared.message, pictures=prepared.pictures)
            for number in range(len(stamps), len(payloads)):
                more = {"thread_ts": thread}
                stamps[number] = await self._post(team, channel, payloads[number], more)
            return _reference(team, channel, stamps)

        return str(await self._with_files(team, message, put, thread=thread))

    async def _handed_over(self, parcel: Parcel) -> str:
        channel = await self._conversations.of(parcel.to)
        try:
            return await self._send(parcel, channel)
        except UnreachableError as error:
            # After the app was removed and installed again, its conversations can be others.
            if parcel.to.channel or said(error) != "channel_not_found":
                raise
        return await self._send(parcel, await self._conversations.open(parcel.to))

    async def _send(self, parcel: Parcel, channel: str) -> str:
        team = parcel.to.workspace.id

        async def put(prepared: Prepared) -> Reference:
            return _reference(team, channel, await self._posted(parcel, channel, prepared))

        return str(await self._with_files(team, parcel.message, put))

    async def _posted(self, parcel: Parcel, channel: str, prepared: Prepared) -> Mapping[int, str]:
        """The time stamps of a delivery's parts, of which those are posted that are missing."""
        payloads = to_messages(prepared.message, pictures=prepared.pictures)
        several, documents = len(payloads) > 1, list(prepared.documents)
        stamps = await self._parts(parcel.delivery) if several or documents else {}
        for number, payload in enumerate(payloads):
            if number not in stamps:
                about = {"delivery": parcel.delivery, "part": number, "parts": len(payloads)}
                about |= {"files": documents} if documents else {}
                metadata = {"event_type": EVENT, "event_payload": about}
                more = {"metadata": metadata}
                stamps[number] = await self._post(parcel.to.workspace.id, channel, payload, more)
                if several:
                    await self._keep_parts(parcel.delivery, stamps)
        return stamps

    async def _with_files(
        self,
        team: str,
        message: Message,
        put: Put,
        *,
        under: Reference | None = None,
        thread: str | None = None,
    ) -> Reference:
        """Put a message into a conversation, and its documents after it.

        Where Slack does not take a picture in it after all, that goes as a document does.
        """
        prepared = await self._uploads.prepared(team, message, under=under)
        try:
            at = await put(prepared)
        except FaultError as error:
            if said(error) != "invalid_blocks" or not prepared.pictures:
                raise
            await self._uploads.forget(team, prepared)
            prepared = await self._uploads.prepared(team, message, under=under, inline=False)
            at = await put(prepared)
        for file in await self._uploads.share(at, prepared, thread=thread):
            await self._say_lost(at, file, thread)
        return at

    async def _say_lost(self, at: Reference, file: File, thread: str | None) -> None:
        """Say under a message that a document of it could not be shared, if that can be said."""
        (payload,) = to_messages(Message(text=plain(lost_line(file))))
        more = {"thread_ts": thread or under_in(at)}
        with suppress(HeadwayError):
            await self._post(at.team, at.channel, payload, more)

    async def _rewrite(self, first: Reference, payloads: Sequence[Payload]) -> None:
        """Put these payloads in the place of a message; what is too much goes on in the thread."""
        kept = await self._notes.get(_GROWN, str(first))
        now = Reference.read(str(kept["now"])) if kept else first
        for payload, stamp in zip(payloads, now.stamps, strict=False):
            await self._change(now, stamp, payload)
        stamps = [*now.stamps[: len(payloads)]]
        for stamp in now.stamps[len(payloads) :]:
            await self._workspaces.call(now.team, "chat.delete", channel=now.channel, ts=stamp)
        for payload in payloads[len(now.stamps) :]:
            more = {"thread_ts": first.stamps[0]}
            stamps.append(await self._post(now.team, now.channel, payload, more))
        if tuple(stamps) != now.stamps:
            new = Reference(team=now.team, channel=now.channel, stamps=tuple(stamps))
            await self._notes.put(_GROWN, str(first), {"now": str(new)})

    async def _parts(self, delivery: str) -> dict[int, str]:
        """The parts of a long message that have arrived, as far as that is known."""
        kept = await self._notes.get(_PARTS, delivery) or {}
        return {int(number): str(stamp) for number, stamp in kept.items()}

    async def _keep_parts(self, delivery: str, stamps: Mapping[int, str]) -> None:
        body = {str(number): stamp for number, stamp in stamps.items()}
        await self._notes.put(_PARTS, delivery, body, kept=A_WHILE)

    async def _post(
        self, team: str, channel: str, payload: Payload, more: Mapping[str, object]
    ) -> str:
        """https://docs.slack.dev/reference/methods/chat.postMessage."""
        posted = await self._workspaces.call(
            team, "chat.postMessage", channel=channel, **content(payload), **more
        )
        return str(posted["ts"])

    async def _change(self, at: Reference, stamp: str, payload: Payload) -> None:
        """https://docs.slack.dev/reference/methods/chat.update; metadata stays as it was."""
        words = content(payload)
        del words["unfurl_links"], words["unfurl_media"]
        await self._workspaces.call(at.team, "chat.update", channel=at.channel, ts=stamp, **words)

    async def _arrived(
        self, team: str, channel: str, delivery: str
    ) -> tuple[int, dict[int, str], list[str]]:
        """Of how many parts a delivery is, the time stamps of those that are there, its documents.

        https://docs.slack.dev/reference/methods/conversations.history
        """
        parts, stamps, cursor = 0, dict[int, str](), None
        files: list[str] = []
        for _ in range(MOST_PAGES):
            page = await self._workspaces.call(
                team,
                "conversations.history",
                channel=channel,
                include_all_metadata=True,
                limit=PAGE,
                cursor=cursor,
            )
            for about, stamp in _ours(page, delivery):
                parts = int(about["parts"])
                stamps[int(about["part"])] = stamp
                files = [str(file) for file in about.get("files", ())]
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor or (parts and len(stamps) >= parts):
                return parts, stamps, files
        raise CannotTellError("Too much was said in this conversation since then.")


def content(payload: Payload) -> dict[str, object]:
    """What a payload says, as arguments of ``chat.postMessage`` and its like.

    Nothing in it is made a link or a mention, and no link unfolds.
    https://docs.slack.dev/messaging/unfurling-links-in-messages
    """
    return {
        "text": payload.text,
        "blocks": payload.blocks,
        "parse": "none",
        "link_names": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _ours(page: Mapping[str, Any], delivery: str) -> list[tuple[dict[str, Any], str]]:
    """The metadata and time stamps of a delivery's messages, on a page of a conversation."""
    found = []
    for message in page["messages"]:
        metadata = message.get("metadata") or {}
        about = metadata.get("event_payload") or {}
        if metadata.get("event_type") == EVENT and about.get("delivery") == delivery:
            found.append((about, str(message["ts"])))
    return found


def _reference(team: str, channel: str, stamps: Mapping[int, str]) -> Reference:
    return Reference(
        team=team, channel=channel, stamps=tuple(stamps[number] for number in sorted(stamps))
    )
