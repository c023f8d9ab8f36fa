"""A model in this process, and a week that it is to word."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.domain.audience import Audience
from bot.domain.digest import Digest
from bot.domain.facts import facts
from bot.domain.material import Material
from bot.domain.model_use import Called, ModelUse
from bot.ports.model import ModelError, Request
from bot.writing.writer import ModelWriter
from prompts.digest import TemplateWriter
from tests.evidence import rich_week
from tests.openai_server.answers import data_of, well

Answer = Mapping[str, Any]


@dataclass
class FakeModel:
    """A model that answers as it is told; a string is the reason why it does not."""

    answering: Callable[[Answer], Answer] | str = well
    requests: list[Request] = field(default_factory=list)

    async def answer(self, request: Request) -> Answer:
        """The answer to the data of the request."""
        self.requests.append(request)
        if isinstance(self.answering, str):
            raise ModelError("No answer.", reason=self.answering)
        return self.answering(data_in(request))


@dataclass
class Counts:
    """What was counted."""

    digests: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def wrote(self, writer: str, outcome: str) -> None:
        """Count a digest."""
        self.digests[writer, outcome] += 1

    def refused_sentence(self, reason: str) -> None:
        """Count a sentence."""
        self.refused[reason] += 1


def data_in(request: Request) -> Answer:
    """The data of a request."""
    return data_of({"messages": [{"content": request.data}]})


def agreed(material: Material, people: Called = Called.ROLES, /, **changes: Any) -> Material:  # noqa: ANN401 - any field of the value
    """The material of a partnership that agreed to a model."""
    use = ModelUse(consent="both, 4 January 2027", people=people, **changes)
    return replace(material, partnership=replace(material.partnership, model=use))


def a_week(reads: Audience = Audience.PARTNER) -> Material:
    """A rich week of a partnership that agreed."""
    return agreed(rich_week(reads))


def template(material: Material) -> Digest:
    """The template's digest."""
    return asyncio.run(TemplateWriter().write(facts(material), material))


def written(material: Material, model: FakeModel, counts: Counts | None = None) -> Digest:
    """The digest as the model's writer makes it."""
    writer = ModelWriter(model, TemplateWriter(), counts or Counts())
    return asyncio.run(writer.write(facts(material), material))
