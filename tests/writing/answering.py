"""A model's answer for a week, and the digest that is made of it."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.digest import Digest, Section
from bot.domain.facts import facts
from bot.domain.material import Material
from bot.writing.answer import read_answer
from bot.writing.claim import Claim
from bot.writing.wording import Worded, Wording
from tests.writing.modelling import template

Answer = Mapping[str, Any]


def said(text: str, *sources: str, replaces: tuple[str, ...] = ()) -> dict[str, Any]:
    """A sentence as a model writes it."""
    return {"text": text, "sources": list(sources), "figures": [], "replaces": list(replaces)}


def answering(headline: dict[str, Any], **sections: list[dict[str, Any]]) -> Answer:
    """An answer; sections are named as in ``in_the_way``."""
    named = {key.replace("_", "-"): sentences for key, sentences in sections.items()}
    listed = [{"key": key, "sentences": sentences} for key, sentences in named.items()]
    return {"headline": headline, "sections": listed}


HEADLINE = said("Planning time is still in the way", "B-3")


def worded(
    material: Material, answer: Answer, check: Callable[[Claim], str | None] = lambda _: None
) -> Worded:
    """What becomes of an answer where sentences are held to this check."""
    digest = template(material)
    wording = Wording(said=digest, facts=facts(material), material=material, check=check)
    return wording.of(read_answer(answer, digest, text=str))


def section(digest: Digest, key: str) -> Section:
    return next(each for each in digest.sections if each.key == key)


def lines(digest: Digest, key: str) -> list[str]:
    return [line.text for line in section(digest, key).lines]


def refusing(*texts: str) -> Callable[[Claim], str | None]:
    return lambda claim: "number" if claim.text in texts else None
