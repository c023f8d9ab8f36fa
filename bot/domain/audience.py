"""Who may read what. One function decides, and every read goes through it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar


class Audience(StrEnum):
    """How far a record may travel, narrowest first."""

    SELF = "self"
    PARTNER = "partner"
    LEADERS = "leaders"
    NETWORK = "network"
    PUBLIC = "public"

    @property
    def reach(self) -> int:
        """0 for the narrowest, growing with each wider audience."""
        return list(Audience).index(self)

    def includes(self, other: "Audience") -> bool:
        """True if what is written for this audience may be read by ``other`` as well."""
        return self.reach >= other.reach


class Visible(Protocol):
    """What the audience rule must know of a record."""

    @property
    def partnership(self) -> str:
        """The key of the partnership that the record belongs to."""
        ...

    @property
    def audience(self) -> Audience:
        """The audience that its author chose."""
        ...

    @property
    def people(self) -> frozenset[str]:
        """Keys of those whose own record it is: they always see it."""
        ...


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Somebody or something that reads: a person, a channel or a digest.

    ``reads`` is the narrowest audience that the viewer belongs to (a partner's coach: partner; a
    principal: leaders; a board member: public). ``person`` is None for channels and digests.
    A leaver reads nothing (``reads`` is None).
    """

    partnership: str
    reads: Audience | None
    person: str | None = None


V = TypeVar("V", bound=Visible)


def may_see(viewer: Viewer, record: Visible) -> bool:
    """Whether the viewer may read the record; the only place where this is decided."""
    if viewer.reads is None:
        return False
    if record.partnership != viewer.partnership:
        shared = record.audience.includes(Audience.NETWORK)
        return shared and record.audience.includes(viewer.reads)
    if viewer.person is not None and viewer.person in record.people:
        return True
    if record.audience is Audience.SELF:
        return False
    return record.audience.includes(viewer.reads)


def visible(viewer: Viewer, records: Iterable[V]) -> list[V]:
    """Those of the records that the viewer may read, in their order."""
    return [record for record in records if may_see(viewer, record)]
