"""Figures for whoever runs the bot: what was asked, answered and sent, how late, how long."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.bootstrap import build
from bot.commands import COMMANDS, HOME, REPLY
from bot.domain.delivery import Delivery, DeliveryKind, Occasion
from bot.domain.errors import HeadwayError, TryLaterError
from bot.domain.pace import Rate, Rates
from bot.ports import Parcel
from bot.ports import Request as Asked
from bot.ports.figures import Doing
from bot.router import Router
from bot.settings import Settings
from integrations.acks import Acks, posted_to
from integrations.metrics import Metrics
from integrations.timed_model import TimedModel
from storage.memory import MemoryStore, MemoryTransaction
from tests.builders import workspace
from tests.fakes import USERS, FakePlatform, Office

MINUTE = timedelta(minutes=1)


class Told(Metrics):
    """Metrics, and what they say."""

    def value(self, name: str, **labels: str) -> float | None:
        return self.registry.get_sample_value(f"headway_{name}", labels)


@pytest.fixture
def told(office: Office) -> Told:
    """What the office's figures say."""
    told = Told()
    office.tools = replace(office.tools, figures=told)
    office.desk = replace(office.desk, tools=office.tools)
    office.router = Router(
        store=office.store, tools=office.tools, commands=COMMANDS, reply=REPLY, home=HOME
    )
    return told


async def test_who_was_asked_and_who_answered_is_counted_once(office: Office, told: Told) -> None:
    sent = (await office.tick()).sent
    for text in ("Coaches are in place.", "And the schedule is too."):
        await office.say("boyd", f"/checkin {text}")
    assert told.value("asked_total", platform="slack") == sent
    assert told.value("sent_total", platform="slack", kind="check-in") == sent
    assert told.value("answered_total") == 1


async def test_how_late_prompts_are_is_told_from_when_they_were_due(
    office: Office, told: Told
) -> None:
    office.platform.busy[USERS["boyd"]] = 1
    await office.tick()
    await office.tick(office.later(minutes=2))
    late = told.value("prompt_lateness_seconds_sum", platform="slack")
    assert late is not None
    assert late >= 120
    assert told.value("put_off_total", platform="slack", reason="refused") == 1


async def test_who_cannot_be_reached_is_counted_as_failed(office: Office, told: Told) -> None:
    office.platform.closed[USERS["boyd"]] = "The account was closed."
    await office.tick()
    assert told.value("failed_total", platform="slack", reason="unreachable") == 1


async def test_a_platform_that_wants_a_pause_puts_messages_off(office: Office, told: Told) -> None:
    class Limited(FakePlatform):
        async def send(self, parcel: Parcel) -> str:
            raise TryLaterError("Too many.", after=60)

    office.desk = replace(office.desk, platforms={"slack": Limited()})
    await office.tick()
    assert (told.value("put_off_total", platform="slack", reason="pause") or 0) >= 1


async def test_waiting_for_ones_moment_and_handing_over_are_timed(
    office: Office, told: Told
) -> None:
    office.platform.limits = Rates(workspace=Rate(per_second=200))
    sent = (await office.tick()).sent
    assert told.value("pace_wait_seconds_count", platform="slack") == sent
    assert told.value("handover_seconds_count", platform="slack") == sent
    assert told.value("deliveries_in_flight", platform="slack") == 0


async def test_each_job_of_a_pass_is_timed_even_one_that_fails(office: Office, told: Told) -> None:
    await office.tick()
    assert told.value("job_seconds_count", job="ask") == 1
    with pytest.raises(ZeroDivisionError), told.during(Doing.JOB, "ask"):
        raise ZeroDivisionError
    assert told.value("job_seconds_count", job="ask") == 2


async def test_what_waits_for_a_model_is_timed() -> None:
    class Quick:
        async def answer(self, request: Asked) -> dict[str, object]:
            return {"said": request.data}

    told = Told()
    asked = Asked(name="digest", instructions="", data="all", schema={})
    assert await TimedModel(Quick(), told).answer(asked) == {"said": "all"}
    assert told.value("model_seconds_count", asked_for="digest") == 1


def test_the_time_of_a_request_ends_where_its_answer_begins() -> None:
    told = Told()
    seen: list[float | None] = []

    async def events(_request: Request) -> PlainTextResponse:
        seen.append(told.value("ack_seconds_count", platform="slack"))
        return PlainTextResponse("noted")

    routes = [Route("/slack/events", events, methods=["POST"]), Route("/", events)]
    app = Acks(Starlette(routes=routes), figures=told, platforms=posted_to({"slack": routes}))
    client = TestClient(app)
    assert [client.post("/slack/events").text, client.get("/").text] == ["noted", "noted"]
    assert told.value("ack_seconds_count", platform="slack") == 1


class Closable(MemoryStore):
    """A store that can be told not to answer."""

    closed = False

    @asynccontextmanager
    async def read(self) -> AsyncIterator[MemoryTransaction]:
        if self.closed:
            raise HeadwayError("The database does not answer.")
        async with super().read() as tx:
            yield tx


async def queued(store: MemoryStore, *due: datetime) -> None:
    """Deliveries that wait since then."""
    for number, at in enumerate(due):
        why = Occasion(partnership="riverbend", kind=DeliveryKind.NOTICE, name="n", at=at)
        async with store.write() as tx:
            await tx.put(why.to(f"person:p{number}", workspace(platform="sandbox")))


def test_the_queue_tells_how_many_are_due_and_since_when() -> None:
    store, now = Closable(), datetime.now(UTC)
    asyncio.run(queued(store, now - 2 * MINUTE, now - MINUTE, now + MINUTE))
    headway = build(Settings(), store=store, sandbox_alone=True)
    client, value = TestClient(headway.web()), headway.metrics.registry.get_sample_value
    assert client.get("/metrics").status_code == 200
    assert value("headway_queue_due", {"platform": "sandbox"}) == 2
    assert 120 <= (value("headway_queue_age_seconds", {"platform": "sandbox"}) or 0) < 240
    store.closed = True
    assert client.get("/metrics").status_code == 200
    assert str(value("headway_queue_due", {"platform": "sandbox"})) == "nan"
    store.closed = False
    asyncio.run(emptied(store))
    client.get("/metrics")
    assert value("headway_queue_age_seconds", {"platform": "sandbox"}) == 0


async def emptied(store: MemoryStore) -> None:
    async with store.write() as tx:
        await tx.remove(Delivery)
