"""Words for the things of a partnership file and for what changed in them."""

from dataclasses import fields
from datetime import time, timedelta
from enum import Enum, StrEnum

from bot.domain.agenda import Indicator, LookFor, Rubric, Strategy, Term
from bot.domain.cadence import Cadence, DigestPlan, PortfolioPlan, Question
from bot.domain.calendar import Period
from bot.domain.model_use import ModelUse
from bot.domain.people import Channel, Person, School, Workspace

Named = Channel | School | Strategy | LookFor | Rubric | Indicator
Plan = Cadence | DigestPlan | PortfolioPlan
Thing = Named | Workspace | Person | Term | Period | Question | Plan | ModelUse

_NOT_TOLD = ("key", "partnership", "retired", "left", "unreachable_since", "unreachable_because")
_LABELS = {"first": "from", "last": "to"}


def is_gone(thing: Thing) -> bool:
    """Whether the file does not name it any more, though it is kept."""
    return bool(getattr(thing, "retired", False) or getattr(thing, "left", None))


def described(thing: Thing) -> str:
    """A few words to recognise it by."""
    match thing:
        case Person():
            return f"{thing.name}, {thing.role}"
        case Workspace():
            return f"{thing.platform} {thing.id}"
        case Term():
            return thing.meaning
        case Question():
            return thing.text
        case ModelUse():
            return thing.consent
        case Cadence() | DigestPlan() | PortfolioPlan():
            return f"{said(thing.day)} {said(thing.at)}"
        case Period():
            return f"{said(thing.first)} to {said(thing.last)}"
    return thing.name


def changes(old: Thing, new: Thing) -> str:
    """What differs: "role: principal → director; is back". Empty if nothing that a file tells."""
    told = [field.name for field in fields(new) if field.name not in _NOT_TOLD]
    found = [_change(name, old, new) for name in told if getattr(old, name) != getattr(new, name)]
    if is_gone(old) and not is_gone(new):
        found.append("is back")
    return "; ".join(found)


def _change(name: str, old: Thing, new: Thing) -> str:
    label = _LABELS.get(name, name.replace("_", " "))
    before, after = getattr(old, name), getattr(new, name)
    if name == "every":
        before, after = timedelta(weeks=before), timedelta(weeks=after)
    return f"{label}: {said(before)} → {said(after)}"


def said(value: object) -> str:
    """A value as a person would write it: "08:00", "4 days", "monday", "none"."""
    match value:
        case None | "" | ():
            return "none"
        case bool():
            return "yes" if value else "no"
        case StrEnum():
            return value.value
        case Enum():
            return value.name.lower()
        case tuple():
            return ", ".join(said(item) for item in value)
        case time():
            return value.strftime("%H:%M")
        case timedelta():
            return _length(value)
        case float():
            return f"{value:g}"
    return str(value)


def _length(value: timedelta) -> str:
    """A length of time in the largest unit that fits: "36 hours", "2 days", "1 week"."""
    minutes = int(value.total_seconds()) // 60
    units = (("week", 7 * 24 * 60), ("day", 24 * 60), ("hour", 60), ("minute", 1))
    unit, size = next((unit, size) for unit, size in units if minutes % size == 0)
    count = minutes // size
    return f"{count} {unit}{'' if count == 1 else 's'}"
