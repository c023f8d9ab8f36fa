"""The one composition root: chooses the store, the platforms and the tools, and joins them."""

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import structlog
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.commands import COMMANDS, REPLY
from bot.domain.people import Channel
from bot.jobs import Desk, Tally, tick
from bot.ledger.tools import Tools
from bot.load import Difference, PartnershipFile, load
from bot.ports import Clock, Store
from bot.router import Router
from bot.settings import Settings
from integrations.calendars import holidays_of
from integrations.clock import ticking
from integrations.dates import DateWords
from integrations.metrics import Metrics
from integrations.sandbox import (
    PLATFORM,
    SandboxChat,
    SandboxClock,
    SandboxInbound,
    SandboxSettings,
)
from integrations.sandbox import build as build_sandbox
from integrations.web import web_app
from prompts.digest import TemplateWriter
from storage import open_store

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Headway:
    """The bot, put together. ``open`` it before use and ``close`` it after."""

    settings: Settings
    store: Store
    clock: Clock
    tools: Tools
    desk: Desk
    router: Router
    sandbox: SandboxChat
    metrics: Metrics

    async def open(self) -> "Headway":
        """Bring the database to this version's shape."""
        await self.store.prepare()
        return self

    async def close(self) -> None:
        """Let go of the database."""
        await self.store.close()

    async def load(self, file: PartnershipFile) -> list[Difference]:
        """Store what a partnership file says; in the sandbox, people join what they read."""
        async with self.store.write() as tx:
            differences = await load(tx, file, now=await self.clock.now())
        for channel in file.partnership.channels:
            workspace = file.partnership.workspace(channel.workspace)
            if workspace and workspace.platform == PLATFORM:
                await self.sandbox_of(workspace.id).join(channel.id, *_readers(file, channel))
        return differences

    async def tick(self, at: datetime | None = None) -> Tally:
        """One pass of the clock, now or at a given moment."""
        began = time.perf_counter()
        tally = await tick(self.desk, at or await self.clock.now())
        self.metrics.ticked(time.perf_counter() - began)
        self.metrics.count(**vars(tally))
        return tally

    async def safe_tick(self) -> None:
        """A pass that the next one follows even if this one fails."""
        try:
            tally = await self.tick()
        except Exception:
            self.metrics.tick_failed()
            log.exception("A pass of the clock failed; the next one tries again.", action="tick")
        else:
            log.debug("The clock passed.", action="tick", **vars(tally))

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
        return web_app(
            checks={"database": self.store.ready, "sandbox": self.sandbox.ready},
            registry=self.metrics.registry,
            running=self._running,
            routes=routes,
        )

    @asynccontextmanager
    async def _running(self) -> AsyncIterator[None]:
        await self.open()
        try:
            async with ticking(self.safe_tick, seconds=self.settings.tick_seconds):
                yield
        finally:
            await self.close()


def _readers(file: PartnershipFile, channel: Channel) -> list[str]:
    """The platform's users who belong into a channel of that audience."""
    reading = [(person, person.viewer.reads) for person in file.people]
    inside = [person for person, reads in reading if reads and channel.audience.includes(reads)]
    return [user for person in inside if (user := person.user or person.email)]


def build(settings: Settings, *, store: Store | None = None, clock: Clock | None = None) -> Headway:
    """The bot with these settings. A store or clock given here takes the usual one's place.

    The usual clock tells real time, unless somebody set the sandbox's clock in this database.

    Raises HeadwayError for a database address that cannot be used.
    """
    store = store or open_store(settings.database_url)
    clock = clock or SandboxClock(store=store)
    tools = Tools(dates=DateWords(), holidays_of=holidays_of, writer=TemplateWriter())
    sandbox = build_sandbox(store=store, clock=clock)
    platforms = {PLATFORM: sandbox} if SandboxSettings().enabled else {}
    return Headway(
        settings=settings,
        store=store,
        clock=clock,
        tools=tools,
        desk=Desk(store=store, tools=tools, platforms=platforms),
        router=Router(store=store, tools=tools, commands=COMMANDS, reply=REPLY),
        sandbox=sandbox,
        metrics=Metrics(),
    )
