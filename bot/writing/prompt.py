"""What goes out to a model's server for a digest: what its audience may see, and no more."""

import json
import secrets
from collections.abc import Callable, Mapping

from bot.domain.audience import Audience
from bot.domain.digest import Digest, Line, Section
from bot.domain.facts import Facts
from bot.domain.material import Material
from bot.ports.model import Request
from bot.writing.called import Callings, callings
from bot.writing.sheets import Sheets, sheets
from prompts.digest_parts import mark
from prompts.instructions import instructions
from prompts.words import words

NAME = "digest"
HEADLINE = "headline"
UNTOUCHED = frozenset({"silence", "network"})
"""Sections that no model words, nor sees: who was not heard from, and what others shared.

A partnership agrees to a model for its own words, not for those of other districts.
"""

_TEXTS = {"type": "array", "items": {"type": "string"}}


def request_for(facts: Facts, material: Material, said: Digest, people: Callings) -> Request:
    """What a model is asked for a digest; ``said`` is the template's, ``people`` are ``called``.

    In it stand the lines of the template with their sources, what is known of the records that
    they cite, and the counts of the week. They are called so in every text.
    """
    known = sheets(facts, material)
    return Request(
        name=NAME,
        instructions=instructions("writer"),
        data=fenced(_hidden(_data(said, known, bare(material)), people)),
        schema=_schema(said),
    )


def called(material: Material) -> Callings:
    """What everybody is called outside, and back."""
    shown = {person.key: material.name(person.key) for person in material.people}
    return callings(material.partnership, material.people, shown)


def fenced(data: object) -> str:
    """Data as JSON between two lines with a word that nobody can guess who wrote some of it."""
    word = secrets.token_hex(8)
    return f"DATA {word}\n{json.dumps(data, ensure_ascii=False, indent=1)}\nEND {word}"


def bare(material: Material) -> Callable[[str], str]:
    """Takes off a line what no model words: the week before the headline, and the mark behind."""
    before = week_before(material, "")
    behind = mark(words("digest"), Audience.PARTNER)

    def bared(text: str) -> str:
        return text.strip().removeprefix(before).removesuffix(behind).strip()

    return bared


def week_before(material: Material, text: str) -> str:
    """The text as a headline, behind the week."""
    monday = material.week.monday
    return words("digest").plain("headline.week", monday=monday, moved=text, sticking="")


def to_word(said: Digest) -> tuple[Section, ...]:
    """The sections that a model may word."""
    return tuple(section for section in said.sections if section.key not in UNTOUCHED)


def line_ids(said: Digest) -> dict[str, tuple[str, Line]]:
    """The lines that a model may word, by id, each with the key of its section."""
    found = [(section.key, line) for section in to_word(said) for line in section.lines]
    return {f"L{number}": each for number, each in enumerate(found, 1)}


def _data(said: Digest, known: Sheets, bared: Callable[[str], str]) -> dict[str, object]:
    lines = line_ids(said)
    cited = {ref for _, line in lines.values() for ref in line.sources} | {*said.headline.sources}

    def shown(id_: str, line: Line) -> dict[str, object]:
        return {"id": id_, "text": bared(line.text), "sources": list(line.sources)}

    return {
        "week": said.week,
        "figures": dict(known.figures),
        "headline": shown(HEADLINE, said.headline),
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "lines": [
                    shown(id_, line) for id_, (key, line) in lines.items() if key == section.key
                ],
            }
            for section in to_word(said)
        ],
        "records": {
            ref: {"kind": sheet.kind, **sheet.facts}
            for ref, sheet in known.records.items()
            if ref in cited
        },
    }


def _hidden(value: object, people: Callings) -> object:
    """The value with every text in it as it may go out."""
    if isinstance(value, str):
        return people.hide(value)
    if isinstance(value, Mapping):
        return {key: _hidden(each, people) for key, each in value.items()}
    if isinstance(value, list):
        return [_hidden(each, people) for each in value]
    return value


def _schema(said: Digest) -> Mapping[str, object]:
    sentence = _object(text={"type": "string"}, sources=_TEXTS, figures=_TEXTS, replaces=_TEXTS)
    keys = [section.key for section in to_word(said)]
    section = _object(
        key={"type": "string", "enum": keys}, sentences={"type": "array", "items": sentence}
    )
    return _object(headline=sentence, sections={"type": "array", "items": section})


def _object(**properties: Mapping[str, object]) -> Mapping[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
