"""Readings of indicators to import: one a row."""

from collections.abc import Hashable

from bot.domain.agenda import Agenda, Indicator
from bot.domain.few_rooms import without_few_rooms
from bot.domain.measure import PERCENT, figure, read_number
from bot.domain.reading import Reading
from bot.ledger.records import keep
from bot.load.history.cells import Cells
from bot.load.history.kinds import AUDIENCE, STRATEGY, Kind, common
from bot.load.history.layout import Field
from prompts.filters import short

_NEEDED = tuple(Field(key=key, needed=True) for key in ("date", "indicator", "value"))
_REST = (Field(key="school"), Field(key="source"))


def _fields(_agenda: Agenda) -> tuple[Field, ...]:
    return (*_NEEDED, *_REST, STRATEGY, AUDIENCE)


def _read(cells: Cells) -> Reading | None:
    day, school = cells.day(), cells.school(needed=False)
    agenda, text = cells.world.agenda, without_few_rooms(cells.words("source"))
    known = {name.casefold(): i.key for i in agenda.indicators for name in (i.key, i.name)}
    key = cells.chosen("indicator", known, what="indicator", needed=True)
    indicator = next((each for each in agenda.indicators if each.key == key), None)
    value = _value(cells, indicator) if indicator else None
    base = common(cells, word="indicator", day=day, text=text)
    if cells.mistakes or day is None or value is None:
        return None
    strategy = base.strategy or (indicator.strategy if indicator else None)
    return Reading(
        **vars(base) | {"strategy": strategy},
        indicator=key,
        value=value,
        day=day,
        school=school or None,
    )


def _value(cells: Cells, indicator: Indicator) -> float | None:
    said, unit = cells.text("value"), indicator.unit
    given = read_number(said)
    if given is None or given.rest not in ("", unit) or (given.percent and unit != PERCENT):
        cells.wrong("value", f'"{short(said)}" is no number of {unit}. Write it as 61.')
        return None
    if unit == PERCENT and not 0 <= given.value <= 100:
        cells.wrong("value", f"{figure(given.value, unit)} cannot be: it is from 0 to 100.")
    return given.value


def _content(record: Reading) -> Hashable:
    return record.indicator, record.school, record.day, record.value


def _line(record: Reading) -> str:
    return f"{record.indicator}: {record.value:g}"


INDICATORS = Kind(
    type=Reading,
    one="reading",
    many="readings",
    fields=_fields,
    read=_read,
    content=_content,
    line=_line,
    place=lambda record: (record.school, record.day),
    keep=keep,
)
