"""Draws lines over time, a panel for each school or strategy."""

from collections.abc import Iterator
from datetime import date
from math import ceil

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, DateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from bot.domain.bars import months
from bot.domain.picture import Lines, Panel, Point, Span, Worded
from bot.domain.picture_momentum import ONE_WEEK
from integrations.charts_style import GRID, LINE, OTHERS, TARGET, Layout
from prompts.chart_words import when
from prompts.filters import capital

BEHIND = {"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 0.6}
SHORT_LABEL = 3
MOST_TIMES = 6
A_QUARTER = 120
"""Days; in less than that the days of the month are written."""


def draw_lines(figure: Figure, picture: Lines, said: Worded, layout: Layout) -> None:
    """All panels on one scale of time, each with the others in grey where they can be compared."""
    across = layout.columns(picture)
    down = ceil(len(picture.panels) / across)
    figure.supylabel(capital(said.axis), fontsize=layout.text)
    grid = figure.subplots(down, across, squeeze=False, sharex=True)
    places = [place for row in grid for place in row]
    for place, panel, title, labels in zip(
        places, picture.panels, said.titles, said.labels, strict=False
    ):
        _others(place, picture, panel)
        _panel(place, picture, panel, layout)
        _labels(place, panel, labels, layout, alone=len(picture.panels) == 1)
        place.set_title(title, loc="left", fontsize=layout.text * 1.1, fontweight="bold")
        _scale(place, panel, said)
        _frame(place, picture, layout)
        place.tick_params(labelbottom=layout.is_wide or place is places[-1])
    for place in places[len(picture.panels) :]:
        place.set_visible(False)


def _others(place: Axes, picture: Lines, panel: Panel) -> None:
    for other in picture.panels:
        if other is not panel and other.scale == panel.scale:
            values = [point.value for point in other.points]
            place.plot(_days(other), values, color=OTHERS, marker=".", linewidth=1, zorder=1)


def _panel(place: Axes, picture: Lines, panel: Panel, layout: Layout) -> None:
    """The line with its spread; dotted over weeks without a point."""
    days, values = _days(panel), [point.value for point in panel.points]
    low = [p.value if p.low is None else p.low for p in panel.points]
    high = [p.value if p.high is None else p.high for p in panel.points]
    place.fill_between(days, low, high, color=LINE, alpha=0.15, linewidth=0, zorder=2)
    place.vlines(days, low, high, color=LINE, alpha=0.4, linewidth=2, zorder=2)
    size = layout.text * 0.55
    for points in _runs(picture, panel):
        at = [_number(point.day) for point in points]
        place.plot(
            at,
            [point.value for point in points],
            color=LINE,
            marker="o",
            markersize=size,
            linewidth=2,
            zorder=3,
        )
    place.plot(days, values, color=LINE, linestyle=":", linewidth=1.5, zorder=2)


def _runs(picture: Lines, panel: Panel) -> Iterator[list[Point]]:
    """The points in a row without a gap; of all but weeks nobody knows when one was due."""
    run: list[Point] = []
    for point in panel.points:
        if run and picture.span is Span.WEEK and point.day - run[-1].day > ONE_WEEK:
            yield run
            run = []
        run.append(point)
    yield run


def _labels(
    place: Axes, panel: Panel, labels: tuple[str, ...], layout: Layout, *, alone: bool
) -> None:
    """What stands beside the points; upright where they are many and long."""
    long = max(map(len, labels)) > SHORT_LABEL
    crowded = long and len(labels) > layout.labels(alone=alone)
    for point, label in zip(panel.points, labels, strict=True):
        place.annotate(
            label,
            (_number(point.day), point.value),
            xytext=(0, layout.text * 0.75),
            textcoords="offset points",
            ha="center",
            va="bottom",
            rotation=90 if crowded else 0,
            fontsize=layout.small - 0.5,
            bbox=BEHIND,
            zorder=4,
        )


def _days(panel: Panel) -> list[float]:
    return [_number(point.day) for point in panel.points]


def _number(day: date) -> float:
    return float(date2num(day))  # type: ignore[no-untyped-call]  # matplotlib


def _scale(place: Axes, panel: Panel, said: Worded) -> None:
    """The scale of values, with their names if they have some; room above for labels."""
    lowest, highest = panel.scale
    room = (highest - lowest) * 0.25
    place.set_ylim(lowest - room / 3, highest + room)
    if said.levels:
        place.set_yticks([lowest + at for at in range(len(said.levels))], said.levels)
        return
    ticks = MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]).tick_values(lowest, highest)
    place.set_yticks([tick for tick in ticks if lowest <= tick <= highest])


def _frame(place: Axes, picture: Lines, layout: Layout) -> None:
    if picture.target is not None:
        place.axhline(picture.target, color=TARGET, linestyle=(0, (5, 3)), linewidth=1.5, zorder=1)
    _times(place, picture)
    place.tick_params(length=3, labelsize=layout.small)
    place.grid(axis="y", color=GRID, linewidth=0.8)
    place.set_axisbelow(True)
    for side in ("top", "right"):
        place.spines[side].set_visible(False)


def _named(day: date, span: Span) -> str:
    """A month in two short lines, or a school year."""
    said = when(day, span)
    return f"{said[:3]}\n{day.year}" if span is Span.MONTH else said


def _times(place: Axes, picture: Lines) -> None:
    """The scale of time, the same in each panel."""
    days = picture.days
    first, last = _number(days[0]), _number(days[-1])
    margin = max((last - first) / 12, 5)
    place.set_xlim(first - margin, last + margin)
    if picture.span in {Span.MONTH, Span.YEAR}:
        spans = days if picture.span is Span.YEAR else tuple(months(days[0], days[-1]))
        shown = spans[:: ceil(len(spans) / MOST_TIMES)]
        place.set_xticks(list(map(_number, shown)), [_named(day, picture.span) for day in shown])
        return
    near = last - first < A_QUARTER
    form = DateFormatter("%-d %b\n%Y" if near else "%b\n%Y")  # type: ignore[no-untyped-call]  # matplotlib
    locator = AutoDateLocator(minticks=2, maxticks=MOST_TIMES)  # type: ignore[no-untyped-call]  # matplotlib
    place.xaxis.set_major_locator(locator)
    place.xaxis.set_major_formatter(form)
