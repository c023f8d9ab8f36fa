"""One check per file, listed once: each yields why a sentence may not stand."""

from collections.abc import Callable, Iterator

from bot.writing.checking import (
    counts,
    days,
    denials,
    formats,
    names,
    places,
    quantifiers,
    sources,
    statuses,
    trends,
    wording,
)
from bot.writing.checking.grounds import Part, World
from bot.writing.claim import Claim

WHOLE: tuple[Callable[[Claim, World], Iterator[str]], ...] = (formats.check, sources.check)
"""Those of a whole sentence; where one of them finds something, nothing else is looked at."""

PARTS: tuple[Callable[[Part, World], Iterator[str]], ...] = (
    names.check,
    places.check_schools,
    places.check_strategies,
    days.check,
    counts.check,
    statuses.check,
    trends.check,
    denials.check,
    quantifiers.check,
    wording.check,
)
"""Those of each part of a sentence."""
