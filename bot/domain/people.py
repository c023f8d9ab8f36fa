"""The people of a partnership, where they work and where they are found."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from bot.domain.audience import Audience, Viewer


class Side(StrEnum):
    """The two sides that promise something to each other."""

    DISTRICT = "district"
    PARTNER = "partner"


class Level(StrEnum):
    """Where in the partnership somebody works, from the boardroom to the team."""

    BOARD = "board"
    DISTRICT = "district"
    SCHOOL = "school"
    TEAM = "team"
    PARTNER = "partner"


_READS = {
    Level.BOARD: Audience.PUBLIC,
    Level.DISTRICT: Audience.LEADERS,
    Level.SCHOOL: Audience.LEADERS,
    Level.TEAM: Audience.LEADERS,
    Level.PARTNER: Audience.PARTNER,
}


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """A place on a chat platform that holds people and channels of one side."""

    side: Side
    platform: str
    id: str


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A channel that digests may be posted to, with the audience that reads there."""

    key: str
    workspace: Side
    id: str
    name: str
    audience: Audience


@dataclass(frozen=True, kw_only=True)
class School:
    """A school of the district. ``retired`` when it has vanished from the partnership file."""

    key: str
    name: str
    level: str
    retired: bool = False


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody of the partnership, as its file tells it.

    ``user`` is the id at the chat platform; without it the e-mail address is used there.
    ``left`` is set when the person has vanished from the file; nobody is ever deleted.
    ``unreachable_since`` is set when the platform said that this person cannot be reached, and
    ``platform_timezone`` when it told their IANA zone; the file's own ``timezone`` comes first.
    """

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "key")

    partnership: str
    key: str
    name: str
    role: str
    level: Level
    school: str | None = None
    email: str | None = None
    user: str | None = None
    timezone: str | None = None
    left: datetime | None = None
    unreachable_since: datetime | None = None
    unreachable_because: str | None = None
    platform_timezone: str | None = None

    @property
    def side(self) -> Side:
        """The side of the partnership that this person stands on."""
        return Side.PARTNER if self.level is Level.PARTNER else Side.DISTRICT

    @property
    def first_name(self) -> str:
        """The name to greet with."""
        return self.name.split()[0]

    @property
    def short_name(self) -> str:
        """The name for a digest: "T. Boyd"."""
        first, *rest = self.name.split()
        return f"{first[0]}. {rest[-1]}" if rest else first

    @property
    def viewer(self) -> Viewer:
        """This person as a reader under the audience rule; a leaver reads nothing."""
        reads = None if self.left else _READS[self.level]
        return Viewer(partnership=self.partnership, person=self.key, reads=reads)
