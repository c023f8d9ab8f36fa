"""Promises, blockers and helps that a model finds in somebody's sentences, checked against them."""

from collections.abc import Mapping

from bot.domain.cadence import Makes
from bot.domain.proposing import (
    MOST_PROPOSED,
    Proposal,
    is_said_in,
    may_be_proposed,
    proposals,
    sentences,
    trimmed,
)
from bot.ports.model import ModelError, Request
from bot.writing.called import Callings
from bot.writing.prompt import fenced
from prompts.instructions import instructions

NAME = "capture"
MOST_SENTENCES = 40

_FIND: Mapping[str, Mapping[str, object]] = {
    "sentence": {"type": "integer"},
    "kind": {"type": "string", "enum": [kind.value for kind in Makes]},
    "words": {"type": "string"},
    "who": {"type": "string"},
}


def request_for_capture(text: str, people: Callings) -> Request:
    """What a model is asked about a text: its sentences, with people called as was agreed."""
    numbered = {str(n): people.hide(one) for n, one in enumerate(_numbered(text), 1)}
    find = _object(_FIND)
    return Request(
        name=NAME,
        instructions=instructions(NAME),
        data=fenced({"sentences": numbered}),
        schema=_object({"finds": {"type": "array", "items": find}}),
    )


def read_finds(answer: Mapping[str, object], text: str, people: Callings) -> tuple[Proposal, ...]:
    """Those finds of a model's answer that may be proposed out of a text, at most three.

    Each has to be copied out of one sentence, and that sentence must not be a question, a request,
    a quote, a wish or a condition. Where somebody is named in it, the whole sentence is proposed:
    in the writer's words, not in those that went out. What the rules find too is left out.

    Raises ModelError for an answer of another shape.
    """
    finds = answer.get("finds")
    if not isinstance(finds, list):
        raise _malformed()
    lines = _numbered(text)
    read = [one for find in finds if (one := _read(find, lines, people))]
    by_rules = [one for line in lines for one in proposals(line)]
    new = [one for one in read if not _is_among(one, by_rules)]
    return tuple({one.words: one for one in new}.values())[:MOST_PROPOSED]


def _read(find: object, lines: list[str], people: Callings) -> Proposal | None:
    if not isinstance(find, Mapping) or set(find) != set(_FIND):
        raise _malformed()
    number, kind, words, who = (find[name] for name in _FIND)
    if not isinstance(number, int) or not isinstance(words, str) or not isinstance(who, str):
        raise _malformed()
    if kind not in {each.value for each in Makes} or not 1 <= number <= len(lines):
        return None
    line, makes = lines[number - 1], Makes(kind)
    hidden = people.hide(line)
    copied = is_said_in(words, hidden) and (not who or is_said_in(who, hidden))
    if not copied or not words.strip() or not may_be_proposed(makes, line):
        return None
    said = words if hidden == line else line
    return Proposal(kind=makes, text=trimmed(said), person=people.show(who) if who else None)


def _is_among(proposal: Proposal, others: list[Proposal]) -> bool:
    """Whether the same is proposed already, in more words or in fewer."""
    return any(
        one.kind is proposal.kind
        and (is_said_in(one.text, proposal.text) or is_said_in(proposal.text, one.text))
        for one in others
    )


def _numbered(text: str) -> list[str]:
    return list(sentences(text))[:MOST_SENTENCES]


def _object(properties: Mapping[str, object]) -> Mapping[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _malformed() -> ModelError:
    return ModelError("The model's finds have another shape.", reason="malformed")
