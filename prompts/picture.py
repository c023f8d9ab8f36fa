"""The words of ``/headway picture``: a picture made of text, and what there is to draw."""

from collections.abc import Iterator, Sequence

from bot.domain.bars import BARS, NOTHING, bar
from bot.domain.picture import Bars, Cell, Grid, Lines, Panel, Picture, Row, Span, Worded
from bot.domain.picture_momentum import ONE_WEEK
from bot.messages import TYPES, Actions, Block, Button, File, Html, Message, Note, Paragraph
from prompts.chart_bars import counts_said
from prompts.words import words

FILE = "picture"
SERIES = "●◐○×"
"""What counts of the first, second, third and fourth series are drawn with."""
CELLS = {Cell.BEEN: "●", Cell.NOT_YET: "○", Cell.OWN: "–"}
MOST_MARKS = 12
MOST_LINES = 20
MOST_SOURCES = 8
MOST_BUTTONS = 20
LONGEST_LABEL = 60


def as_text(picture: Picture, said: Worded, sources: Sequence[str], *, follows: bool) -> Message:
    """A picture made of text beneath its words; ``follows``: the drawn one comes after it."""
    lines = list(_lines_of(picture, said))
    more = len(lines) - MOST_LINES
    if more > 0:
        lines = [*lines[:MOST_LINES], words(FILE).rich("more", more=more)]
    blocks: list[Block] = [*_head(said), Paragraph(text=Html("\n".join(lines)))]
    note = words(FILE).rich(
        "note",
        key=_key(picture, said),
        left_out=said.left_out,
        footer=said.footer,
        sources=sources[-MOST_SOURCES:],
        earlier=max(0, len(sources) - MOST_SOURCES),
        follows=follows,
    )
    return Message(text=said.title, blocks=(*blocks, Note(text=note)))


def as_drawn(said: Worded, files: tuple[File, ...] = ()) -> Message:
    """The drawn picture beneath its words."""
    note = Note(text=words(FILE).rich("drawn", footer=said.footer))
    return Message(text=said.title, blocks=(*_head(said), note), files=files)


def _head(said: Worded) -> Iterator[Block]:
    yield Paragraph(text=words(FILE).rich("head", title=said.title, message=said.message))


def _lines_of(picture: Picture, said: Worded) -> Iterator[Html]:
    if isinstance(picture, Lines):
        for panel, title, labels in zip(picture.panels, said.titles, said.labels, strict=True):
            bars = "".join(_bars(panel, picture.span))
            last = said.levels[_level(panel)] if said.levels else labels[-1]
            yield words(FILE).rich("line", bars=bars, name=title, last=last)
    elif isinstance(picture, Bars):
        for stack, title, labels in zip(picture.panels, said.titles, said.labels, strict=True):
            yield words(FILE).rich("panel", name=title)
            rows = zip(stack.rows, labels, strict=True)
            yield from (_row(row, name, said.legend) for row, name in rows if any(row.counts))
    else:
        yield from _cells(picture, said)


def _key(picture: Picture, said: Worded) -> str:
    """What the bars and marks of the text mean."""
    if isinstance(picture, Lines):
        of = words(FILE).plain(f"of_{picture.span}")
        ends = {"lowest": BARS[0], "highest": BARS[-1]}
        return words(FILE).plain("key_lines", of=of, **ends)
    if isinstance(picture, Bars):
        series = zip(SERIES, said.legend, strict=True)
        return words(FILE).plain("key_marks", marks=[f"{mark} {name}" for mark, name in series])
    marks = zip((CELLS[cell] for cell in Cell), said.legend, strict=True)
    return words(FILE).plain("key_marks", marks=[f"{mark} {name}" for mark, name in marks])


def _level(panel: Panel) -> int:
    """Which of the names of the scale, counted from 0, the last point is nearest to."""
    return int(panel.points[-1].value + 0.5) - 1


def _bars(panel: Panel, span: Span) -> Iterator[str]:
    """A bar for each point, and a dot for each week without one."""
    lowest, highest = panel.scale
    day = panel.points[0].day
    for point in panel.points:
        while span is Span.WEEK and day < point.day:
            yield NOTHING
            day += ONE_WEEK
        yield bar(point.value, lowest=lowest, highest=highest)
        day += ONE_WEEK


def _row(row: Row, name: str, legend: Sequence[str]) -> Html:
    marks = "".join(mark * n for mark, n in zip(SERIES, row.counts, strict=True))
    shown = marks if len(marks) <= MOST_MARKS else ""
    return words(FILE).rich("row", marks=shown, name=name, counts=counts_said(row, legend))


def _cells(picture: Grid, said: Worded) -> Iterator[Html]:
    names, totals = said.labels
    yield words(FILE).rich("columns", names=said.titles)
    for row, name in zip(picture.rows, names, strict=True):
        yield words(FILE).rich("cells", marks="".join(CELLS[cell] for cell in row.cells), name=name)
    came = [f"{name} {total}" for name, total in zip(said.titles, totals, strict=True)]
    yield words(FILE).rich("came", came=came)


def blank(why: str, begin: str) -> Message:
    """What is said where there is nothing to draw, and how that would begin."""
    text = words(FILE).rich("blank", why=why, begin=begin)
    return Message(text=why, blocks=(Paragraph(text=text),))


def listed(plain: Sequence[str], named: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> Message:
    """What there is to draw, with a button each.

    ``named``: kinds that need a name, each with the keys and names of what there is.
    """
    title = words(FILE).plain("title")
    whole = Actions(text=words(FILE).rich("choose"), buttons=tuple(_button(one) for one in plain))
    rows = [whole] if plain else []
    rows += [
        Actions(
            text=words(FILE).rich(f"choose_{kind}"),
            buttons=tuple(_button(kind, key, name) for key, name in known[:MOST_BUTTONS]),
        )
        for kind, known in named
        if known
    ]
    end = Note(text=words(FILE).rich("list_end"))
    head = Paragraph(text=words(FILE).rich("list_title", title=title))
    return Message(text=title, blocks=(head, *rows, end))


def _button(kind: str, key: str = "", name: str = "") -> Button:
    label = name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…"
    line = f"/headway picture {kind} {key}".strip()
    return Button(label=label or words(FILE).plain(f"label_{kind}"), action=TYPES, value=line)
