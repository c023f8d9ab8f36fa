"""A conversation as somebody reads it: its messages in parts, by day, with what they reply to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from integrations.sandbox.inbound import SandboxInbound
from integrations.sandbox.items import Shown, channel, direct

PART = 50
"""How many messages are shown at once; earlier ones come when they are asked for."""


@dataclass(frozen=True, kw_only=True)
class Spot:
    """As whom and where somebody reads. ``thread`` is the id of the message whose thread is open.

    ``channel`` is a channel's id, empty in the talk with the bot.
    """

    user: str
    channel: str = ""
    thread: str = ""

    @property
    def key(self) -> str:
        """The conversation."""
        return channel(self.channel) if self.channel else direct(self.user)

    @property
    def query(self) -> str:
        """The spot as the query of a link."""
        said = {"as": self.user, "in": self.channel, "thread": self.thread}
        return urlencode({name: value for name, value in said.items() if value})

    def in_thread(self, thread: str) -> "Spot":
        """The thread of a message here."""
        return replace(self, thread=thread)


def spot_in(key: str, user: str) -> Spot:
    """The spot of somebody in a conversation."""
    kind, _, name = key.partition(":")
    return Spot(user=user, channel=name if kind == "channel" else "")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A message as it is shown. ``at`` has the reader's zone.

    ``day`` is set where a new day begins, ``quoted`` where it replies to another message, and
    ``is_first_new`` where the reader has not been yet.
    """

    shown: Shown
    at: datetime
    day: date | None = None
    quoted: Shown | None = None
    is_first_new: bool = False


@dataclass(frozen=True, kw_only=True)
class Part:
    """Some messages on end, the oldest first. ``earlier``: there are more before them."""

    lines: tuple[Line, ...]
    earlier: bool = False

    @property
    def first(self) -> str:
        """The id of its oldest message; empty if there is none."""
        return self.lines[0].shown.id if self.lines else ""


@dataclass(frozen=True, kw_only=True)
class Talk:
    """Reads one spot. ``zone`` is the IANA zone that times are told in."""

    sandbox: SandboxInbound
    spot: Spot
    zone: str

    async def latest(self) -> Part:
        """The newest messages, with a mark where the unread begin."""
        last_read = await self.sandbox.last_read(self.spot.user, self.spot.key)
        if self.spot.thread:
            messages = await self.sandbox.thread(self.spot.thread, reader=self.spot.user)
            return Part(lines=await self._lines(messages, last_read=last_read))
        return await self._part(None, last_read=last_read)

    async def earlier(self, before: str) -> Part:
        """The messages before the one with that id."""
        return await self._part(before)

    async def news(self, since: str) -> Part:
        """What came or changed after the id ``since``, and perhaps some that came before."""
        spot = self.spot
        found = await self.sandbox.changes(spot.key, since, reader=spot.user)
        if spot.thread:
            found = [one for one in found if spot.thread in (one.id, one.thread)]
        before = await self._read(found[0].id, 1) if found and not spot.thread else []
        return Part(lines=await self._lines(found, after=before[0] if before else None))

    async def _part(self, before: str | None, *, last_read: str | None = None) -> Part:
        found = (await self._read(before, PART + 1))[::-1]
        earlier = found[0] if len(found) > PART else None
        messages = found[-PART:]
        lines = await self._lines(messages, after=earlier, last_read=last_read)
        return Part(lines=lines, earlier=earlier is not None)

    async def _read(self, before: str | None, limit: int) -> list[Shown]:
        return await self.sandbox.conversation(
            self.spot.key, before=before, limit=limit, reader=self.spot.user
        )

    async def _lines(
        self, messages: Sequence[Shown], *, after: Shown | None = None, last_read: str | None = None
    ) -> tuple[Line, ...]:
        quoted = {} if self.spot.thread else await self._quoted(messages)
        new = self._first_new(messages, last_read)
        lines: list[Line] = []
        day = self._at(after).date() if after else None
        for one in messages:
            at = self._at(one)
            lines.append(
                Line(
                    shown=one,
                    at=at,
                    day=at.date() if at.date() != day else None,
                    quoted=quoted.get(one.thread or ""),
                    is_first_new=one.id == new,
                )
            )
            day = at.date()
        return tuple(lines)

    def _first_new(self, messages: Iterable[Shown], last_read: str | None) -> str | None:
        """The first message of others after what was read; None where nothing had been read."""
        if not last_read:
            return None
        user = self.spot.user
        return next((m.id for m in messages if m.id > last_read and m.author != user), None)

    async def _quoted(self, messages: Iterable[Shown]) -> Mapping[str, Shown]:
        threads = {one.thread for one in messages if one.thread}
        found = [await self.sandbox.message(reference) for reference in threads]
        return {one.id: one for one in found if one and one.seen_by(self.spot.user)}

    def _at(self, shown: Shown) -> datetime:
        return shown.at.astimezone(ZoneInfo(self.zone))
