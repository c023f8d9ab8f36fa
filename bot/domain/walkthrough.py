"""Walkthroughs: what was seen in classrooms. Evidence, and never about a single teacher."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from bot.domain.record import Statement

FEWEST = 3
"""What was counted in fewer classrooms could point at a teacher, and is shown to nobody."""
A_FEW = "in a few classrooms"

_COUNT = re.compile(
    r"(?:\bin\s+)?(?<![\w/.])(\d{1,3})\s*(?:[/\u2044]|(?:out\s+)?of)\s*"
    r"(?:the\s+)?(\d{1,3})(?![\w/]|\.\d)"
)
_ROOMS = r"(?:\s+(?:class)?rooms?\b)?"
_COUNT_OF_ROOMS = re.compile(rf"{_COUNT.pattern}{_ROOMS}")
_NUMBER = r"(?:none|neither|either|no|zero|half|one|two|both|[012]|(?:0|50|100)\s*%)"
_OF_FEW = rf"of[\s-]+(?:(?:the|our|these|those)\s+)?(?:one|two|[12]){_ROOMS}"
_IN_FEW_ROOMS = r"in\s+(?:the\s+)?(?:one|two|[12])\s+(?:class)?rooms?"
_FEW_IN_WORDS = re.compile(
    r"\b(?:in\s+)?(?<![\d.])"
    rf"(?:{_NUMBER}{_ROOMS}[\s(-]+(?:(?:out\s+)?{_OF_FEW}|{_IN_FEW_ROOMS})\)?"
    rf"|(?:neither|either|both)(?:\s+of\s+(?:the|them))?{_ROOMS})(?!\w|\.\d)",
    re.IGNORECASE,
)
_TEXTS = (
    *("text", "grades", "subject", "part", "focus"),
    *("pattern", "wondering", "next_step"),
)


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """What the observers expect to see next time: ``look_for`` is the key of one, if it is one."""

    text: str
    seen: int
    of: int
    look_for: str | None = None

    @property
    def about(self) -> str:
        """What it is about: the same for findings and predictions about the same thing."""
        return self.look_for or self.text.casefold()


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that was seen in ``seen`` of the ``of`` classrooms that were visited.

    ``number`` is its short number in the partnership, 0 as long as it has none; ``look_for`` is the
    key of the look-for that it is about, and ``text`` that look-for's name, as it was called then;
    None if it is about something else.
    """

    LETTER: ClassVar = "F"

    text: str
    seen: int
    of: int
    look_for: str | None = None
    number: int = 0

    @property
    def ref(self) -> str:
        """The short number that people use: "F-22"."""
        return f"{self.LETTER}-{self.number}"

    @property
    def about(self) -> str:
        """What it is about: the same for findings and predictions about the same thing."""
        return self.look_for or self.text.casefold()


@dataclass(frozen=True, kw_only=True)
class Walkthrough(Statement):
    """A visit of classrooms of a school on a day; ``text`` describes in plain words what was seen.

    What was counted of look-fors stands in ``findings`` alone; other counts stand in the text, and
    in the findings as well. ``by`` opened it and closes it; ``observers`` are the keys of those who
    went along. ``part`` is the part of the lesson, ``focus`` the focus question, ``next_step`` the
    next level of work. ``not_looked_for`` are keys of look-fors that nobody looked for. While it is
    ``under_way`` what the observers see stands in their rounds.
    """

    LETTER: ClassVar = "W"

    school: str
    day: date
    grades: str = ""
    subject: str = ""
    part: str = ""
    observers: tuple[str, ...] = ()
    focus: str = ""
    findings: tuple[Finding, ...] = ()
    not_looked_for: tuple[str, ...] = ()
    pattern: str = ""
    wondering: str = ""
    next_step: str = ""
    predictions: tuple[Prediction, ...] = ()
    under_way: bool = False

    @property
    def concerned(self) -> frozenset[str]:
        """Who opened it, and the observers."""
        return self.people | frozenset(self.observers)

    @property
    def classes(self) -> str:
        """The grades and the subject in one: "grade 4 math"."""
        return " ".join(filter(None, (self.grades, self.subject)))

    @property
    def classrooms(self) -> int:
        """In how many classrooms something was counted; 0 where nothing was."""
        return max((finding.of for finding in self.findings), default=0)

    @property
    def is_of_few(self) -> bool:
        """Whether something was counted, and nothing in classrooms enough to be told."""
        counts = self.findings or any(without_few(text) != text for text in self._texts.values())
        return self.classrooms < FEWEST and bool(counts)

    @property
    def told(self) -> "Walkthrough":
        """The walkthrough as it may be shown to anybody, its author included.

        Whatever was counted in fewer than three classrooms is left out of its findings and
        predictions and is words in its texts; if nothing else was counted, grades and subject are
        left out too, for they would say whose classrooms those were.
        """
        texts: dict[str, Any] = {name: without_few(text) for name, text in self._texts.items()}
        counted: tuple[Finding | Prediction, ...] = (*self.findings, *self.predictions)
        if texts == self._texts and all(map(_may_be_told, counted)):
            return self
        told = replace(
            self,
            findings=tuple(
                replace(finding, text=without_few(finding.text))
                for finding in self.findings
                if finding.of >= FEWEST
            ),
            predictions=tuple(
                replace(prediction, text=without_few(prediction.text))
                for prediction in self.predictions
                if prediction.of >= FEWEST
            ),
            **texts,
        )
        return replace(told, grades="", subject="") if self.is_of_few else told

    @property
    def told_elsewhere(self) -> "Walkthrough":
        """What may be told of it by itself: of a few classrooms only that somebody was there."""
        return replace(self.told, text="", pattern="") if self.is_of_few else self.told

    @property
    def _texts(self) -> Mapping[str, str]:
        return {name: getattr(self, name) for name in _TEXTS}


