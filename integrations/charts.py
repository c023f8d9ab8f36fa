"""Draws pictures with matplotlib, which comes with the extra ``charts``."""

import io
import re
from datetime import date
from html import escape
from math import ceil
from pathlib import Path
from textwrap import fill
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, DateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MaxNLocator

from bot.domain.errors import HeadwayError
from bot.domain.picture import Panel, Picture, Span
from prompts.chart import Worded, when
from prompts.filters import capital

# Told apart by people of every colour vision: Okabe and Ito, https://jfly.uni-koeln.de/color/
LINE, TARGET = "#0072B2", "#B34700"
INK, SOFT, OTHERS, GRID = "#222222", "#555555", "#BBBBBB", "#E6E6E6"
BEHIND = {"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 0.6}
ALONE, AMONG, FRAME = (9.0, 3.6), (4.4, 2.5), 1.5
"""Inches: a panel alone, a panel among others, and what stands around them."""
MOST_ACROSS = 3
CROWDED, CROWDED_ALONE = 6, 12
"""With more points than that in a panel, labels stand upright."""
MOST_TIMES = 6
A_QUARTER = 120
"""Days; in less than that the days of the month are written."""

_STYLE: Any = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9.0,
    "text.parse_math": False,  # a dollar in a name begins no formula
    "svg.fonttype": "none",  # text stays text: searched, copied and read aloud
    "svg.hashsalt": "headway",
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
}


def save_picture(picture: Picture, said: Worded, path: Path) -> None:
    """Write a picture with at least one panel as SVG or PNG, the same bytes each time.

    Raises HeadwayError where the file cannot be written.
    """
    drawn = draw(picture, said, path.suffix.removeprefix(".").lower())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(drawn)
    except OSError as error:
        raise HeadwayError(
            f"{path} cannot be written ({error.strerror}). Choose another place with --to."
        ) from error


def draw(picture: Picture, said: Worded, form: str) -> bytes:
    """The picture as SVG (``form`` is "svg", with a title and a description) or PNG."""
    file = io.BytesIO()
    with rc_context(_STYLE):
        figure = _figure(picture, said)
        if form == "png":
            texts = {"Title": said.title, "Description": said.described, "Software": None}
            figure.savefig(file, format="png", dpi=160, metadata=texts)
            return file.getvalue()
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return _described(file.getvalue().decode(), said).encode()


def _described(svg: str, said: Worded) -> str:
    """The SVG with what is read aloud of it: https://www.w3.org/TR/SVG2/struct.html ."""
    texts = f"<title>{escape(said.title)}</title><desc>{escape(said.described)}</desc>"
    return re.sub(r"(<svg [^>]*)>", lambda m: f'{m[1]} role="img">\n {texts}', svg, count=1)


def _figure(picture: Picture, said: Worded) -> Figure:
    across = min(len(picture.panels), MOST_ACROSS)
    down = ceil(len(picture.panels) / across)
    wide, high = ALONE if len(picture.panels) == 1 else AMONG
    wide = max(wide * across, ALONE[0])
    room = ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.1, hspace=0.06)
    figure = Figure(figsize=(wide, high * down + FRAME), layout=room)
    characters = int(wide * 14)
    figure.suptitle(said.title, x=0.01, ha="left", fontsize=13, fontweight="bold")
    under = "\n".join((fill(said.note, characters), fill(said.footer, characters)))
    figure.supxlabel(under, x=0.01, ha="left", fontsize=8, color=SOFT)
    figure.supylabel(capital(said.axis), fontsize=9)
    grid = figure.subplots(down, across, squeeze=False, sharex=True)
    places = [place for row in grid for place in row]
    for place, panel, title, labels in zip(
        places, picture.panels, said.titles, said.labels, strict=False
    ):
        _others(place, picture, panel)
        _panel(place, panel, labels, alone=len(picture.panels) == 1)
        _frame(place, picture, panel, title)
    for place in places[len(picture.panels) :]:
        place.set_visible(False)
    return figure


def _others(place: Axes, picture: Picture, panel: Panel) -> None:
    for other in picture.panels:
        if other is not panel and other.scale == panel.scale:
            values = [point.value for point in other.points]
            place.plot(_days(other), values, color=OTHERS, marker=".", linewidth=1, zorder=1)


def _panel(place: Axes, panel: Panel, labels: tuple[str, ...], *, alone: bool) -> None:
    days, values = _days(panel), [point.value for point in panel.points]
    low = [p.value if p.low is None else p.low for p in panel.points]
    high = [p.value if p.high is None else p.high for p in panel.points]
    place.fill_between(days, low, high, color=LINE, alpha=0.15, linewidth=0, zorder=2)
    place.vlines(days, low, high, color=LINE, alpha=0.4, linewidth=2, zorder=2)
    place.plot(days, values, color=LINE, marker="o", markersize=5, linewidth=2, zorder=3)
    crowded = len(labels) > (CROWDED_ALONE if alone else CROWDED)
    for day, value, label in zip(days, values, labels, strict=True):
        place.annotate(
            label,
            (day, value),
            xytext=(0, 7),
            textcoords="offset points",
            ha="center",
            va="bottom",
            rotation=90 if crowded else 0,
            fontsize=7.5,
            bbox=BEHIND,
            zorder=4,
        )


def _days(panel: Panel) -> list[float]:
    return [_number(point.day) for point in panel.points]


def _number(day: date) -> float:
    return float(date2num(day))  # type: ignore[no-untyped-call]  # matplotlib


def _frame(place: Axes, picture: Picture, panel: Panel, title: str) -> None:
    """Title, scales and the target of a panel; room above the highest value for its label."""
    lowest, highest = panel.scale
    room = (highest - lowest) * 0.22
    place.set_title(title, loc="left", fontsize=10, fontweight="bold")
    place.set_ylim(lowest - room / 4, highest + room)
    ticks = MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]).tick_values(lowest, highest)
    place.set_yticks([tick for tick in ticks if lowest <= tick <= highest])
    if picture.target is not None:
        place.axhline(picture.target, color=TARGET, linestyle=(0, (5, 3)), linewidth=1.5, zorder=1)
    _times(place, picture)
    place.tick_params(labelbottom=True, length=3, labelsize=8)
    place.grid(axis="y", color=GRID, linewidth=0.8)
    place.set_axisbelow(True)
    for side in ("top", "right"):
        place.spines[side].set_visible(False)


def _times(place: Axes, picture: Picture) -> None:
    """The scale of time, the same in each panel."""
    days = sorted({point.day for panel in picture.panels for point in panel.points})
    first, last = _number(days[0]), _number(days[-1])
    margin = max((last - first) / 12, 5)
    place.set_xlim(first - margin, last + margin)
    if picture.span is Span.YEAR:
        shown = days[:: ceil(len(days) / MOST_TIMES)]
        place.set_xticks(list(map(_number, shown)), [when(day, picture.span) for day in shown])
        return
    near = last - first < A_QUARTER and picture.span is Span.DAY
    form = DateFormatter("%-d %b\n%Y" if near else "%b\n%Y")  # type: ignore[no-untyped-call]  # matplotlib
    locator = AutoDateLocator(minticks=2, maxticks=MOST_TIMES)  # type: ignore[no-untyped-call]  # matplotlib
    place.xaxis.set_major_locator(locator)
    place.xaxis.set_major_formatter(form)
