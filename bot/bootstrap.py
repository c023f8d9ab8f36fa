"""The one composition root: chooses the store, the platforms and the tools, and joins them."""

import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import structlog
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.choosing import Outside, model_of, outside_of, queue_of, tools_of
from bot.commands import COMMANDS, HOME, REPLY
from bot.domain.errors import HeadwayError
from bot.domain.people import Channel
from bot.jobs import JOBS, Desk, Job, Tally
from bot.ledger.deliveries import waiting
from bot.ledger.tools import Tools
from bot.load import Difference, PartnershipFile, load
from bot.ports import ChatPlatform, Clock, Queue, Store
from bot.router import Router
from bot.service import Service
from bot.settings import Settings, read_settings
from integrations.acks import Acks, posted_to
from integrations.checks import Check, Checks
from integrations.core import Core, Part
from integrations.links import Links, link_routes, links_of
from integrations.metrics import Metrics
from integrations.procrastinate_queue import JobQueue
from integrations.sandbox import (
    PLATFORM,
    SandboxChat,
    SandboxClock,
    SandboxInbound,
    SandboxSettings,
)
from integrations.sandbox import build as build_sandbox
from integrations.tracing import TracingSettings, metrics_of
from integrations.web import web_app
from storage import open_store

if TYPE_CHECKING:
    from integrations.openai_model import OpenAIModel

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Headway:
    """The bot, put together. ``open`` it before use and ``close`` it after.

    ``parts`` are the chat platforms beside the sandbox that are on. ``lacking`` says in sentences
    what others lack that are set in part only and therefore off.
    """

    settings: Settings
    store: Store
    clock: Clock
    tools: Tools
    desk: Desk
    router: Router
    sandbox: SandboxChat
    parts: Mapping[str, Part]
    lacking: Mapping[str, Sequence[str]]
    metrics: Metrics
    model: "OpenAIModel | None"
    links: Links | None
    queue: Queue | None = None

    @property
    def service(self) -> Service:
        """What it does by itself, without being asked."""
        return Service(
            desk=self.desk,
            clock=self.clock,
            metrics=self.metrics,
            queue=self.queue,
            tick_seconds=self.settings.tick_seconds,
            has_model=self.model is not None,
        )

    async def open(self) -> "Headway":
        """Bring the database to this version's shape."""
        await self.store.prepare()
        return self

    async def close(self) -> None:
        """Finish what is under way, and let go of the database."""
        for part in self.parts.values():
            await part.close()
        if self.model:
            await self.model.close()
        await self.metrics.close()
        if self.queue:
            await self.queue.close()
        await self.store.close()

    async def load(self, file: PartnershipFile) -> list[Difference]:
        """Store what a partnership file says; in the sandbox, people join what they read."""
        async with self.store.write() as tx:
            await tx.narrow(file.partnership.key)
            differences = await load(tx, file, now=await self.clock.now())
        for channel in file.partnership.channels:
            workspace = file.partnership.workspace(channel.workspace)
            if workspace and workspace.platform == PLATFORM:
                await self.sandbox_of(workspace.id).join(channel.id, *_readers(file, channel))
        return differences

    async def tick(self, at: datetime | None = None, jobs: Sequence[Job] = JOBS) -> Tally:
        """One pass of the clock, now or at a given moment."""
        return await self.service.tick(at, jobs)

    def sandbox_of(self, workspace: str) -> SandboxInbound:
        """A person's side of one workspace of the sandbox."""
        return SandboxInbound(
            store=self.store,
            inbound=self.router,
            chat=self.sandbox,
            clock=self.clock,
            workspace=workspace,
        )

    def web(self, *, routes: Sequence[BaseRoute] = ()) -> Starlette:
        """The web application, these routes beside its own. While it runs, the clock passes."""
        theirs = chain.from_iterable(part.routes for part in self.parts.values())
        app = web_app(
            checks=self._checks,
            registry=self.metrics.registry,
            running=self._running,
            routes=[*self._file_routes(), *routes, *theirs],
            measure=self._measure,
        )
        posted = posted_to({name: part.routes for name, part in self.parts.items()})
        app.add_middleware(Acks, figures=self.metrics, platforms=posted)
        return app

    def worker(self, *, queues: Sequence[str], concurrency: int) -> Starlette:
        """What a worker answers over HTTP. While it runs, jobs of these queues are done."""
        return web_app(
            checks=self._checks,
            registry=self.metrics.registry,
            running=partial(self.working, queues, concurrency),
            measure=self._measure,
        )

    async def _measure(self) -> None:
        """Tell the metrics how much is due; nobody knows while the database does not answer."""
        now = await self.clock.now()
        try:
            async with self.store.read() as tx:
                self.metrics.waiting(await waiting(tx, self.desk.platforms, now), now)
        except HeadwayError:
            self.metrics.waiting(dict.fromkeys(self.desk.platforms), now)

    @property
    def _checks(self) -> Checks:
        checks: dict[str, Check] = {"database": self.store.ready}
        if self.queue:
            checks["queue"] = self.queue.ready
        checks |= {name: platform.ready for name, platform in self.desk.platforms.items()}
        return Checks(checks, stopping=self.desk.stopping)

    def _file_routes(self) -> Sequence[BaseRoute]:
        if self.links is None:
            return []
        return link_routes(self.links, store=self.store, clock=self.clock)

    @asynccontextmanager
    async def _running(self) -> AsyncIterator[None]:
        async with AsyncExitStack() as running:
            running.push_async_callback(self.close)
            await self.open()
            for platform, lacks in self.lacking.items():
                log.warning("A platform is off.", action="platform_off", is_off=platform, why=lacks)
            for part in self.parts.values():
                await running.enter_async_context(part.running())
            await running.enter_async_context(self.service.passes())
            yield

    @asynccontextmanager
    async def working(self, queues: Sequence[str], concurrency: int) -> AsyncIterator[None]:
        """Inside the block, jobs of these queues, or of all, are done, and the clock passes."""
        async with AsyncExitStack() as running:
            running.push_async_callback(self.close)
            await self.open()
            works = self.service.works(queues=queues, concurrency=concurrency)
            await running.enter_async_context(works)
            yield


