"""Whether a text names somebody: what goes outside names nobody of the partnership."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import product

from bot.domain.names import EVERYDAY, WORD, fold, name_parts
from bot.domain.people import Person

_SHORTEST = 2
_MENTION = r"@\w|<@"


def naming(people: Iterable[Person]) -> Callable[[str], bool]:
    """What tells whether a text names one of these people, or mentions anybody with an "@".

    Full names, first and last names, also run together, keys, ids, addresses and initials count,
    however they are written. A name that is a word as well counts where it has a capital letter:
    better a text too few than a name too many.
    """
    everybody = list(people)
    forms = {form for one in everybody for form in _forms(one)}
    exact = "|".join({pattern for one in everybody for pattern in _patterns(one)})
    found = re.compile(rf"{_MENTION}|(?<!\w)(?:{exact or '(?!)'})(?!\w)")

    def names_somebody(text: str) -> bool:
        return bool(found.search(text)) or any(
            _spellings(word) & forms for word in re.findall(WORD, text)
        )

    return names_somebody


def _spellings(word: str) -> set[str]:
    """The names that a word may stand for; "Boyds" are the family of Boyd."""
    name, is_small = fold(word), word == word.lower()
    if is_small:
        return {name} - EVERYDAY
    return {name, name.removesuffix("s")}


def _forms(person: Person) -> Iterator[str]:
    """Folded words that name a person."""
    firsts, lasts = name_parts(person.name)
    yield from (part for part in firsts | lasts if len(part) >= _SHORTEST)
    for first, last in product(firsts, lasts):
        if first != last:
            yield from (first + last, last + first, first[0] + last)


def _patterns(person: Person) -> Iterator[str]:
    """Patterns of what names a person as it is written: key, id, initials."""
    written = [person.key, *([person.user] if person.user else [])]
    yield from (f"(?i:{re.escape(one)})" for one in written if fold(one) not in EVERYDAY)
    parts = re.findall(r"\w[\w'’-]*", person.name)
    if len(parts) > 1:
        yield r"\.?\s?".join(re.escape(part[0].upper()) for part in parts) + r"\.?"
