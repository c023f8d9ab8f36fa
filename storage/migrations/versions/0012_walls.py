"""Row level security: the second wall between districts."""

from alembic import op

from storage.walls import FITS_WORDS, build_wall, inside

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None
contracts = True
"""A Headway of before does not say which partnerships it is about, and would see nothing."""

TABLES = (
    *("people", "preferences", "schedules", "checkins", "answers", "commitments", "blockers"),
    *("helps", "walkthroughs", "rounds", "visits", "data_teams", "readings", "surveys"),
    *("survey_taken", "survey_answers", "site_days", "revisions", "name_lists", "name_marks"),
    *("no_persons", "changes", "deliveries", "posted_digests", "handovers", "digest_drafts"),
    *("settled", "to_capture", "files", "counters"),
)


def upgrade() -> None:
    """Put every table of partnerships behind the wall."""
    connection = op.get_bind()
    build_wall(connection, "partnerships", column="key")
    build_wall(connection, "searchable", sees=f"{inside()} AND {FITS_WORDS}")
    for table in TABLES:
        build_wall(connection, table)


def downgrade() -> None:
    """Databases only move forward; restore a copy to go back."""
    raise NotImplementedError
