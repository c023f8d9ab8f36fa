"""Teams as one of the platforms of the whole bot."""

import subprocess
import sys

import pytest
from prometheus_client import generate_latest
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from bot.bootstrap import build
from bot.domain.people import Person
from bot.settings import Settings, SettingsError
from storage.memory import MemoryStore
from tests.fakes import MONDAY
from tests.teams.fake.state import APP, SECRET, TENANT
from tests.teams.riverbend import LEADERSHIP, PARTNERS, teams_id
from tests.teams.whole import Whole


async def test_with_its_variables_it_is_on_and_people_are_asked_there(whole: Whole) -> None:
    headway = await whole.loaded()
    assert sorted(headway.desk.platforms) == ["sandbox", "teams"]
    await whole.installed()
    assert (await headway.tick(MONDAY)).sent == 7
    assert "Two minutes" in whole.teams.user(teams_id("boyd")).sees()[-1]


async def test_who_has_not_got_the_app_yet_is_shown_as_not_reached_with_what_to_do(
    whole: Whole,
) -> None:
    headway = await whole.loaded()
    assert (await headway.tick(MONDAY)).failed == 7
    async with headway.store.read() as tx:
        boyd = await tx.get(Person, "riverbend", "boyd")
    assert boyd is not None
    assert "They add it under Apps" in str(boyd.unreachable_because)


async def test_whoever_adds_the_app_later_is_asked_then(whole: Whole) -> None:
    headway = await whole.loaded()
    await headway.tick(MONDAY)
    boyd_there = whole.teams.user(teams_id("boyd"))
    await boyd_there.installs()
    await whole.settled()
    assert (await headway.tick(MONDAY)).sent == 1
    assert "Two minutes" in boyd_there.sees()[-1]
    async with headway.store.read() as tx:
        boyd = await tx.get(Person, "riverbend", "boyd")
    assert boyd is not None
    assert boyd.unreachable_since is None


async def test_people_who_have_the_app_before_the_file_is_loaded_are_asked(whole: Whole) -> None:
    early = whole.build()
    whole.teams.app = early.web()
    await whole.installed()
    assert (await (await whole.loaded()).tick(MONDAY)).sent == 7


async def test_readyz_says_what_is_wrong_with_teams(whole: Whole) -> None:
    whole.set(TEAMS_APP_PASSWORD="an old one")
    with TestClient(whole.build().web()) as browser:
        answer = browser.get("/readyz")
    assert answer.status_code == 503
    assert "TEAMS_APP_PASSWORD" in answer.json()["wrong"]["teams"]


async def test_calls_that_teams_refuses_because_of_us_are_counted(whole: Whole) -> None:
    headway = await whole.loaded()
    await whole.installed()
    whole.teams.order("send", status=400, code="BadSyntax")
    await headway.tick(MONDAY)
    told = generate_latest(headway.metrics.registry).decode()
    assert 'headway_platform_faults_total{method="send",platform="teams"} 1.0' in told


async def test_with_a_part_of_its_variables_it_is_off_and_the_service_says_so(
    whole: Whole,
) -> None:
    whole.set(TEAMS_TENANT_ID="")
    headway = whole.build()
    app = headway.web()
    with capture_logs() as logs:
        async with app.router.lifespan_context(app):
            assert list(headway.desk.platforms) == ["sandbox"]
    (said,) = [line for line in logs if line["action"] == "platform_off"]
    assert "TEAMS_TENANT_ID is missing" in said["why"][0]


async def test_without_an_app_id_nobody_is_let_in(whole: Whole) -> None:
    whole.set(TEAMS_APP_ID="")
    with TestClient(whole.build().web()) as browser:
        assert browser.post("/api/messages", json={"type": "message"}).status_code == 404


async def test_registrations_can_stand_in_one_variable(whole: Whole) -> None:
    one = f'{{"app_id": "{APP}", "password": "{SECRET}", "tenant_id": "{TENANT}"}}'
    whole.set(TEAMS_APP_ID="", TEAMS_APP_PASSWORD="", TEAMS_TENANT_ID="", TEAMS_APPS=f"[{one}]")
    headway = await whole.loaded()
    await whole.installed()
    assert (await headway.tick(MONDAY)).sent == 7


async def test_digests_go_to_their_channels(whole: Whole) -> None:
    headway = await whole.loaded()
    await whole.installed()
    await headway.tick(MONDAY)
    for hour in range(12, 24):
        await headway.tick(MONDAY.replace(day=15, hour=hour))
    boyd = whole.teams.user(teams_id("boyd"))
    assert "Nobody checked in this week." in boyd.sees(LEADERSHIP)[-1]
    assert "Not heard from" in boyd.sees(PARTNERS)[-1]


def test_a_wrong_setting_says_what_to_write(whole: Whole) -> None:
    whole.set(TEAMS_CLOUD="moon")
    with pytest.raises(SettingsError, match="TEAMS_CLOUD cannot be"):
        whole.build()


def test_the_sandbox_alone_is_alone_whatever_is_set(whole: Whole) -> None:
    headway = build(Settings(), store=MemoryStore(), sandbox_alone=True)
    assert list(headway.desk.platforms) == ["sandbox"]


def test_as_long_as_it_is_off_its_libraries_are_not_imported() -> None:
    theirs = "{'botbuilder', 'msal', 'microsoft_teams'}"
    look = f"import sys, bot.bootstrap; sys.exit(bool({theirs} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0
