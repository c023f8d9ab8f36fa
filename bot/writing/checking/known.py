"""Whom and what a sentence names: people, schools, strategies and sides of one partnership."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.material import Material
from bot.domain.partnership import Partnership
from bot.domain.people import Person
from bot.writing.checking.lexicon import lexicon
from bot.writing.checking.text import Token, tokens


class Kind(StrEnum):
    """What is named."""

    PERSON = "person"
    SCHOOL = "school"
    STRATEGY = "strategy"
    SIDE = "side"


PARTNER, DISTRICT = "partner", "district"
_MIDDLE = frozenset(("middle", "high", "elementary", "primary"))
_COMMON = _MIDDLE | frozenset(
    ["school", "schools", "the", "of", "and", "street", "lane", "academy", "public", "center"]
)
Form = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text: whom it may mean, and its first token and the one behind it."""

    kind: Kind
    keys: frozenset[str]
    at: tuple[int, int]

    def is_owner(self, words: Sequence[Token]) -> bool:
        """Whether the name stands there as whose something is: "Bell's"."""
        return words[self.at[1] - 1].text.endswith(("'s", "’s", "s'", "s’"))


@dataclass(frozen=True, kw_only=True)
class Known:
    """Every form of every name, as words in small letters; the longest is ``longest`` words.

    ``found`` remembers the names in texts that were read: the same are read for many sentences.
    """

    forms: Mapping[Form, tuple[Kind, frozenset[str]]]
    longest: int
    found: dict[str, tuple[Named, ...]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, material: Material) -> "Known":
        """The names of the partnership of this material, leavers and retired schools too."""
        found: dict[Form, tuple[Kind, frozenset[str]]] = {}
        for kind, form, key in _all(material):
            before = found.get(form)
            if before and before[0] is not kind:
                continue
            found[form] = (kind, (before[1] if before else frozenset()) | {key})
        return cls(forms=found, longest=max(map(len, found), default=0))

    def named(self, text: str) -> tuple[Named, ...]:
        """The names in a text, each as long as it can be."""
        if text not in self.found:
            self.found[text] = tuple(self._named(tokens(text)))
        return self.found[text]

    def _named(self, words: Sequence[Token]) -> Iterator[Named]:
        lows = [token.low for token in words]
        n = 0
        while n < len(words):
            found = self._at(words, lows, n)
            if found:
                yield found
            n = found.at[1] if found else n + 1

    def _at(self, words: Sequence[Token], lows: Sequence[str], n: int) -> Named | None:
        for end in range(min(n + self.longest, len(words)), n, -1):
            found = self.forms.get(tuple(lows[n:end]))
            if found and (words[n].is_capital or _small(found[0], lows[n:end])):
                return Named(found[0], found[1], (n, end))
        return None


def _small(kind: Kind, words: Sequence[str]) -> bool:
    """Whether a name may be written in small letters: no single word may."""
    return kind in {Kind.SCHOOL, Kind.STRATEGY} and len(words) > 1


def _all(material: Material) -> Iterator[tuple[Kind, Form, str]]:
    """Names of schools come before those of sides and people, for "Lincoln" is a school first."""
    partnership = material.partnership
    strategies = partnership.agenda.strategies
    yield from _strategies({one.key: one.name for one in strategies})
    yield from _schools(partnership)
    yield from _sides(partnership)
    for person in material.people:
        yield from ((Kind.PERSON, form, person.key) for form in _person(person))


def _strategies(names: Mapping[str, str]) -> Iterator[tuple[Kind, Form, str]]:
    starts = _unique({key: list(_starts(_words(name))) for key, name in names.items()})
    for key, name in names.items():
        yield Kind.STRATEGY, _words(name), key
        for form in (*starts[key], _words(key.replace("-", " "))):
            if sum(word not in lexicon().small for word in form) > 1:
                yield Kind.STRATEGY, form, key


def _schools(partnership: Partnership) -> Iterator[tuple[Kind, Form, str]]:
    names = {school.key: _words(school.name) for school in partnership.schools}
    for key, words in names.items():
        yield Kind.SCHOOL, words, key
    parts = _unique({key: list(_parts(words)) for key, words in names.items()})
    sides = {form for _, form, _ in _sides(partnership)}
    for school in partnership.schools:
        for form in (*parts[school.key], _words(school.key.replace("-", " "))):
            if form not in sides:
                yield Kind.SCHOOL, form, school.key
    levels = _unique({school.key: [(school.level, "school")] for school in partnership.schools})
    for key, forms in levels.items():
        yield from ((Kind.SCHOOL, form, key) for form in forms)


def _sides(partnership: Partnership) -> Iterator[tuple[Kind, Form, str]]:
    sides = {PARTNER: partnership.partner.name, DISTRICT: partnership.district.name}
    for key, name in sides.items():
        words = _words(name)
        yield from ((Kind.SIDE, form, key) for form in _starts(words) if form[-1] not in _STOPS)


_STOPS = frozenset(("for", "of", "and", "the"))


def _person(person: Person) -> Iterator[Form]:
    words = tuple(word.casefold() for word in person.name.split())
    first, last = words[0], words[-1]
    yield from (words, (first, last), (first,), (last,), (f"{first[0]}.", last), (first[0], last))
    yield (person.key.casefold(),)


def _words(name: str) -> Form:
    return tuple(token.low for token in tokens(name))


def _starts(words: Form) -> Iterator[Form]:
    yield from (words[:end] for end in range(len(words), 0, -1))


def _parts(words: Form) -> Iterator[Form]:
    """Every piece of a name that says more than what kind of school it is."""
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            if not set(words[start:end]) <= _COMMON and words[end - 1] not in _STOPS:
                yield words[start:end]


def _unique(forms: Mapping[str, Iterable[Form]]) -> dict[str, list[Form]]:
    """Of each key the forms that are of no other."""
    once: dict[Form, set[str]] = {}
    for key, found in forms.items():
        for form in found:
            once.setdefault(form, set()).add(key)
    return {key: [form for form in found if len(once[form]) == 1] for key, found in forms.items()}
