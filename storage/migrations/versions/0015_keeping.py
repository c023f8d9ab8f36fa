"""What only has to be kept for a while is found by its age."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Say until when platforms need what they note, and index what is removed after a time."""
    op.add_column("platform_items", sa.Column("until", UtcDateTime(), nullable=True))
    op.create_index("ix_platform_items_until", "platform_items", ["until"])
    op.create_index("ix_received_at", "received", ["at"])
    op.create_index("ix_files_at", "files", ["at"])


def downgrade() -> None:
    """Databases only move forward; restore a copy to go back."""
    raise NotImplementedError
