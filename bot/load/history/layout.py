"""Where in a sheet each field is found."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.record import nearest
from bot.load.history.sheet import HEADER, ColumnMap, Pair, Sheet, plain
from bot.load.values import FileRefusedError, Mistake

MOST_MISTAKES = 20


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of ours: its ``key``, the ``name`` that it goes by too, and what kind it is.

    A counted one is written "3 of 5", or in two columns; a needed one has a column or a constant.
    """

    key: str
    name: str = ""
    needed: bool = False
    counted: bool = False


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The column, or pair of columns, of each field that the sheet has, and the map's words.

    ``unused`` are titles of columns that are no field.
    """

    columns: Mapping[str, str | Pair]
    map: ColumnMap
    unused: tuple[str, ...] = ()

    def has(self, field: str) -> bool:
        """Whether a field is in the file, in a column or as a constant of the map."""
        return field in self.columns or field in self.map.constants


def layout(sheet: Sheet, fields: Iterable[Field], given: ColumnMap) -> Layout:
    """Find the columns of the fields: as the map says, and else by our own titles.

    Raises FileRefusedError for a map or a sheet with a column or field that nobody knows. With a
    map other columns may stand in the sheet.
    """
    known = {field.key: field for field in fields}
    wrong = list(_wrong_entries(sheet, known, given))
    if wrong:
        raise FileRefusedError(given.source, wrong, most=MOST_MISTAKES)
    columns = _own(sheet, known) | dict(given.columns)
    used = {title for column in columns.values() for title in _titles(column)}
    unused = tuple(title for title in sheet.titles if title and title not in used)
    found = Layout(columns=columns, map=given, unused=unused)
    wrong = [
        *(_unknown(title, known) for title in unused if not given.source),
        *(_lacking(field) for field in known.values() if field.needed and not found.has(field.key)),
    ]
    if wrong:
        raise FileRefusedError(sheet.source, wrong, most=MOST_MISTAKES)
    return found


def _titles(column: str | Pair) -> tuple[str, ...]:
    return (column.seen, column.of) if isinstance(column, Pair) else (column,)


def _own(sheet: Sheet, known: Mapping[str, Field]) -> dict[str, str | Pair]:
    titles = {plain(title): title for title in sheet.titles}
    found: dict[str, str | Pair] = {}
    for key, field in known.items():
        for name in filter(None, (field.name, key)):
            if plain(name) in titles:
                found[key] = titles[plain(name)]
            seen, of = plain(f"{name} seen"), plain(f"{name} of")
            if field.counted and seen in titles and of in titles:
                found[key] = Pair(seen=titles[seen], of=titles[of])
    return found


def _unknown(title: str, known: Mapping[str, Field]) -> Mistake:
    near = nearest(plain(title), known)
    hint = f'Did you mean "{near}"?' if near else "Take it out, or write a mapping file (--map)."
    return _at(HEADER, title, f"no field is called this. {hint}")


def _lacking(field: Field) -> Mistake:
    hint = "Add one, or say in a mapping file (--map) which column it is."
    return _at(HEADER, field.key, f"there is no column of this. {hint}")


def _wrong_entries(sheet: Sheet, known: Mapping[str, Field], given: ColumnMap) -> Iterator[Mistake]:
    for section in ("columns", "values", "constants"):
        for key in getattr(given, section):
            if key not in known:
                line = given.line((section, key))
                yield _at(line, f"{section}.{key}", _no("field", key, known))
    for key, column in given.columns.items():
        if key in known:
            yield from _wrong_columns(sheet, known[key], column, given)


def _wrong_columns(
    sheet: Sheet, field: Field, column: str | Pair, given: ColumnMap
) -> Iterator[Mistake]:
    line, where = given.line(("columns", field.key)), f"columns.{field.key}"
    if isinstance(column, Pair) and not field.counted:
        yield _at(line, where, "this is no count, so it has one column.")
    for title in _titles(column):
        if title not in sheet.titles:
            yield _at(line, where, _no("column", title, sheet.titles))


def _no(what: str, word: str, known: Iterable[str]) -> str:
    near = nearest(word, known)
    hint = f'Did you mean "{near}"?' if near else f"There is {', '.join(filter(None, known))}."
    return f'there is no {what} "{word}". {hint}'


def _at(line: int | None, where: str, text: str) -> Mistake:
    return Mistake(line=line, where=where, text=text)
