"""Records are found by their words."""

import sqlalchemy as sa
from alembic import op

from storage.columns import TEXT, UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# SQLite walks from the latest on and stops when it has enough; PostgreSQL would walk so for words
# that hardly ever stand there, too, and read everything.
ON_SQLITE = (
    "CREATE INDEX searchable_words_by_time ON searchable (partnership, at)",
    """CREATE VIRTUAL TABLE searchable_words
       USING fts5(words, content = 'searchable', content_rowid = 'id')""",
    """CREATE TRIGGER searchable_added AFTER INSERT ON searchable BEGIN
         INSERT INTO searchable_words (rowid, words) VALUES (new.id, new.words);
       END""",
    """CREATE TRIGGER searchable_gone AFTER DELETE ON searchable BEGIN
         INSERT INTO searchable_words (searchable_words, rowid, words)
         VALUES ('delete', old.id, old.words);
       END""",
    """CREATE TRIGGER searchable_changed AFTER UPDATE ON searchable BEGIN
         INSERT INTO searchable_words (searchable_words, rowid, words)
         VALUES ('delete', old.id, old.words);
         INSERT INTO searchable_words (rowid, words) VALUES (new.id, new.words);
       END""",
)
ON_POSTGRES = """CREATE INDEX ix_searchable_words ON searchable
                 USING gin (to_tsvector('simple', words))"""


def upgrade() -> None:
    """Make the table and its index of words; ``SqlStore.prepare`` fills it."""
    op.create_table(
        "searchable",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("ref", TEXT, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("words", TEXT, nullable=False),
    )
    op.create_index(
        "ix_searchable_partnership_ref", "searchable", ["partnership", "ref"], unique=True
    )
    connection = op.get_bind()
    for statement in ON_SQLITE if connection.dialect.name == "sqlite" else (ON_POSTGRES,):
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """Databases only move forward; restore a copy to go back."""
    raise NotImplementedError
