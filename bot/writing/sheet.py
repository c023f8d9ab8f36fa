"""What may be known of one record, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.material import Material
from prompts.filters import long_day


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What the viewer may know of one record.

    ``facts``: by name, in words, people as short names and dates with their year. ``people`` are
    the keys of those whose record it is, ``schools`` the keys of where it was, ``places`` of where
    those people work, ``strategies`` the keys of those that it is about. ``marks`` are the statuses
    that may be said of it: "kept", "late", "up". ``partner``: whether it is the partner's promise,
    None if it is no promise.
    """

    ref: str
    kind: str
    facts: Mapping[str, str] = field(default_factory=dict)
    people: frozenset[str] = frozenset()
    schools: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    strategies: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    partner: bool | None = None


def told(**facts: str) -> dict[str, str]:
    """The facts that say something, their names with blanks."""
    return {name.replace("_", " "): text for name, text in facts.items() if text.strip()}


def in_words(value: date | None) -> str:
    """The day in words with its year; empty for none."""
    return long_day(value) if value else ""


def places(seen: Material, people: Iterable[str | None]) -> frozenset[str]:
    """The keys of the schools where these people work."""
    found = (seen.person(key) for key in people)
    return frozenset(person.school for person in found if person and person.school)


def keys(*found: str | None) -> frozenset[str]:
    """Those keys that there are."""
    return frozenset(filter(None, found))


def strategy_name(seen: Material, key: str | None) -> str:
    """The name of a strategy; empty without one."""
    return seen.partnership.agenda.strategy_name(key) or ""


def school_name(seen: Material, key: str | None) -> str:
    """The name of a school; empty without one."""
    return seen.partnership.school_name(key) or ""
