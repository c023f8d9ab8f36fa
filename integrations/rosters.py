"""Files with the names of a district's staff or students: CSV, or a name in each line."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.errors import HeadwayError

MOST_MISTAKES = 20
"""Mistakes that are told one by one; of the rest the number is enough."""
LONGEST_NAME = 100

_FIRST = {"first", "firstname", "given", "givenname", "givennames", "preferred", "preferredname"}
_FIRST |= {"legalfirstname", "preferredfirstname", "nickname", "studentfirstname", "firstnames"}
_LAST = {"last", "lastname", "family", "familyname", "surname", "legallastname", "studentlastname"}
_WHOLE = {"name", "fullname", "displayname", "staffname", "studentname", "teachername", "names"}
_WHOLE |= {"teacher", "student", "employee", "employeename", "staff"}
_DELIMITERS = "\t;,"


class RosterError(HeadwayError):
    """A file of names cannot be used. The message has a line for each mistake."""


@dataclass(frozen=True, kw_only=True)
class _Columns:
    """Where names stand in a row: whole, or a family name with one or more first names."""

    whole: tuple[int, ...] = ()
    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()

    def names(self, row: Sequence[str]) -> list[str]:
        """The names of one person, each in full; several for somebody with a preferred name."""
        firsts, lasts, whole = (self._in(row, at) for at in (self.first, self.last, self.whole))
        pairs = [f"{last}, {first}" for last in lasts for first in firsts]
        return whole + (pairs or firsts + lasts)

    def _in(self, row: Sequence[str], columns: Sequence[int]) -> list[str]:
        cells = (row[at].strip() for at in columns if at < len(row))
        return [cell for cell in cells if cell]


def read_roster(path: Path) -> list[str]:
    """The names in a file, in its order.

    With a first row such as "first,last" or "name" it is a CSV file (commas, semicolons or tabs);
    other columns are not looked at. Without one each line is a name, "Anna Castillo" or
    "Castillo, Anna".

    Raises RosterError with the line and the reason of every row that is wrong.
    """
    text = _read(path)
    first_line = text.lstrip("\n").partition("\n")[0]
    delimiter = next((one for one in _DELIMITERS if one in first_line), ",")
    rows = _rows(path, text, delimiter)
    columns = _columns(rows[min(rows)]) if rows else None
    if columns:
        del rows[min(rows)]
    else:
        lines = enumerate(text.split("\n"), 1)
        rows = {number: [line] for number, line in lines if line.strip()}
    names, mistakes = _names(rows, columns or _Columns(whole=(0,)))
    if mistakes:
        raise RosterError("\n".join(_told(path, mistakes)))
    if not names:
        raise RosterError(f"{path}: there is no name in it.\nNothing was changed.")
    return names


def _read(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise RosterError(f"{path}: it cannot be read ({error.strerror}).") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel in the United States writes as plain "CSV". It takes any byte but five.
        text = raw.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise RosterError(f"{path}: this is no text file. Save the list as CSV (UTF-8).")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _rows(path: Path, text: str, delimiter: str) -> dict[int, list[str]]:
    """The rows that are not empty, by the line on which each ends."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        numbered = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        message = f"{path}:{reader.line_num}: {error}.\nNothing was changed. 1 mistake."
        raise RosterError(message) from error
    return {number: row for number, row in numbered if any(map(str.strip, row))}


def _columns(header: Sequence[str]) -> _Columns | None:
    """Where the names stand, if the row is a header: in whole, or better in first and last."""
    said = [re.sub(r"[^a-z]", "", cell.casefold()) for cell in header]
    first, last, whole = (
        tuple(at for at, word in enumerate(said) if word in known)
        for known in (_FIRST, _LAST, _WHOLE)
    )
    if whole and not (first and last):
        return _Columns(whole=whole)
    return _Columns(first=first, last=last) if first or last else None


def _names(
    rows: Mapping[int, Sequence[str]], columns: _Columns
) -> tuple[list[str], dict[int, str]]:
    names: list[str] = []
    mistakes: dict[int, str] = {}
    for number, row in rows.items():
        found = columns.names(row)
        wrong = next(_wrong(found), None)
        if wrong:
            mistakes[number] = wrong
        names += found
    return names, mistakes


def _wrong(names: Sequence[str]) -> Iterator[str]:
    """What is wrong with the names of a row. The name itself is not told, whoever reads along."""
    if not names:
        yield "there is no name in this row."
    for name in names:
        if not re.search(r"[^\W\d_]{2}", name):
            yield "this is no name: it has no word of two letters."
        elif re.search(r"\d|@", name):
            yield "this is no name: names have no digits and no @ in them."
        elif name.count(",") > 1:
            yield 'which part is the name? Begin the file with a row such as "first,last".'
        elif len(name) > LONGEST_NAME:
            yield f"this is longer than a name: at most {LONGEST_NAME} characters."


def _told(path: Path, mistakes: Mapping[int, str]) -> Iterator[str]:
    for number, mistake in list(mistakes.items())[:MOST_MISTAKES]:
        yield f"{path}:{number}: {mistake}"
    if len(mistakes) > MOST_MISTAKES:
        yield f"… and {len(mistakes) - MOST_MISTAKES} more."
    yield f"Nothing was changed. {len(mistakes)} mistake{'s' if len(mistakes) > 1 else ''}."
