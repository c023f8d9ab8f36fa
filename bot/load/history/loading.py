"""From a sheet to what it brings: read, screened and kept, each part in sight of who waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from bot.domain.record import Record
from bot.ledger.tools import Tools
from bot.load.history.cells import World
from bot.load.history.kinds import Kind
from bot.load.history.layout import Layout, layout
from bot.load.history.plan import Plan, keep_all
from bot.load.history.reading import Draft, read_lines, texts_in
from bot.load.history.screening import named_in, pages
from bot.load.history.sheet import ColumnMap, Sheet
from bot.ports import Transaction

T = TypeVar("T")


class Watch(Protocol):
    """Goes through items, and lets somebody watch how far it is."""

    def __call__(self, items: Sequence[T], what: str, /) -> Iterable[T]:
        """The items, in their order; ``what`` is done with them."""
        ...


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be loaded: a sheet of a kind, with what its columns are."""

    kind: Kind[Any]
    sheet: Sheet
    map: ColumnMap
    watch: Watch


@dataclass(frozen=True, kw_only=True)
class History:
    """The rows of a sheet as drafts, and where its fields were found."""

    layout: Layout
    drafts: tuple[Draft[Any], ...]


async def read_history(tx: Transaction, tools: Tools, order: Order, world: World) -> History:
    """Read a sheet whole. Raises FileRefusedError with all its mistakes."""
    kind, sheet = order.kind, order.sheet
    found = layout(sheet, kind.fields(world.agenda), order.map)
    texts = texts_in(kind, sheet.lines, layout=found, world=world)
    screened = order.watch(pages(texts), "Looking for names")
    named = await named_in(tx, tools, world.directory.partnership, screened)
    drafts = read_lines(
        kind,
        order.watch(sheet.lines, "Reading rows"),
        layout=found,
        world=replace(world, named=named),
        source=sheet.source,
    )
    return History(layout=found, drafts=tuple(drafts))


async def keep_history(tx: Transaction, order: Order, found: Plan[Any]) -> list[Record]:
    """Store what is new."""
    drafts = order.watch(found.new, "Keeping records")
    return [*await keep_all(tx, order.kind, drafts)]
