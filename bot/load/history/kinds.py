"""What every kind of record that can be imported says of itself."""

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from bot.domain.agenda import Agenda
from bot.domain.record import Statement
from bot.load.history.cells import Cells
from bot.load.history.layout import Field
from bot.ports import Transaction
from prompts.statement import DEFAULT_AUDIENCE

R = TypeVar("R", bound=Statement)

STRATEGY, AUDIENCE = Field(key="strategy"), Field(key="audience")
NOON = time(12)


@dataclass(frozen=True, kw_only=True)
class Kind(Generic[R]):
    """A kind of history.

    ``fields`` are its columns, in the order of the template. ``read`` makes a record of a row,
    without a number; None for a row with mistakes, which the cells have noted. Records with the
    same ``content`` are the same. ``line`` says in short what a record tells, with the key of its
    school (None for the whole district) and its day beside it in ``place``. ``keep`` stores one
    under the numbers that come next.
    """

    type: type[R]
    one: str
    many: str
    fields: Callable[[Agenda], tuple[Field, ...]]
    read: Callable[[Cells], R | None]
    content: Callable[[R], Hashable]
    line: Callable[[R], str]
    place: Callable[[R], tuple[str | None, date]]
    keep: Callable[[Transaction, R], Awaitable[R]]


def common(cells: Cells, *, word: str, day: date | None, text: str) -> Statement:
    """What every record has, at noon of its day in the district; ``word`` is its command's.

    Without a day it is read for its mistakes alone.
    """
    partnership = cells.world.directory.partnership
    noon = datetime.combine(day or cells.world.today, NOON, ZoneInfo(partnership.district.timezone))
    return Statement(
        partnership=partnership.key,
        number=0,
        by=cells.world.by,
        at=noon.astimezone(UTC),
        audience=cells.audience(DEFAULT_AUDIENCE[word]),
        text=text,
        strategy=cells.strategy(),
    )
