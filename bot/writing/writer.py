"""The writer that lets a model word what the template says, and holds it to the records."""

import asyncio
from collections import Counter
from dataclasses import replace
from typing import Protocol

import structlog

from bot.domain.digest import Digest
from bot.domain.facts import Facts
from bot.domain.material import Material
from bot.ports.model import Model, ModelError
from bot.ports.writer import Writer
from bot.writing.answer import read_answer
from bot.writing.checker import Checker
from bot.writing.prompt import bare, called, request_for, to_word
from bot.writing.wording import Worded, Wording
from prompts.words import words

UNSUPPORTED = "unsupported"
"""The reason for the template where too many sentences were refused."""

log = structlog.get_logger()


class Counted(Protocol):
    """What is counted of digests."""

    def wrote(self, writer: str, outcome: str) -> None:
        """A digest, by who worded it in the end; ``outcome`` is "worded", or why no model did."""
        ...

    def refused_sentence(self, reason: str) -> None:
        """A sentence of a model that was refused, by the word of why."""
        ...


class ModelWriter:
    """Words a digest with a model where the partnership agreed to it, else as the template does."""

    name = "openai"

    def __init__(self, model: Model, template: Writer, count: Counted) -> None:
        """``template`` is the writer whose lines are worded, and whose digest is never wrong."""
        self._model = model
        self._template = template
        self._count = count

    async def write(self, facts: Facts, material: Material) -> Digest:
        """The digest of these facts; raises nothing on account of the model.

        Where the model gave nothing that can be used, it is the template's with a ``note`` of why.
        Takes up to a minute: not to be called inside a transaction.
        """
        said = await self._template.write(facts, material)
        if not may_word(facts, material) or not to_word(said):
            return said
        try:
            worded = await self._worded(facts, material, said)
        except ModelError as error:
            return self._fallen_back(said, error.reason)
        for reason in worded.refused:
            self._count.refused_sentence(reason)
        if worded.refused:
            log.info(
                "Sentences of the model were refused.",
                action="sentences_refused",
                partnership=said.partnership,
                sentences=worded.sentences,
                refused=dict(Counter(worded.refused)),
            )
        if not worded.holds:
            return self._fallen_back(said, UNSUPPORTED)
        self._count.wrote(self.name, "worded")
        return replace(worded.digest, writer=self.name, refused=len(worded.refused))

    async def _worded(self, facts: Facts, material: Material, said: Digest) -> Worded:
        # Of thousands of people it takes seconds to know all their names' forms.
        people = await asyncio.to_thread(called, material)
        answer = await self._model.answer(request_for(facts, material, said, people))
        show, bared = people.show, bare(material)
        check = Checker.of(facts, material, said).check
        wording = Wording(said=said, facts=facts, material=material, check=check)
        return wording.of(read_answer(answer, said, text=lambda text: bared(show(text))))

    def _fallen_back(self, said: Digest, reason: str) -> Digest:
        log.warning(
            "A digest is written from the template.",
            action="digest_from_template",
            partnership=said.partnership,
            week=said.week,
            reason=reason,
        )
        self._count.wrote(self._template.name, reason)
        return replace(said, note=words("digest").plain(f"note.{reason}"))


def may_word(facts: Facts, material: Material) -> bool:
    """Whether a model may word the digest; of a quiet week there is nothing to word."""
    use = material.partnership.model
    return use is not None and material.audience in use.digests and not facts.is_quiet
