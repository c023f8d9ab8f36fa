"""Recall and false alarms of the screen on the labelled sentences of tests/data/sentences.toml."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.domain.names import WORD, Listed, Marked, Names, fold, marks_of
from bot.ports import Screen

FILE = Path(__file__).parents[1] / "data" / "sentences.toml"
_LABEL = re.compile("«(.*?)»", re.DOTALL)
_PIECE = re.compile(rf"{WORD}|\d+")
_TITLES = ("mr", "mrs", "ms", "mx", "miss", "dr", "prof", "coach", "senora", "sra", "and")


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A text without its label marks, and the stretches that have to be found."""

    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What the screen did on some sentences; ``wrong`` and ``missed`` are for people to read."""

    names: int
    missed: tuple[str, ...]
    clean: int
    disturbed: tuple[str, ...]
    found: int
    wrong: tuple[str, ...]

    @property
    def recall(self) -> float:
        """Names found of all that are there, 0 to 1."""
        return 1 - len(self.missed) / self.names

    @property
    def disturbed_share(self) -> float:
        """Sentences without any name in which something was found, of all of them, 0 to 1."""
        return len(self.disturbed) / self.clean

    @property
    def wrong_share(self) -> float:
        """Finds that are no name, of all finds, 0 to 1."""
        return len(self.wrong) / max(self.found, 1)


def sentences() -> tuple[list[Sentence], list[Sentence]]:
    """The half that the screen was tuned on, and the other."""
    lines = _data()["sentences"].strip().split("\n")
    read = [_read(line.replace("\\n", "\n")) for line in lines]
    halves: tuple[list[Sentence], list[Sentence]] = ([], [])
    for number, sentence in enumerate(read):
        # Pairs of lines, for a line often stands beside the same thing said without a name.
        halves[number // 2 % 2].append(sentence)
    return halves


def names(*, with_lists: bool) -> Names:
    """The invented district; without its lists, only its people, addresses and schools."""
    data = _data()
    lists = [(Listed.STAFF, data["staff"]), (Listed.STUDENTS, data["students"])]
    return Names(
        lists=tuple(_marked(listed, _split(text)) for listed, text in lists) if with_lists else (),
        people=tuple(_split(data["people"])),
        emails=frozenset(_split(data["emails"])),
        places=tuple(_split(data["places"])),
    )


def measured(screen: Screen, known: Names, labelled: Iterable[Sentence]) -> Figures:
    """Screen the sentences and count."""
    missed, disturbed, wrong, clean, found, total = [], [], [], 0, 0, 0
    for each in labelled:
        seen = [(f.start, f.end) for f in screen.find(each.text, known)]
        total, found, clean = total + len(each.spans), found + len(seen), clean + (not each.spans)
        missed += [each.text[a:b] for a, b in each.spans if not _covered(each.text, (a, b), seen)]
        off = [each.text[a:b] for a, b in seen if not any(a < d and c < b for c, d in each.spans)]
        wrong += off
        disturbed += [each.text] if off and not each.spans else []
    return Figures(
        names=total,
        missed=tuple(missed),
        clean=clean,
        disturbed=tuple(disturbed),
        found=found,
        wrong=tuple(wrong),
    )


def _covered(text: str, span: tuple[int, int], seen: list[tuple[int, int]]) -> bool:
    """Whether every word of a labelled name lies in something found; titles may be left."""
    words = [m for m in _PIECE.finditer(text, *span) if fold(m[0]) not in _TITLES]
    return all(any(a <= m.start() and m.end() <= b for a, b in seen) for m in words)


def _data() -> dict[str, str]:
    read: dict[str, str] = tomllib.loads(FILE.read_text("utf-8"))
    return read


def _split(text: str) -> list[str]:
    return [part for part in text.strip().replace("\n", "|").split("|") if part]


def _marked(listed: Listed, full: list[str]) -> Marked:
    return Marked(listed=listed, salt="a salt", marks=frozenset(marks_of(full, "a salt")))


def _read(line: str) -> Sentence:
    spans = tuple(
        (match.start() - 2 * n, match.end() - 2 * n - 2)
        for n, match in enumerate(_LABEL.finditer(line))
    )
    return Sentence(text=_LABEL.sub(r"\1", line), spans=spans)
