"""Each delivery has its workspace, and each pace its row."""

import sqlalchemy as sa
from alembic import op

from storage.columns import TEXT, UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give deliveries their workspace, and find what is due there."""
    op.add_column("deliveries", sa.Column("workspace", TEXT, nullable=False, server_default=""))
    op.add_column("deliveries", sa.Column("due_at", UtcDateTime(), nullable=True))
    op.drop_index("ix_deliveries_state_not_before", "deliveries")
    op.create_index(
        "ix_deliveries_state_platform_workspace_not_before",
        "deliveries",
        ["state", "platform", "workspace", "not_before"],
    )
    op.create_index("ix_deliveries_state_expires_at", "deliveries", ["state", "expires_at"])
    # Unlogged: after a crash of the database it is empty, and that costs nothing. A pace without a
    # past begins anew, and a platform that had asked for a pause asks again.
    op.create_table(
        "paces",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("seen", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
        prefixes=["UNLOGGED"] if op.get_bind().dialect.name == "postgresql" else [],
    )
    op.create_index("ix_paces_at", "paces", ["at"])


def downgrade() -> None:
    """Databases only move forward; restore a copy to go back."""
    raise NotImplementedError