def _may_be_told(counted: Finding | Prediction) -> bool:
    return counted.of >= FEWEST and without_few(counted.text) == counted.text


@dataclass(frozen=True, kw_only=True)
class Round:
    """What one observer has counted so far while walking, summed up: no classroom stands alone.

    ``classrooms`` were visited and left, in ``seen`` of them (by look-for key) something was seen.
    ``here`` are the keys seen in the classroom that the observer is in, ``before`` those of the one
    just left, so that leaving it can be taken back; None where there is none.
    """

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "walkthrough", "observer")

    partnership: str
    walkthrough: int
    observer: str
    classrooms: int = 0
    seen: Mapping[str, int] = field(default_factory=dict)
    here: tuple[str, ...] = ()
    before: tuple[str, ...] | None = None

    @property
    def room(self) -> int:
        """The number of the classroom that the observer is in, from 1."""
        return self.classrooms + 1

    @property
    def can_go_back(self) -> bool:
        """Whether the last classroom can be entered again: as long as nothing is ticked in this."""
        return self.before is not None and not self.here

    def ticked(self, look_for: str, *, seen: bool) -> "Round":
        """The round with a look-for seen, or not, in this classroom."""
        others = tuple(key for key in self.here if key != look_for)
        return replace(self, here=(*others, look_for) if seen else others)

    def next(self) -> "Round":
        """The round in the next classroom; this one is added to the sums."""
        counted = {key: self.seen.get(key, 0) + 1 for key in self.here}
        return replace(
            self,
            classrooms=self.classrooms + 1,
            seen={**self.seen, **counted},
            here=(),
            before=self.here,
        )

    def back(self) -> "Round":
        """The round in the last classroom again, as it was left; unchanged where it can't be."""
        if not self.can_go_back:
            return self
        before = self.before or ()
        taken = {key: self.seen[key] - 1 for key in before}
        return replace(
            self,
            classrooms=self.classrooms - 1,
            seen={**self.seen, **taken},
            here=before,
            before=None,
        )

    def over(self) -> "Round":
        """The round at its end: sums alone. This classroom counts if anything is ticked in it."""
        return replace(self.next() if self.here else self, before=None)


def findings(text: str) -> tuple[Finding, ...]:
    """What a text counts: "reasoning 3/5, checks in 2 of 5" are two findings."""
    return tuple(
        Finding(text=said, seen=seen, of=of) for said, seen, of in counts(text) if seen <= of and of
    )


def counts(text: str) -> Iterator[tuple[str, int, int]]:
    """The count in each part of a text with the words beside it, though it be "6 of 5"."""
    for part in re.split(r"[,;\n]", text):
        found = [(match, int(match[1]), int(match[2])) for match in _COUNT.finditer(part)]
        possible = [one for one in found if one[1] <= one[2] and one[2]]
        for match, seen, of in (possible or found)[:1]:
            said = " ".join(f"{part[: match.start()]} {part[match.end() :]}".split())
            yield said.strip(" :–-"), seen, of


def spelled(text: str) -> str:
    """The text with its counts in words: "reasoning in 3 of 5"."""

    def words(match: re.Match[str]) -> str:
        fits = int(match[1]) <= int(match[2])
        return f"in {match[1]} of {match[2]}" if fits else match[0]

    return _COUNT.sub(words, text)


@lru_cache(maxsize=1024)
def without_few(text: str) -> str:
    """The text with what it counts in fewer than three classrooms in words without a number."""

    def words(match: re.Match[str]) -> str:
        seen, of = int(match[1]), int(match[2])
        return A_FEW if max(seen, of) < FEWEST else match[0]

    return _FEW_IN_WORDS.sub(A_FEW, _COUNT_OF_ROOMS.sub(words, text))
