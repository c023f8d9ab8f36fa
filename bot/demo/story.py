"""The story of the demo: who does what when, as ``story.yaml`` tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import ClassVar

import yaml
from pydantic import ConfigDict, TypeAdapter

from bot.domain.cadence import Weekday
from bot.rhythm import at_wall_clock

_DAYS = {day.name[:3].lower(): day for day in Weekday}


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What one person does at one moment; whatever is given is done in the order given here.

    ``at`` is like "tue 08:15". ``taps``: what stands beside a row of buttons, and the button of
    that row. ``answers``: fields of the latest check-in's form. ``presses``: a button's label,
    ``beside``: words that stand at it. ``replies``: plain words in the thread of the check-in.
    ``says``: a line, in which ``{words}`` stand for the number of the record that says them.
    ``fills``: fields of the form that opened then.
    """

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")

    at: str
    who: str
    taps: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    presses: str = ""
    beside: str = ""
    replies: str = ""
    says: str = ""
    fills: Mapping[str, str] = field(default_factory=dict)

    def moment(self, monday: date, zone: str) -> datetime:
        """When it happens in the week of this Monday (aware, UTC)."""
        day, _, clock = self.at.partition(" ")
        return at_wall_clock(monday + timedelta(_DAYS[day]), time.fromisoformat(clock), zone)


@dataclass(frozen=True, kw_only=True)
class Story:
    """Weeks of scenes, the first of them beginning on the Monday ``begins``.

    ``guest`` is the person whom somebody who tries the demo is invited to be first. ``reader`` is
    the one as whom they read a digest then, and who leaves the channels unread until then.
    """

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")

    begins: date
    guest: str
    reader: str
    weeks: tuple[tuple[Scene, ...], ...]

    def monday(self, week: int) -> date:
        """The first day of a week, counted from 0."""
        return self.begins + timedelta(weeks=week)

    def scenes(self, week: int, zone: str) -> list[tuple[datetime, Scene]]:
        """The scenes of a week, counted from 0, each with its moment where the zone is."""
        monday = self.monday(week)
        return [(scene.moment(monday, zone), scene) for scene in self.weeks[week]]


def read_story() -> Story:
    """The story that comes with the demo. Raises pydantic's ValidationError if it is misspelt."""
    text = files("bot.demo").joinpath("story.yaml").read_text(encoding="utf-8")
    return TypeAdapter(Story).validate_python(yaml.safe_load(text))
