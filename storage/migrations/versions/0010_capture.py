"""Promises, blockers and helps are proposed out of plain words."""

import sqlalchemy as sa
from alembic import op

from storage.columns import JSON_TEXT, TEXT, UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and propose to everybody who has not said otherwise."""
    op.add_column(
        "preferences",
        sa.Column("proposals", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.create_table(
        "settled",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("words", TEXT, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("ref", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("partnership", "person", "words"),
    )
    op.create_table(
        "to_capture",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("answer", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("found", JSON_TEXT, nullable=False),
        sa.PrimaryKeyConstraint("partnership", "answer"),
    )
    op.create_index("ix_to_capture_state_at", "to_capture", ["state", "at"])


def downgrade() -> None:
    """Databases only move forward; restore a copy to go back."""
    raise NotImplementedError
