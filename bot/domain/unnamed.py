"""A district's own names in a text that is to leave it: its people, its schools, itself."""

import re
from collections.abc import Iterable, Iterator

from bot.domain.names import EVERYDAY, WORD, fold, name_parts
from bot.domain.partnership import Partnership
from bot.domain.people import Person

_ANY_SCHOOL = (
    "school schools elementary primary middle junior senior high academy charter public district "
    "center street the of and for at"
)
_WORDS = re.compile(WORD)
_POSSESSIVE = re.compile(r"['’][sS]$")


def own_names(text: str, partnership: Partnership, people: Iterable[Person]) -> tuple[str, ...]:
    """The words of a text that name somebody or some place of this partnership, each once.

    People in every form, leavers too; schools and the district by what is theirs alone of their
    names, or by three initials and more ("RPS"). What is a word as well ("rose") counts with a
    capital letter; a school in small letters is known by its key.
    """
    persons = {part for person in people for part in _of_person(person)}
    places = {word for name in _places(partnership) for word in _of_place(name)}
    keys = {fold(key) for key in (partnership.key, *(one.key for one in partnership.schools))}
    capital = persons | places | keys
    small = (persons - EVERYDAY) | keys
    found = (_POSSESSIVE.sub("", match[0]) for match in _WORDS.finditer(text))
    short = {_initials(name) for name in _places(partnership)} - {""}
    named = (
        word
        for word in found
        if word in short or fold(word) in (small if word[:1].islower() else capital)
    )
    return tuple(dict.fromkeys(named))


def _of_person(person: Person) -> Iterator[str]:
    firsts, lasts = name_parts(person.name)
    yield from (part for part in firsts | lasts if len(part) > 1)


def _places(partnership: Partnership) -> list[str]:
    return [partnership.district.name, *(school.name for school in partnership.schools)]


def _of_place(name: str) -> Iterator[str]:
    ordinary = _ANY_SCHOOL.split()
    words = (fold(word) for word in _WORDS.findall(name))
    yield from (word for word in words if word not in ordinary)


def _initials(name: str) -> str:
    """The first letters of a name, in capitals; empty for fewer than three."""
    letters = [word[0].upper() for word in _WORDS.findall(name) if word[0].isupper()]
    return "".join(letters) if len(letters) > 2 else ""
