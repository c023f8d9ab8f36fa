"""Planted names, all invented, and the shapes in which people write a name down.

``NAMES`` are 250 staff and 250 students (``STAFF`` and ``STUDENTS``); ``SHAPES`` are 40 texts by
what is odd about them, each made from a full name. ``traces`` is what a text still tells of it.
"""

import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path

from bot.domain.names import Listed, Marked, Names, fold, marks_of, plain

_FILE = Path(__file__).parents[1] / "data" / "planted_names.toml"


def _planted(whose: str) -> tuple[str, ...]:
    read = tomllib.loads(_FILE.read_text("utf-8"))
    hard = read[f"hard_{whose}"].strip().replace("\n", "|").split("|")
    easy = [
        f"{a} {b}" for a in read[f"{whose}_given"].split() for b in read[f"{whose}_family"].split()
    ]
    # A stride that shares no factor with their number takes no pair twice.
    return (*hard, *(easy[n * 283 % len(easy)] for n in range(250 - len(hard))))


STAFF = _planted("staff")
STUDENTS = _planted("students")
NAMES = (*STAFF, *STUDENTS)

LISTS = (
    Marked(listed=Listed.STAFF, salt="staff salt", marks=frozenset(marks_of(STAFF, "staff salt"))),
    Marked(listed=Listed.STUDENTS, salt="other", marks=frozenset(marks_of(STUDENTS, "other"))),
)
KNOWN = Names(
    lists=LISTS,
    people=("Terrence Boyd", "Ruth Vance", "boyd", "vance"),
    emails=frozenset({"boyd@riverbend.example", "vance@harborcenter.example"}),
    places=("Lincoln Elementary", "Marsh Street Elementary", "Riverbend High School"),
)


def given(name: str) -> str:
    """The first name."""
    return name.partition(" ")[0]


def family(name: str) -> str:
    """The family name, with its particles."""
    return name.partition(" ")[2]


def _no_accents(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def _address(name: str, between: str) -> str:
    return f"{fold(given(name))}{between}{fold(family(name))}"


SHAPES: dict[str, Callable[[str], str]] = {
    "full": lambda n: f"{n} lost track of the lesson.",
    "in a sentence": lambda n: f"Sat in with {n} today.",
    "possessive": lambda n: f"{n}'s class restated the steps.",
    "last, first": lambda n: f"{family(n)}, {given(n)} - third period, off task",
    "initial and last": lambda n: f"{given(n)[0]}. {family(n)} needs help with pacing",
    "initial, no dot": lambda n: f"Saw {given(n)[0]} {family(n)} during math.",
    "first and initial": lambda n: f"Observed {given(n)} {family(n)[0].upper()}. during math.",
    "last alone": lambda n: f"Asked {family(n)} about the pacing guide.",
    "first alone": lambda n: f"Asked {given(n)} about the exit ticket.",
    "last possessive": lambda n: f"In {family(n)}'s room students copy the steps.",
    "first possessive": lambda n: f"{given(n)}'s lesson ran over time.",
    "last opens": lambda n: f"{family(n)} said the rubric is unclear.",
    "mr": lambda n: f"Mr. {family(n)} asked two questions.",
    "ms without dot": lambda n: f"Ms {family(n)} asked two questions.",
    "mrs in small letters": lambda n: f"mrs {family(n).lower()} ran out of time",
    "shouted title": lambda n: f"DR. {family(n).upper()} LEFT EARLY",
    "title and full": lambda n: f"Talked with Mrs. {n} after the bell.",
    "coach": lambda n: f"Planned with Coach {family(n)} on Monday.",
    "señora": lambda n: f"Señora {family(n)} asks for planning time.",
    "shouted": lambda n: f"Visited {n.upper()} in grade 4.",
    "small letters": lambda n: f"sat in with {n.lower()} today",
    "without accents": lambda n: f"We visited {_no_accents(n)} twice.",
    "accents apart": lambda n: f"We visited {unicodedata.normalize('NFD', n)} twice.",
    "bold": lambda n: f"*{n}* led the warm-up",
    "two styles": lambda n: f"We heard **{given(n)}** _{family(n)}_ lead it",
    "hard blank": lambda n: f"Met with {given(n)}\u00a0{family(n)} at nine.",
    "two blanks": lambda n: f"Met with {given(n)}  {family(n)} at nine.",
    "no width": lambda n: f"Met with {n[0]}\u200b{n[1:-1]}\u200b{n[-1]} at nine.",
    "line break": lambda n: f"We visited {given(n)}\n{family(n)} at nine.",
    "e-mail address": lambda n: f"Write to {_address(n, '.')}@riverbend.example about it",
    "underscore": lambda n: f"see {_address(n, '_')} in the shared folder",
    "joined handle": lambda n: f"cc @{_address(n, '')} on this",
    "initial handle": lambda n: f"cc @{fold(n)[0]}{fold(family(n))} on this",
    "first handle": lambda n: f"cc @{given(n)} on this",
    "brackets": lambda n: f"the grade 4 teacher ({n}) modeled it",
    "quotes": lambda n: f"They wrote “{n}” on the plan.",
    "named": lambda n: f"a student named {given(n).lower()} did not start",
    "teacher": lambda n: f"Spoke with teacher {family(n)} after the visit.",
    "bullet": lambda n: f"Seen today:\n- {n}: pacing\n- two more rooms",
    "middle initial": lambda n: f"Thanked {given(n)} J. {family(n)} for the plan.",
}


def traces(text: str, name: str) -> frozenset[str]:
    """What a text still holds of a name: the first name, parts of the family name, both in one."""
    parts = {*plain(given(name)).split(), *plain(family(name)).split()}
    parts -= {"van", "der", "de", "la", "st", "mc", "du", "d", "l"}
    words = plain(text).split()
    parts |= {fold(given(name)), fold(family(name)), fold(name)}
    joined = {word for word in words if fold(name) in word or word[1:] == fold(family(name))}
    return frozenset(parts & set(words)) | frozenset(joined)
