"""Turns what the schema found into findings in plain words, with the nearest right spelling."""

from collections.abc import Mapping
from typing import get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.domain.record import nearest
from integrations.partnership_checks import Finding
from integrations.partnership_entry import Entry
from integrations.partnership_fields import shown
from integrations.partnership_plain import Fields
from integrations.partnership_schema import PartnershipEntry
from integrations.partnership_yaml import Loc

# Keys are short: one wrong letter of two is half the word.
ALIKE = 0.5


def findings_of(error: ValidationError, data: Fields) -> list[Finding]:
    """What the schema found wrong with the data.

    A misspelled field is told once, not as an unknown and a missing one.
    """
    details = error.errors(include_url=False)
    misspelled = {
        (*each["loc"][:-1], _meant(each["loc"], data))
        for each in details
        if each["type"] == "extra_forbidden"
    }
    return [_finding(each, data) for each in details if each["loc"] not in misspelled]


def _finding(error: ErrorDetails, data: Fields) -> Finding:
    loc: Loc = error["loc"]
    match error["type"]:
        case "mistake":
            context = error["ctx"]
            # pydantic marks the key of a mapping, as against its value, with a part of its own.
            place = loc[:-1] if loc[-1] == "[key]" else loc
            return Finding(loc=(*place, *context["at"]), text=context["text"])
        case "missing":
            return _missing(loc, data)
        case "extra_forbidden":
            return Finding(loc=loc, text=_unknown(loc, data))
        case "list_type":
            text = 'a list belongs here: write it in [ ], or one item a line, each after "- ".'
            return Finding(loc=loc, text=text)
        case _:
            return Finding(loc=loc, text=_not_fields(error["input"], _model_at(loc)))


def _missing(loc: Loc, data: Fields) -> Finding:
    parent = _value_at(loc[:-1], data)
    if isinstance(parent, Mapping) and loc[-1] in parent:
        return Finding(loc=loc, text="this is empty.")
    return Finding(loc=loc[:-1], text=f'"{loc[-1]}" is missing.')


def _unknown(loc: Loc, data: Fields) -> str:
    name = shown(str(loc[-1]))
    near = _meant(loc, data)
    if near:
        return f'{name} is not known here. Did you mean "{near}"?'
    model = _model_at(loc[:-1])
    known = ", ".join(_fields(model)) if model else ""
    return f"{name} is not known here. What can stand here: {known}."


def _meant(loc: Loc, data: Fields) -> str | None:
    """The field that an unknown one most likely is: one that is not there yet."""
    model, parent = _model_at(loc[:-1]), _value_at(loc[:-1], data)
    there = parent if isinstance(parent, Mapping) else {}
    open_fields = [name for name in _fields(model) if there.get(name) is None] if model else []
    return nearest(str(loc[-1]), open_fields, cutoff=ALIKE)


def _not_fields(value: object, model: type[Entry] | None) -> str:
    if value is None:
        return "this is empty."
    if model is None:
        return "fields belong here, each with a key of its own in front."
    needed = [name for name, field in _fields(model).items() if field] or list(_fields(model))[:2]
    return f"fields belong here: {{{', '.join(f'{name}: …' for name in needed)}}}."


def _fields(model: type[Entry]) -> dict[str, bool]:
    """The fields of a model by their names in the file, and whether each is needed."""
    return {f.alias or name: f.is_required() for name, f in model.model_fields.items()}


def _value_at(loc: Loc, data: object) -> object:
    for part in loc:
        if isinstance(data, Mapping):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int):
            data = data[part]
    return data


def _model_at(loc: Loc) -> type[Entry] | None:
    """The model of the entry at a place; None where no entry belongs."""
    kind: object = PartnershipEntry
    for part in loc:
        if isinstance(kind, type) and issubclass(kind, Entry):
            by_name = {f.alias or name: f for name, f in kind.model_fields.items()}
            kind = by_name[str(part)].annotation if part in by_name else None
        else:
            kind = _item(kind)
        kind = _bare(kind)
    return kind if isinstance(kind, type) and issubclass(kind, Entry) else None


def _item(kind: object) -> object:
    """What a list or a mapping holds."""
    held = get_args(kind)
    return held[-1] if held else None


def _bare(kind: object) -> object:
    """A type without its validators, and without "or None"."""
    while get_args(kind) and get_origin(kind) not in (list, dict):
        kind = get_args(kind)[0]
    return kind
