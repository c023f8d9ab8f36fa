"""The office where both sides agreed to words from a model, whose server is at hand."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.audience import Audience
from bot.domain.digest import Digest, PostedDigest
from bot.domain.model_use import ModelUse
from bot.domain.partnership import Partnership
from bot.ports.model import Model
from bot.writing.writer import ModelWriter
from integrations.metrics import Metrics
from tests.fakes import MONDAY, Office

FRIDAY = MONDAY.replace(day=15, hour=20, minute=1)
"""A minute after the digests are due."""

CHANNELS = {Audience.LEADERS: "C000000001", Audience.PARTNER: "C000000002"}


class Agreed(Office):
    """Riverbend with a model that words its digests."""

    async def with_model(self, model: Model) -> "Agreed":
        """Load Riverbend's file, and let this model word its digests."""
        await self.open()
        writer = ModelWriter(model, self.tools.template, Metrics())
        self.tools = replace(self.tools, writer=writer)
        self.desk = replace(self.desk, tools=self.tools)
        async with self.store.write() as tx:
            riverbend = await tx.get(Partnership, "riverbend")
            assert riverbend is not None
            await tx.put(replace(riverbend, model=ModelUse(consent="both, 4 January 2027")))
        return self

    async def posted(self) -> Mapping[Audience, Digest]:
        """The week's digests as they were kept."""
        async with self.store.read() as tx:
            return {one.audience: one.digest for one in await tx.find(PostedDigest)}
