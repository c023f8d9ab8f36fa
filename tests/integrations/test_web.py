"""The web application: health, readiness, metrics, and the clock that passes meanwhile."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import structlog
from prometheus_client import CollectorRegistry
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.bootstrap import Headway, build
from bot.settings import Settings
from integrations.checks import Check, Checks
from integrations.web import web_app
from storage.memory import MemoryStore, MemoryTransaction
from tests.test_service import Away

SECONDS = 10


@asynccontextmanager
async def _nothing() -> AsyncIterator[None]:
    yield


def _client(**checks: Check) -> TestClient:
    return TestClient(
        web_app(checks=Checks(checks), registry=CollectorRegistry(), running=_nothing)
    )


async def _well() -> None:
    return None


async def _locked() -> str:
    return "The database is locked."


def _headway() -> Headway:
    return build(Settings(tick_seconds=1), store=MemoryStore())


def _metric(client: TestClient, name: str) -> float:
    lines = client.get("/metrics").text.splitlines()
    return float(next(line for line in lines if line.startswith(f"{name} ")).split()[1])


def _wait(client: TestClient) -> None:
    """Until the clock has passed without an error."""
    until = time.monotonic() + SECONDS
    while _metric(client, "headway_tick_seconds_count") < 1:
        assert time.monotonic() < until, "The clock does not pass."
        time.sleep(0.02)


def test_healthz_answers_while_the_process_lives_whatever_else_is_wrong() -> None:
    answer = _client(database=_locked).get("/healthz")
    assert (answer.status_code, answer.text) == (200, "alive\n")


def test_readyz_answers_200_when_every_check_is_well() -> None:
    answer = _client(database=_well, sandbox=_well).get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "wrong": {}})


def test_readyz_answers_503_with_the_reason_of_each_that_is_not() -> None:
    answer = _client(database=_locked, sandbox=_well).get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "wrong": {"database": "The database is locked."}}


def test_a_platform_brings_its_own_routes() -> None:
    async def events(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("noted")

    routes = [Route("/slack/events", events, methods=["POST"])]
    app = web_app(checks=Checks({}), registry=CollectorRegistry(), running=_nothing, routes=routes)
    assert TestClient(app).post("/slack/events").text == "noted"


def test_the_bot_asks_its_database_and_its_platforms_whether_it_is_ready() -> None:
    with TestClient(_headway().web()) as client:
        assert client.get("/readyz").json() == {"ready": True, "wrong": {}}


def test_while_it_serves_the_clock_passes_and_is_counted() -> None:
    with TestClient(_headway().web()) as client:
        _wait(client)
        assert client.get("/metrics").headers["content-type"].startswith("text/plain")


class _FullStore(MemoryStore):
    """Refuses the first write, and takes what comes after it."""

    full = True

    @asynccontextmanager
    async def write(self) -> AsyncIterator[MemoryTransaction]:
        if self.full:
            self.full = False
            raise OSError("The disk is full.")
        async with super().write() as tx:
            yield tx


def test_a_pass_that_fails_is_logged_and_counted_and_the_next_one_goes_on() -> None:
    headway = build(Settings(tick_seconds=1), store=_FullStore())
    with structlog.testing.capture_logs() as logs, TestClient(headway.web()) as client:
        _wait(client)
        assert _metric(client, "headway_ticks_failed_total") == 1
    failed = [entry for entry in logs if entry["log_level"] == "error"]
    said = "A pass of the clock failed; the next one tries again."
    assert [(entry["event"], entry["action"]) for entry in failed] == [(said, "tick")]


def test_readyz_looks_at_what_is_asked_for_alone() -> None:
    client = _client(database=_well, slack=_locked)
    assert client.get("/readyz?of=database").status_code == 200
    assert client.get("/readyz").status_code == 503
    assert client.get("/readyz?of=database&of=slack").status_code == 503


async def test_what_hangs_keeps_no_probe_waiting_and_is_named() -> None:
    let_go = asyncio.Event()

    async def hangs() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            let_go.set()
            raise

    checks = Checks({"database": hangs, "slack": _locked}, seconds=0.05)
    assert await checks.wrong() == {
        "database": "It did not answer within 0.05 seconds.",
        "slack": "The database is locked.",
    }
    await asyncio.wait_for(let_go.wait(), SECONDS)


async def test_what_hangs_and_then_breaks_off_troubles_nobody() -> None:
    ended = asyncio.Event()

    async def hangs() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
            raise OSError("The connection is broken.")

    assert await Checks({"database": hangs}, seconds=0.05).wrong()
    await asyncio.wait_for(ended.wait(), SECONDS)


async def test_all_checks_are_asked_beside_each_other() -> None:
    both = asyncio.Barrier(2)

    async def meets() -> None:
        await both.wait()

    assert await Checks({"database": meets, "slack": meets}, seconds=SECONDS).wrong() == {}


async def test_a_check_that_breaks_off_is_a_reason_too() -> None:
    async def breaks() -> None:
        raise OSError("Not to be shown.")

    assert await Checks({"slack": breaks}).wrong() == {"slack": "It could not be asked (OSError)."}


async def test_a_check_that_there_is_not_says_which_there_are() -> None:
    said = {"databse": "There is no such check. There is database, slack."}
    assert await Checks({"database": _well, "slack": _well}).wrong(["databse"]) == said


def test_a_process_that_stops_is_ready_for_nothing_any_more() -> None:
    headway = _headway()
    with TestClient(headway.web()) as client:
        headway.service.stop()
        for path in ("/readyz", "/readyz?of=database"):
            answer = client.get(path)
            assert (answer.status_code, answer.json()["wrong"]) == (
                503,
                {"process": "It is stopping."},
            )


def test_with_a_queue_that_is_asked_too() -> None:
    headway = replace(_headway(), queue=Away())
    with TestClient(headway.web()) as client:
        assert client.get("/readyz").json()["wrong"] == {"queue": Away.WHY}
        assert client.get("/readyz?of=database").status_code == 200
