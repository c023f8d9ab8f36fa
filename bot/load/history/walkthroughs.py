"""Walkthroughs to import: a column for each look-for, written "3 of 5"."""

from collections.abc import Hashable, Iterator

from bot.domain.agenda import Agenda
from bot.domain.seeing import read_seen
from bot.domain.walkthrough import Finding, Walkthrough
from bot.ledger.walkthroughs import keep_walkthrough
from bot.load.history.cells import Cells
from bot.load.history.kinds import AUDIENCE, STRATEGY, Kind, common
from bot.load.history.layout import Field
from prompts.filters import joined

_FIRST = (Field(key="date", needed=True), Field(key="school", needed=True))
_WORDS = ("grades", "subject", "part", "observers", "focus", "text", "pattern", "wondering", "next")


def _fields(agenda: Agenda) -> tuple[Field, ...]:
    words = (Field(key=key) for key in _WORDS)
    counts = (Field(key=one.key, name=one.name, counted=True) for one in agenda.look_fors)
    return (*_FIRST, *words, *counts, STRATEGY, AUDIENCE)


def _read(cells: Cells) -> Walkthrough | None:
    day, school = cells.day(), cells.school()
    said = {key: cells.words(key) for key in _WORDS if key != "observers"}
    observers = cells.people("observers")
    counted = tuple(_counted(cells))
    seen = read_seen(cells.world.agenda.look_fors, said["text"])
    twice = {finding.look_for for finding in counted} & {one.look_for for one in seen.look_fors}
    if twice:
        cells.wrong("text", f"this counts {joined(sorted(filter(None, twice)))}, as a column does.")
    if not (cells.mistakes or counted or said["text"] or said["pattern"]):
        cells.wrong("text", "nothing was seen: a count, a text or a pattern is needed.")
    found = (*counted, *seen.findings)
    base = common(cells, word="walkthrough", day=day, text=seen.text)
    if cells.mistakes or day is None:
        return None
    return Walkthrough(
        **vars(base),
        school=school,
        day=day,
        grades=_grades(said["grades"]),
        subject=said["subject"],
        part=said["part"],
        observers=observers,
        focus=said["focus"],
        findings=found,
        not_looked_for=_not_looked_for(cells, found),
        pattern=said["pattern"],
        wondering=said["wondering"],
        next_step=said["next"],
    )


def _counted(cells: Cells) -> Iterator[Finding]:
    for look_for in cells.world.agenda.look_fors:
        count = cells.count(look_for.key)
        if count:
            seen, of = count
            yield Finding(text=look_for.name, seen=seen, of=of, look_for=look_for.key)


def _not_looked_for(cells: Cells, found: tuple[Finding, ...]) -> tuple[str, ...]:
    """The look-fors that have a column of their own and no count in it."""
    counted = {finding.look_for for finding in found}
    asked = (one.key for one in cells.world.agenda.look_fors if cells.layout.has(one.key))
    return tuple(key for key in asked if key not in counted)


def _grades(said: str) -> str:
    """The grades as people read them: "4" is "grade 4", "3-5" is "grades 3-5"."""
    if not said[:1].isdigit() and said[:1].casefold() != "k":
        return said
    return f"grade{'' if said.isalnum() else 's'} {said}"


def _content(record: Walkthrough) -> Hashable:
    counts = sorted((f.about, f.seen, f.of) for f in record.findings)
    what = (record.classes, record.part, record.text)
    return record.school, record.day, *map(str.casefold, what), *counts


def _line(record: Walkthrough) -> str:
    counts = ", ".join(f"{f.text} {f.seen} of {f.of}" for f in record.told.findings)
    return "; ".join(filter(None, (record.told.classes, counts, record.told.text)))


WALKTHROUGHS = Kind(
    type=Walkthrough,
    one="walkthrough",
    many="walkthroughs",
    fields=_fields,
    read=_read,
    content=_content,
    line=_line,
    place=lambda record: (record.school, record.day),
    keep=keep_walkthrough,
)
