"""Draws who has been at which school: a mark for each pair, and the share reached above."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bot.domain.picture import Cell, Grid, Worded
from integrations.charts_style import EMPTY, GREEN, GRID, INK, SOFT, Layout

MOST_LEVEL = 4
"""With more schools than that their names stand upright."""
SIZES = {
    Cell.BEEN: ("o", GREEN, INK),
    Cell.NOT_YET: ("o", EMPTY, SOFT),
    Cell.OWN: ("_", SOFT, None),
}
"""Mark, colour and edge of a cell: full, empty, a dash; told apart without any colour."""


def draw_grid(figure: Figure, picture: Grid, said: Worded, layout: Layout) -> None:
    """The share of the visits made as a bar, and beneath it the grid."""
    rows = len(picture.rows) + 3
    places = figure.subplots(2, 1, height_ratios=(1, rows))
    _share(places[0], picture, said, layout)
    _cells(places[1], picture, said, layout)


def _share(place: Axes, picture: Grid, said: Worded, layout: Layout) -> None:
    place.barh(0, 100, color=EMPTY, edgecolor=SOFT, linewidth=1)
    place.barh(0, picture.percent, color=GREEN, edgecolor=INK, linewidth=1)
    place.set_title(said.axis, loc="left", fontsize=layout.text, fontweight="bold")
    place.set_xlim(0, 100)
    place.axis("off")


def _cells(place: Axes, picture: Grid, said: Worded, layout: Layout) -> None:
    names, totals = said.labels
    size = layout.text * layout.text
    for cell, label in zip(Cell, said.legend, strict=True):
        mark, color, edge = SIZES[cell]
        at = [
            (x, y)
            for y, row in enumerate(picture.rows)
            for x, one in enumerate(row.cells)
            if one is cell
        ]
        place.scatter(
            [x for x, _ in at],
            [y for _, y in at],
            s=size,
            marker=mark,
            color=color,
            edgecolors=edge,
            linewidths=1.5,
            label=label,
            zorder=3,
        )
    for y in range(len(names) + 1):
        place.axhline(y - 0.5, color=GRID, linewidth=1, zorder=1)
    upright = len(totals) > MOST_LEVEL
    turn = 90 if upright else 0
    for x, total in enumerate(totals):
        place.text(
            x, len(names), total, ha="center", va="center", fontsize=layout.small, rotation=turn
        )
    place.set_xlim(-0.5, len(totals) - 0.5)
    place.set_ylim(len(names) + 0.5, -0.5)
    place.set_yticks(range(len(names)), map(layout.name, names))
    columns = said.titles if upright else ["\n".join(name.split()) for name in said.titles]
    place.set_xticks(range(len(totals)), columns, rotation=turn)
    place.xaxis.tick_top()
    place.tick_params(length=0, labelsize=layout.small)
    for side in place.spines.values():
        side.set_visible(False)
    place.legend(
        loc="upper left",
        bbox_to_anchor=(0, 0),
        ncols=3,
        fontsize=layout.small,
        frameon=False,
        handletextpad=0.2,
        columnspacing=1,
        borderaxespad=0,
    )
