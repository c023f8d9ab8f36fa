"""Every stored kind comes back as it was, whatever its fields hold."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import Enum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.ports.store import Store, Stored
from storage.tables import TABLES

# PostgreSQL takes no NUL in text, and half a surrogate pair is no text.
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=-5)), timezone(timedelta(hours=5.5))])
PLAIN: dict[object, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(0, 2**31 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    bytes: st.binary(max_size=20),
    object: JSON,
    date: st.dates(),
    time: st.times(),
    datetime: st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=ZONES),  # noqa: DTZ001 - hypothesis adds the zone
    timedelta: st.timedeltas(timedelta(0), timedelta(days=90)),
    NoneType: st.none(),
}


def anything(annotation: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any annotation there is
    """Values that a field of this annotation may hold."""
    arguments = get_args(annotation)
    if annotation in PLAIN:
        return PLAIN[annotation]
    if get_origin(annotation) is tuple:
        return st.lists(anything(arguments[0]), max_size=2).map(tuple)
    if get_origin(annotation) is Mapping:
        return st.dictionaries(*map(anything, arguments), max_size=2)
    if isinstance(annotation, UnionType):
        return st.one_of(*map(anything, arguments))
    if issubclass(annotation, Enum):
        return st.sampled_from(annotation)
    return anyone(annotation)


def anyone(kind: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any annotation there is
    """Values of a dataclass."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: anything(hints[field.name]) for field in fields(kind)})


def key(value: Stored) -> tuple[object, ...]:
    return tuple(getattr(value, name) for name in value.KEY)


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.__name__)
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
async def test_a_value_comes_back_as_it_was(
    store: Store, kind: type[Stored], data: st.DataObject
) -> None:
    values = data.draw(st.lists(anyone(kind), min_size=1, max_size=5, unique_by=key))

    async with store.write() as tx:
        await tx.put(*values)

    async with store.read() as tx:
        assert [await tx.get(kind, *key(value)) for value in values] == values
