"""Walkthroughs: what was seen in classrooms. Evidence, and never about a single teacher."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from bot.domain.record import Statement

FEWEST = 3
"""What was counted in fewer classrooms could point at a teacher, and is shown to nobody else."""

_COUNT = re.compile(
    r"(?:\bin\s+)?(?<![\w/.])(\d{1,3})\s*(?:/|(?:out )?of)\s*(\d{1,3})(?![\w/]|\.\d)"
)
_CLAUSE = re.compile(
    r"(?:^|[;\n])\s*(?P<label>focus|next)(?: question| step)?\s*:(?P<text>[^;\n]*)", re.IGNORECASE
)
_GRADE = re.compile(r"(?:grades?|gr|k|kindergarten)\b", re.IGNORECASE)
_HEAD = re.compile(r":(?:\s+|$)")


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """What the observers expect to see next time: ``look_for`` is the key of one, if it is one."""

    text: str
    seen: int
    of: int
    look_for: str | None = None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that was seen in ``seen`` of the ``of`` classrooms that were visited.

    ``number`` is its short number in the partnership, 0 as long as it has none; ``look_for`` is the
    key of the look-for that it is about, None if it is about something else.
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


@dataclass(frozen=True, kw_only=True)
class Walkthrough(Statement):
    """A visit of classrooms of a school on a day; ``text`` is what was seen, as it was written.

    ``by`` opened it and closes it; ``observers`` are the keys of those who went along. ``part`` is
    the part of the lesson, ``focus`` the focus question, ``next_step`` the next level of work.
    ``not_looked_for`` are keys of look-fors that nobody looked for. While it is ``under_way`` what
    the observers see stands in their rounds.
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
    def classes(self) -> str:
        """The grades and the subject in one: "grade 4 math"."""
        return " ".join(filter(None, (self.grades, self.subject)))

    @property
    def classrooms(self) -> int:
        """In how many classrooms something was counted; 0 where nothing was."""
        return max((finding.of for finding in self.findings), default=0)

    @property
    def is_of_few(self) -> bool:
        """Whether it was counted in so few classrooms that it could point at a teacher."""
        return 0 < self.classrooms < FEWEST


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


@dataclass(frozen=True, kw_only=True)
class Parts:
    """A typed line in its parts; ``head`` names the school, the grade and subject, and the day."""

    head: str
    seen: str
    focus: str
    next_step: str


def read_parts(text: str) -> Parts:
    """Take "lincoln grade 4 math: reasoning 3/5; next: plan one" to its parts.

    The head ends at the first colon; without one everything is the head. ``focus:`` and ``next:``
    begin a part of their own after a semicolon or on a new line.
    """
    named = {match["label"].lower(): match["text"].strip() for match in _CLAUSE.finditer(text)}
    head, *seen = _HEAD.split(_CLAUSE.sub("", text), maxsplit=1)
    return Parts(
        head=head.strip(),
        seen="".join(seen).strip(" ;\n"),
        focus=named.get("focus", ""),
        next_step=named.get("next", ""),
    )


def begins_with_grade(text: str) -> bool:
    """Whether a text names a grade first, and no school."""
    return _GRADE.match(text) is not None


def findings(text: str) -> tuple[Finding, ...]:
    """What a text counts: "reasoning 3/5, checks in 2 of 5" are two findings."""
    return tuple(_findings(text))


def _findings(text: str) -> Iterator[Finding]:
    for part in re.split(r"[,;\n]", text):
        for match in _COUNT.finditer(part):
            seen, of = int(match[1]), int(match[2])
            if seen <= of:
                said = " ".join(f"{part[: match.start()]} {part[match.end() :]}".split())
                yield Finding(text=said.strip(" :–-"), seen=seen, of=of)
                break


def spelled(text: str) -> str:
    """The text with its counts in words: "reasoning in 3 of 5"."""

    def words(match: re.Match[str]) -> str:
        fits = int(match[1]) <= int(match[2])
        return f"in {match[1]} of {match[2]}" if fits else match[0]

    return _COUNT.sub(words, text)
