"""Slack, put together."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp
from starlette.routing import BaseRoute, Route

from bot.messages import Sender
from bot.ports import Address, Clock
from integrations.core import Core
from integrations.faults import Faults
from integrations.forms import KeptForms
from integrations.later import Later
from integrations.notes import Notes
from integrations.slack.answering import Answering
from integrations.slack.api import Workspaces
from integrations.slack.conversations import Conversations
from integrations.slack.examining import Examining
from integrations.slack.forms import Forms
from integrations.slack.home import Home
from integrations.slack.inbound import SlackInbound
from integrations.slack.installing import Installing
from integrations.slack.installs import Installs
from integrations.slack.outbound import SlackChat
from integrations.slack.people import People
from integrations.slack.receiving import Receiving, bolt_app, socket_mode
from integrations.slack.settings import PLATFORM, SlackSettings
from integrations.slack.voice import Voice
from integrations.values import Values


@dataclass(frozen=True, kw_only=True)
class Slack:
    """Slack's part of the bot: a ChatPlatform, its routes, and what runs beside them."""

    chat: SlackChat
    workspaces: Workspaces
    installs: Installs
    faults: Faults
    people: People
    examining: Examining
    routes: list[BaseRoute]
    _app: AsyncApp
    _later: Later
    _settings: SlackSettings

    async def settled(self) -> None:
        """Wait until everybody is answered who did something, for a while."""
        await self._later.finish()

    async def close(self) -> None:
        """See ``Part.close``; connections are not kept between calls."""
        await self.settled()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While this is open people are looked up, and events come where Socket Mode is on.

        At its end answers that are under way are still given.
        """
        token = self._settings.app_token
        async with AsyncExitStack() as open_now:
            open_now.push_async_callback(self.settled)
            if token is not None:
                app_token = token.get_secret_value()
                await open_now.enter_async_context(socket_mode(self._app, app_token=app_token))
            looking = asyncio.create_task(self.people.keep_fresh())
            open_now.push_async_callback(_ended, looking)
            yield


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task])


def build(core: Core, settings: SlackSettings, *, secret_key: str | None) -> Slack:
    """Slack's part with settings in which nothing is missing, see ``SlackSettings.missing``."""
    store, clock = core.store, core.clock
    installs = Installs(store=store, clock=clock, settings=settings, secret_key=secret_key)
    faults = Faults(PLATFORM, store=store, clock=clock, count=core.count)
    workspaces = Workspaces(installs, settings, faults=faults)
    people = People(store=store, clock=clock, slack=workspaces)
    later, notes = Later(), Notes(PLATFORM, store, clock)
    values, conversations = Values(notes), Conversations(notes, workspaces)
    home = Home(inbound=core.inbound, clock=clock, slack=workspaces, notes=notes)

    async def refresh(to: Address) -> None:
        """What was sent to somebody may be asked of them now, and so stand in their home."""
        if user := await conversations.user_of(to):
            team = to.workspace.id
            sender = Sender(platform=PLATFORM, workspace=team, user=user, email=to.email)
            await home.changed(team, sender)

    chat = SlackChat(
        store=store,
        clock=clock,
        workspaces=workspaces,
        told=lambda to: later.start(refresh(to)),
    )
    voice = Voice(
        chat=chat,
        slack=workspaces,
        conversations=conversations,
        values=values,
    )
    kept = KeptForms(notes)
    forms = Forms(slack=workspaces, kept=kept, people=people, voice=voice)
    inbound = SlackInbound(
        inbound=core.inbound,
        clock=clock,
        people=people,
        installs=installs,
        answering=Answering(forms=forms, voice=voice, values=values),
        forms=kept,
        home=home,
        values=values,
        later=later,
    )
    app = bolt_app(inbound, api_url=settings.api_url)
    return Slack(
        chat=chat,
        workspaces=workspaces,
        installs=installs,
        faults=faults,
        people=people,
        examining=Examining(
            settings=settings, installs=installs, workspaces=workspaces, faults=faults
        ),
        routes=list(_routes(app, installs, settings, clock)),
        _app=app,
        _later=later,
        _settings=settings,
    )


def _routes(
    app: AsyncApp, installs: Installs, settings: SlackSettings, clock: Clock
) -> Iterator[BaseRoute]:
    """What Slack and browsers ask for, as far as the settings allow it."""
    if settings.signing_secret is not None:
        receiving = Receiving(app, signing_secret=settings.signing_secret.get_secret_value())
        yield Route("/slack/events", receiving.events, methods=["POST"])
    if settings.installable:
        installing = Installing(installs=installs, settings=settings, clock=clock)
        yield Route("/slack/install", installing.install)
        yield Route("/slack/oauth_redirect", installing.redirect)
