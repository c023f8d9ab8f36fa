"""The bot's messages on their way to Slack."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.errors import CannotTellError, UnreachableError
from bot.messages import Message
from bot.ports import Address, Clock, Parcel, Store
from integrations.notes import Notes
from integrations.slack.api import Workspaces
from integrations.slack.cards import Payload, to_messages
from integrations.slack.conversations import Conversations
from integrations.slack.errors import said
from integrations.slack.reference import Reference
from integrations.slack.settings import PLATFORM
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


class SlackChat:
    """A ChatPlatform at Slack.

    A very long message is several at Slack; then a part that is there already is not sent again.
    """

    def __init__(
        self, *, store: Store, clock: Clock, workspaces: Workspaces, told: Told | None = None
    ) -> None:
        """Speak in these workspaces, and keep in the store what Slack does not.

        ``told`` hears of each message that was sent, and keeps nobody waiting.
        """
        self._workspaces = workspaces
        self._told = told
        self._notes = Notes(PLATFORM, store, clock)
        self._values = Values(self._notes)
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
        parts, stamps = await self._arrived(team, channel, delivery)
        if len(stamps) < parts:
            await self._keep_parts(delivery, stamps)
        return str(_reference(team, channel, stamps)) if parts and len(stamps) >= parts else None

    async def update(self, reference: str, message: Message) -> None:
        """See ``ChatPlatform.update``. What does not fit any more goes on in the thread."""
        await self._values.keep(message)
        first = Reference.read(reference)
        kept = await self._notes.get(_GROWN, reference)
        now = Reference.read(str(kept["now"])) if kept else first
        payloads = to_messages(message)
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
            await self._notes.put(_GROWN, reference, {"now": str(new)})

    async def ready(self) -> str | None:
        """See ``ChatPlatform.ready``."""
        return await self._workspaces.ready()

    async def post(
        self, team: str, channel: str, message: Message, *, thread: str | None = None
    ) -> str:
        """Say something in a conversation, in the thread of that time stamp if one is given.

        For answers, which belong to no delivery. Returns the reference; raises as ``send`` does.
        """
        await self._values.keep(message)
        stamps = {
            number: await self._post(team, channel, payload, {"thread_ts": thread})
            for number, payload in enumerate(to_messages(message))
        }
        return str(_reference(team, channel, stamps))

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
        team, payloads = parcel.to.workspace.id, to_messages(parcel.message)
        several = len(payloads) > 1
        stamps = await self._parts(parcel.delivery) if several else {}
        for number, payload in enumerate(payloads):
            if number not in stamps:
                about = {"delivery": parcel.delivery, "part": number, "parts": len(payloads)}
                metadata = {"event_type": EVENT, "event_payload": about}
                stamps[number] = await self._post(team, channel, payload, {"metadata": metadata})
                if several:
                    await self._keep_parts(parcel.delivery, stamps)
        return str(_reference(team, channel, stamps))

    async def _parts(self, delivery: str) -> dict[int, str]:
        """The parts of a long message that have arrived, as far as that is known."""
        kept = await self._notes.get(_PARTS, delivery) or {}
        return {int(number): str(stamp) for number, stamp in kept.items()}

    async def _keep_parts(self, delivery: str, stamps: Mapping[int, str]) -> None:
        body = {str(number): stamp for number, stamp in stamps.items()}
        await self._notes.put(_PARTS, delivery, body)

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

    async def _arrived(self, team: str, channel: str, delivery: str) -> tuple[int, dict[int, str]]:
        """Of how many parts a delivery is, and the time stamps of those that are there.

        https://docs.slack.dev/reference/methods/conversations.history
        """
        parts, stamps, cursor = 0, dict[int, str](), None
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
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor or (parts and len(stamps) >= parts):
                return parts, stamps
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
