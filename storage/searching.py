"""Finding records by their words: FTS5 on SQLite, full text search on PostgreSQL.

Each record has a row with its words, already in small letters and without accents, so that both
databases find the same. https://www.sqlite.org/fts5.html ,
https://www.postgresql.org/docs/current/textsearch.html
"""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Column, Dialect, Index, Integer, Table

from bot.domain.record import Record
from bot.domain.searching import searched
from storage.columns import TEXT, UtcDateTime
from storage.pages import Row, paged
from storage.tables import METADATA

SEARCHABLE = Table(
    "searchable",
    METADATA,
    # A number of its own: FTS5 rests on row numbers, and VACUUM changes those that nobody chose.
    Column("id", Integer, primary_key=True),
    Column("partnership", TEXT, nullable=False),
    Column("ref", TEXT, nullable=False),
    Column("at", UtcDateTime(), nullable=False),
    Column("words", TEXT, nullable=False),
    Index("ix_searchable_partnership_ref", "partnership", "ref", unique=True),
)

_PUT = (
    "INSERT INTO searchable (partnership, ref, at, words) {} "
    "ON CONFLICT (partnership, ref) DO UPDATE SET at = excluded.at, words = excluded.words "
    "WHERE searchable.words <> excluded.words"
)
_ON_SQLITE = (
    "SELECT ref FROM searchable WHERE partnership = ? AND id IN "
    "(SELECT rowid FROM searchable_words WHERE searchable_words MATCH ?) "
    "ORDER BY at DESC, id DESC LIMIT ? OFFSET ?"
)
_ON_POSTGRES = (
    "SELECT ref FROM searchable WHERE partnership = %s "
    "AND to_tsvector('simple', words) @@ to_tsquery('simple', %s) "
    "ORDER BY at DESC, id DESC LIMIT %s OFFSET %s"
)
_FIELDS = ("partnership", "ref", "at", "words")

FOUND_SINCE = "0009"
"""The shape of a database since which every write keeps the words of records."""


class Searching:
    """The statements of one database."""

    def __init__(self, *, on_sqlite: bool) -> None:
        """Choose the database's own."""
        self._on_sqlite = on_sqlite
        self._moment = UtcDateTime()

    def putting(self, values: Iterable[object], dialect: Dialect) -> Iterator[tuple[str, Row]]:
        """Statements that make those of the values found that are records."""
        write = self._moment.dialect_impl(dialect).bind_processor(dialect)
        rows = [
            (one.partnership, one.ref, write(one.at) if write else one.at, " ".join(searched(one)))
            for one in values
            if isinstance(one, Record)
        ]
        page = paged(SEARCHABLE, _FIELDS, dialect)
        for start in range(0, len(rows), page.size):
            words, parameters = page.of(sorted(rows[start : start + page.size]))
            yield _PUT.format(words), parameters

    def finding(
        self, partnership: str, words: Sequence[str], *, skip: int, limit: int
    ) -> tuple[str, Row]:
        """The statement that finds the numbers of records with all these beginnings of words."""
        if self._on_sqlite:
            wanted = " ".join(f'"{word}" *' for word in words)
            return _ON_SQLITE, (partnership, wanted, limit, skip)
        return _ON_POSTGRES, (partnership, self.wanted(words), limit, skip)

    def wanted(self, words: Sequence[str]) -> str:
        """What PostgreSQL looks for."""
        return " & ".join(f"'{word}':*" for word in words)
