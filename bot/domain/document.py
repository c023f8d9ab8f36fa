"""Documents: what stands in one, whatever the format that it is written in."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.domain.digest import Line


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The title of a part."""

    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A sentence or more, with the numbers of its records; ``small`` makes it small print."""

    line: Line
    small: bool = False
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, kw_only=True)
class Bullets:
    """A list, each item with the numbers of its records; ``title`` is the group that it is."""

    lines: tuple[Line, ...]
    title: str = ""
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a table: a cell for each of its columns, and the numbers of its records."""

    cells: tuple[str, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with its headers; a last column holds the records, if ``sources`` names it.

    ``described`` says in words what it holds, for whoever does not see it.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    described: str
    sources: str = ""
    kind: Literal["table"] = "table"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A PNG, at most as wide as the page and half as high; ``alt`` says in words what it shows."""

    content: bytes
    alt: str
    kind: Literal["picture"] = "picture"


Part = Heading | Paragraph | Bullets | Table | Picture


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document for printing.

    ``readers`` says whom it is for, and stands with ``made_on`` in ``footer`` at the end of each
    page, before "Page 1 of 2". ``language`` is a BCP 47 tag.
    """

    title: str
    subtitle: str
    readers: str
    author: str
    made_on: date
    footer: str
    parts: tuple[Part, ...]
    page: str = "Page"
    of: str = "of"
    language: str = "en-US"
