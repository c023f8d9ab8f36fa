"""Tokens: kept sealed, renewed by one process, removed and taken up again."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.errors import HeadwayError, TryLaterError, UnreachableError
from bot.ports import PlatformItem
from integrations.faults import FaultError
from integrations.slack.errors import said
from integrations.slack.installation import installed
from integrations.slack.sealing import Seal
from integrations.slack.vault import Vault
from storage import open_store
from tests.slack.fake.slack import Slack
from tests.slack.outside import KEY, TEAM, Outside

HALF_A_DAY = 43_200


@pytest.fixture
def outside(slack: Slack) -> Outside:
    """An app that nobody has installed yet."""
    return Outside(slack, token=None)


@pytest.fixture
async def rotating(outside: Outside) -> Outside:
    """An app with a token that lives for twelve hours."""
    outside.slack.team().rotates = True
    await outside.install()
    return outside


async def _kept(outside: Outside) -> str:
    async with outside.store.read() as tx:
        return str([item.body for item in await tx.find(PlatformItem, kind="install")])


def _refreshes(slack: Slack) -> int:
    return sum("refresh_token" in call.args for call in slack.called("oauth.v2.access"))


# --- installing


async def test_a_code_becomes_an_installation_that_every_process_knows(outside: Outside) -> None:
    new = await outside.install()
    assert (new.team, new.bot_user, new.expires_at) == (TEAM, "UBOT000000001", None)
    assert "chat:write" in new.scopes
    assert await outside.process().of(TEAM) == new
    assert await outside.installs.token(TEAM) == new.token == outside.slack.bot_token()
    assert await outside.installs.teams() == [TEAM]


async def test_no_token_can_be_read_in_the_database_or_in_a_log(rotating: Outside) -> None:
    found = await rotating.installs.of(TEAM)
    assert found
    assert found.refresh
    shown = await _kept(rotating) + repr(found)
    assert found.token not in shown
    assert found.refresh not in shown


async def test_a_code_is_good_once(outside: Outside) -> None:
    code = outside.slack.code()
    await outside.installs.exchange(code)
    with pytest.raises(FaultError) as refused:
        await outside.installs.exchange(code)
    assert said(refused.value) == "invalid_code"


async def test_without_a_secret_key_nothing_can_be_installed(outside: Outside) -> None:
    with pytest.raises(HeadwayError, match="HEADWAY_SECRET_KEY"):
        await outside.process(None).exchange(outside.slack.code())
    assert await outside.process(None).of(TEAM) is None


def test_an_installation_of_a_whole_organisation_is_refused() -> None:
    answer = {"access_token": "xoxb-1", "team": None, "is_enterprise_install": True}
    with pytest.raises(UnreachableError, match="workspace"):
        installed(answer, datetime.now(UTC))


async def test_a_workspace_without_the_app_has_no_token(outside: Outside) -> None:
    assert await outside.installs.token("T9") is None
    assert await outside.installs.teams() == []


# --- the token in the settings


async def test_the_token_of_the_settings_is_for_its_own_workspace_alone(slack: Slack) -> None:
    installs = Outside(slack).installs
    found = await asyncio.gather(*(installs.of(TEAM) for _ in range(5)))
    assert await installs.token("T9") is None
    assert await installs.teams() == [TEAM]
    assert {one.bot for one in found if one} == {"BBOT000000001"}
    assert len(slack.called("auth.test")) == 1


async def test_an_installation_comes_before_the_token_of_the_settings(slack: Slack) -> None:
    outside = Outside(slack)
    before = await outside.installs.token(TEAM)
    new = await outside.install()
    assert await outside.installs.token(TEAM) == new.token != before


# --- renewing


async def test_a_token_is_renewed_before_it_ends_by_one_of_many(rotating: Outside) -> None:
    old = await rotating.installs.token(TEAM)
    rotating.clock.move(hours=10.5)
    tokens = await asyncio.gather(*(rotating.installs.token(TEAM) for _ in range(20)))
    assert set(tokens) == {rotating.slack.bot_token()} != {old}
    assert _refreshes(rotating.slack) == 1
    assert await rotating.process().token(TEAM) == rotating.slack.bot_token()


async def test_a_token_far_from_its_end_is_left_alone(rotating: Outside) -> None:
    rotating.clock.move(hours=9.9)
    assert await rotating.installs.token(TEAM) == rotating.slack.bot_token()
    assert _refreshes(rotating.slack) == 0


async def test_a_token_can_be_renewed_again_and_again(rotating: Outside) -> None:
    for _ in range(3):
        rotating.clock.move(hours=13)
        assert await rotating.installs.token(TEAM) == rotating.slack.bot_token()
    assert _refreshes(rotating.slack) == 3


@pytest.fixture
async def two(slack: Slack, tmp_path: Path) -> AsyncIterator[Outside]:
    """An app on SQLite, where another process holds the right to renew the token."""
    slack.team().rotates = True
    store = open_store(f"sqlite:///{tmp_path}/headway.db")
    await store.prepare()
    outside = Outside(slack, store=store, token=None)
    await outside.install()
    async with store.alone(f"slack-token-{TEAM}"):
        yield outside
    await store.close()


async def test_while_another_process_renews_a_good_token_is_used(two: Outside) -> None:
    two.clock.move(hours=11)
    assert await two.installs.token(TEAM) == two.slack.bot_token()
    assert _refreshes(two.slack) == 0


async def test_while_another_process_renews_an_ended_token_has_to_wait(two: Outside) -> None:
    two.clock.move(hours=12)
    with pytest.raises(TryLaterError) as refused:
        await two.installs.token(TEAM)
    assert refused.value.after == 2
    assert _refreshes(two.slack) == 0


@pytest.mark.parametrize(
    "trouble", [{"status": 503}, {"error": "bad_client_secret"}], ids=["slack", "settings"]
)
async def test_trouble_while_renewing_costs_nothing_while_the_token_is_good(
    rotating: Outside, trouble: dict[str, object]
) -> None:
    rotating.slack.order("oauth.v2.access", **trouble, times=2)
    rotating.clock.move(hours=11)
    assert await rotating.installs.token(TEAM)
    rotating.clock.move(hours=2)
    with pytest.raises(TryLaterError):
        await rotating.installs.token(TEAM)
    assert await rotating.installs.token(TEAM) == rotating.slack.bot_token()


async def test_a_lost_refresh_token_is_not_tried_for_ever(rotating: Outside) -> None:
    rotating.slack.state.refreshes.clear()
    rotating.clock.move(hours=11)
    assert await rotating.installs.token(TEAM)
    rotating.clock.move(hours=2)
    assert [await rotating.installs.token(TEAM) for _ in range(3)] == [None] * 3
    assert _refreshes(rotating.slack) == 1
    await rotating.install()
    assert await rotating.installs.token(TEAM) == rotating.slack.bot_token()


async def test_renewing_does_not_undo_an_installation_of_the_same_moment(
    rotating: Outside,
) -> None:
    old = await rotating.installs.of(TEAM)
    assert old
    new = await rotating.install()
    vault = Vault(rotating.store, Seal(KEY))
    await vault.put(replace(old, token="xoxb-late"), instead_of=old)
    assert await rotating.process().of(TEAM) == new


# --- removing


async def test_a_removed_app_has_no_token_until_it_is_installed_again(outside: Outside) -> None:
    await outside.install()
    await outside.installs.remove(TEAM, at=outside.clock.move(hours=1))
    assert await outside.installs.token(TEAM) is None
    assert await outside.process().teams() == []
    assert "xoxb" not in await _kept(outside)
    new = await outside.install()
    assert await outside.process().token(TEAM) == new.token


async def test_a_late_word_of_a_removal_does_not_end_a_new_installation(outside: Outside) -> None:
    removed_at = outside.clock.moment
    outside.clock.move(minutes=1)
    new = await outside.install()
    await outside.installs.remove(TEAM, at=removed_at)
    await outside.installs.remove("T9", at=removed_at)
    assert await outside.installs.token(TEAM) == new.token


async def test_a_removal_in_the_second_of_the_installation_counts(outside: Outside) -> None:
    outside.clock.moment = datetime(2027, 1, 11, 13, 0, 0, 900_000, tzinfo=UTC)
    await outside.install()
    await outside.installs.remove(TEAM, at=outside.clock.moment.replace(microsecond=0))
    assert await outside.installs.token(TEAM) is None


async def test_what_another_process_removed_is_noticed_within_a_minute(
    outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    await outside.install()
    assert await outside.installs.token(TEAM)
    await outside.process().remove(TEAM, at=outside.clock.move(hours=1))
    assert await outside.installs.token(TEAM)
    monkeypatch.setattr("integrations.fresh._MINUTE", 0.0)
    assert await outside.installs.token(TEAM) is None


# --- changing the key


async def test_a_key_is_changed_by_putting_a_new_one_in_front(outside: Outside) -> None:
    new = await outside.install()
    newer = "another key that is long enough"
    assert await outside.process(f"{newer},{KEY}").of(TEAM) == new
    assert await outside.process(newer).of(TEAM) == new
    assert await outside.process(KEY).of(TEAM) is None


async def test_what_was_sealed_for_one_workspace_opens_in_no_other(outside: Outside) -> None:
    await outside.install()
    async with outside.store.write() as tx:
        item = await tx.get(PlatformItem, "slack", "install", TEAM)
        assert item
        await tx.put(replace(item, id="T9"))
    assert await outside.process().of("T9") is None


def test_half_a_day_is_what_slack_gives() -> None:
    answer = {"access_token": "x", "team": {"id": TEAM}, "expires_in": HALF_A_DAY}
    now = datetime.now(UTC)
    assert installed(answer, now).expires_at == now + timedelta(hours=12)
