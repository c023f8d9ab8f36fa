"""Whether a sentence is one: plain words, not too long, and nothing that does anything."""

import re
from collections.abc import Iterator

from bot.writing.checking.grounds import World
from bot.writing.claim import Claim

LONGEST = 400
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff]")
_NOT_PLAIN = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|org|net|io|edu|gov|example)\b"  # links
    r"|\S+@\S+|(?:^|\s)@\w|<[^>]*>|\]\(|`|\*\*?\w|(?:^|\s)_\w|(?:^|\s)#\w|~~"  # mentions, markup
    r"|[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069]"
    r"|[{}\\|^]|\[(?![A-Z]-?\d)"
)
_TOLD_TO = re.compile(
    r"\b(?:please|ignore|disregard|click|reply with|dm me|see attached|as an ai|i am|i'm|i will"
    r"|we recommend|we suggest|you should|you must|instructions?|system prompt)\b",
    re.IGNORECASE,
)


def check(claim: Claim, world: World) -> Iterator[str]:
    """Yields "format" for anything that is no plain sentence about the week."""
    text = claim.text
    wrong = not text.strip() or len(text) > LONGEST or not re.search(r"[^\W\d_]", text)
    if (
        wrong
        or _NOT_PLAIN.search(text)
        or _EMOJI.search(text)
        or (
            _TOLD_TO.search(text) and not any(_TOLD_TO.search(said) for said in _said(claim, world))
        )
        or ("?" in text and not _may_ask(claim, world))
    ):
        yield "format"


def _said(claim: Claim, world: World) -> Iterator[str]:
    for ref in claim.sources:
        sheet = world.sheets.get(ref)
        yield from sheet.facts.values() if sheet else ()


def _may_ask(claim: Claim, world: World) -> bool:
    """Whether the template asks about the same records."""
    sources = frozenset(claim.sources)
    asked = (note.sources for note in world.notes if "?" in note.text)
    return any(about & sources for about in asked)
