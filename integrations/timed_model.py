"""A model whose answers are timed."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.ports.figures import Doing, Figures
from bot.ports.model import Model, Request


@dataclass(frozen=True)
class TimedModel:
    """See ``bot.ports.model.Model``; tells how long each answer takes."""

    model: Model
    figures: Figures

    async def answer(self, request: Request) -> Mapping[str, object]:
        """See ``Model.answer``."""
        with self.figures.during(Doing.MODEL, request.name):
            return await self.model.answer(request)
