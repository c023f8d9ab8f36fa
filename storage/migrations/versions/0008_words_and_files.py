"""Words from a model, drafts of digests, and files that go with messages."""

import sqlalchemy as sa
from alembic import op

from storage.columns import JSON_TEXT, TEXT, UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.add_column("partnerships", sa.Column("model", JSON_TEXT, nullable=True))
    op.create_table(
        "digest_drafts",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("week", TEXT, nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("approver", TEXT, nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("digest", JSON_TEXT, nullable=False),
        sa.Column("template", JSON_TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("decided_by", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("partnership", "week", "audience"),
    )
    op.create_index("ix_digest_drafts_state_until", "digest_drafts", ["state", "until"])
    op.create_table(
        "handovers",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("old", TEXT, nullable=False),
        sa.Column("new", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("moved", JSON_TEXT, nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("partnership", "number"),
    )
    op.create_index(
        "ix_handovers_partnership_new_number", "handovers", ["partnership", "new", "number"]
    )
    op.create_table(
        "files",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("media_type", TEXT, nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=True),
        sa.Column("delivery", TEXT, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_files_delivery", "files", ["delivery"])


def downgrade() -> None:
    """Databases only move forward; restore a copy to go back."""
    raise NotImplementedError
