"""History: every change of every record, never overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar


class Deed(StrEnum):
    """What was done to a record."""

    MADE = "made"
    EDITED = "edited"
    MOVED = "moved"
    CLOSED = "closed"
    DROPPED = "dropped"
    REOPENED = "reopened"
    ADDRESSED = "addressed"
    UNDONE = "undone"
    HANDED_OVER = "handed over"


@dataclass(frozen=True, kw_only=True)
class Act:
    """What somebody does to a record, when, and why."""

    deed: Deed
    by: str
    at: datetime
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change of a record to ``version``: by whom, when, why, and the fields that differ.

    ``before`` and ``after`` hold the changed fields alone, as plain JSON values; ``before`` is
    empty for the first version.
    """

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "ref", "version")

    partnership: str
    ref: str
    version: int
    deed: Deed
    by: str
    at: datetime
    why: str = ""
    before: Mapping[str, object]
    after: Mapping[str, object]
