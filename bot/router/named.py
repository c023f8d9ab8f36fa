"""The people whom a text names: "@rossi, Jordan Price and @chen"."""

import re

from bot.domain.people import Person
from bot.router.command import Context
from bot.router.understand import the_person

_BETWEEN = re.compile(r"[,;&\n]|\b(?:and|with)\b|(?=(?<!\w)@)", re.IGNORECASE)
_EDGES = " .:–-"


async def find_named(
    context: Context, text: str, *, known: frozenset[str] = frozenset()
) -> tuple[list[str], list[str]]:
    """The keys of the people whom a text names, each once, and the words that name nobody.

    ``known`` are keys that may stand in it even if those people have left since.
    """
    people: list[str] = []
    unknown: list[str] = []
    for word in _names(text):
        found = await context.find_person(word)
        key = found.key if found else word
        if found is None and word not in known:
            unknown.append(word)
        elif key not in people:
            people.append(key)
    return people, unknown


async def the_named(context: Context, text: str, *, typed: str) -> list[Person]:
    """The people whom a text names.

    Raises MisunderstoodError with the nearest right spelling for one that nobody knows.
    """
    return [await the_person(context, word, typed=typed) for word in _names(text)]


def _names(text: str) -> list[str]:
    words = (word.strip(_EDGES).removeprefix("@") for word in _BETWEEN.split(text))
    return [word for word in words if word]
