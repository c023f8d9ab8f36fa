"""What a sentence may lean on: the sheets and notes that it cites, part by part."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise

from bot.domain.people import Person
from bot.writing.checking.dates import dates_of
from bot.writing.checking.known import Kind, Known, Named
from bot.writing.checking.lexicon import lexicon
from bot.writing.checking.notes import Note
from bot.writing.checking.numbers import numbers_of
from bot.writing.checking.text import Token, stem, tokens
from bot.writing.claim import Claim
from bot.writing.sheet import Sheet

LINE = "line"
"""The name of a line of the template about records, which holds people's words, too."""
FREE = frozenset(
    ("text", "why", "note", "purpose", "worked", "did not work", "to change", "taken home")
) | frozenset(("minutes", "pattern", "next step", "focus", "source", "before", "now reads", LINE))
"""Facts in people's own words."""
_TELLING = frozenset(("commitment", "blocker", "help", "answer", "visit", "site day", "revision"))
_PIECES = re.compile(r";\s+|(?<!\b[^\W\d_])\.\s+")
_AND_YET = r"while|whereas|(?<!all )but|(?<!not )yet(?! to)"
_CUT = re.compile(
    rf"(?i);\s*|(?<!\b[^\W\d_])[.!]\s+|\s+[—–]\s+|,?\s+\b(?:{_AND_YET})\b\s+|,\s+and\s+"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One fact or note, as text, with the number of its record if it is of one."""

    text: str
    ref: str = ""
    name: str = ""
    strategy: str = ""
    marks: frozenset[str] = frozenset()

    @property
    def stems(self) -> frozenset[str]:
        """The words that say what it is about."""
        return content(self.text)


@dataclass(frozen=True, kw_only=True)
class World:
    """What every check knows of the week.

    ``strategies`` are their names by key, ``terms`` are stems of what everybody calls things,
    ``told`` those of people's words, ``closed`` those of the names of the week's recesses.
    """

    known: Known
    sheets: Mapping[str, Sheet]
    notes: tuple[Note, ...]
    figures: Mapping[str, int]
    people: Mapping[str, Person]
    strategies: Mapping[str, str]
    today: date
    window: tuple[date, date]
    terms: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a sentence with the sheets and notes that it tells of.

    ``begins``: the first part. ``sheets`` are those that it can be bound to by its words, else all
    that are cited; ``cited`` are all.
    """

    text: str
    claim: Claim
    sheets: tuple[Sheet, ...]
    cited: tuple[Sheet, ...]
    notes: tuple[Note, ...]
    named: tuple[Named, ...]
    begins: bool = True

    @property
    def words(self) -> tuple[Token, ...]:
        """Its tokens."""
        return tokens(self.text)

    @property
    def stems(self) -> frozenset[str]:
        """The words that say what it is about."""
        return content(self.text)

    @property
    def whole(self) -> "Part":
        """The whole sentence with all that it cites, as if it were one part."""
        return replace(self, text=self.claim.text, sheets=self.cited)

    def of(self, kind: Kind) -> list[Named]:
        """Those of its names that are of a kind."""
        return [each for each in self.named if each.kind is kind]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every fact and note that it may lean on."""
        return tuple(self._items())

    def _items(self) -> Iterator[Item]:
        for sheet in self.sheets:
            for name, text in sheet.facts.items():
                yield Item(text, sheet.ref, name)
        for note in self.notes:
            for text in _pieces(note.text):
                name = LINE if note.sources and note.kind == LINE else "figure"
                yield Item(text, "", name, note.strategy, note.marks)

    @property
    def about(self) -> frozenset[str]:
        """The words that say what is counted: neither names nor what stands beside a number."""
        named = {token.stem for each in self.named for token in self.words[slice(*each.at)]}
        return self.stems - named - {stem("classroom"), stem("leader"), stem("person")}

    def free(self) -> Iterator[str]:
        """What people wrote in the records that it tells of."""
        for sheet in self.sheets:
            yield from (text for name, text in sheet.facts.items() if name in FREE)


@lru_cache(maxsize=8192)
def _pieces(text: str) -> tuple[str, ...]:
    """A line in pieces that count one thing each: "9 classrooms: a in 5 of 9; b in 6 of 9"."""
    found: list[str] = []
    for piece in _PIECES.split(text):
        before, colon, after = piece.partition(": ")
        apart = colon and numbers_of(before) and numbers_of(after)
        found += (before, after) if apart else (piece,)
    return tuple(found)


@lru_cache(maxsize=8192)
def content(text: str) -> frozenset[str]:
    """The stems of the words of a text that are neither little words nor numbers or dates."""
    words = tokens(text)
    places = [*(one.at for one in numbers_of(text)), *(day.at for day in dates_of(text))]
    told = {n for place in places for n in range(*place)}
    small = _small_stems()
    return frozenset(
        token.stem
        for n, token in enumerate(words)
        if token.is_word and n not in told and token.stem not in small and len(token.stem) > 1
    )


@lru_cache
def _small_stems() -> frozenset[str]:
    return frozenset(token.stem for word in lexicon().small for token in tokens(word))


@lru_cache
def plain_stems() -> frozenset[str]:
    """The stems of the words that need no record."""
    found = {token.stem for word in lexicon().plain for token in tokens(word)}
    return frozenset(found) | {"s", "t"}


def parts(claim: Claim, world: World) -> Iterator[Part]:
    """The parts of a sentence, each with what it tells of."""
    cited = tuple(world.sheets[ref] for ref in dict.fromkeys(claim.sources))
    sources, figures = frozenset(claim.sources), frozenset(claim.figures)
    notes = tuple(note for note in world.notes if note.is_cited(sources, figures))
    notes = _about(notes, world.known.named(claim.text))
    bound = cited
    for n, text in enumerate(_cut(claim.text, world.known)):
        part = Part(
            begins=n == 0,
            text=text,
            claim=claim,
            sheets=cited,
            cited=cited,
            notes=notes,
            named=world.known.named(text),
        )
        bound = _bound(part) or bound
        yield _of_schools(replace(part, sheets=bound, notes=_near(notes, bound, cited)), world)


def _about(notes: tuple[Note, ...], named: tuple[Named, ...]) -> tuple[Note, ...]:
    """Without the notes about other strategies than those that the sentence names."""
    said = {key for each in named if each.kind is Kind.STRATEGY for key in each.keys}
    if not any(note.strategy in said for note in notes):
        return notes
    return tuple(note for note in notes if not note.strategy or note.strategy in said)


def _cut(text: str, known: Known) -> Iterator[str]:
    for piece in _CUT.split(text):
        yield from _by_people(piece, known)


def _by_people(text: str, known: Known) -> Iterator[str]:
    """Cut where somebody else begins to do something: "Ann shared it and Bo wrote it"."""
    words = tokens(text)
    people = [each for each in known.named(text) if each.kind is Kind.PERSON]
    for before, after in pairwise(people):
        start = after.at[0]
        joined = start > 0 and words[start - 1].low in {"and", ","}
        if joined and start - before.at[1] > 3 and start + 1 < len(words):
            where = _offset(text, words, start)
            yield text[:where]
            yield from _by_people(text[where:], known)
            return
    yield text


def _offset(text: str, words: tuple[Token, ...], n: int) -> int:
    """Where a token begins in its text."""
    where = 0
    for token in words[:n]:
        where = text.index(token.text, where) + len(token.text)
    return text.index(words[n].text, where)


def _bound(part: Part) -> tuple[Sheet, ...]:
    """The cited sheets whose own words the part tells; empty if it tells none's."""
    telling = [sheet for sheet in part.cited if sheet.kind in _TELLING and own_words(sheet)]
    common = (
        frozenset.intersection(*(own_words(sheet) for sheet in telling)) if telling else frozenset()
    )
    shared = common if len(telling) > 1 else frozenset()
    said = frozenset(token.stem for token in part.words if token.low not in _unbinding())
    said &= part.stems
    score = {sheet.ref: len(said & (own_words(sheet) - shared)) for sheet in telling}
    best = max(score.values(), default=0)
    if not best:
        return ()
    others = [sheet for sheet in part.cited if sheet.ref not in score]
    near = [sheet for sheet in telling if 2 * score[sheet.ref] >= best]
    return (*near, *others)


def _unbinding() -> frozenset[str]:
    """Words that any record may hold, and that none is told by."""
    return lexicon().sets["unbinding"]


def own_words(sheet: Sheet) -> frozenset[str]:
    """The words that people wrote in it."""
    found = (content(text) for name, text in sheet.facts.items() if name in FREE)
    return frozenset().union(*found)


def _near(
    notes: tuple[Note, ...], bound: tuple[Sheet, ...], cited: tuple[Sheet, ...]
) -> tuple[Note, ...]:
    """The notes about what the part tells of; all of them where it tells of everything."""
    if len(bound) == len(cited):
        return notes
    refs = {sheet.ref for sheet in bound}
    return tuple(note for note in notes if not note.sources or note.sources & refs)


def _of_schools(part: Part, world: World) -> Part:
    """Without what is of other schools than those that the part names."""
    said = {key for each in part.of(Kind.SCHOOL) for key in each.keys}
    if not any(sheet.schools & said for sheet in part.sheets):
        return part
    sheets = tuple(sheet for sheet in part.sheets if not sheet.schools or sheet.schools & said)
    notes = tuple(note for note in part.notes if _names_one(note, said, world))
    return replace(part, sheets=sheets, notes=notes)


def _names_one(note: Note, said: set[str], world: World) -> bool:
    schools = [each for each in world.known.named(note.text) if each.kind is Kind.SCHOOL]
    return not schools or any(each.keys & said for each in schools)
