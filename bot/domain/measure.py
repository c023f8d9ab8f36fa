"""Measures: what the readings of an indicator say together, and how a value is written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.agenda import Agenda, Indicator
from bot.domain.bars import bar
from bot.domain.history import Change, Deed
from bot.domain.reading import Reading
from bot.domain.standing import Trend

PERCENT = "percent"
MOST_SHOWN = 8
"""How many readings a measure goes back."""

_NUMBER = re.compile(
    r"([-+]?)(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,6})?(?:\s*(%|percent\b))?(?=[\s;:]|,(?!\d)|$)"
)


@dataclass(frozen=True, kw_only=True)
class Measure:
    """An indicator with its latest readings, at least one, oldest first, all of one place.

    ``schools`` are the measures of single schools, under the one of the whole district.
    """

    indicator: Indicator
    readings: tuple[Reading, ...]
    schools: tuple["Measure", ...] = ()

    @property
    def latest(self) -> Reading:
        """The reading of the latest day."""
        return self.readings[-1]

    @property
    def before(self) -> Reading | None:
        """The reading before the latest."""
        return self.readings[-2] if len(self.readings) > 1 else None

    @property
    def school(self) -> str | None:
        """The key of the school that was measured; None for the whole district."""
        return self.latest.school

    @property
    def values(self) -> tuple[float, ...]:
        """The values in the indicator's own unit, oldest first."""
        return tuple(reading.value for reading in self.readings)

    @property
    def reached(self) -> bool:
        """Whether the latest value is at the target or above it."""
        return self.latest.value >= self.indicator.target

    @property
    def trend(self) -> Trend:
        """How the latest value compares with the one before."""
        if self.before is None:
            return Trend.FIRST
        change = self.latest.value - self.before.value
        return Trend.UP if change > 0 else Trend.DOWN if change < 0 else Trend.SAME

    @property
    def sources(self) -> tuple[str, ...]:
        """The records of all these readings, oldest first."""
        return tuple(reading.ref for reading in self.readings)

    @property
    def bars(self) -> str:
        """A bar for each value, between nothing and the target or the highest value: "▄▅▇"."""
        highest = (
            100 if self.indicator.unit == PERCENT else max(self.indicator.target, *self.values, 1)
        )
        return "".join(bar(value, lowest=0, highest=highest) for value in self.values)


def measures(agenda: Agenda, readings: Iterable[Reading]) -> tuple[Measure, ...]:
    """What these readings say of each indicator of the agenda, in its order.

    Readings that were taken back are left out, and so are indicators that nobody has read. The
    measures of schools stand in ``schools`` of the whole district's; where nobody has read that,
    they stand in its place: say whose a value is by ``Measure.school``.
    """
    counted = sorted(
        (reading for reading in readings if not reading.withdrawn),
        key=lambda reading: (reading.day, reading.number),
    )
    found: list[Measure] = []
    for indicator in agenda.indicators:
        found += _measured(indicator, [r for r in counted if r.indicator == indicator.key])
    return tuple(found)


def _measured(indicator: Indicator, readings: list[Reading]) -> tuple[Measure, ...]:
    places: dict[str | None, list[Reading]] = {}
    for reading in readings:
        places.setdefault(reading.school, []).append(reading)
    district = tuple(places.pop(None, ()))[-MOST_SHOWN:]
    schools = tuple(
        Measure(indicator=indicator, readings=tuple(places[key or ""][-MOST_SHOWN:]))
        for key in sorted(places, key=str)
    )
    if not district:
        return schools
    return (Measure(indicator=indicator, readings=district, schools=schools),)


def figure(value: float, unit: str) -> str:
    """A value in its unit, no more exact than it was given: "61 %", "61.5 %", "1,200 days"."""
    number = f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{number} %" if unit == PERCENT else f"{number} {unit}".strip()


def corrected_from(changes: Iterable[Change]) -> float | None:
    """The value that a reading had before it was last corrected; None if it never was.

    ``changes`` are its history, oldest first. A correction that was taken back is none.
    """
    before: list[float] = []
    for change in changes:
        value = change.before.get("value")
        if isinstance(value, int | float) and change.deed is Deed.UNDONE:
            before.pop()
        elif isinstance(value, int | float):
            before.append(value)
    return before[-1] if before else None


@dataclass(frozen=True, kw_only=True)
class Given:
    """A number as somebody typed it, whether as a percentage, and what follows it."""

    value: float
    percent: bool
    rest: str


def read_number(text: str) -> Given | None:
    """The number in plain digits that a text begins with: "61", "61 %", "1,200", "-0.5"."""
    match = _NUMBER.match(text.lstrip())
    if match is None:
        return None
    sign, whole, fraction, percent = match.groups()
    value = float(f"{sign}{whole.replace(',', '')}{fraction or ''}")
    rest = text.lstrip()[match.end() :].lstrip(" ,;:")
    return Given(value=value, percent=percent is not None, rest=rest)


def split_indicator(indicators: Iterable[Indicator], text: str) -> tuple[Indicator | None, str]:
    """The indicator that a text begins with, by its key or name, and what follows it."""
    spelled = {name: each for each in indicators for name in (each.name, each.key)}
    for name in sorted(spelled, key=len, reverse=True):
        pattern = re.escape(name).replace("\\-", "[- ]").replace("\\ ", r"[-\s]+")
        match = re.match(rf"{pattern}(?=[\s,;:]|$)", text.lstrip(), re.IGNORECASE)
        if match:
            return spelled[name], text.lstrip()[match.end() :].lstrip(" ,;:")
    return None, text
