"""What districts share with the other districts of their partner."""

import sqlalchemy as sa
from alembic import op

from storage.columns import TEXT, UtcDateTime
from storage.walls import build_wall, inside

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SAME_PARTNER = f"""taken_back_at IS NULL AND EXISTS (
    SELECT 1 FROM partnerships own, jsonb_array_elements(own.workspaces::jsonb) place
    WHERE {inside("own.key")} AND own.partner::jsonb ->> 'name' = shared.partner
    AND place ->> 'side' = 'partner' AND place ->> 'platform' = shared.platform
    AND place ->> 'id' = shared.workspace)"""  # noqa: S608 - names of our own
"""``bot.domain.network.may_read`` in PostgreSQL's words."""


def upgrade() -> None:
    """Make the table. Districts of the same partner read what is in it; nobody else does."""
    op.create_table(
        "shared",
        sa.Column("partner", TEXT, nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("workspace", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("was", TEXT, nullable=False),
        sa.Column("strategy", TEXT, nullable=False),
        sa.Column("shown", TEXT, nullable=False),
        sa.Column("taken_back_at", UtcDateTime(), nullable=True),
        sa.Column("taken_back_by", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("partner", "platform", "workspace", "number"),
    )
    op.create_index(
        "ix_shared_partner_platform_workspace_at",
        "shared",
        ["partner", "platform", "workspace", "at"],
    )
    op.create_index("ix_shared_partnership_source", "shared", ["partnership", "source"])
    build_wall(op.get_bind(), "shared", sees=f"{inside()} OR ({SAME_PARTNER})")
    if op.get_bind().dialect.name == "postgresql":
        # Who may read a row may not change it: without these, what is seen could be written.
        for deed in ("UPDATE", "DELETE"):
            policy = f"CREATE POLICY own_{deed.lower()} ON shared AS RESTRICTIVE FOR {deed}"
            op.get_bind().exec_driver_sql(f"{policy} USING ({inside()})")


def downgrade() -> None:
    """Databases only move forward; restore a copy to go back."""
    raise NotImplementedError
