"""Changing the words of a digest by hand: what stayed the same keeps its sources."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from bot.domain.digest import Digest, Line
from bot.domain.few_rooms import without_few_rooms

HEADLINE = "headline"
"""The headline's name among the texts; the others have their sections' keys."""
_BULLETS = " -–•*\t"


def texts_of(digest: Digest) -> dict[str, str]:
    """What there is to edit, a sentence a line: the headline, and each section by its key."""
    sections = {section.key: _text(section.lines) for section in digest.sections}
    return {HEADLINE: _text([digest.headline]), **sections}


def with_edits(digest: Digest, texts: Mapping[str, str], *, by: str) -> Digest:
    """The digest as the texts have it; ``by`` is the name of whoever changed them.

    A sentence that stayed the same keeps its sources; a changed or a new one gets those of the
    nearest sentence that stood in its section, and the name. A section without a sentence is left
    out, one that the texts do not name stays, and so does a headline without words.
    """
    headline = " ".join(texts.get(HEADLINE, "").splitlines())
    first = next(_edited([digest.headline], headline, by), digest.headline)
    sections = [
        replace(section, lines=tuple(_edited(section.lines, texts[section.key], by)))
        if section.key in texts
        else section
        for section in digest.sections
    ]
    kept = tuple(section for section in sections if section.lines)
    return replace(digest, headline=first, sections=kept)


def _edited(before: Sequence[Line], text: str, by: str) -> Iterator[Line]:
    # Two sentences may read alike and rest on different records: each is given back once.
    left = [(without_few_rooms(_sentence(line.text)), line) for line in before]
    for sentence in filter(None, map(_sentence, text.splitlines())):
        same = next((each for each in left if each[0] == sentence), None)
        if same:
            left.remove(same)
            yield same[1]
        else:
            yield Line(text=sentence, sources=_nearest(before, sentence), edited_by=by)


def _nearest(lines: Sequence[Line], sentence: str) -> tuple[str, ...]:
    likest = max(lines, key=lambda line: SequenceMatcher(None, line.text, sentence).ratio())
    return likest.sources


def _sentence(text: str) -> str:
    return " ".join(text.split()).lstrip(_BULLETS)


def _text(lines: Sequence[Line]) -> str:
    return "\n".join(_sentence(line.text) for line in lines)
