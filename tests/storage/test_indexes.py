"""What is asked often is answered by an index, however many years of records there are."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine
from sqlalchemy.dialects import sqlite

from bot.domain.blocker import Blocker, BlockerState
from bot.domain.checkin import Answer, CheckIn, CheckInState
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.data_team import DataTeam
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState
from bot.domain.digest import PostedDigest
from bot.domain.draft import DigestDraft, DraftState
from bot.domain.help import Help
from bot.domain.history import Change
from bot.domain.inbox import Received
from bot.domain.people import Person
from bot.domain.reading import Reading
from bot.domain.revision import Revision
from bot.domain.schedule import Schedule
from bot.domain.site_day import SiteDay
from bot.domain.stored_file import StoredFile
from bot.domain.visit import Visit
from bot.domain.walkthrough import Round, Walkthrough
from bot.ports.store import AtLeast, AtMost, Between, OneOf, PlatformItem, Stored
from storage.rows import Rows
from storage.tables import METADATA, TABLES

NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)
WEEK = Between(NOON, NOON)
HERE: dict[str, object] = {"partnership": "riverbend"}
THERE: dict[str, object] = {"platform": "slack", "workspace": "T1"}

QUESTIONS: list[tuple[type[Stored], dict[str, object]]] = [
    (Person, {"user": "U1"}),
    (Person, {"email": "boyd@example.org"}),
    (Person, HERE),
    (Schedule, {"next_due": AtMost(NOON)}),
    (CheckIn, {**HERE, "person": "boyd", "state": CheckInState.OPEN}),
    (CheckIn, {"state": CheckInState.OPEN, "remind_at": AtMost(NOON)}),
    (CheckIn, {"state": CheckInState.OPEN, "closes_at": AtMost(NOON)}),
    (CheckIn, {**HERE, "asked_at": WEEK}),
    (CheckIn, {"id": OneOf(("a", "b"))}),
    (Answer, {"checkin": "riverbend/weekly/2027-01-11/boyd"}),
    (Answer, {**HERE, "at": WEEK}),
    (Commitment, {**HERE, "owner": "boyd", "state": CommitmentState.OPEN}),
    (Commitment, {**HERE, "state": CommitmentState.OPEN}),
    (Commitment, {**HERE, "closed_at": WEEK}),
    (Blocker, {**HERE, "by": "boyd", "state": BlockerState.OPEN}),
    (Blocker, {**HERE, "closed_at": AtLeast(NOON)}),
    (Help, {**HERE, "at": WEEK}),
    (Walkthrough, {**HERE, "at": WEEK}),
    (Visit, {**HERE, "at": WEEK}),
    (Visit, {**HERE, "day": AtLeast(NOON.date())}),
    (DataTeam, {**HERE, "at": WEEK}),
    (DataTeam, {**HERE, "day": AtLeast(NOON.date())}),
    (Reading, {**HERE, "at": WEEK}),
    (SiteDay, {**HERE, "day": Between(NOON.date(), NOON.date())}),
    (Revision, {**HERE, "at": WEEK}),
    (Walkthrough, {**HERE, "school": "lincoln"}),
    (Walkthrough, {**HERE, "under_way": True}),
    (Round, {**HERE, "walkthrough": 7}),
    (Change, {**HERE, "at": WEEK}),
    (Change, {**HERE, "ref": "C-12"}),
    (Delivery, {"state": DeliveryState.QUEUED, **THERE, "not_before": AtMost(NOON)}),
    (Delivery, {"state": DeliveryState.SENDING, **THERE}),
    (Delivery, {"state": DeliveryState.QUEUED, "expires_at": AtMost(NOON)}),
    (Delivery, {**HERE, "kind": DeliveryKind.DIGEST, "occasion": "2027-W02"}),
    (PostedDigest, HERE),
    (DigestDraft, {"state": DraftState.WAITING, "until": AtMost(NOON)}),
    (PlatformItem, {"platform": "sandbox", "kind": "message", "parent": "dm"}),
    (PlatformItem, {"platform": "sandbox", "mark": "riverbend/digest/2027-W02"}),
    (PlatformItem, {"until": AtMost(NOON)}),
    (Received, {"at": AtMost(NOON)}),
    (StoredFile, {"at": AtMost(NOON)}),
]


@pytest.mark.parametrize(("kind", "where"), QUESTIONS)
def test_a_question_searches_as_far_as_its_index_reaches(
    kind: type[Stored], where: dict[str, object]
) -> None:
    engine = create_engine("sqlite://")
    rows = Rows(kind, TABLES[kind], sqlite.dialect())
    with engine.begin() as connection:
        METADATA.create_all(connection)
        query = rows.counting(where).compile(
            dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}
        )
        plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}").all())
    engine.dispose()

    assert f"SEARCH {TABLES[kind].name} USING" in plan
    assert all(name in plan for name in where), plan
