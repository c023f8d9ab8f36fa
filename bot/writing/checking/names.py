"""Whether the people, roles and sides in a sentence are those of the records that it tells of."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.writing.checking.grounds import Part, World, plain_stems
from bot.writing.checking.known import PARTNER, Kind, Named
from bot.writing.checking.lexicon import lexicon
from bot.writing.checking.text import Token, phrase_at, tokens

_CLEARING = frozenset(("clear", "solv", "resolv", "remov", "lift", "help", "need", "ask", "settl"))
_OWES = frozenset(
    [
        "promised",
        "promises",
        "owes",
        "owe",
        "kept",
        "keeps",
        "delivered",
        "shared",
        "sent",
        "committed",
    ]
)


def check(part: Part, world: World) -> Iterator[str]:
    """Yields "name" for anybody who has nothing to do with what is told."""
    people = part.of(Kind.PERSON)
    wrong = (
        any(not _is_told(each, part, world) for each in people)
        or _run_together(people)
        or any(not _is_side(each, part, world) for each in _sides(part))
        or _wrong_role(part, world)
    )
    if wrong:
        yield "name"


def check_strangers(part: Part, world: World) -> Iterator[str]:
    """Yields "name" for a capital letter that nobody known and no cited word explains."""
    stems = {stem for item in part.items for stem in (t.stem for t in tokens(item.text))}
    stems |= {token.stem for each in part.named for token in part.words[slice(*each.at)]}
    named = {n for each in part.named for n in range(*each.at)}
    known = lexicon()
    dates = {*known.months, *known.weekdays, "headway", "i"}
    for n, token in enumerate(part.words):
        if n in named or not token.is_capital or not token.is_word or token.low[0].isdigit():
            continue
        said = token.stem in stems | plain_stems() | world.terms
        counted = token.low in known.numbers or token.low in known.ordinals
        if said or counted or token.low in dates:
            continue
        if not token.begins or _is_somebody(part.words, n):
            yield "name"


def _is_somebody(words: Sequence[Token], n: int) -> bool:
    """Whether the first word of a sentence is followed as a name is: "Lopez shared", "Lopez's"."""
    if words[n].text.endswith(("'s", "’s", "s'", "s’")) or n + 1 >= len(words):
        return True
    after = words[n + 1]
    verbs = lexicon().verbs
    return (
        after.is_capital
        or after.low in verbs
        or after.low.endswith(("ed", "s"))
        or (after.low in {"and", "will", "can", "could", "may", "must"})
    )


def _is_told(each: Named, part: Part, world: World) -> bool:
    telling = [sheet for sheet in part.sheets if sheet.people & each.keys]
    if telling:
        return _fits(each, part, world)
    # Whom a record only mentions is nobody who did what it tells: "notes are with Priya".
    owned = any(sheet.people for sheet in part.sheets)
    texts = [note.text for note in part.notes if not (owned and note.sources)]
    texts += [text for text in part.free() if each.at[0] > 0 or _goes_on(each, part, text, world)]
    return any(_in(each, text, world) for text in texts)


def _goes_on(each: Named, part: Part, text: str, world: World) -> bool:
    """Whether a text goes on behind the name as the sentence does."""
    said, words = part.words[each.at[1] : each.at[1] + 1], tokens(text)
    found = (other for other in world.known.named(text) if other.keys & each.keys)
    return any(words[other.at[1] : other.at[1] + 1] == said for other in found)


def _in(each: Named, text: str, world: World) -> bool:
    return any(
        other.kind is Kind.PERSON and other.keys & each.keys for other in world.known.named(text)
    )


def _fits(each: Named, part: Part, world: World) -> bool:
    """Whether who raised a blocker and who could clear it are not taken for each other."""
    blockers = [sheet for sheet in part.sheets if sheet.kind == "blocker"]
    stems = {token.stem for token in part.words}
    for sheet in blockers:
        raised = _in(each, sheet.facts.get("raised by", ""), world)
        clears = _in(each, sheet.facts.get("can clear", ""), world)
        cleared = _in(each, sheet.facts.get("cleared by", ""), world)
        alone = len(part.of(Kind.PERSON)) == 1
        if clears and not raised and not cleared and not stems & _CLEARING:
            return False
        if alone and "rais" in stems and not raised:
            return False
        if alone and "clear" in stems and not (clears or cleared or each.is_owner(part.words)):
            return False
    return True


def _run_together(people: list[Named]) -> bool:
    """Whether two names of different people make up a third."""
    return any(
        before.at[1] == after.at[0] and not before.keys & after.keys
        for before, after in pairwise(people)
    )


def _sides(part: Part) -> list[tuple[str, int]]:
    """The sides that are named, each with where."""
    named = [(key, each.at[0]) for each in part.of(Kind.SIDE) for key in each.keys]
    taken = {n for each in part.named for n in range(*each.at)}
    said = [
        (token.low.removesuffix("s"), n)
        for n, token in enumerate(part.words)
        if token.low in {"partner", "partners", "district"} and n not in taken
    ]
    return [*named, *said]


def _is_side(side: tuple[str, int], part: Part, world: World) -> bool:
    """Whether a promise of that side is told; of other records the side is no question."""
    key, n = side
    if any(_is_of_partner(note.text, world) for note in part.notes if note.figures):
        return True
    promises = [sheet for sheet in part.sheets if sheet.partner is not None]
    if any(key in {t.low for t in tokens(text)} for text in part.free()):
        return True
    if promises:
        return any(sheet.partner is (key == PARTNER) for sheet in promises)
    if key != PARTNER:
        return not (n + 1 < len(part.words) and part.words[n + 1].low in _OWES)
    return any(_is_of_partner(item.text, world) for item in part.items) or any(
        _by_partner(sheet.people, world) for sheet in part.sheets
    )


def _is_of_partner(text: str, world: World) -> bool:
    lows = {token.low for token in tokens(text)}
    named = (each for each in world.known.named(text) if each.kind is Kind.SIDE)
    return "partner" in lows or any(PARTNER in each.keys for each in named)


def _by_partner(people: frozenset[str], world: World) -> bool:
    found = (world.people[key] for key in people if key in world.people)
    return any(person.side.value == PARTNER for person in found)


def _wrong_role(part: Part, world: World) -> bool:
    """Whether somebody is called by a role that none of those who are told of has."""
    roles = {person.role.casefold() for person in world.people.values()}
    forms = sorted(((*role.replace("-", " ").split(),) for role in roles), key=len, reverse=True)
    n = 0
    while n < len(part.words):
        form = next((f for f in forms if f and phrase_at(part.words, n, f)), None)
        if form and not _has_role(form, part, world):
            return True
        n += len(form) if form else 1
    return False


def _has_role(form: tuple[str, ...], part: Part, world: World) -> bool:
    people = {key for sheet in part.sheets for key in sheet.people if key in world.people}
    if any(
        tuple(world.people[key].role.casefold().replace("-", " ").split()) == form for key in people
    ):
        return True
    said = " ".join(form)
    return any(said in " ".join(t.low for t in tokens(item.text)) for item in part.items)
