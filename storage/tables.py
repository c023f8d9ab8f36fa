"""The list of tables: each stored kind, its table's name, and the indexes it is found by.

A new record type is one line here and one migration; ``columns.table`` does the rest.
"""

from collections.abc import Mapping

from sqlalchemy import Column, Integer, MetaData, Table

from bot.domain.blocker import Blocker
from bot.domain.checkin import Answer, CheckIn
from bot.domain.commitment import Commitment
from bot.domain.data_team import DataTeam
from bot.domain.delivery import Delivery
from bot.domain.digest import PostedDigest
from bot.domain.draft import DigestDraft
from bot.domain.handover import Handover
from bot.domain.help import Help
from bot.domain.history import Change
from bot.domain.inbox import Received
from bot.domain.names import NameList, NameMarks, NoPerson
from bot.domain.network import Shared
from bot.domain.pace import Pace
from bot.domain.partnership import Partnership
from bot.domain.people import Person
from bot.domain.preferences import Preferences
from bot.domain.reading import Reading
from bot.domain.revision import Revision
from bot.domain.schedule import Schedule
from bot.domain.settled import Settled
from bot.domain.site_day import SiteDay
from bot.domain.stored_file import StoredFile
from bot.domain.survey import Survey, SurveyAnswer, SurveyTaken
from bot.domain.to_capture import ToCapture
from bot.domain.visit import Visit
from bot.domain.walkthrough import Round, Walkthrough
from bot.ports.store import PlatformItem, Stored
from storage.columns import TEXT, table

METADATA = MetaData()

# Indexes are written as the fields that they hold, in their order.
_LIST: tuple[tuple[type[Stored], str, tuple[str, ...]], ...] = (
    (Partnership, "partnerships", ()),
    (Person, "people", ("user", "email")),
    (Preferences, "preferences", ()),
    (Schedule, "schedules", ("next_due",)),
    (
        CheckIn,
        "checkins",
        (
            "partnership person state asked_at",
            "partnership person answered_at",
            "partnership asked_at",
            "state remind_at",
            "state closes_at",
        ),
    ),
    (Answer, "answers", ("checkin", "partnership at", "partnership corrected_at")),
    (
        Commitment,
        "commitments",
        (
            "partnership owner state",
            "partnership state number",
            "partnership closed_at",
            "partnership came_from number",
        ),
    ),
    (
        Blocker,
        "blockers",
        (
            "partnership by state",
            "partnership state number",
            "partnership closed_at",
            "partnership came_from number",
        ),
    ),
    (Help, "helps", ("partnership at", "partnership came_from number")),
    (
        Walkthrough,
        "walkthroughs",
        ("partnership at", "partnership school day", "partnership under_way"),
    ),
    (Round, "rounds", ()),
    (Visit, "visits", ("partnership at", "partnership day")),
    (DataTeam, "data_teams", ("partnership at", "partnership day")),
    (Reading, "readings", ("partnership at", "partnership indicator day")),
    (Survey, "surveys", ("state closes_at",)),
    (SurveyTaken, "survey_taken", ()),
    (SurveyAnswer, "survey_answers", ("partnership survey",)),
    (SiteDay, "site_days", ("partnership at", "partnership day", "brief_at", "debrief_at")),
    (Revision, "revisions", ("partnership at",)),
    (Shared, "shared", ("partner platform workspace at", "partnership source")),
    (NameList, "name_lists", ()),
    (NameMarks, "name_marks", ()),
    (NoPerson, "no_persons", ()),
    (Change, "changes", ("partnership at",)),
    (
        Delivery,
        "deliveries",
        (
            "state platform workspace not_before",
            "state expires_at",
            "partnership kind occasion",
        ),
    ),
    (Pace, "paces", ("at",)),
    (PostedDigest, "posted_digests", ()),
    (Handover, "handovers", ("partnership new number",)),
    (DigestDraft, "digest_drafts", ("state until",)),
    (Settled, "settled", ()),
    (ToCapture, "to_capture", ("state at",)),
    (StoredFile, "files", ("delivery", "at")),
    (Received, "received", ("at",)),
    (PlatformItem, "platform_items", ("platform kind parent id", "platform mark", "until")),
)

TABLES: Mapping[type[Stored], Table] = {
    kind: table(METADATA, kind, name, *(index.split() for index in indexes))
    for kind, name, indexes in _LIST
}

COUNTERS = Table(
    "counters",
    METADATA,
    Column("partnership", TEXT, primary_key=True),
    Column("letter", TEXT, primary_key=True),
    Column("last", Integer, nullable=False),
)
"""The last short number that each record type of a partnership has given out."""

SHAPE = Table("shape", METADATA, Column("oldest", TEXT, primary_key=True))
"""The oldest revision whose Headway can work with the database: one row, see ``migrate.py``."""
