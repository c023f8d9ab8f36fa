"""What the words of all pictures have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.domain.checkin import Momentum
from bot.domain.measure import figure
from bot.domain.partnership import Partnership
from bot.domain.picture import Bars, Lines, Picture, Point, Span
from prompts.filters import day_month
from prompts.words import words

FILE = "chart"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a picture is about: the first word of its texts' names, and what they are filled with.

    ``unit`` is that of an indicator.
    """

    word: str
    values: Mapping[str, object] = field(default_factory=dict)
    unit: str = ""

    def say(self, part: str, **values: object) -> str:
        """One of its texts: "title", "axis", "point", "said", "note" or "nothing"."""
        return words(FILE).plain(f"{self.word}.{part}", **{**self.values, **values})

    def of_point(self, part: str, point: Point) -> str:
        """What is said of a point."""
        return self.say(part, **vars(point), figure=figure(point.value, self.unit))


@dataclass(frozen=True, kw_only=True)
class Names:
    """How what is in a picture is called, and who reads it (``readers``).

    ``people`` are names of people by key.
    """

    partnership: Partnership
    readers: str
    people: Mapping[str, str] = field(default_factory=dict)

    def school(self, key: str | None) -> str:
        """The name of a school, or the whole district."""
        return self.partnership.school_name(key) or words(FILE).plain("district")

    def panel(self, subject: Subject, key: str | None) -> str:
        """The name of what a panel is of: a strategy in a picture of momentum, else a school."""
        if subject == MOMENTUM:
            return self.partnership.agenda.strategy_name(key) or ""
        return self.school(key)


MOMENTUM = Subject(word="momentum", values={"levels": {one.value: one.word for one in Momentum}})


def described(title: str, said: Sequence[str], picture: Picture) -> str:
    """All that a picture says, with its records."""
    told = [one for one in said if one]
    return words(FILE).plain("described", title=title, said=told, sources=picture.sources)


def left_out_of(picture: Lines | Bars, subject: Subject) -> str:
    """What is not in a picture, in words; empty if nothing is missing."""
    return subject.say("left_out", left_out=picture.left_out) if picture.left_out else ""


def footer(picture: Picture, names: Names, first: str, last: str) -> str:
    """Whose records they are, of what time, and who may read them."""
    return words(FILE).plain(
        "footer",
        organisation=names.partnership.district.name,
        first=first,
        last=last,
        records=len(picture.sources),
        readers=names.readers,
    )


def when(day: date, span: Span) -> str:
    """The day, month or school year: "5 February 2027", "February 2027", "2026-27"."""
    if span is Span.YEAR:
        return f"{day.year}-{(day.year + 1) % 100:02}"
    said = day_month(day)
    return f"{said.partition(' ')[2] if span is Span.MONTH else said} {day.year}"
