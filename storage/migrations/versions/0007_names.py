"""Lists of names that must not be kept."""

import sqlalchemy as sa
from alembic import op

from storage.columns import JSON_TEXT, TEXT, UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "name_lists",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("listed", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("names", sa.Integer(), nullable=False),
        sa.Column("loaded_at", UtcDateTime(), nullable=False),
        sa.Column("salt", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("partnership", "listed"),
    )
    op.create_table(
        "name_marks",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("listed", TEXT, nullable=False),
        sa.Column("marks", JSON_TEXT, nullable=False),
        sa.PrimaryKeyConstraint("partnership", "listed"),
    )
    op.create_table(
        "no_persons",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("words", TEXT, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("partnership", "by", "words"),
    )


def downgrade() -> None:
    """Databases only move forward; restore a copy to go back."""
    raise NotImplementedError
