"""What the sandbox keeps in the store, and how it is named there.

A message is a PlatformItem of kind ``message``: its parent is the conversation, its mark the
delivery that it was sent for or the message in whose thread it stands, and its ids grow with the
order in which messages came to be. Each change of one leaves an item of kind ``edit``.
"""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

from bot.domain.errors import HeadwayError
from bot.domain.people import Person
from bot.messages import Message
from bot.ports import Address, PlatformItem

PLATFORM = "sandbox"
BOT = "headway"
"""The author of what the bot says."""

T = TypeVar("T")

_DIGITS = 20
_LOOK_BACK = 5 * 10**9


@dataclass(frozen=True, kw_only=True)
class Post:
    """A message as it stands in a conversation.

    ``thread`` is the id of the message it replies to; ``only_for`` the one user who can see it.
    """

    author: str
    message: Message
    thread: str | None = None
    only_for: str | None = None
    edited: bool = False


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A message of a conversation, as a reader finds it. ``at`` is in UTC."""

    id: str
    conversation: str
    at: datetime
    author: str
    message: Message
    thread: str | None
    edited: bool
    only_for: str | None

    @property
    def by_bot(self) -> bool:
        """Whether the bot said it."""
        return self.author == BOT

    def seen_by(self, user: str) -> bool:
        """Whether this user can see it, being in the conversation."""
        return self.only_for in (None, user)


def user_of(person: Person) -> str:
    """What somebody is called in the sandbox: the id of the file, or what comes nearest to one."""
    return person.user or person.email or person.key


def direct(user: str) -> str:
    """The conversation of the bot with a user, who is named by id or e-mail address."""
    # E-mail addresses are the same in capitals and small letters; ids need not be.
    return f"dm:{user.lower() if '@' in user else user}"


def channel(key: str) -> str:
    """The conversation of a channel."""
    return f"channel:{key}"


def conversation_of(address: Address) -> str:
    """The conversation that an address leads to. Raises HeadwayError if it is empty."""
    if address.channel:
        return channel(address.channel)
    user = address.user or address.email
    if not user:
        raise HeadwayError("An address needs a user, an e-mail address or a channel.")
    return direct(user)


def new_id() -> str:
    """An id that sorts after those given before. It counts real time, which never stands still."""
    return f"{time.time_ns():0{_DIGITS}d}{secrets.token_hex(4)}"


def shortly_before(reference: str) -> str:
    """An id of some seconds earlier.

    Who writes at the same moment gets an id first and may be done second: whoever asks for what is
    new since an id has to look back a little.
    """
    return f"{max(int(reference[:_DIGITS]) - _LOOK_BACK, 0):0{_DIGITS}d}"


def shown(item: PlatformItem) -> Shown:
    """The stored message as it is shown."""
    post = load(Post, item.body)
    return Shown(
        id=item.id,
        conversation=item.parent,
        at=item.at,
        author=post.author,
        message=post.message,
        thread=post.thread,
        edited=post.edited,
        only_for=post.only_for,
    )


def dump(value: object) -> dict[str, object]:
    """A dataclass of plain data, ready for JSON."""
    return cast("dict[str, object]", _adapter(type(value)).dump_python(value, mode="json"))


def load(kind: type[T], body: Mapping[str, object]) -> T:
    """The dataclass that was dumped. Raises pydantic's ValidationError if it is another one."""
    return cast("T", _adapter(kind).validate_python(dict(body)))


def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - mypy knows no hashable type[T]
    return _cached_adapter(kind)


@cache
def _cached_adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
