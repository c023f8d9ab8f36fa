"""Walkthroughs."""

import sqlalchemy as sa
from alembic import op

from storage.columns import JSON_TEXT, TEXT, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of walkthroughs."""
    op.create_table(
        "walkthroughs",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("strategy", TEXT, nullable=True),
        sa.Column("from_answer", TEXT, nullable=True),
        sa.Column("school", TEXT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("classes", TEXT, nullable=False),
        sa.Column("focus", TEXT, nullable=False),
        sa.Column("findings", JSON_TEXT, nullable=False),
        sa.Column("next_step", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("partnership", "number"),
    )
    op.create_index("ix_walkthroughs_partnership_at", "walkthroughs", ["partnership", "at"])


def downgrade() -> None:
    """Databases only move forward; restore a copy to go back."""
    raise NotImplementedError
