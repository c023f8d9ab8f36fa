"""Whether the numbers in a sentence are those of the records and figures that it cites."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.writing.checking.grounds import FREE, Item, Part, World, plain_stems
from bot.writing.checking.known import PARTNER, Kind
from bot.writing.checking.numbers import ANY, DENIED, NOW, Number, numbers_of
from bot.writing.checking.rough import roughly
from bot.writing.checking.said import Said, said_statuses, satisfies
from bot.writing.checking.shares import sides_behind
from bot.writing.checking.text import phrase_at, stem, tokens

_KINDS = {
    "commitment": "promise",
    "blocker": "blocker",
    "help": "help",
    "visit": "visit",
    "walkthrough": "walkthrough",
    "site day": "day",
    "reading": "reading",
    "revision": "revision",
    "data team": "meeting",
    "answer": "answer",
}
_LENGTHS = frozenset(("day", "week", "month", "fortnight"))
_TWO = 2
_SURELY = 2
"""How many words a sentence must share with a text to count what it counts in other words."""
_OPEN = "commitments_open"
_PEOPLE = ("leader", "principal", "person")


def check(part: Part, world: World) -> Iterator[str]:
    """Yields "number" or "percentage"."""
    named = {n for each in part.named for n in range(*each.at)}
    names = {token.stem for each in part.named for token in part.words[slice(*each.at)]}
    known = [(item, one) for item in part.items for one in numbers_of(item.text)]
    for found in numbers_of(part.text):
        # What is told roughly is for the check of quantifiers.
        if found.at[0] in named or roughly(part.words, found.at[0]):
            continue
        one = _turned(replace(found, unit=found.unit - names), part)
        if _is_of_them(one, part):
            if one.value not in _counts_of_them(one, part):
                yield "number"
        elif not (_is_known(one, known, part) or _is_count(one, part, world)):
            yield "percentage" if one.percent else "number"
    grades = [one.value for one in numbers_of(part.text) if one.label]
    if len(grades) == _TWO and grades[0] == grades[1]:
        yield "number"


def _is_of_them(said: Number, part: Part) -> bool:
    """Whether a number counts some of what was told before: "two of them"."""
    start, end = said.at[0], said.at[1] + 2
    phrase = tuple(token.low for token in part.words[start:end])
    if (
        said.ordinal
        or said.percent
        or phrase[-2:] not in {("of", "them"), ("of", "these"), ("of", "those")}
    ):
        return False
    texts = [tokens(text) for text in part.free()]
    return not any(phrase_at(text, n, phrase) for text in texts for n in range(len(text)))


def _counts_of_them(said: Number, part: Part) -> set[int]:
    """How many of the cited promises and blockers are as the words behind the number say."""
    people = {k for each in part.of(Kind.PERSON) if each.at[0] > said.at[0] for k in each.keys}
    sides = sides_behind(said.at[0], part)
    statuses = _between(said, part)
    if not (people or sides or statuses):
        return set()
    return {
        sum(
            (not statuses or any(satisfies(one, sheet.marks) for one in statuses))
            and (not sides or sheet.partner is (PARTNER in sides))
            and (not people or bool(sheet.people & people))
            for sheet in part.cited
            if sheet.kind in {"commitment", "blocker"}
        )
    }


def _turned(said: Number, part: Part) -> Number:
    """The eight that "all but one of nine" means; any other number as it is."""
    before = [token.low for token in part.words[max(said.at[0] - 2, 0) : said.at[0]]]
    if before == ["all", "but"] and said.of is not None:
        return replace(said, value=said.of - said.value)
    return said


def _is_known(said: Number, known: list[tuple[Item, Number]], part: Part) -> bool:
    able = [(item, one) for item, one in known if _may_be(said, one)]
    alike = [(item, one) for item, one in able if _counts_the_same(said, one, item)]
    loose = [(item, one) for item, one in able if _may_count_the_same(said, one, item, part)]
    shared = {id(one): _shared(said, one, item) for item, one in alike}
    best = max(shared.values(), default=0)
    alike = [(item, one) for item, one in alike if shared[id(one)] == best]
    found = alike or loose
    most = max((len(part.about & item.stems) for item, _ in found), default=0)
    near = [one for item, one in found if 2 * len(part.about & item.stems) >= most]
    if any(_equal(said, one) for one in near):
        return True
    then = said.role == NOW and _compares(said, part)
    return then and _is_known(replace(said, role="before"), known, part)


def _shared(said: Number, known: Number, item: Item) -> int:
    """How many words of its unit a number shares with a known one and the line that it is in."""
    told = frozenset() if item.ref or item.name in FREE else item.stems
    return len(said.unit & (known.unit | told)) if said.of is None and not said.percent else 0


def _compares(said: Number, part: Part) -> bool:
    """Whether there is a second number of its sort, so that this one may be from before."""
    if any(one.role == "before" for one in numbers_of(part.text)):
        return False
    sort = (said.percent, said.of is None)
    alike = [one for one in numbers_of(part.text) if (one.percent, one.of is None) == sort]
    return len(alike) > 1 and (said.percent or said.of is not None or said.value % 1 != 0)


def _may_be(said: Number, known: Number) -> bool:
    """Whether both are numbers of one sort: shares, percentages, grades, ordinals."""
    bare = not said.unit and said.role == known.role != NOW
    if (said.percent != known.percent and not bare) or (said.of is not None and known.of is None):
        return False
    if (said.role == DENIED) != (known.role == DENIED):
        return False
    if said.label or known.label:
        return said.label == known.label or (not said.unit and not said.label)
    is_share = said.percent or said.of is not None
    if known.of is not None and not is_share and not _is_now(known):
        return said.role == known.role
    if (is_share or not said.unit & known.unit) and not _roles_fit(said.role, known.role):
        return False
    return said.ordinal == known.ordinal or stem("week") in said.unit & known.unit


def _is_now(known: Number) -> bool:
    """Whether it is what was seen, and neither foretold nor from before."""
    return known.role in {NOW, ANY}


def _counts_the_same(said: Number, known: Number, item: Item) -> bool:
    if said.percent or said.of is not None or said.label:
        return True
    if said.head in _LENGTHS and known.head not in _LENGTHS:
        return False
    countable = known.unit & {stem(noun) for noun in ("promise", "blocker")}
    told = frozenset() if item.ref or item.name in FREE or countable else item.stems
    return bool(said.unit & (known.unit | told)) or _in_weeks(said, known)


def _may_count_the_same(said: Number, known: Number, item: Item, part: Part) -> bool:
    """Where no unit says so: by the other words of the sentence."""
    shared = len(part.about & item.stems)
    if said.unit & {stem("promise"), stem("blocker")}:
        return False
    if said.unit and known.unit:
        return shared >= _SURELY
    return bool(part.about & item.stems) or said.role not in {NOW, ANY}


def _roles_fit(said: str, known: str) -> bool:
    return said == known or ANY in {said, known}


def _in_weeks(said: Number, known: Number) -> bool:
    return bool({"week", "fortnight"} & said.unit) and "day" in known.unit


def _equal(said: Number, known: Number) -> bool:
    if said.of is not None:
        return (said.value, said.of) == (known.value, known.of)
    whole = known.of if said.unit & {stem("classroom"), stem("leader"), stem("visit")} else None
    if said.value in {known.value, whole} and not _in_weeks(said, known):
        return True
    return _in_weeks(said, known) and said.value * 7 == known.value


def _is_count(said: Number, part: Part, world: World) -> bool:
    """Whether it is how many of a kind are cited: "two promises", "three schools"."""
    if said.percent or said.label or said.ordinal:
        return said.ordinal and said.value == 1 and not said.unit and len(part.claim.sources) > 1
    counts: dict[str, set[float]] = {}
    for noun, number in _counts(part, _statuses(said, part)):
        counts.setdefault(noun, set()).add(number)
    if said.of is not None:
        return _is_share(said, part, world)
    if said.value == 1 and not said.head and not _between(said, part):
        return True  # "one for 38 days, the other for 31": which one, and not how many
    # Without a noun of its own a number counts what the sentence is about.
    bare = {stem("promise"), stem("blocker")} if said.unit <= plain_stems() else set()
    units = said.unit & counts.keys() or bare
    return any(said.value in counts[unit] for unit in units)


def _is_share(said: Number, part: Part, world: World) -> bool:
    """Whether "two of three" is so of the promises that are cited, or of the open ones."""
    statuses = _statuses(said, part)
    held = [value for noun, value in _counts(part, statuses) if noun == stem("promise")]
    if said.of == _cited(part, "commitment"):
        # The last count is that of the people whom the sentence names, if it names any.
        return said.value == held[-1]
    told = {key: world.figures[key] for key in part.claim.figures if key != _OPEN}
    return said.of == world.figures.get(_OPEN) and any(
        said.value == number and any(satisfies(one, _marks(key, part)) for one in statuses)
        for key, number in told.items()
    )


def _marks(figure: str, part: Part) -> frozenset[str]:
    return frozenset(m for note in part.notes if figure in note.figures for m in note.marks)


def _statuses(said: Number, part: Part) -> list[Said]:
    """The statuses that are said of a number: those before the next number, else all."""
    return _between(said, part) or said_statuses(part)


def _between(said: Number, part: Part) -> list[Said]:
    ahead = (one.at[0] for one in numbers_of(part.text) if one.at[0] > said.at[0])
    end = min(ahead, default=len(part.words))
    return [each for each in said_statuses(part) if said.at[0] < each.at < end]


def _counts(part: Part, statuses: Sequence[Said]) -> Iterator[tuple[str, int]]:
    """Nouns, and how many of each there are: all of them, and those of whom the part names."""
    people = {key for each in part.of(Kind.PERSON) for key in each.keys}
    sides = {key for each in part.of(Kind.SIDE) for key in each.keys}
    sides |= {PARTNER} & {token.low for token in part.words}
    for kind, word in _KINDS.items():
        held = [
            sheet
            for sheet in part.cited
            if sheet.kind == kind
            and (not statuses or any(satisfies(status, sheet.marks) for status in statuses))
        ]
        yield stem(word), len(held)
        if kind == "blocker":
            yield "thing", len(held)
        if sides:
            yield stem(word), sum(sheet.partner is (PARTNER in sides) for sheet in held)
        if people:
            yield stem(word), sum(bool(sheet.people & people) for sheet in held)
    told = {k for sheet in part.sheets if "ratings" not in sheet.facts for k in sheet.people}
    yield from ((stem(word), len(told)) for word in _PEOPLE)
    yield "school", len({key for sheet in part.sheets for key in sheet.schools or sheet.places})
    yield from _of_strategies(part)


def _of_strategies(part: Part) -> Iterator[tuple[str, int]]:
    named = {key for each in part.of(Kind.STRATEGY) for key in each.keys}
    told = {note.strategy for note in part.notes if note.kind == "standing"}
    yield from ((stem("strategy"), len(keys)) for keys in (named, told) if keys)


def _cited(part: Part, kind: str) -> int:
    return sum(sheet.kind == kind for sheet in part.cited)
