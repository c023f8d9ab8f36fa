"""All that a store holds, as text."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, is_dataclass
from itertools import chain

from bot.ports import Store
from storage.tables import TABLES


async def everything(store: Store) -> str:
    """Every text in every row of every table."""
    async with store.read() as tx:
        rows = [row for kind in TABLES for row in await tx.find(kind)]
    return "\n".join(chain.from_iterable(map(strings, rows)))


def strings(value: object) -> Iterator[str]:
    """Every text in a value, keys too."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        yield from strings(asdict(value))
    elif isinstance(value, Mapping):
        yield from chain.from_iterable(map(strings, (*value.keys(), *value.values())))
    elif isinstance(value, list | tuple):
        yield from chain.from_iterable(map(strings, value))
