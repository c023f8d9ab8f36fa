"""The bot, put together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from prometheus_client import generate_latest
from pydantic import SecretStr

from bot import service
from bot.bootstrap import Headway, build
from bot.domain.errors import HeadwayError
from bot.domain.people import Person
from bot.jobs import WITHOUT_MODEL, Desk, Tally
from bot.jobs.capture import LOCK as CAPTURE
from bot.load import PartnershipFile
from bot.ports import Held
from bot.settings import Settings, SettingsError, read_settings
from integrations.links import Links
from storage.memory import MemoryStore
from tests.attached import PICTURE, keep
from tests.fakes import MONDAY, USERS, riverbend

COACH = USERS["vance"]


class _Monday:
    async def now(self) -> datetime:
        return MONDAY


@pytest.fixture
def file() -> PartnershipFile:
    return riverbend()


@pytest.fixture
def headway() -> Headway:
    return build(Settings(), store=MemoryStore(), clock=_Monday())


async def _channels(headway: Headway, user: str) -> list[str]:
    return await headway.sandbox_of("T000000001").conversations(user)


async def test_in_the_sandbox_people_join_the_channels_that_they_may_read(
    headway: Headway, file: PartnershipFile
) -> None:
    await headway.load(file.played_on("sandbox"))
    assert [one for one in await _channels(headway, COACH) if one.startswith("channel")] == [
        "channel:C000000001",
        "channel:C000000002",
    ]
    joined = await _channels(headway, USERS["boyd"])
    assert [one for one in joined if one.startswith("channel")] == ["channel:C000000001"]


async def test_on_another_platform_nobody_joins_anything(
    headway: Headway, file: PartnershipFile
) -> None:
    await headway.load(file)
    assert not [one for one in await _channels(headway, COACH) if one.startswith("channel")]


async def test_somebody_without_an_address_joins_nothing(
    headway: Headway, file: PartnershipFile
) -> None:
    nowhere = tuple(replace(one, user=None, email=None) for one in file.people)
    await headway.load(replace(file, people=nowhere).played_on("sandbox"))
    async with headway.store.read() as tx:
        assert len(await tx.find(Person, user=None)) == len(file.people)


async def test_a_tick_is_at_the_clocks_moment_unless_another_is_given(
    headway: Headway, file: PartnershipFile
) -> None:
    await headway.load(file.played_on("sandbox"))
    assert (await headway.tick()).sent == 7
    assert (await headway.tick(MONDAY + timedelta(hours=1))).sent == 1
    told = generate_latest(headway.metrics.registry).decode()
    assert 'headway_deliveries_total{outcome="sent"} 8.0' in told


class _SlowModel(MemoryStore):
    """Keeps whoever looks for promises with a model waiting until another pass has gone by."""

    def __init__(self) -> None:
        super().__init__()
        self.went_by = asyncio.Event()

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[Held]:
        if name == CAPTURE:
            await self.went_by.wait()
        async with super().alone(name) as held:
            yield held


async def test_while_a_pass_waits_for_a_model_passes_without_it_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-none")
    store = _SlowModel()

    async def goes_by(_desk: Desk, _now: datetime) -> Tally:
        store.went_by.set()
        return Tally()

    monkeypatch.setattr(service, "WITHOUT_MODEL", (*WITHOUT_MODEL, goes_by))
    app = build(Settings(), store=store, clock=_Monday()).web()
    async with asyncio.timeout(20), app.router.lifespan_context(app):
        await store.went_by.wait()


async def test_what_happens_in_the_sandbox_reaches_the_bot_and_comes_back(
    headway: Headway, file: PartnershipFile
) -> None:
    await headway.load(file.played_on("sandbox"))
    sandbox = headway.sandbox_of("T000000001")
    response = await sandbox.say(USERS["boyd"], "/commit share the rubric by Friday")
    assert response.reply is not None
    assert "C-1" in response.reply.text


async def test_without_a_store_it_is_the_database_of_the_settings(tmp_path: Path) -> None:
    headway = build(Settings(database_url=f"sqlite:///{tmp_path}/headway.db"))
    assert "headway migrate" in (await headway.store.ready() or "")
    await headway.open()
    assert await headway.store.ready() is None
    assert (datetime.now(UTC) - await headway.clock.now()) < timedelta(minutes=1)
    await headway.close()


def test_a_database_that_cannot_be_used_is_refused_at_once() -> None:
    with pytest.raises(HeadwayError, match="Headway cannot keep anything in a oracle database"):
        build(Settings(database_url="oracle://db"))


async def test_teams_is_on_for_a_trial_on_this_machine() -> None:
    headway = build(Settings(), store=MemoryStore(), local_teams=True)

    assert "teams" in headway.parts
    await headway.close()


def test_a_sandbox_that_is_switched_off_is_no_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(build(Settings(), store=MemoryStore()).desk.platforms) == ["sandbox"]

    monkeypatch.setenv("HEADWAY_SANDBOX_ENABLED", "false")
    assert not build(Settings(), store=MemoryStore()).desk.platforms


async def _asked_for_a_file(headway: Headway) -> httpx2.Response:
    await keep(headway.store, PICTURE)
    links = Links(base="http://localhost:8080", secret_key="k" * 32)
    transport = httpx2.ASGITransport(app=headway.web())
    async with httpx2.AsyncClient(transport=transport) as client:
        return await client.get(links.to(PICTURE.id, MONDAY))


async def test_with_an_address_and_a_key_files_are_got_by_links() -> None:
    settings = Settings(public_url="http://localhost:8080", secret_key=SecretStr("k" * 32))
    headway = build(settings, store=MemoryStore(), clock=_Monday())
    assert (await _asked_for_a_file(headway)).status_code == 200


async def test_without_them_no_file_is_got(headway: Headway) -> None:
    assert (await _asked_for_a_file(headway)).status_code == 404


def test_an_address_that_nobody_may_trust_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADWAY_PUBLIC_URL", "http://headway.example.org")
    with pytest.raises(SettingsError, match="HEADWAY_PUBLIC_URL cannot be"):
        read_settings(Settings)
