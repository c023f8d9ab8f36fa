"""The words of lines over time: what stands beside a point, and how each line moved."""

from collections.abc import Sequence

from bot.domain.checkin import Momentum
from bot.domain.picture import Lines, Panel, Point, Worded
from bot.domain.standing import level
from prompts.chart_words import FILE, MOMENTUM, Names, Subject, described, footer, left_out_of, when
from prompts.words import words

MOST_TOLD = 4
"""More lines than that are not all told in the message."""


def lines_worded(picture: Lines, subject: Subject, names: Names) -> Worded:
    """The words of a picture with at least one panel."""
    title = subject.say("title")
    note = subject.say("note", span=picture.span.value)
    if len(picture.panels) > 1:
        note = f"{note} {words(FILE).plain('others')}"
    left_out = left_out_of(picture, subject)
    titles = tuple(names.panel(subject, panel.key) for panel in picture.panels)
    message = _message(picture, subject, titles)
    said = [
        words(FILE).plain("panel_said", school=name, points=_said(picture, panel, subject))
        for name, panel in zip(titles, picture.panels, strict=True)
    ]
    first, last = (when(day, picture.span) for day in (picture.days[0], picture.days[-1]))
    return Worded(
        title=title,
        message=message,
        axis=subject.say("axis"),
        titles=titles,
        labels=tuple(
            tuple(subject.of_point("point", point) for point in panel.points)
            for panel in picture.panels
        ),
        levels=tuple(one.word for one in Momentum) if subject == MOMENTUM else (),
        note=note,
        left_out=left_out,
        footer=footer(picture, names, first, last),
        described=described(title, [message, *said, note, left_out], picture),
    )


def _said(picture: Lines, panel: Panel, subject: Subject) -> list[str]:
    return [
        f"{when(point.day, picture.span)} {subject.of_point('said', point)}"
        for point in panel.points
    ]


def _message(picture: Lines, subject: Subject, titles: Sequence[str]) -> str:
    """How each line moved from its first point to its last, and how much that rests on."""
    moves = [
        _move(picture, subject, name, panel)
        for name, panel in zip(titles, picture.panels, strict=True)
    ]
    points = [point for panel in picture.panels for point in panel.points]
    counted = [point.n for point in points]
    rests_on = subject.say(
        "rests_on",
        times=len(picture.days),
        low=min(counted),
        high=max(counted),
        total=sum(counted),
    )
    more = len(moves[MOST_TOLD:])
    return words(FILE).plain("moves", moves=moves[:MOST_TOLD], more=more, rests_on=rests_on)


def _move(picture: Lines, subject: Subject, name: str, panel: Panel) -> str:
    first, last = panel.points[0], panel.points[-1]
    rise = _height(subject, last) - _height(subject, first)
    return words(FILE).plain(
        "move",
        name=name,
        first=subject.of_point("short", first),
        last=subject.of_point("short", last),
        verb="rose" if rise > 0 else "fell" if rise < 0 else "stayed",
        once=len(panel.points) == 1,
        at="" if subject == MOMENTUM else "at ",
        since=when(first.day, picture.span),
    )


def _height(subject: Subject, point: Point) -> float:
    """What decides whether a line rose: of momentum the level in words, else the value."""
    return level(point.value) if subject == MOMENTUM else point.value
