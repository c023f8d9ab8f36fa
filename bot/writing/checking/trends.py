"""Whether what a sentence says of ratings, movements and evidence is so."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.writing.checking.grounds import Part, World, content
from bot.writing.checking.known import Kind
from bot.writing.checking.notes import Note
from bot.writing.checking.said import said_of, satisfies
from bot.writing.checking.text import tokens
from bot.writing.sheet import Sheet

_WAYS = frozenset(("up", "down", "same"))
_OTHERS = frozenset(("supported", "contradicted", "undecided", "reached", "short"))
_RATINGS = frozenset(("stalled", "slow", "steady", "strong"))
_EARLIER = frozenset(("last", "before", "earlier", "previously", "ago", "was", "were", "had"))
_FREE = ("text", "why", "note")
Holder = tuple[str, str, frozenset[str]]


def check(part: Part, world: World) -> Iterator[str]:
    """Yields "status" for a movement, a verdict or a rating that the sources do not give."""
    about = _strategies(part, world)
    holders = _holders(part, about)
    for said in said_of(part, _WAYS | _OTHERS):
        group = _WAYS if said.status in _WAYS else {said.status}
        able = [
            each
            for each in holders
            if each[2] & (group | {"supported", "contradicted", "undecided"})
        ]
        if said.status in _WAYS:
            able = [each for each in holders if each[2] & _WAYS]
        most = max((_overlap(part, each) for each in able), default=0)
        near = [each for each in able if 2 * _overlap(part, each) >= most]
        if not any(satisfies(said, each[2]) for each in near):
            yield "status"
    yield from _ratings(part, about, world)


def _strategies(part: Part, world: World) -> frozenset[str]:
    """The strategies named in this part, else in the whole sentence."""
    here = part.of(Kind.STRATEGY) or world.known.named(part.claim.text)
    return frozenset(key for each in here if each.kind is Kind.STRATEGY for key in each.keys)


def _holders(part: Part, about: frozenset[str]) -> list[Holder]:
    """What has moved or was found, as its strategy, its words and its marks."""
    notes = [(note.strategy, note.text, note.marks) for note in part.notes if note.marks]
    sheets = [
        ("", " ".join(sheet.facts.values()), sheet.marks) for sheet in part.sheets if sheet.marks
    ]
    found: list[Holder] = [*notes, *sheets]
    return [each for each in found if not about or not each[0] or each[0] in about]


def _overlap(part: Part, holder: Holder) -> int:
    return len(part.stems & content(holder[1]))


def _ratings(part: Part, about: frozenset[str], world: World) -> Iterator[str]:
    free = {t.low for text in part.free() for t in tokens(text)}
    places = [n for n, token in enumerate(part.words) if token.low in _RATINGS - free]
    standings = [note for note in part.notes if note.kind in {"standing", "says"}]
    standings = [note for note in standings if not about or note.strategy in about]
    span = _span(part, places)
    if span and not _is_span(span, part, standings):
        yield "status"
    for n in places:
        word = part.words[n].low
        told = any(f"{_role(part, n)}:{word}" in note.marks for note in standings)
        if n not in span and not told and not _is_rated(word, part, about, world):
            yield "status"


def _span(part: Part, places: Sequence[int]) -> tuple[int, ...]:
    """Where the two ratings stand in "from slow to steady" and "between slow and steady"."""
    for first, second in pairwise(places):
        before = {token.low for token in part.words[max(first - 2, 0) : first]}
        between = {token.low for token in part.words[first + 1 : second]}
        if (before & {"from"} and between & {"to"}) or (before & {"between"} and "and" in between):
            return first, second
    return ()


def _is_span(span: Sequence[int], part: Part, standings: Sequence[Note]) -> bool:
    """Whether a strategy moved from one to the other, or was rated from one to the other."""
    first, second = (part.words[n].low for n in span)
    moved = bool(said_of(part, _WAYS))
    pairs = [(f"before:{first}", f"now:{second}")]
    pairs += [] if moved else [(f"low:{first}", f"high:{second}")]
    return any({*pair} <= note.marks for pair in pairs for note in standings)


def _role(part: Part, n: int) -> str:
    """When it is said to be so: now or before."""
    before = [token.low for token in part.words[max(n - 2, 0) : n]]
    after = [token.low for token in part.words[n + 1 : n + 5]]
    if "from" in before:
        return "before"
    earlier = {*before, *after} & _EARLIER
    return "before" if earlier and "to" not in before and "as" not in before else "now"


def _is_rated(word: str, part: Part, about: frozenset[str], world: World) -> bool:
    """Whether the cited answers themselves all say so, where they are not told together."""
    people = {key for each in part.of(Kind.PERSON) for key in each.keys}
    rated = [sheet for sheet in part.cited if "ratings" in sheet.facts]
    rated = [sheet for sheet in rated if not people or sheet.people & people]
    names = {world.strategies[key] for key in about}
    told = [_told(sheet, names) for sheet in rated]
    return any(told) and all(word in words for words in told if words)


def _told(sheet: Sheet, names: set[str]) -> list[str]:
    """The words that an answer gives the strategies with these names, or all without names."""
    pairs = (rating.rpartition(": ") for rating in sheet.facts["ratings"].split("; "))
    return [word for name, _, word in pairs if not names or name in names]
