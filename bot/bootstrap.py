"""The one composition root: chooses the store, the platforms and the tools, and joins them."""

import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import structlog
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.commands import COMMANDS, HOME, REPLY
from bot.domain.people import Channel
from bot.jobs import JOBS, WITHOUT_MODEL, Desk, Job, Tally, tick
from bot.ledger.tools import Tools
from bot.load import Difference, PartnershipFile, load
from bot.ports import ChatPlatform, Clock, Store
from bot.router import Router
from bot.settings import Settings, read_settings
from bot.writing.writer import ModelWriter
from integrations.calendars import holidays_of
from integrations.clock import ticking
from integrations.core import Core, Part
from integrations.dates import DateWords
from integrations.documents import DocxDocuments
from integrations.drawing import drawing
from integrations.links import Links, link_routes, links_of
from integrations.metrics import Metrics
from integrations.openai_settings import OpenAISettings
from integrations.sandbox import (
    PLATFORM,
    SandboxChat,
    SandboxClock,
    SandboxInbound,
    SandboxSettings,
)
from integrations.sandbox import build as build_sandbox
from integrations.screening import NameScreen
from integrations.slack import PLATFORM as SLACK
from integrations.slack import SlackSettings
from integrations.slack import build as build_slack
from integrations.teams import PLATFORM as TEAMS
from integrations.teams import LocalTeamsSettings, TeamsSettings
from integrations.teams import build as build_teams
from integrations.web import web_app
from prompts.digest import TemplateWriter
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

    async def tick(self, at: datetime | None = None, jobs: Sequence[Job] = JOBS) -> Tally:
        """One pass of the clock, now or at a given moment."""
        began = time.perf_counter()
        tally = await tick(self.desk, at or await self.clock.now(), jobs)
        self.metrics.ticked(time.perf_counter() - began)
        self.metrics.count(**vars(tally))
        return tally

    async def safe_tick(self, jobs: Sequence[Job] = JOBS) -> None:
        """A pass that the next one follows even if this one fails."""
        try:
            tally = await self.tick(jobs=jobs)
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
        theirs = chain.from_iterable(part.routes for part in self.parts.values())
        checks = {name: platform.ready for name, platform in self.desk.platforms.items()}
        return web_app(
            checks={"database": self.store.ready, **checks},
            registry=self.metrics.registry,
            running=self._running,
            routes=[*self._file_routes(), *routes, *theirs],
        )

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
            seconds = self.settings.tick_seconds
            await running.enter_async_context(ticking(self.safe_tick, seconds=seconds))
            if self.model:
                # Who is due is asked on time, too, while a pass waits for a slow model.
                quick = partial(self.safe_tick, WITHOUT_MODEL)
                await running.enter_async_context(ticking(quick, seconds=seconds))
            yield


@dataclass(frozen=True, kw_only=True)
class Outside:
    """See ``Headway.parts`` and ``Headway.lacking``."""

    parts: Mapping[str, Part] = field(default_factory=dict)
    lacking: Mapping[str, Sequence[str]] = field(default_factory=dict)


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
    store = store or open_store(settings.database_url)
    clock = clock or SandboxClock(store=store)
    metrics, model = Metrics(), _model()
    tools = _tools(model, metrics)
    router = Router(store=store, tools=tools, commands=COMMANDS, reply=REPLY, home=HOME)
    sandbox = build_sandbox(store=store, clock=clock)
    key = settings.secret_key.get_secret_value() if settings.secret_key else None
    links = links_of(settings.public_url, key)
    core = Core(store=store, clock=clock, inbound=router, links=links)
    outside = (
        Outside() if sandbox_alone else _outside(settings, core, metrics, local_teams=local_teams)
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
        ),
        router=router,
        sandbox=sandbox,
        parts=outside.parts,
        lacking=outside.lacking,
        metrics=metrics,
        model=model,
        links=links,
    )


def _tools(model: "OpenAIModel | None", metrics: Metrics) -> Tools:
    template = TemplateWriter()
    return Tools(
        dates=DateWords(),
        holidays_of=holidays_of,
        writer=ModelWriter(model, template, metrics) if model else template,
        template=template,
        screen=NameScreen(),
        drawing=drawing(),
        documents=DocxDocuments(),
        model=model,
    )


def _model() -> "OpenAIModel | None":
    """The model's server, if its key is set."""
    settings = read_settings(OpenAISettings)
    if not settings.on:
        return None
    from integrations.openai_model import OpenAIModel

    return OpenAIModel(settings=settings)


def _outside(settings: Settings, core: Core, metrics: Metrics, *, local_teams: bool) -> Outside:
    """The platforms whose settings are there; and what those lack of which some are."""
    slack = read_settings(SlackSettings)
    teams = LocalTeamsSettings() if local_teams else read_settings(TeamsSettings)
    key = settings.secret_key.get_secret_value() if settings.secret_key else None
    lacking = {SLACK: slack.missing(key), TEAMS: teams.missing()}
    parts: dict[str, Part] = {}
    if slack.on(key):
        own = replace(core, count=partial(metrics.refused, SLACK))
        parts[SLACK] = build_slack(own, slack, secret_key=key)
    if teams.on:
        parts[TEAMS] = build_teams(replace(core, count=partial(metrics.refused, TEAMS)), teams)
    return Outside(parts=parts, lacking={name: lacks for name, lacks in lacking.items() if lacks})
