"""Rubrics of data teams: which row is meant by a few words, and what it was given."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.agenda import Rubric
from bot.domain.data_team import DataTeam

_SCORE = re.compile(
    r"(?P<row>.+?)[\s:=–-]+(?P<score>\d{1,4})(?:\s*(?:/|of|out of)\s*(?P<of>\d{1,4}))?"
    r"\s*(?:,|\band\b|$)",
    re.IGNORECASE,
)
_PRINCIPAL = re.compile(r"(?:the\s+)?principal\b\s*(?:was|is|:)?\s*(?P<how>.*)", re.IGNORECASE)
_WITHOUT = re.compile(r"(?:no|without(?: the| a)?) principal", re.IGNORECASE)
_WITH = re.compile(r"with (?:the |our )?principal", re.IGNORECASE)
_THERE = re.compile(
    r"(?:there|present|here|yes|in\b|joined|came|attended|took part|sat in)", re.IGNORECASE
)
_AWAY = re.compile(r"(?:not\b|no\b|absent|away|out\b|missing|elsewhere)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a text gives to a row, as typed; ``of`` is the end of the scale if it names one."""

    row: str
    score: int
    of: int | None = None


@dataclass(frozen=True, kw_only=True)
class Principal:
    """What a text says of the principal; ``there`` is None where that is not clear."""

    there: bool | None


def find_row(rubric: Rubric, words: str) -> str | None:
    """The row meant by its name, by the beginning of it that no other row has, or its number."""
    typed = _plain(words)
    if typed.isdigit():
        number = int(typed)
        return rubric.rows[number - 1] if 0 < number <= len(rubric.rows) else None
    exact = [row for row in rubric.rows if _plain(row) == typed]
    begun = exact or [row for row in rubric.rows if typed and _plain(row).startswith(typed)]
    return begun[0] if len(begun) == 1 else None


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("-", " ").split())


def read_scores(text: str) -> tuple[list[Given], str]:
    """What "names a cause 2, plans instruction 3/4" gives, and what is left that gives nothing."""
    found = list(_SCORE.finditer(text))
    given = [
        Given(
            row=match["row"].strip(" ,"),
            score=int(match["score"]),
            of=int(match["of"]) if match["of"] else None,
        )
        for match in found
    ]
    return given, _SCORE.sub("", text).strip(" ,.")


def read_principal(text: str) -> Principal | None:
    """What "principal there" or "no principal" says; None if it is not about the principal."""
    if _WITHOUT.fullmatch(text.strip(" .")):
        return Principal(there=False)
    if _WITH.fullmatch(text.strip(" .")):
        return Principal(there=True)
    match = _PRINCIPAL.fullmatch(text.strip(" ."))
    if match is None:
        return None
    if _AWAY.match(match["how"]):
        return Principal(there=False)
    return Principal(there=True if _THERE.match(match["how"]) else None)


def fitting(rubrics: Iterable[Rubric], rows: Iterable[str]) -> Rubric | None:
    """The rubric that has all of these rows, else the first; None where there is no rubric."""
    known, named = list(rubrics), list(rows)
    fits = (rubric for rubric in known if all(find_row(rubric, row) for row in named))
    return next(fits, next(iter(known), None))


def as_scored(rubrics: Iterable[Rubric], meeting: DataTeam) -> Rubric | None:
    """The rubric of a meeting with the scale and rows that it had then; None without one.

    Rows that have come since are there as well, as long as the scale is the same.
    """
    scored = tuple(score.row for score in meeting.scores)
    now = next((rubric for rubric in rubrics if rubric.key == meeting.rubric), None)
    if now and (now.lowest, now.highest) == (meeting.lowest, meeting.highest):
        gone = tuple(row for row in scored if row not in now.rows)
        rows = (*now.rows, *gone)
    elif scored:
        rows = scored
    else:
        return now
    return Rubric(
        key=meeting.rubric,
        name=now.name if now else "",
        lowest=meeting.lowest,
        highest=meeting.highest,
        rows=rows,
    )
