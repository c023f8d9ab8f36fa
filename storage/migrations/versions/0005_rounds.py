"""Walkthroughs of several observers, and the rounds in which they count."""

import sqlalchemy as sa
from alembic import op

from storage.columns import JSON_TEXT, TEXT

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the table; what was grade and subject in one is the subject now."""
    op.alter_column("walkthroughs", "classes", new_column_name="subject")
    for name in ("before", "after"):
        _rename_in_history(name)
    for name in ("grades", "part", "pattern", "wondering"):
        _add(sa.Column(name, TEXT, nullable=False, server_default=""))
    for name in ("observers", "not_looked_for", "predictions"):
        _add(sa.Column(name, JSON_TEXT, nullable=False, server_default="[]"))
    _add(sa.Column("under_way", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_walkthroughs_partnership_school_day", "walkthroughs", ["partnership", "school", "day"]
    )
    op.create_index(
        "ix_walkthroughs_partnership_under_way", "walkthroughs", ["partnership", "under_way"]
    )
    op.create_table(
        "rounds",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("walkthrough", sa.Integer(), nullable=False),
        sa.Column("observer", TEXT, nullable=False),
        sa.Column("classrooms", sa.Integer(), nullable=False),
        sa.Column("seen", JSON_TEXT, nullable=False),
        sa.Column("here", JSON_TEXT, nullable=False),
        sa.Column("before", JSON_TEXT, nullable=True),
        sa.PrimaryKeyConstraint("partnership", "walkthrough", "observer"),
    )


def _rename_in_history(column: str) -> None:
    """What was changed can still be undone; in text that people wrote a quote is escaped."""
    renamed = f"""replace({column}%s, '"classes":', '"subject":')%s"""
    casts = ("::text", "::json") if op.get_bind().dialect.name == "postgresql" else ("", "")
    op.get_bind().exec_driver_sql(
        f"UPDATE changes SET {column} = {renamed % casts} WHERE substr(ref, 1, 2) = 'W-'"  # noqa: S608 - our own words
    )


def _add(column: "sa.Column[object]") -> None:
    op.add_column("walkthroughs", column)


def downgrade() -> None:
    """Databases only move forward; restore a copy to go back."""
    raise NotImplementedError
