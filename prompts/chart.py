"""The words of pictures: titles, what stands beside a point, and the whole for who cannot see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.agenda import Indicator, LookFor
from bot.domain.measure import figure
from bot.domain.partnership import Partnership
from bot.domain.picture import Panel, Picture, Point, Span
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


FIDELITY = Subject(word="fidelity")


def of_indicator(indicator: Indicator) -> Subject:
    """An indicator with its target."""
    return Subject(
        word="indicator",
        values={
            "name": indicator.name,
            "unit": indicator.unit,
            "target": figure(indicator.target, indicator.unit),
        },
        unit=indicator.unit,
    )


def of_look_for(look_for: LookFor) -> Subject:
    """A look-for."""
    return Subject(word="look_for", values={"name": look_for.name})


@dataclass(frozen=True, kw_only=True)
class Worded:
    """What a picture says: ``titles`` and ``labels`` (one for each point) of its panels, a note.

    ``described`` tells the whole picture in words.
    """

    title: str
    axis: str
    titles: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    note: str
    footer: str
    described: str


def worded(picture: Picture, subject: Subject, partnership: Partnership, *, readers: str) -> Worded:
    """The words of a picture with at least one panel; ``readers`` are those whom it is for."""
    title = subject.say("title")
    note = subject.say("note", span=picture.span.value, left_out=picture.left_out)
    if len(picture.panels) > 1:
        note = f"{note} {words(FILE).plain('others')}"
    titles = tuple(_title(panel, partnership) for panel in picture.panels)
    said = [_panel_said(picture, panel, subject) for panel in picture.panels]
    panels = [
        words(FILE).plain("panel_said", school=name, points=points)
        for name, points in zip(titles, said, strict=True)
    ]
    return Worded(
        title=title,
        axis=subject.say("axis"),
        titles=titles,
        labels=tuple(
            tuple(subject.of_point("point", point) for point in panel.points)
            for panel in picture.panels
        ),
        note=note,
        footer=_footer(picture, partnership, readers),
        described=words(FILE).plain(
            "described", title=title, panels=panels, note=note, sources=picture.sources
        ),
    )


def nothing(picture: Picture, subject: Subject, *, school: str | None, readers: str) -> str:
    """What is said where there is nothing to draw."""
    what, left_out = subject.say("nothing"), picture.left_out
    return words(FILE).plain(
        "nothing", what=what, school=school, readers=readers, left_out=left_out
    )


def _title(panel: Panel, partnership: Partnership) -> str:
    return partnership.school_name(panel.school) or words(FILE).plain("district")


def _panel_said(picture: Picture, panel: Panel, subject: Subject) -> list[str]:
    return [
        f"{when(point.day, picture.span)} {subject.of_point('said', point)}"
        for point in panel.points
    ]


def _footer(picture: Picture, partnership: Partnership, readers: str) -> str:
    days = sorted(point.day for panel in picture.panels for point in panel.points)
    return words(FILE).plain(
        "footer",
        organisation=partnership.district.name,
        first=when(days[0], picture.span),
        last=when(days[-1], picture.span),
        records=len(picture.sources),
        readers=readers,
    )


def when(day: date, span: Span) -> str:
    """The day, month or school year: "5 February 2027", "February 2027", "2026-27"."""
    if span is Span.YEAR:
        return f"{day.year}-{(day.year + 1) % 100:02}"
    said = day_month(day)
    return f"{said.partition(' ')[2] if span is Span.MONTH else said} {day.year}"
