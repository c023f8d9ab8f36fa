"""``headway doctor``"""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.bootstrap import build
from bot.cli.doctor import examine
from bot.domain.delivery import Delivery, DeliveryKind, Occasion
from bot.domain.people import Level
from bot.settings import Settings
from integrations.openai_settings import OFF as NO_KEY
from storage.memory import MemoryStore
from tests.builders import person
from tests.cli.shell import Ran, Shell, keep
from tests.fakes import RIVERBEND

NOW = datetime.now(UTC)
SINCE = datetime(2027, 1, 11, 13, tzinfo=UTC)


def _delivery(at: datetime = NOW) -> Delivery:
    occasion = Occasion(partnership="riverbend", kind=DeliveryKind.DIGEST, name="2027-W02", at=at)
    return occasion.to("channel:leadership", "sandbox")


@pytest.mark.usefixtures("riverbend")
def test_where_all_is_well_it_says_so_and_ends_with_0(headway: Shell) -> None:
    assert headway("doctor").out.splitlines() == [
        "ok    The database answers.",
        "ok    riverbend: 10 people, 2 cadences.",
        "ok    riverbend: the district's platform, sandbox, is on.",
        "ok    riverbend: the partner's platform, sandbox, is on.",
        f"ok    riverbend: words from a model are off: {NO_KEY}",
    ]
    assert headway("doctor").code == 0


def test_before_anything_is_loaded_it_says_how_to_load(headway: Shell) -> None:
    out = "ok    The database answers.\ncare  No partnership is loaded: headway load FILE\n"
    assert headway("doctor") == Ran(1, out, "")


def test_of_a_platform_that_is_off_it_says_how_to_go_on_without(headway: Shell) -> None:
    headway("load", str(RIVERBEND))
    ran = headway("doctor")
    assert ran.code == 1
    assert (
        "care  riverbend: the district's platform, slack, is off: none of its variables is set; "
        "docs/slack.md says which. To try the bot without it: headway load FILE --sandbox\n"
    ) in ran.out


@pytest.mark.usefixtures("riverbend")
def test_of_the_sandbox_it_says_what_switches_it_off(
    headway: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEADWAY_SANDBOX_ENABLED", "false")
    out = headway("doctor").out
    assert "platform, sandbox, is off: HEADWAY_SANDBOX_ENABLED is false.\n" in out


def test_of_a_platform_that_is_not_set_up_it_says_where_to_begin(
    headway: Shell, place: Path
) -> None:
    text = RIVERBEND.read_text().replace("{platform: slack, id", "{platform: teams, id")
    (place / "teams.yaml").write_text(text)
    headway("load", str(place / "teams.yaml"))
    assert "platform, teams, is off: none of its variables is set" in headway("doctor").out


@pytest.mark.usefixtures("riverbend")
def test_of_somebody_who_is_not_reached_it_says_since_when_why_and_what_to_do(
    headway: Shell,
) -> None:
    lost = person("imai", "Ken Imai", level=Level.PARTNER)
    keep(replace(lost, unreachable_since=SINCE, unreachable_because="the account was closed"))
    ran = headway("doctor")
    assert ran.code == 1
    assert (
        "care  riverbend: Ken Imai is not reached since 2027-01-11 (the account was closed). "
        "Correct the user or e-mail address in the file and load it again, or let this person "
        "write to the bot.\n"
    ) in ran.out


@pytest.mark.usefixtures("riverbend")
def test_messages_on_their_way_are_counted_and_need_no_care(headway: Shell) -> None:
    keep(_delivery())
    ran = headway("doctor")
    said = "messages on their way: 1. headway serve sends them, or headway tick once."
    assert ran.code == 0
    assert f"ok    riverbend: {said}\n" in ran.out


@pytest.mark.usefixtures("riverbend")
def test_what_was_not_delivered_lately_is_told(headway: Shell) -> None:
    keep(_delivery().failed("The channel was archived.", NOW))
    ran = headway("doctor")
    said = "not delivered to channel:leadership: The channel was archived. Say it another way."
    assert ran.code == 1
    assert f"care  riverbend: {said}\n" in ran.out


@pytest.mark.usefixtures("riverbend")
def test_what_was_not_delivered_long_ago_is_past(headway: Shell) -> None:
    before = NOW - timedelta(days=8)
    keep(_delivery(before).failed("The channel was archived.", before))
    assert headway("doctor").code == 0


class _Locked(MemoryStore):
    async def ready(self) -> str | None:
        return "The database is locked. End the other program."


def test_what_is_wrong_with_the_database_is_told_alone() -> None:
    headway = build(Settings(), store=_Locked())
    findings = asyncio.run(examine(headway))
    assert findings == [(False, "The database is locked. End the other program.")]
