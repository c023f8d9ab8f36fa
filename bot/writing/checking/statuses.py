"""Whether what a sentence says became of promises, blockers and meetings is so."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.writing.checking.grounds import Part, World
from bot.writing.checking.numbers import numbers_of
from bot.writing.checking.said import (
    OF_BLOCKERS,
    OF_MEETINGS,
    OF_PROMISES,
    WEAK,
    Said,
    said_statuses,
    satisfies,
)
from bot.writing.checking.telling import denies, tells_as_kept, tells_as_open
from bot.writing.checking.text import stem
from bot.writing.sheet import Sheet

_HOLDING = frozenset(("commitment", "blocker", "site day", "revision", "help", "data team"))


def check(part: Part, world: World) -> Iterator[str]:
    """Yields "kept" or "status"."""
    holders = [sheet for sheet in part.sheets if sheet.marks and sheet.kind in _HOLDING]
    said = said_statuses(part)
    yield from _headed(part)
    yield from (_word(one) for one in said if not _is_so(one, holders, part))
    # Where its words do not say which of them is meant, any part may tell of any of them.
    if said and len(part.sheets) == len(part.cited):
        said = said_statuses(part.whole)
    for sheet in holders:
        mine = [one for one in said if _may_hold(one.status, sheet)]
        told = any(satisfies(one, sheet.marks) for one in mine)
        if mine and not told and not _is_counted(mine, holders, part):
            yield _word(mine[0])
        if tells_as_kept(part, sheet, world):
            yield "kept"
        if denies(part, sheet) or tells_as_open(part, sheet):
            yield "status"


def _headed(part: Part) -> Iterator[str]:
    """What stands behind "Kept this week:" has to be kept, each of it."""
    head, colon, behind = part.claim.text.partition(":")
    if not part.begins or not colon or ":" in behind or ";" in behind:
        return
    said = said_statuses(replace(part.whole, text=head, named=()))
    for sheet in part.cited:
        mine = [one for one in said if _may_hold(one.status, sheet)]
        if mine and not any(satisfies(one, sheet.marks) for one in mine):
            yield _word(mine[0])


def _is_counted(said: Sequence[Said], holders: Sequence[Sheet], part: Part) -> bool:
    """Whether the part says of how many it is so: "one of three promises is late"."""
    held = sum(any(satisfies(one, sheet.marks) for one in said) for sheet in holders)
    nouns = {stem("promise"), stem("blocker")}
    counted = (one for one in numbers_of(part.text) if one.of == len(holders))
    if any(one.value == held and one.unit & nouns for one in counted):
        return True
    # "Three blockers are open, and two were cleared": each is told of so many, and all of all.
    every = [one.value for one in numbers_of(part.claim.text) if one.of is None]
    here = {one.value for one in numbers_of(part.text)}
    return len(every) > 1 and sum(every) == len(holders) and held in here


def _is_so(said: Said, holders: Sequence[Sheet], part: Part) -> bool:
    """Whether it is so of any record that it can be said of, or of a cited figure."""
    notes = [note for note in part.notes if note.kind == "figure" and note.marks]
    if not said.holds and any(said.status in note.marks and note.is_none for note in notes):
        return True
    marks = [sheet.marks for sheet in holders if _may_hold(said.status, sheet)]
    marks += [note.marks for note in notes]
    if not marks and said.status in WEAK:
        return True
    return any(satisfies(said, each) for each in marks)


def _word(said: Said) -> str:
    return "kept" if said.status == "kept" else "status"


def _may_hold(status: str, sheet: Sheet) -> bool:
    if sheet.kind == "commitment":
        return status in OF_PROMISES
    if sheet.kind == "blocker":
        return status in OF_BLOCKERS
    if sheet.kind == "data team":
        return status in OF_MEETINGS
    if sheet.kind == "site day":
        return status in {"kept", "dropped"}
    return status in {"new", "dropped"} if sheet.kind == "revision" else status == "new"
