"""Composing: what a message says is decided when it is sent, and by who may read it then."""

from dataclasses import replace

import pytest

from bot.domain.audience import Audience
from bot.domain.blocker import Blocker
from bot.domain.commitment import Commitment
from bot.domain.delivery import Delivery, DeliveryKind
from bot.domain.help import Help
from bot.domain.history import Act, Deed
from bot.domain.record import Record
from bot.ledger.directory import open_directory
from bot.ledger.outbox import notify
from bot.ledger.records import change, keep
from tests import builders
from tests.fakes import MONDAY, Office, riverbend, text_of
from tests.jobs.looking import (
    BOYD,
    ONE_MINUTE,
    found,
    put,
    reload,
    sent_to,
)

PROMISE = builders.commitment(by="chen", audience=Audience.LEADERS)
IN_THE_WAY = builders.blocker(by="chen", can_clear="boyd")


@pytest.fixture
async def quiet(office: Office) -> Office:
    """Sunday: nobody is asked anything, so that only notices go out."""
    office.now = MONDAY.replace(day=10)
    return office


async def told(office: Office, draft: Record, to: str = "boyd") -> Record:
    """Somebody makes a record, and somebody else is to be told."""
    async with office.store.write() as tx:
        directory = await open_directory(tx, "riverbend", office.tools.holidays_of)
        assert directory is not None
        record = await keep(tx, draft)
        await notify(tx, directory, record, directory.people[to], now=office.now)
        return record


async def notices(office: Office) -> list[str]:
    """What became of the notices."""
    made = await found(office.store, Delivery, kind=DeliveryKind.NOTICE)
    return [notice.state.value for notice in made]


@pytest.mark.parametrize("draft", [PROMISE, IN_THE_WAY])
async def test_a_notice_says_who_did_what(quiet: Office, draft: Commitment | Blocker) -> None:
    record = await told(quiet, draft)
    await quiet.tick()
    (notice,) = quiet.platform.to("boyd")
    assert draft.text in text_of(notice)
    assert "Mei Chen" in text_of(notice)
    assert record.ref in text_of(notice)


async def test_a_notice_is_sent_at_once_and_only_once(quiet: Office) -> None:
    await told(quiet, PROMISE)
    assert (await quiet.tick()).sent == 1
    assert (await quiet.tick()).sent == 0


async def test_whoever_left_is_told_nothing(quiet: Office) -> None:
    file = riverbend()
    await reload(quiet, replace(file, people=tuple(p for p in file.people if p.key != "boyd")))
    await told(quiet, PROMISE)
    await quiet.tick()
    assert sent_to(quiet, "boyd") == []


async def test_a_notice_to_somebody_who_leaves_before_it_is_sent_is_not_sent(
    quiet: Office,
) -> None:
    await told(quiet, PROMISE)
    file = riverbend()
    await reload(quiet, replace(file, people=tuple(p for p in file.people if p.key != "boyd")))
    await quiet.tick()
    assert await notices(quiet) == ["skipped"]
    assert sent_to(quiet, "boyd") == []


@pytest.mark.parametrize("draft", [replace(PROMISE, owner="chen"), IN_THE_WAY])
async def test_what_somebody_may_not_see_any_more_is_not_told(
    quiet: Office, draft: Commitment | Blocker
) -> None:
    record = await told(quiet, replace(draft, audience=Audience.LEADERS), to="rossi")
    await put(quiet, replace(record, audience=Audience.SELF))
    await quiet.tick()
    assert await notices(quiet) == ["skipped"]
    assert sent_to(quiet, "rossi") == []


async def test_what_was_taken_back_is_not_told(quiet: Office) -> None:
    record = await told(quiet, PROMISE)
    await put(quiet, replace(record, withdrawn=True))
    await quiet.tick()
    assert await notices(quiet) == ["skipped"]


async def test_a_record_that_nobody_is_told_of_makes_no_message(quiet: Office) -> None:
    help_: Help = builders.help_(by="chen")
    await told(quiet, help_)
    await quiet.tick()
    assert await notices(quiet) == ["skipped"]


async def test_a_notice_says_what_the_record_says_when_it_is_sent(quiet: Office) -> None:
    quiet.platform.busy[BOYD] = 1
    record = await told(quiet, PROMISE)
    assert isinstance(record, Commitment)
    await quiet.tick()
    async with quiet.store.write() as tx:
        edited = replace(record, text="share the protocol")
        await change(tx, record, edited, Act(deed=Deed.EDITED, by="chen", at=quiet.now))
    await quiet.tick(quiet.now + ONE_MINUTE)
    assert "share the protocol" in text_of(quiet.platform.to("boyd")[0])


async def test_a_card_that_arrives_late_shows_what_was_answered_meanwhile(
    office: Office,
) -> None:
    office.platform.busy[BOYD] = 1
    await office.tick()
    await office.say("boyd", "/checkin Grade 4 met twice")
    await office.tick(MONDAY + ONE_MINUTE)
    assert "Grade 4 met twice" in text_of(office.platform.to("boyd")[0])


async def test_a_check_in_that_was_skipped_meanwhile_is_not_sent(office: Office) -> None:
    office.platform.busy[BOYD] = 1
    await office.tick()
    await office.act("boyd", "checkin.skip", "riverbend/leaders-weekly/2027-01-11/boyd")
    assert (await office.tick(MONDAY + ONE_MINUTE)).skipped == 1
    assert sent_to(office, "boyd") == []
