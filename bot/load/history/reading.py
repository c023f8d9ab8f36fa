"""Reads a sheet as records of a kind: whole or not at all, every mistake with its line at once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from bot.domain.record import Statement
from bot.load.history.cells import Cells, World
from bot.load.history.kinds import Kind
from bot.load.history.layout import MOST_MISTAKES, Layout
from bot.load.history.sheet import Line
from bot.load.values import FileRefusedError, Mistake

R = TypeVar("R", bound=Statement)


@dataclass(frozen=True, kw_only=True)
class Draft(Generic[R]):
    """A record that has no number yet, and the line of the file that it came from."""

    line: int
    record: R


def texts_in(
    kind: Kind[R], lines: Iterable[Line], *, layout: Layout, world: World
) -> tuple[str, ...]:
    """Everything that the lines say in people's own words, each text once."""
    said: dict[str, None] = {}

    def note(text: str) -> tuple[str, tuple[str, ...]]:
        said[text] = None
        return text, ()

    for line in lines:
        kind.read(Cells(line=line, layout=layout, world=replace(world, named=note)))
    return tuple(filter(None, said))


def read_lines(
    kind: Kind[R], lines: Iterable[Line], *, layout: Layout, world: World, source: str
) -> list[Draft[R]]:
    """A record for each line. Raises FileRefusedError with all mistakes if a line has any."""
    drafts: list[Draft[R]] = []
    mistakes: list[Mistake] = []
    for line in lines:
        cells = Cells(line=line, layout=layout, world=world)
        record = kind.read(cells)
        mistakes += cells.mistakes
        if record:
            drafts.append(Draft(line=line.number, record=record))
    if mistakes:
        raise FileRefusedError(source, mistakes, most=MOST_MISTAKES)
    return drafts
