"""Records come from walkthroughs and meetings too, not from answers alone."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INDEXED = ("commitments", "blockers", "helps")


def upgrade() -> None:
    """Give the column its new name."""
    for table in INDEXED:
        op.drop_index(f"ix_{table}_partnership_from_answer_number", table)
    for table in (*INDEXED, "walkthroughs"):
        op.alter_column(table, "from_answer", new_column_name="came_from")
    for table in INDEXED:
        index = f"ix_{table}_partnership_came_from_number"
        op.create_index(index, table, ["partnership", "came_from", "number"])


def downgrade() -> None:
    """Databases only move forward; restore a copy to go back."""
    raise NotImplementedError
