"""Draws pictures with matplotlib, which comes with the extra ``charts``."""

import io
import re
from html import escape
from pathlib import Path
from textwrap import fill
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from bot.domain.errors import HeadwayError
from bot.domain.picture import Bars, Lines, Picture, Worded
from integrations.charts_bars import draw_bars
from integrations.charts_grid import draw_grid
from integrations.charts_lines import draw_lines
from integrations.charts_style import INK, PHONE, SOFT, WIDE, Layout

DPI = 160
BOLD = 0.85
"""How many bold characters take the room of one that is not."""
_STYLE: Any = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "text.parse_math": False,  # a dollar in a name begins no formula
    "svg.fonttype": "none",  # text stays text: searched, copied and read aloud
    "svg.hashsalt": "headway",
    "hatch.linewidth": 1.5,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
}


def save_picture(picture: Picture, said: Worded, path: Path, layout: Layout = WIDE) -> None:
    """Write a picture with at least one panel as SVG or PNG, the same bytes each time.

    Raises HeadwayError where the file cannot be written.
    """
    drawn = draw(picture, said, path.suffix.removeprefix(".").lower(), layout)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(drawn)
    except OSError as error:
        raise HeadwayError(
            f"{path} cannot be written ({error.strerror}). Choose another place with --to."
        ) from error


def draw(picture: Picture, said: Worded, form: str, layout: Layout = WIDE) -> bytes:
    """The picture as SVG (``form`` is "svg", with a title and a description) or PNG."""
    file = io.BytesIO()
    with rc_context({**_STYLE, "font.size": layout.text}):
        figure = _figure(picture, said, layout)
        if form == "png":
            texts = {"Title": said.title, "Description": said.described, "Software": None}
            figure.savefig(file, format="png", dpi=DPI, metadata=texts)
            return file.getvalue()
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return _described(file.getvalue().decode(), said).encode()


def _described(svg: str, said: Worded) -> str:
    """The SVG with what is read aloud of it: https://www.w3.org/TR/SVG2/struct.html ."""
    texts = f"<title>{escape(said.title)}</title><desc>{escape(said.described)}</desc>"
    return re.sub(r"(<svg [^>]*)>", lambda m: f'{m[1]} role="img">\n {texts}', svg, count=1)


def _figure(picture: Picture, said: Worded, layout: Layout) -> Figure:
    """The picture between its title and what is to be known of it."""
    wide, high = layout.size(picture)
    characters = int(wide * layout.characters)
    title = fill(said.title, int(characters * layout.small / layout.title * BOLD))
    under = "\n".join(
        (fill(f"{said.note} {said.left_out}".strip(), characters), fill(said.footer, characters))
    )
    words = title.count("\n") * layout.title * 1.4 + under.count("\n") * layout.small * 1.4
    room = ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.1, hspace=0.06)
    figure = Figure(figsize=(wide, high + words / 72), layout=room)
    figure.suptitle(title, x=0.01, ha="left", fontsize=layout.title, fontweight="bold")
    figure.supxlabel(under, x=0.01, ha="left", fontsize=layout.small, color=SOFT)
    if isinstance(picture, Lines):
        draw_lines(figure, picture, said, layout)
    elif isinstance(picture, Bars):
        draw_bars(figure, picture, said, layout)
    else:
        draw_grid(figure, picture, said, layout)
    return figure


__all__ = ["PHONE", "WIDE", "draw", "save_picture"]
