"""Reads the mapping file of an import (YAML): which of their columns is which field of ours."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.domain.record import nearest
from bot.load import FileRefusedError, Mistake
from bot.load.history.sheet import ISO_DAY, ColumnMap, Loc, Pair
from integrations.history_file import read_bytes
from integrations.partnership_plain import Fields, entry
from integrations.partnership_yaml import Document, parse

SECTIONS = ("columns", "values", "constants", "dates")
_DATES = re.compile(r"(?=.*YY)(?=.*MM)(?=.*DD)(?:YYYY|YY|MM|DD|[-/. ])+")


def read_map(path: Path) -> ColumnMap:
    """The mapping that a file describes. Raises FileRefusedError with all mistakes."""
    document = parse(read_bytes(path))
    if isinstance(document, Mistake):
        raise FileRefusedError(str(path), [document])
    data = document.data if isinstance(document.data, Mapping) else {"": document.data}
    found = [
        Mistake(line=document.line(loc), where=".".join(loc), text=text)
        for loc, text in _wrong(data)
    ]
    if found or document.mistakes:
        raise FileRefusedError(str(path), [*document.mistakes, *found])
    return _map(path, data, document)


def _map(path: Path, data: Fields, document: Document) -> ColumnMap:
    values = entry(data, "values")
    return ColumnMap(
        source=str(path),
        columns={key: _column(column) for key, column in entry(data, "columns").items()},
        values={
            key: {theirs: str(ours or "") for theirs, ours in entry(values, key).items()}
            for key in values
        },
        constants={key: str(value) for key, value in entry(data, "constants").items()},
        dates=str(data.get("dates") or ISO_DAY),
        line=document.line,
    )


def _column(column: object) -> str | Pair:
    if isinstance(column, Mapping):
        return Pair(seen=str(column["seen"]), of=str(column["of"]))
    return str(column)


def _wrong(data: Fields) -> Iterator[tuple[Loc, str]]:
    for key, value in data.items():
        if key not in SECTIONS:
            near = nearest(key, SECTIONS)
            hint = f'Did you mean "{near}"?' if near else f"There is {', '.join(SECTIONS)}."
            yield (key,), f'there is no part "{key}" in a mapping file. {hint}'
        elif key != "dates" and not isinstance(value, Mapping | None):
            yield (key,), f'write one a line, such as "{_EXAMPLES[key]}".'
    days = data.get("dates") or ISO_DAY
    if not isinstance(days, str) or not _DATES.fullmatch(days):
        yield ("dates",), "write how a day looks, such as MM/DD/YYYY or DD.MM.YY."
    for section, fits in _FITS.items():
        for key, value in entry(data, section).items():
            if not fits(value):
                yield (section, key), f'write it such as "{_EXAMPLES[section]}".'


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_column(value: object) -> bool:
    """Whether it is a title, or the two titles of a count."""
    if isinstance(value, Mapping):
        return sorted(value) == ["of", "seen"] and all(map(_is_text, value.values()))
    return _is_text(value)


def _are_words(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        ours is None or isinstance(ours, str) for ours in value.values()
    )


_EXAMPLES = {
    "columns": "school: Name of the school",
    "values": "school: {Lincoln Elem.: lincoln}",
    "constants": "audience: partner",
}
_FITS = {"columns": _is_column, "values": _are_words, "constants": _is_text}
