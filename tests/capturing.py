"""A model that is asked for promises, and a partnership that agreed to it."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.domain.model_use import ModelUse
from bot.domain.partnership import Partnership
from bot.ports.model import ModelError, Request
from tests.fakes import Office

Find = tuple[int, str, str, str]


@dataclass
class FakeModel:
    """Answers with these finds, or fails as told; keeps what it was asked."""

    finds: tuple[Find, ...] = ()
    error: Exception | None = None
    hangs: bool = False
    asked: list[Request] = field(default_factory=list)

    async def answer(self, request: Request) -> Mapping[str, object]:
        """The finds."""
        self.asked.append(request)
        if self.hangs:
            await asyncio.Event().wait()
        if self.error:
            raise self.error
        return {"finds": [found(*each) for each in self.finds]}


def found(sentence: int, kind: str, words: str, who: str = "") -> dict[str, object]:
    """A find as a model writes it."""
    return {"sentence": sentence, "kind": kind, "words": words, "who": who}


def sentences_of(request: Request) -> dict[str, str]:
    """The sentences that went out."""
    told: dict[str, str] = json.loads(request.data.split("\n", 1)[1].rsplit("\n", 1)[0])
    return dict(told["sentences"])  # type: ignore[arg-type]  # plain TOML


async def agree(office: Office, model: FakeModel, use: ModelUse | None) -> None:
    """Riverbend with a model, which may be used as ``use`` says."""
    office.tools = replace(office.tools, model=model)
    office.desk = replace(office.desk, tools=office.tools)
    office.router._tools = office.tools
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership is not None
        await tx.put(replace(partnership, model=use))


TIMED_OUT = ModelError("too slow", reason="timeout")
