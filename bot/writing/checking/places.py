"""Whether the schools and strategies in a sentence are those of the records that it tells of."""

from collections.abc import Iterator

from bot.writing.checking.grounds import Part, World
from bot.writing.checking.known import Kind, Named
from bot.writing.checking.text import tokens

_BESIDE = frozenset(("of", "at", "from", "in", "(", ","))
_AFTER = frozenset(("principal", "coach", "lead", "leader", "principals"))


def check_schools(part: Part, world: World) -> Iterator[str]:
    """Yields "school" for a school of none of the records."""
    if any(not _is_there(each, part, world) for each in part.of(Kind.SCHOOL)):
        yield "school"


def _is_there(each: Named, part: Part, world: World) -> bool:
    there = {key for sheet in part.sheets for key in sheet.schools}
    there |= _named(part.free(), Kind.SCHOOL, world)
    if each.keys & there:
        return True
    if any(each.keys & sheet.places for sheet in part.sheets):
        # Where somebody works is not where it happened, if the record says where that was.
        happened = any(sheet.schools for sheet in part.sheets)
        return not there or _is_of_somebody(each, part, happened=happened)
    told = _named((note.text for note in part.notes), Kind.SCHOOL, world)
    return not there and bool(each.keys & told)


def _is_of_somebody(each: Named, part: Part, *, happened: bool) -> bool:
    """Whether it says where somebody works: "Bell of Birch Lane", "Birch Lane's principal"."""
    start, end = each.at
    people = {other.at[1] for other in part.of(Kind.PERSON)}
    beside = start > 0 and part.words[start - 1].low in _BESIDE and start - 1 in people
    beside = beside and not (happened and part.words[start - 1].low in {"at", "in"})
    role = start > 1 and part.words[start - 2].low in _AFTER
    after = end < len(part.words) and part.words[end].low in _AFTER
    came = start > 0 and part.words[start - 1].low == "from"
    return beside or role or after or each.is_owner(part.words) or came


def check_strategies(part: Part, world: World) -> Iterator[str]:
    """Yields "strategy" for a strategy that none of the records is about."""
    about = {key for sheet in part.sheets for key in sheet.strategies}
    about |= {note.strategy for note in part.notes if note.strategy}
    about |= _named((item.text for item in part.items), Kind.STRATEGY, world)
    words = {token.stem for item in part.items for token in tokens(item.text)}
    words |= {token.stem for sheet in part.sheets for token in tokens(sheet.kind)}
    for each in part.of(Kind.STRATEGY):
        said = {token.stem for token in part.words[slice(*each.at)] if token.is_word}
        is_whole = len(said) > 2
        if not each.keys & about and (is_whole or not said <= words):
            yield "strategy"


def _named(texts: Iterator[str], kind: Kind, world: World) -> set[str]:
    found = (each for text in texts for each in world.known.named(text))
    return {key for each in found if each.kind is kind for key in each.keys}
