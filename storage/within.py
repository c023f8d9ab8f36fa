"""The first wall between districts: what a transaction that was narrowed still reads and writes.

The second is the database's own (``storage.walls``). Every row belongs to a partnership, which its
field ``partnership`` names, or its kind is listed here with the reason why not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, cast

import structlog

from bot.domain.errors import OutsideWallsError
from bot.domain.inbox import Received
from bot.domain.network import Shared
from bot.domain.pace import Pace
from bot.domain.partnership import Partnership
from bot.ports.store import AtLeast, AtMost, Below, Between, OneOf, PlatformItem, Stored

log = structlog.get_logger()

OUTSIDE: Mapping[type[Stored], str] = {
    Received: (
        "It is looked for before anybody knows whose partnership an event is about, by a key that "
        "begins with the platform's own name of the sender: nobody else gets what was answered."
    ),
    Pace: "It is a workspace's or a conversation's, which several partnerships may share.",
    PlatformItem: (
        "It belongs to a chat platform: a token, the way to a person, a message in the sandbox. "
        "Several partnerships may share a workspace."
    ),
    Shared: (
        "It is what a district shares with the other districts of its partner, copied for them. "
        "``bot.domain.network.may_read`` says who reads it, and so does its own wall in PostgreSQL."
    ),
}
"""The kinds of which no row belongs to one partnership, each with the reason."""


@cache
def owner_field(kind: type[Stored]) -> str | None:
    """The field that names the partnership of a kind's values; None for those that are outside."""
    if kind in OUTSIDE:
        return None
    if kind is Partnership:
        return "key"
    return next((one.name for one in fields(cast("Any", kind)) if one.name == "partnership"), None)


class Within:
    """What a transaction may see: everything until it is narrowed, then only less."""

    def __init__(self) -> None:
        """Begin with everything."""
        self._keys: frozenset[str] | None = None

    def narrow(self, partnerships: Iterable[str]) -> tuple[str, ...] | None:
        """Leave these of the partnerships that are left; return them, None if no less is left."""
        before, wanted = self._keys, frozenset(partnerships)
        self._keys = wanted if before is None else wanted & before
        return None if self._keys == before else tuple(sorted(self._keys))

    def covers(self, partnership: str) -> bool:
        """Whether this partnership may be seen."""
        return self._keys is None or partnership in self._keys

    def holds(self, value: Stored) -> bool:
        """Whether this value may be seen."""
        name = owner_field(type(value))
        return name is None or self.covers(getattr(value, name))

    def asked(self, kind: type[Stored], where: Mapping[str, object]) -> dict[str, object]:
        """The same question, asked only of what may be seen.

        Raises HeadwayError where a comparison picks partnerships: name them.
        """
        name = owner_field(kind)
        if self._keys is None or name is None:
            return dict(where)
        named = _named(where[name]) if name in where else self._keys
        keys = sorted(cast("frozenset[str]", named & self._keys))
        return {**where, name: keys[0] if len(keys) == 1 else OneOf(tuple(keys))}

    def refuse(self, values: Iterable[Stored]) -> None:
        """Raise OutsideWallsError if one of the values may not be written."""
        for value in values:
            if not self.holds(value):
                refuse(type(value).__name__)

    def refuse_key(self, partnership: str, what: str) -> None:
        """Raise OutsideWallsError if nothing may be written in this partnership."""
        if not self.covers(partnership):
            refuse(what)


def refuse(what: str) -> None:
    """Say in the log that Headway was about to mix districts, and stop it."""
    log.error("Something of another district was to be written.", action="outside_walls", kind=what)
    raise OutsideWallsError(
        f"A {what} of another partnership was to be written. This is a fault of Headway's: nothing "
        "was stored. Please report it."
    )


def _named(wanted: object) -> frozenset[object]:
    if isinstance(wanted, AtLeast | AtMost | Below | Between):
        raise OutsideWallsError("In a narrowed transaction partnerships are asked for by name.")
    return frozenset(wanted.values) if isinstance(wanted, OneOf) else frozenset({wanted})
