"""Screening: what in people's words names a single person, and what they say is nobody."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.names import Names, NoPerson, plain
from bot.domain.partnership import Partnership
from bot.domain.people import Person
from bot.domain.screen import Found, confirmed, read_confirmed, spoken_for, without
from bot.ledger.tools import Tools
from bot.ports import Screen, Transaction


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A text without its markers, and what in it has to be asked about before it may be kept.

    ``instead`` is the text without that, ``sure`` the text with "(no person)" behind all of it.
    """

    text: str
    instead: str
    sure: str
    found: tuple[Found, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Screened:
    """Texts after the screen, in their order; ``nobody``: words that were marked as no person."""

    texts: tuple[Checked, ...]
    nobody: frozenset[str] = frozenset()

    @property
    def is_clear(self) -> bool:
        """Whether all of it may be kept."""
        return not any(each.found for each in self.texts)


async def screened(
    tx: Transaction,
    tools: Tools,
    partnership: Partnership,
    texts: Sequence[str],
    *,
    by: str | None = None,
) -> Screened:
    """Screen texts that somebody of a partnership wants to be kept; nothing is stored by it.

    The partnership's people may be named, and what ``by`` (a person's key) said to be no person,
    then or now. They are read only if there is something to allow: they may be thousands.
    """
    read = [read_confirmed(text) for text in texts]
    lists = await tools.marks.of(tx, partnership.key)
    names = Names(lists=lists, places=_places(partnership))
    first = [each for text, _ in read for each in tools.screen.find(text, names)]
    if not first:
        return Screened(texts=tuple(_clear(text) for text, _ in read))
    names = await _allowing(tx, names, partnership.key, by)
    names = replace(names, people=tuple(_like(names.people, first)))
    found = [spoken_for(tools.screen.find(text, names), ends) for text, ends in read]
    nobody = frozenset(plain(each.words) for spoken in found for each in spoken)
    texts_checked = tuple(_checked(tools.screen, text, names, nobody) for text, _ in read)
    return Screened(texts=texts_checked, nobody=nobody)


async def keep_nobody(
    tx: Transaction, person: Person, words: Iterable[str], *, now: datetime
) -> None:
    """Keep words that somebody said to name no person, so that they are not asked again."""
    said = [
        NoPerson(partnership=person.partnership, by=person.key, words=each, at=now)
        for each in sorted(words)
    ]
    await tx.add_missing(*said)


def _clear(text: str) -> Checked:
    return Checked(text=text, instead=text, sure=text)


def _checked(screen: Screen, text: str, names: Names, nobody: frozenset[str]) -> Checked:
    found = screen.find(text, replace(names, nobody=names.nobody | nobody))
    if not found:
        return _clear(text)
    instead = without(text, found)
    marked = [each for each in screen.find(instead, names) if plain(each.words) in nobody]
    return Checked(
        text=text,
        instead=confirmed(instead, marked),
        sure=confirmed(text, screen.find(text, names)),
        found=found,
    )


def _like(people: Iterable[str], found: Iterable[Found]) -> Iterator[str]:
    """Those of thousands of people whom the screen has to look at: who share a word's part."""
    words = {word for each in found for word in plain(each.words).split()}
    for name in people:
        parts = plain(name).split()
        if any(part in word or word in part for part in parts for word in words):
            yield name


def _places(partnership: Partnership) -> tuple[str, ...]:
    schools = [school.name for school in partnership.schools]
    return (*schools, partnership.district.name, partnership.partner.name)


async def _allowing(tx: Transaction, names: Names, partnership: str, by: str | None) -> Names:
    people = await tx.find(Person, partnership=partnership)
    said = await tx.find(NoPerson, partnership=partnership, by=by) if by else []
    return replace(
        names,
        people=tuple(word for person in people for word in (person.name, person.key)),
        emails=frozenset(person.email for person in people if person.email),
        nobody=frozenset(each.words for each in said),
    )
