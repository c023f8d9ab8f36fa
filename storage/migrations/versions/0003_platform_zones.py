"""The zones that chat platforms tell of people."""

import sqlalchemy as sa
from alembic import op

from storage.columns import TEXT

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("people", sa.Column("platform_timezone", TEXT, nullable=True))


def downgrade() -> None:
    """Databases only move forward; restore a copy to go back."""
    raise NotImplementedError
