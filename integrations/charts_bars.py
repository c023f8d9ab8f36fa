"""Draws counts as bars that lie beneath each other, each in parts told apart by their pattern."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from bot.domain.picture import Bars, Stack, Worded
from integrations.charts_style import BLUE, EMPTY, GREEN, INK, ORANGE, SKY, SOFT, Layout

LOOKS = {
    "on-time": (GREEN, "", INK),
    "late": (SKY, "//", INK),
    "open": (ORANGE, "xx", INK),
    "dropped": (EMPTY, "..", INK),
    "new": (SKY, "", INK),
    "weeks": (ORANGE, "//", INK),
    "long": (BLUE, "xx", "white"),
    "cleared": (EMPTY, "..", INK),
}
"""Colour, pattern and ink of each series: patterns tell them apart where colours do not."""
BAR = 0.72


def draw_bars(figure: Figure, picture: Bars, said: Worded, layout: Layout) -> None:
    """What the patterns mean, and a panel of bars for each side or state, all on one scale."""
    heights = [len(stack.rows) + 0.5 for stack in picture.panels]
    grid = figure.subplots(len(heights) + 1, 1, squeeze=False, height_ratios=[1, *heights])
    key, *places = (row[0] for row in grid)
    _key(key, picture, said, layout)
    most = max(sum(row.counts) for stack in picture.panels for row in stack.rows)
    for place, stack, title, labels in zip(
        places, picture.panels, said.titles, said.labels, strict=True
    ):
        _stack(place, stack, picture.series, layout)
        heading = layout.heading(title)
        place.set_title(heading, loc="left", fontsize=layout.text * 1.05, fontweight="bold")
        place.set_yticks(range(len(labels)), labels)
        place.set_xlim(0, most * 1.06)


def _key(place: Axes, picture: Bars, said: Worded, layout: Layout) -> None:
    names = zip(picture.series, said.legend, strict=True)
    marks = [
        Patch(facecolor=LOOKS[one][0], hatch=LOOKS[one][1], edgecolor=INK, label=name)
        for at, (one, name) in enumerate(names)
        if _is_used(picture, at)
    ]
    place.axis("off")
    place.legend(
        handles=marks,
        loc="center left",
        bbox_to_anchor=(0, 0.5),
        borderaxespad=0,
        ncols=4 if layout.is_wide else 2,
        fontsize=layout.small,
        frameon=False,
        handlelength=1.6,
        handleheight=1.2,
    )


def _is_used(picture: Bars, series: int) -> bool:
    return any(row.counts[series] for stack in picture.panels for row in stack.rows)


def _stack(place: Axes, stack: Stack, series: Sequence[str], layout: Layout) -> None:
    for at, row in enumerate(stack.rows):
        begin = 0
        for one, count in zip(series, row.counts, strict=True):
            if count:
                _part(place, (at, begin, count), one, layout)
            begin += count
        if not begin:
            place.text(0.05, at, "0", va="center", color=SOFT, fontsize=layout.small)
    place.set_ylim(len(stack.rows) - 0.5, -0.5)
    place.tick_params(left=False, bottom=False, labelbottom=False)
    for side in ("top", "right", "bottom"):
        place.spines[side].set_visible(False)


def _part(place: Axes, part: tuple[int, int, int], series: str, layout: Layout) -> None:
    at, begin, count = part
    color, hatch, ink = LOOKS[series]
    place.barh(
        at, count, left=begin, height=BAR, color=color, hatch=hatch, edgecolor=INK, linewidth=0.8
    )
    behind = color if hatch else "none"
    place.text(
        begin + count / 2,
        at,
        str(count),
        ha="center",
        va="center",
        color=ink,
        fontsize=layout.small,
        fontweight="bold",
        bbox={"facecolor": behind, "edgecolor": "none", "pad": 2.5},
    )
