"""A partner's districts are told of together, in the partner's own channel."""

import sqlalchemy as sa
from alembic import op

from storage.columns import JSON_TEXT

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Partnerships say where; none does so far."""
    op.add_column("partnerships", sa.Column("portfolio", JSON_TEXT, nullable=True))


def downgrade() -> None:
    """Databases only move forward; restore a copy to go back."""
    raise NotImplementedError
