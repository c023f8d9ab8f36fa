"""Whether a sentence cites, and cites what there is for its audience."""

import re
from collections.abc import Iterator

from bot.writing.checking.grounds import World
from bot.writing.claim import Claim

REF = re.compile(r"(?<![\w-])\[?([A-Z])-(\d{1,7})\b\]?")


_SHORT_MONTH = re.compile(r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.(?= )")


def bare(text: str) -> str:
    """The text without numbers of records, and without the full stop of "Jan."."""
    return _SHORT_MONTH.sub(r"\1", REF.sub("", text)).strip()


def check(claim: Claim, world: World) -> Iterator[str]:
    """Yields "uncited" or "unknown_source"."""
    if not claim.sources and not claim.figures:
        yield "uncited"
    said = {f"{letter}-{number}" for letter, number in REF.findall(claim.text)}
    unknown = any(ref not in world.sheets for ref in claim.sources) or said - {*claim.sources}
    if unknown or any(key not in world.figures for key in claim.figures):
        yield "unknown_source"
