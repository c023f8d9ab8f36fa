"""Data-team meetings as people type them, and the meeting that was before."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain.agenda import Rubric
from bot.domain.audience import visible
from bot.domain.clauses import read_clauses
from bot.domain.data_team import DataTeam, Score
from bot.domain.record import nearest
from bot.domain.rubrics import Given, find_row, fitting, read_principal, read_scores
from bot.domain.walkthrough_line import begins_with_grade
from bot.ports import AtMost
from bot.router.command import Context, MisunderstoodError
from bot.router.places import own_school, past_day, the_school
from bot.router.statements import draft
from bot.router.understand import Understood, understand
from prompts.words import words

FILE = "datateam"
MOST_READ = 500
"""Meetings of a school, of all its teams, that are looked through for the one before."""
LABELS = {
    "minutes": "minutes",
    **dict.fromkeys(("pledge", "pledges", "promise", "promises", "next", "next step"), "pledge"),
}


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """What a line tells of a meeting: the record, not numbered yet, and its pledges as typed."""

    record: DataTeam
    pledges: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether anything is told but where, when and who."""
        return self.record.says_something or bool(self.pledges)


@dataclass(frozen=True, kw_only=True)
class _Said:
    """What the clauses without a label say, as typed, and what is left of them."""

    given: tuple[Given, ...] = ()
    principal: bool | None = None
    left: tuple[str, ...] = ()


def rubrics(context: Context) -> tuple[Rubric, ...]:
    """The rubrics of the partnership file."""
    return context.directory.partnership.agenda.rubrics


async def read_meeting(context: Context, text: str) -> Meeting:
    """The meeting that "lincoln grade 4: names a cause 2; principal there; pledge: …" tells of.

    Raises MisunderstoodError for a school, row, tag or number that is not known or does not fit.
    """
    whole = f"/headway datateam {text}"
    clauses = read_clauses(text, LABELS)
    pieces = (clauses.head, *clauses.said, "; ".join(clauses.named.get("minutes", ())))
    understood = [await understand(context, one, typed=whole, signs="#") for one in pieces]
    head, *said, minutes = (one.text for one in understood)
    school, rest = _school(context, head, typed=whole)
    team, day = past_day(context, rest, typed=whole)
    scored = bool(rubrics(context))
    told = _said(said, scored=scored, free=bool(minutes) or not scored, typed=whole)
    rubric = fitting(rubrics(context), (one.row for one in told.given))
    text = "; ".join(filter(None, (minutes, *told.left)))
    strategy = next((one.strategy for one in understood if one.strategy), None)
    base = draft(context, Understood(text=text, strategy=strategy), kind="datateam")
    record = DataTeam(**vars(base), school=school, day=day, team=team, principal=told.principal)
    if rubric:
        scores = tuple(_scores(rubric, told.given, typed=whole))
        record = replace(on_rubric(record, rubric), scores=scores)
    return Meeting(record=record, pledges=clauses.named.get("pledge", ()))


def on_rubric(record: DataTeam, rubric: Rubric) -> DataTeam:
    """The meeting as one that is looked at with a rubric."""
    return replace(record, rubric=rubric.key, lowest=rubric.lowest, highest=rubric.highest)


def _school(context: Context, head: str, *, typed: str) -> tuple[str, str]:
    """The key of the school, one's own before a grade, and what follows it."""
    own = own_school(context)
    if begins_with_grade(head) and own:
        return own, head
    school, rest = the_school(context, "" if begins_with_grade(head) else head, typed=typed)
    return school.key, rest


def _said(clauses: Iterable[str], *, scored: bool, free: bool, typed: str) -> _Said:
    """What the clauses give; what is left of them is minutes where words are ``free``."""
    given: list[Given] = []
    left: list[str] = []
    principal: bool | None = None
    for clause in clauses:
        parts = [(part.strip(), read_principal(part)) for part in clause.split(",")]
        for _, about in parts:
            if about and about.there is None:
                raise MisunderstoodError(words(FILE).plain("error_principal"), typed=typed)
            principal = about.there if about else principal
        rest = ", ".join(part for part, about in parts if about is None)
        scores, unread = read_scores(rest) if scored else ([], rest)
        given += scores
        if unread and not free:
            _refuse(clause, unread, typed=typed)
        left += [unread] if unread else []
    return _Said(given=tuple(given), principal=principal, left=tuple(left))


def _refuse(clause: str, unread: str, *, typed: str) -> None:
    meant = typed.replace(clause, f"minutes: {clause}", 1) if clause == unread else None
    message = words(FILE).plain("error_part", part=unread, minutes=meant)
    raise MisunderstoodError(message, typed=typed, suggestion=meant)


def _scores(rubric: Rubric, given: Iterable[Given], *, typed: str) -> Iterable[Score]:
    say = words(FILE).plain
    seen: set[str] = set()
    for one in given:
        row = find_row(rubric, one.row)
        if row is None:
            near = nearest(one.row, rubric.rows)
            message = say("error_row", row=one.row, rubric=rubric.name, near=near, rows=rubric.rows)
            meant = typed.replace(one.row, near, 1) if near else None
            raise MisunderstoodError(message, typed=typed, suggestion=meant)
        fits = rubric.lowest <= one.score <= rubric.highest
        if not fits or one.of not in {None, rubric.highest}:
            number = str(one.score) if one.of is None else f"{one.score}/{one.of}"
            ends = {"lowest": rubric.lowest, "highest": rubric.highest}
            message = say("error_scale", rubric=rubric.name, given=number, row=row, **ends)
            raise MisunderstoodError(message, typed=typed)
        if row in seen:
            raise MisunderstoodError(say("error_twice", row=row), typed=typed)
        seen.add(row)
        yield Score(row=row, score=one.score)


async def meeting_before(context: Context, record: DataTeam) -> DataTeam | None:
    """The last meeting of the same team before this one, as far as the person may see it."""
    found = await context.tx.find(
        DataTeam,
        partnership=context.partnership,
        school=record.school,
        day=AtMost(record.day),
        withdrawn=False,
        order="-day",
        limit=MOST_READ,
    )
    earlier = [
        one
        for one in visible(context.viewer, found)
        if one.is_of_team_of(record) and _is_before(one, record)
    ]
    return max(earlier, key=lambda one: (one.day, one.number), default=None)


def _is_before(one: DataTeam, record: DataTeam) -> bool:
    if not record.number:
        return one.day <= record.day
    return (one.day, one.number) < (record.day, record.number)
