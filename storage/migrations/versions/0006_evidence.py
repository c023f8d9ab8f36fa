"""Visits, data teams, readings, surveys, site days and revisions of the agenda."""

import sqlalchemy as sa
from alembic import op

from storage.columns import JSON_TEXT, TEXT, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; what the file said of an agenda until now is not known."""
    _visits_and_data_teams()
    _readings_and_revisions()
    _surveys()
    _site_days()
    op.add_column("partnerships", sa.Column("filed", JSON_TEXT, nullable=True))
    op.add_column("partnerships", sa.Column("site_days_per_month", sa.Integer(), nullable=True))


def _visits_and_data_teams() -> None:
    op.create_table(
        "visits",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("strategy", TEXT, nullable=True),
        sa.Column("came_from", TEXT, nullable=True),
        sa.Column("school", TEXT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("visitors", JSON_TEXT, nullable=False),
        sa.Column("hosts", JSON_TEXT, nullable=False),
        sa.PrimaryKeyConstraint("partnership", "number"),
    )
    op.create_index("ix_visits_partnership_at", "visits", ["partnership", "at"])
    op.create_index("ix_visits_partnership_day", "visits", ["partnership", "day"])
    op.create_table(
        "data_teams",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("strategy", TEXT, nullable=True),
        sa.Column("came_from", TEXT, nullable=True),
        sa.Column("school", TEXT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("team", TEXT, nullable=False),
        sa.Column("rubric", TEXT, nullable=False),
        sa.Column("lowest", sa.Integer(), nullable=False),
        sa.Column("highest", sa.Integer(), nullable=False),
        sa.Column("scores", JSON_TEXT, nullable=False),
        sa.Column("principal", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("partnership", "number"),
    )
    op.create_index("ix_data_teams_partnership_at", "data_teams", ["partnership", "at"])
    op.create_index("ix_data_teams_partnership_day", "data_teams", ["partnership", "day"])


def _readings_and_revisions() -> None:
    op.create_table(
        "readings",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("strategy", TEXT, nullable=True),
        sa.Column("came_from", TEXT, nullable=True),
        sa.Column("indicator", TEXT, nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("school", TEXT, nullable=True),
        sa.Column("survey", sa.Integer(), nullable=True),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("partnership", "number"),
    )
    op.create_index("ix_readings_partnership_at", "readings", ["partnership", "at"])
    op.create_index(
        "ix_readings_partnership_indicator_day", "readings", ["partnership", "indicator", "day"]
    )
    op.create_table(
        "revisions",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("strategy", TEXT, nullable=True),
        sa.Column("came_from", TEXT, nullable=True),
        sa.Column("part", TEXT, nullable=False),
        sa.Column("before", TEXT, nullable=False),
        sa.Column("after", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("partnership", "number"),
    )
    op.create_index("ix_revisions_partnership_at", "revisions", ["partnership", "at"])


def _surveys() -> None:
    op.create_table(
        "surveys",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("indicator", TEXT, nullable=False),
        sa.Column("levels", JSON_TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("partnership", "number"),
    )
    op.create_index("ix_surveys_state_closes_at", "surveys", ["state", "closes_at"])
    op.create_table(
        # Without numbered rows SQLite does not keep in which order people answered.
        "survey_taken",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("survey", sa.Integer(), nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("partnership", "survey", "person"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "survey_answers",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("survey", sa.Integer(), nullable=False),
        sa.Column("choice", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_survey_answers_partnership_survey", "survey_answers", ["partnership", "survey"]
    )


def _site_days() -> None:
    op.create_table(
        "site_days",
        sa.Column("partnership", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("strategy", TEXT, nullable=True),
        sa.Column("came_from", TEXT, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("coaches", JSON_TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("worked", TEXT, nullable=False),
        sa.Column("did_not", TEXT, nullable=False),
        sa.Column("to_change", TEXT, nullable=False),
        sa.Column("brief_at", UtcDateTime(), nullable=True),
        sa.Column("debrief_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("partnership", "number"),
    )
    op.create_index("ix_site_days_brief_at", "site_days", ["brief_at"])
    op.create_index("ix_site_days_debrief_at", "site_days", ["debrief_at"])
    op.create_index("ix_site_days_partnership_at", "site_days", ["partnership", "at"])
    op.create_index("ix_site_days_partnership_day", "site_days", ["partnership", "day"])


def downgrade() -> None:
    """Databases only move forward; restore a copy to go back."""
    raise NotImplementedError
