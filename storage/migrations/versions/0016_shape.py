"""The database says which is the oldest Headway that can work with it."""

import sqlalchemy as sa
from alembic import op

from storage.columns import TEXT

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

contracts = True
"""Headways from before know no such promise, and could not keep it."""


def upgrade() -> None:
    """Make the table; ``storage.migrate`` fills it."""
    op.create_table("shape", sa.Column("oldest", TEXT, nullable=False, primary_key=True))


def downgrade() -> None:
    """Databases only move forward; restore a copy to go back."""
    raise NotImplementedError