def _readers(file: PartnershipFile, channel: Channel) -> list[str]:
    """The platform's users who belong into a channel of that audience."""
    reading = [(person, person.viewer.reads) for person in file.people]
    inside = [person for person, reads in reading if reads and channel.audience.includes(reads)]
    return [user for person in inside if (user := person.user or person.email)]


def build(
    settings: Settings,
    *,
    store: Store | None = None,
    clock: Clock | None = None,
    sandbox_alone: bool = False,
    local_teams: bool = False,
) -> Headway:
    """The bot with these settings. A store or clock given here takes the usual one's place.

    The usual clock tells real time, unless somebody set the sandbox's clock in this database.
    With ``sandbox_alone`` no other platform is on, whatever is set; with ``local_teams`` Teams is
    on without a registration, for trials on this machine alone.

    Raises HeadwayError for a setting or a database address that cannot be used.
    """
    queue = None if store else queue_of(settings.database_url)
    store = store or open_store(settings.database_url, queue=JobQueue())
    # A clock that is given stands still while something goes on.
    seconds = time.monotonic if clock is None else partial(float, 0)
    clock = clock or SandboxClock(store=store)
    metrics, model = metrics_of(read_settings(TracingSettings)), model_of()
    tools = tools_of(model, metrics)
    router = Router(store=store, tools=tools, commands=COMMANDS, reply=REPLY, home=HOME)
    sandbox = build_sandbox(store=store, clock=clock)
    key = settings.secret_key.get_secret_value() if settings.secret_key else None
    links = links_of(settings.public_url, key)
    core = Core(store=store, clock=clock, inbound=router, links=links)
    outside = (
        Outside() if sandbox_alone else outside_of(settings, core, metrics, local_teams=local_teams)
    )
    platforms: dict[str, ChatPlatform] = (
        {PLATFORM: sandbox} if read_settings(SandboxSettings).enabled else {}
    )
    return Headway(
        settings=settings,
        store=store,
        clock=clock,
        tools=tools,
        desk=Desk(
            store=store,
            tools=tools,
            platforms=platforms | {name: part.chat for name, part in outside.parts.items()},
            seconds=seconds,
        ),
        router=router,
        sandbox=sandbox,
        parts=outside.parts,
        lacking=outside.lacking,
        metrics=metrics,
        model=model,
        links=links,
        queue=queue,
    )
