"""The screen: names of single people, and contact data, in free text, before anything is stored.

What it finds and what it cannot find is told, with figures, in docs/privacy.md.
"""

from collections.abc import Iterator
from functools import cached_property

from bot.domain.names import PARTICLES, Names, fold, name_parts, plain
from bot.domain.screen import Found, Sort
from integrations.screening_contacts import contacts, without_own
from integrations.screening_lists import Known, ListedNames
from integrations.screening_titles import TITLES, UnlistedNames, initials
from integrations.screening_words import Lists, Words

_WEIGHTIEST = (
    Sort.EMAIL,
    Sort.PHONE,
    Sort.NUMBER,
    Sort.STUDENT,
    Sort.STAFF,
    Sort.TITLED,
    Sort.SOMEBODY,
    Sort.INITIALS,
)


class NameScreen:
    """Implements ``bot.ports.Screen`` with patterns, words and the district's own lists."""

    def find(self, text: str, names: Names) -> tuple[Found, ...]:
        """See ``bot.ports.Screen``."""
        own = frozenset(email.casefold() for email in names.emails)
        found = _apart([*contacts(text, own), *self._names(without_own(text, own), names)])
        return tuple(each for each in found if plain(each.words) not in names.nobody)

    def _names(self, text: str, names: Names) -> Iterator[Found]:
        words = Words(text)
        places = frozenset(fold(word) for place in names.places for word in place.split())
        people = [_Own(name) for name in names.people]
        listed = ListedNames(words, self._lists, Known(names.lists), places)
        unlisted = UnlistedNames(words, self._lists, places)
        for first, last, sort in (*listed.spans(), *unlisted.spans()):
            inside = [words[at].plain for at in range(first, last + 1)]
            if not any(own.is_meant(inside) for own in people):
                start, end = words[first].start, _end(words, last)
                yield Found(start=start, end=end, words=text[start:end], sort=sort)
        yield from initials(text, self._lists.acronyms)

    @cached_property
    def _lists(self) -> Lists:
        return Lists.read()


class _Own:
    """Somebody of the partnership, who may be named."""

    def __init__(self, name: str) -> None:
        self._firsts, self._lasts = name_parts(name)

    def is_meant(self, words: list[str]) -> bool:
        """Whether every word is of this person: "Mr. Boyd", "T. Boyd", "Terrence", "@tboyd"."""
        said = [word for word in words if word not in TITLES]
        initials = [word for word in said if len(word) == 1]
        mine = self._firsts | self._lasts
        names = [word for word in said if len(word) > 1 and word not in PARTICLES - mine]
        letter = not initials or initials[0] in {name[0] for name in mine}
        return letter and bool(names) and mine.issuperset(names)


def _end(words: Words, at: int) -> int:
    """Where a name ends; the full stop of a last initial is of it, where a sentence goes on."""
    word = words[at]
    goes_on = words.text[word.end : word.end + 1] == "." and words.text[word.end + 1 :].lstrip()
    if len(word.plain) == 1 and goes_on and not goes_on[0].isupper():
        return word.end + 1
    return word.end


def _apart(found: list[Found]) -> list[Found]:
    """What was found in order; of what overlaps, the whole stretch as the weightiest sort."""
    apart: list[Found] = []
    for each in sorted(found, key=lambda f: (f.start, -f.end)):
        if apart and each.start < apart[-1].end:
            apart[-1] = _both(apart[-1], each)
        else:
            apart.append(each)
    return apart


def _both(first: Found, other: Found) -> Found:
    words = first.words + other.words[first.end - other.start :]
    sort = min(first.sort, other.sort, key=_WEIGHTIEST.index)
    return Found(start=first.start, end=max(first.end, other.end), words=words, sort=sort)
