"""Teams, put together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.routing import BaseRoute, Route

from integrations.core import Core
from integrations.faults import Faults
from integrations.forms import KeptForms
from integrations.later import Later
from integrations.notes import Notes
from integrations.teams import pages
from integrations.teams.answering import Answering
from integrations.teams.examining import Examining
from integrations.teams.forms import Forms
from integrations.teams.gateway import Gateway
from integrations.teams.inbound import TeamsInbound
from integrations.teams.installs import Installs
from integrations.teams.outbound import TeamsChat
from integrations.teams.people import People
from integrations.teams.receiving import Receiving
from integrations.teams.references import References
from integrations.teams.settings import PLATFORM, TeamsSettings
from integrations.teams.voice import Voice
from integrations.values import Values


@dataclass(frozen=True, kw_only=True)
class Teams:
    """Teams' part of the bot: a ChatPlatform, its routes, and what runs beside them."""

    chat: TeamsChat
    gateway: Gateway
    references: References
    faults: Faults
    people: People
    examining: Examining
    routes: list[BaseRoute]
    _later: Later

    async def settled(self) -> None:
        """Wait until everybody is answered who did something, for a while."""
        await self._later.finish()

    async def close(self) -> None:
        """See ``Part.close``."""
        await self.settled()
        await self.gateway.close()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While this is open people are looked up. At its end answers under way are still given."""
        looking = asyncio.create_task(self.people.keep_fresh())
        try:
            yield
        finally:
            looking.cancel()
            await asyncio.wait([looking])
            await self.settled()


def build(core: Core, settings: TeamsSettings) -> Teams:
    """Teams' part with settings in which nothing is missing, see ``TeamsSettings.missing``."""
    store, clock = core.store, core.clock
    faults = Faults(PLATFORM, store=store, clock=clock, count=core.count)
    gateway = Gateway(settings, faults=faults)
    references = References(store=store, clock=clock)
    people = People(store=store, clock=clock, gateway=gateway, references=references)
    chat = TeamsChat(
        store=store, clock=clock, gateway=gateway, references=references, links=core.links
    )
    notes = Notes(PLATFORM, store, clock)
    kept, values, later, voice = KeptForms(notes), Values(notes), Later(), Voice(chat)
    forms = Forms(kept=kept, store=store)
    inbound = TeamsInbound(
        inbound=core.inbound,
        clock=clock,
        people=people,
        installs=Installs(store=store, clock=clock, references=references, people=people),
        answering=Answering(forms=forms, kept=kept, voice=voice, values=values, cards=chat.cards),
        voice=voice,
        forms=kept,
        values=values,
        later=later,
    )
    messages = Receiving(gateway, inbound).messages
    return Teams(
        chat=chat,
        gateway=gateway,
        references=references,
        faults=faults,
        people=people,
        examining=Examining(
            settings=settings,
            gateway=gateway,
            chat=chat,
            references=references,
            faults=faults,
            links=core.links,
        ),
        routes=[Route("/api/messages", messages, methods=["POST"]), *pages.routes()],
        _later=later,
    )
