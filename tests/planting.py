"""Nonsense words in every text of a district, each once, by which it is known again anywhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from itertools import count
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from bot.domain.audience import Audience
from bot.domain.record import Record
from bot.ports import Stored

T = TypeVar("T")

MARKER = re.compile(r"zq[a-z]{4}", re.IGNORECASE)
NOON = datetime(2027, 1, 12, 17, tzinfo=UTC)
AT_REST = ("next_due", "remind_at", "brief_at", "debrief_at", "away_until", "undone", "left")
"""Fields that are left empty, so that the clock has nothing to do with what was made up."""
NAMES = {"name", "role", "term", "success", "vision"}
"""Fields of a partnership file that hold words though they have no blanks."""
HERE: Mapping[str, object] = {
    **dict.fromkeys(("by", "owner", "person", "new", "observer", "approver"), "boyd"),
    "school": "lincoln",
    "strategy": "student-talk",
    "indicator": "visits",
    "platform": "slack",
    "workspace": "T000000001",
    "came_from": "A-1",
    "ref": "H-901",
    "recipient": "person:boyd",
    "week": "2027-W02",
    "key": "riverbend",
    "timezone": "America/New_York",
    "audience": Audience.PUBLIC,
    "withdrawn": False,
    "under_way": False,
    "taken_back_at": NOON,
}
"""What fields hold by which things belong together: a made-up word there would be found by nobody.

All that may be for anybody is, so that nothing but the walls keeps it.
"""


@dataclass
class Planted:
    """The markers that were planted, each with where."""

    where: dict[str, str] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=count)

    def word(self, where: str) -> str:
        """A new marker."""
        letters, number = "", next(self._numbers)
        for _ in range(4):
            number, place = divmod(number, 26)
            letters += chr(ord("a") + place)
        self.where[f"zq{letters}"] = where
        return f"zq{letters}"

    def marked(self, value: T, name: str = "") -> T:
        """The same value, with a marker behind each of its texts that people wrote."""
        if type(value) is str and (" " in str(value) or name in NAMES):
            return f"{value} {self.word(name).title()}"  # type: ignore[return-value]  # of the type that came in
        if isinstance(value, tuple):
            return tuple(self.marked(one, name) for one in value)  # type: ignore[return-value]  # of the type that came in
        if is_dataclass(value) and not isinstance(value, type):
            texts = {one.name: getattr(value, one.name) for one in fields(value)}
            return replace(value, **{key: self.marked(one, key) for key, one in texts.items()})
        return value

    def one(self, kind: type[Stored], number: int, partnership: str) -> Any:  # noqa: ANN401 - of that kind
        """A value of this kind with a marker in each text; those of its key hold the number."""
        known = {**HERE, **dict.fromkeys(AT_REST), "partnership": partnership, "number": number}
        hints = get_type_hints(kind)
        made = {}
        for name in (one.name for one in fields(kind)):  # type: ignore[arg-type]  # every kind is a dataclass
            if name in known and _may_be(hints[name], known[name]):
                made[name] = known[name]
            elif name == "state" and not issubclass(kind, Record):
                made[name] = list(hints[name])[-1]
            else:
                made[name] = self._any(hints[name], f"{kind.__name__}.{name}")
        return kind(**made)

    def _any(self, annotation: Any, where: str) -> Any:  # noqa: ANN401 - of that annotation
        inner = [one for one in get_args(annotation) if one is not NoneType]
        origin = get_origin(annotation)
        if origin in {Union, UnionType}:
            return self._any(inner[0], where)
        if origin is tuple:
            return (self._any(inner[0], where),)
        if origin is frozenset:
            return frozenset({self._any(inner[0], where)})
        if origin is not None:  # a mapping
            return {self.word(where): self._any(inner[1], where)}
        if annotation in _PLAIN:
            return _PLAIN[annotation]
        if annotation is bytes:
            return self.word(where).encode()
        if isinstance(annotation, type) and issubclass(annotation, Enum):
            return next(iter(annotation))
        if is_dataclass(annotation):
            hints = get_type_hints(annotation)
            made = {one.name: self._any(hints[one.name], where) for one in fields(annotation)}
            return annotation(**made)  # type: ignore[operator]  # a dataclass can be called
        return self.word(where)

    def leaks(self, *shown: object) -> list[str]:
        """Where what is found in these was planted."""
        found = {mark.lower() for one in shown for mark in MARKER.findall(repr(one))}
        return sorted(f"{mark}: {self.where.get(mark, 'unknown')}" for mark in found)


_PLAIN: Mapping[object, object] = {
    int: 1,
    float: 1.0,
    bool: True,
    datetime: NOON,
    date: NOON.date(),
    time: NOON.time(),
    timedelta: timedelta(days=1),
    object: None,
}


def _may_be(annotation: object, value: object) -> bool:
    """Whether a field may hold this value."""
    return type(value) in {annotation, *get_args(annotation)}
