"""Reads tables of history (CSV) from disk: whole or not at all, every mistake with its line."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from bot.load import FileRefusedError, Mistake
from bot.load.history.layout import MOST_MISTAKES
from bot.load.history.sheet import HEADER, Line, Sheet

WORKBOOK = b"PK\x03\x04"
SEPARATORS = ",;\t"
_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_AS_CSV = 'In a spreadsheet program choose "Save as" and "CSV UTF-8".'


def read_sheet(path: Path) -> Sheet:
    """The rows of a CSV file in UTF-8, separated by commas, semicolons or tabs.

    Empty rows are left out. Raises FileRefusedError with all mistakes.
    """
    text = _text(path)
    mistakes: list[Mistake] = [
        _at(text.count("\n", 0, match.start()) + 1, "this holds a character that cannot be shown.")
        for match in _UNSHOWN.finditer(text)
    ]
    rows = list(_rows(path, text))
    if not rows:
        raise _refused(path, _at(None, "the file is empty."))
    titles = tuple(" ".join(cell.split()) for cell in rows[0][1])
    mistakes += [
        _at(HEADER, f'two columns are called "{title}". Give each a name of its own.')
        for title in dict.fromkeys(titles)
        if title and titles.count(title) > 1
    ]
    mistakes += [
        _at(line, f"this row has {len(row)} cells, and there are {len(titles)} columns.")
        for line, row in rows
        if any(row[len(titles) :])
    ]
    if mistakes:
        raise FileRefusedError(str(path), mistakes, most=MOST_MISTAKES)
    return Sheet(
        source=str(path),
        titles=titles,
        lines=tuple(
            Line(number=line, cells=dict(zip(titles, row, strict=False)))
            for line, row in rows[1:]
            if any(row)
        ),
    )


def _text(path: Path) -> str:
    raw = read_bytes(path)
    if raw.startswith(WORKBOOK):
        raise _refused(path, _at(None, f"this is a workbook and no CSV file. {_AS_CSV}"))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _refused(path, _at(line, f"this is not UTF-8 text. {_AS_CSV}")) from error


def read_bytes(path: Path) -> bytes:
    """What is in a file. Raises FileRefusedError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise _refused(path, _at(None, "there is no such file.")) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise _refused(path, _at(None, f"it cannot be read: {reason}.")) from error


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line that it begins on, its cells without blanks around them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    line = HEADER
    try:
        for row in reader:
            yield line, [cell.strip().replace("\r\n", "\n") for cell in row]
            line = reader.line_num + 1
    except csv.Error as error:
        wrong = f"from here on this is no CSV ({error}). Is a quotation mark not closed?"
        raise _refused(path, _at(line, wrong)) from error


def _separator(text: str) -> str:
    """What separates the titles: spreadsheets write semicolons where a comma is in numbers."""
    first = text.partition("\n")[0]
    return max(SEPARATORS, key=first.count)


def _refused(path: Path, mistake: Mistake) -> FileRefusedError:
    return FileRefusedError(str(path), [mistake])


def _at(line: int | None, text: str) -> Mistake:
    return Mistake(line=line, where="", text=text)
