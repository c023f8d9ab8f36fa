"""What was seen beside what was predicted and what was seen before; and which look-for is meant."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from bot.domain.agenda import LookFor
from bot.domain.record import nearest
from bot.domain.walkthrough import Finding, Prediction, Walkthrough, counts, findings

CLEARLY = 0.8
"""How like a look-for words must be to be taken for a mistyped one."""

Counted = TypeVar("Counted", Finding, Prediction)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A finding beside its prediction, and what was seen of it the last time, on which day."""

    finding: Finding
    predicted: Prediction | None = None
    before: Finding | None = None
    before_day: date | None = None


def compared(walkthrough: Walkthrough, earlier: Sequence[Walkthrough]) -> tuple[Compared, ...]:
    """Each finding that may be told, beside the last earlier walkthrough of the school about it.

    A prediction counts until what it is about was seen again. Counts of fewer than three
    classrooms are on neither side; walkthroughs under way, withdrawn ones and those of other
    schools are left out, so that all of a partnership's that the reader may see can be given.
    """
    return beside(walkthrough, earlier_ones(walkthrough, earlier))


def beside(walkthrough: Walkthrough, past: Sequence[Walkthrough]) -> tuple[Compared, ...]:
    """As ``compared`` does, with what ``earlier_ones`` has given for this walkthrough."""
    return tuple(compared_with(finding, past) for finding in walkthrough.told.findings)


def earlier_ones(walkthrough: Walkthrough, others: Iterable[Walkthrough]) -> list[Walkthrough]:
    """Those that were finished at the school before this one, as they may be told, latest first."""
    past = [other.told for other in others if _is_before(other, walkthrough)]
    return sorted(past, key=lambda other: (other.day, other.number), reverse=True)


def _is_before(other: Walkthrough, walkthrough: Walkthrough) -> bool:
    if other.school != walkthrough.school or other.under_way or other.withdrawn:
        return False
    if not walkthrough.number:
        return other.day <= walkthrough.day
    return (other.day, other.number) < (walkthrough.day, walkthrough.number)


def compared_with(finding: Finding, past: Sequence[Walkthrough]) -> Compared:
    """A finding beside walkthroughs of its school before it, as they may be told, latest first."""
    predicted: Prediction | None = None
    for walkthrough in past:
        predicted = predicted or _same(finding, walkthrough.predictions)
        before = _same(finding, walkthrough.findings)
        if before:
            return Compared(
                finding=finding, predicted=predicted, before=before, before_day=walkthrough.day
            )
    return Compared(finding=finding, predicted=predicted)


def _same(finding: Finding, others: Iterable[Counted]) -> Counted | None:
    return next((other for other in others if other.about == finding.about), None)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was counted of look-fors, and the text without it."""

    look_fors: tuple[Finding, ...]
    text: str

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was counted: the look-fors first, then what the text counts."""
        return (*self.look_fors, *findings(self.text))


def read_seen(look_fors: Sequence[LookFor], text: str) -> Seen:
    """Take "reasoning 3/5, they restate the steps" to what is a look-for's count and what is not.

    A look-for is known by its key or its name, whatever the case.
    """
    counted, kept = [], []
    parts = re.split(r"([,;\n])", text)
    for part, separator in zip(parts[::2], [*parts[1::2], ""], strict=True):
        found = next(iter(findings(part)), None)
        about = found and look_for_named(look_fors, found.text)
        if found and about:
            counted.append(replace(found, text=about.name, look_for=about.key))
        else:
            kept.append(part + separator)
    return Seen(look_fors=tuple(counted), text="".join(kept).strip(" ,;\n"))


def miscounted(look_fors: Sequence[LookFor], text: str) -> tuple[LookFor, int, int] | None:
    """The first look-for that a text counts in more classrooms than it says there were: "6/5"."""
    for said, seen, of in counts(text):
        about = look_for_named(look_fors, said)
        if about and seen > of:
            return about, seen, of
    return None


def look_for_named(look_fors: Iterable[LookFor], words: str) -> LookFor | None:
    """The look-for with this key or name; None if there is none."""
    return _by_name(look_fors).get(_plain(words))


def nearest_look_for(look_fors: Iterable[LookFor], words: str) -> LookFor | None:
    """The look-for that mistyped words clearly mean; None if none is that like them."""
    known = _by_name(look_fors)
    return known.get(nearest(_plain(words), known, cutoff=CLEARLY) or "")


def _by_name(look_fors: Iterable[LookFor]) -> Mapping[str, LookFor]:
    return {_plain(name): one for one in look_fors for name in (one.name, one.key)}


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("-", " ").split())
