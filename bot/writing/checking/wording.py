"""Whether a sentence tells what its records tell, and adds no reasons and no praise."""

from collections.abc import Iterator

from bot.writing.checking.grounds import Part, World, plain_stems
from bot.writing.checking.lexicon import lexicon
from bot.writing.checking.text import Token, places_of, stem, tokens

_EACH = 2
"""How many words of the records allow for one that is in none of them."""
_MOST = 2
_ADVICE = frozenset(("to change", "next step"))
_CAUSES = frozenset(("because",))


def check(part: Part, world: World) -> Iterator[str]:
    """Yields "words"."""
    said = {token.stem for item in part.items for token in tokens(item.text)}
    said |= {token.stem for sheet in part.sheets for token in tokens(sheet.kind)}
    lows = {token.low for item in part.items for token in tokens(item.text)}
    if (
        _exact(part) - said - _roles(part, world)
        or _adds(part, lows, world)
        or _is_of_another(part, said, world)
        or _lacks_kind(part, said)
    ):
        yield "words"


def _exact(part: Part) -> set[str]:
    """The words that have to be in a record as they are."""
    return {token.stem for token in _unnamed(part) if token.low in lexicon().exact}


def _roles(part: Part, world: World) -> set[str]:
    """The words of the roles of those who are told of."""
    people = (
        world.people[key] for sheet in part.sheets for key in sheet.people & world.people.keys()
    )
    return {token.stem for person in people for token in tokens(person.role)}


def _unnamed(part: Part) -> Iterator[Token]:
    """The words that are of no name."""
    named = {n for each in part.named for n in range(*each.at)}
    return (token for n, token in enumerate(part.words) if n not in named)


def _adds(part: Part, lows: set[str], world: World) -> bool:
    """Whether it says why or how good, and no record does."""
    known = lexicon()
    reasons = any(sheet.facts.get("why") or sheet.facts.get("note") for sheet in part.sheets)
    reasons = reasons or bool(part.stems & world.closed)
    allowed = lows | (_CAUSES if reasons else frozenset())
    if any(_ADVICE & sheet.facts.keys() for sheet in part.sheets):
        allowed |= {"should"}
    if any(token.low in known.added and token.low not in allowed for token in part.words):
        return True
    texts = [tokens(item.text) for item in part.items]
    return any(
        places_of(part.words, phrase) and not any(places_of(text, phrase) for text in texts)
        for phrase in known.phrases
    )


def _is_of_another(part: Part, said: set[str], world: World) -> bool:
    """Whether more of its words are foreign to the records than a rewording needs.

    A word that some other record of the week holds counts twice.
    """
    named = {token.stem for each in part.named for token in part.words[slice(*each.at)]}
    mine = part.stems - named
    own = mine & said
    foreign = mine - said - plain_stems() - world.terms
    cost = len(foreign) + len(foreign & world.told)
    return cost > min(len(own) // _EACH, _MOST)


def _lacks_kind(part: Part, said: set[str]) -> bool:
    """Whether it speaks of a kind of record that it does not cite: a promise, a blocker."""
    kinds = {sheet.kind for sheet in part.cited}
    kinds |= {"walkthrough"} if "finding" in kinds else set()
    lows = {token.low for token in part.words}
    ties = lexicon().ties
    return any(ties[low] not in kinds and stem(low) not in said for low in lows if low in ties)
