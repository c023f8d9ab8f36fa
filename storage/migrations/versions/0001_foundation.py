"""The foundation: partnerships, people, check-ins, records, digests and deliveries."""

import sqlalchemy as sa
from alembic import op

from storage.columns import JSON_TEXT, TEXT, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table."""
    _settings()
    _rhythm()
    _promises()
    _blockers_and_helps()
    _history()
    _sending()
    _platforms()


def downgrade() -> None:
    """Databases only move forward; restore a copy to go back."""
    raise NotImplementedError


def _settings() -> None:
    op.create_table(
        "partnerships",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("partner", JSON_TEXT, nullable=False),
        sa.Column("district", JSON_TEXT, nullable=False),
        sa.Column("workspaces", JSON_TEXT, nullable=False),
        sa.Column("channels", JSON_TEXT, nullable=False),
        sa.Column("schools", JSON_TEXT, nullable=False),
        sa.Column("agenda", JSON_TEXT, nullable=False),
        sa.Column("calendar", JSON_TEXT, nullable=False),
        sa.Column("question_sets", JSON_TEXT, nullable=False),
        sa.Column("cadences", JSON_TEXT, nullable=False),
        sa.Column("digest", JSON_TEXT, nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "people",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("level", TEXT, nullable=False),
        sa.Column("school", TEXT, nullable=True),
        sa.Column("email", TEXT, nullable=True),
        sa.Column("user", TEXT, nullable=True),
        sa.Column("timezone", TEXT, nullable=True),
        sa.Column("left", UtcDateTime(), nullable=True),
        sa.Column("unreachable_since", UtcDateTime(), nullable=True),
        sa.Column("unreachable_because", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("partnership", "key"),
    )
    op.create_index("ix_people_email", "people", ["email"])
    op.create_index("ix_people_user", "people", ["user"])
    op.create_table(
        "preferences",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("timezone", TEXT, nullable=True),
        sa.Column("away_until", sa.Date(), nullable=True),
        sa.Column("reminders", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("partnership", "person"),
    )


def _rhythm() -> None:
    op.create_table(
        "schedules",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("occurs", TEXT, nullable=False),
        sa.Column("cadence", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("next_due", UtcDateTime(), nullable=True),
        sa.Column("period", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("partnership", "occurs", "cadence", "person"),
    )
    op.create_index("ix_schedules_next_due", "schedules", ["next_due"])
    op.create_table(
        "checkins",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("cadence", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=False),
        sa.Column("questions", JSON_TEXT, nullable=False),
        sa.Column("reminders", JSON_TEXT, nullable=False),
        sa.Column("remind_at", UtcDateTime(), nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_checkins_partnership_asked_at", "checkins", ["partnership", "asked_at"])
    op.create_index(
        "ix_checkins_partnership_person_answered_at",
        "checkins",
        ["partnership", "person", "answered_at"],
    )
    op.create_index(
        "ix_checkins_partnership_person_state_asked_at",
        "checkins",
        ["partnership", "person", "state", "asked_at"],
    )
    op.create_index("ix_checkins_state_closes_at", "checkins", ["state", "closes_at"])
    op.create_index("ix_checkins_state_remind_at", "checkins", ["state", "remind_at"])
    op.create_table(
        "answers",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("checkin", TEXT, nullable=False),
        sa.Column("question", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("ratings", JSON_TEXT, nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("corrected_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("partnership", "number"),
    )
    op.create_index("ix_answers_checkin", "answers", ["checkin"])
    op.create_index("ix_answers_partnership_at", "answers", ["partnership", "at"])
    op.create_index(
        "ix_answers_partnership_corrected_at", "answers", ["partnership", "corrected_at"]
    )


def _promises() -> None:
    op.create_table(
        "commitments",
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
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("side", TEXT, nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("partnership", "number"),
    )
    op.create_index(
        "ix_commitments_partnership_closed_at", "commitments", ["partnership", "closed_at"]
    )
    op.create_index(
        "ix_commitments_partnership_from_answer_number",
        "commitments",
        ["partnership", "from_answer", "number"],
    )
    op.create_index(
        "ix_commitments_partnership_owner_state", "commitments", ["partnership", "owner", "state"]
    )
    op.create_index(
        "ix_commitments_partnership_state_number", "commitments", ["partnership", "state", "number"]
    )


def _blockers_and_helps() -> None:
    op.create_table(
        "blockers",
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
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("factor", TEXT, nullable=True),
        sa.Column("can_clear", TEXT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("partnership", "number"),
    )
    op.create_index("ix_blockers_partnership_by_state", "blockers", ["partnership", "by", "state"])
    op.create_index("ix_blockers_partnership_closed_at", "blockers", ["partnership", "closed_at"])
    op.create_index(
        "ix_blockers_partnership_from_answer_number",
        "blockers",
        ["partnership", "from_answer", "number"],
    )
    op.create_index(
        "ix_blockers_partnership_state_number", "blockers", ["partnership", "state", "number"]
    )
    op.create_table(
        "helps",
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
        sa.Column("factor", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("partnership", "number"),
    )
    op.create_index("ix_helps_partnership_at", "helps", ["partnership", "at"])
    op.create_index(
        "ix_helps_partnership_from_answer_number", "helps", ["partnership", "from_answer", "number"]
    )


def _history() -> None:
    op.create_table(
        "counters",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("letter", TEXT, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("partnership", "letter"),
    )
    op.create_table(
        "changes",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("ref", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deed", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("before", JSON_TEXT, nullable=False),
        sa.Column("after", JSON_TEXT, nullable=False),
        sa.PrimaryKeyConstraint("partnership", "ref", "version"),
    )
    op.create_index("ix_changes_partnership_at", "changes", ["partnership", "at"])


def _sending() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("occasion", TEXT, nullable=False),
        sa.Column("recipient", TEXT, nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("not_before", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", TEXT, nullable=True),
        sa.Column("reference", TEXT, nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_deliveries_partnership_kind_occasion", "deliveries", ["partnership", "kind", "occasion"]
    )
    op.create_index("ix_deliveries_state_not_before", "deliveries", ["state", "not_before"])
    op.create_table(
        "posted_digests",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("week", TEXT, nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("digest", JSON_TEXT, nullable=False),
        sa.PrimaryKeyConstraint("partnership", "week", "audience"),
    )


def _platforms() -> None:
    op.create_table(
        "received",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("response", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "platform_items",
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("parent", TEXT, nullable=False),
        sa.Column("mark", TEXT, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("body", JSON_TEXT, nullable=False),
        sa.PrimaryKeyConstraint("platform", "kind", "id"),
    )
    op.create_index(
        "ix_platform_items_platform_kind_parent_id",
        "platform_items",
        ["platform", "kind", "parent", "id"],
    )
    op.create_index("ix_platform_items_platform_mark", "platform_items", ["platform", "mark"])
