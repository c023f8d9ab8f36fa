"""The words of data teams: confirmations, lists and the form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.agenda import Rubric
from bot.domain.bars import bar
from bot.domain.commitment import Commitment
from bot.domain.data_team import DataTeam
from bot.messages import (
    TYPES,
    Actions,
    Block,
    Button,
    Field,
    FieldKind,
    Form,
    Html,
    Message,
    Option,
    Paragraph,
    plain,
)
from prompts.pledges import lines, promised
from prompts.replies import LONGEST_BUTTON_VALUE, first_line, say
from prompts.statement import Place, option_fields, school_field, undo_and_edit
from prompts.words import words

FILE = "datateam"
MOST_OPTIONS = 90
"""A wider scale is typed: more can't be offered in a choice."""


@dataclass(frozen=True, kw_only=True)
class MeetingView:
    """A meeting with its rubric, its promises, and those of the team's meeting before."""

    record: DataTeam
    rubric: Rubric | None
    promises: Sequence[Commitment]
    before: DataTeam | None
    old: Sequence[Commitment]
    today: date


def told(place: Place, view: MeetingView, *, how: str) -> Message:
    """A meeting with its promises, after those of the last time; ``how`` is kept, edited or shown.

    Its author can edit it, and Undo stands under what was just done.
    """
    record = view.record
    title = words(FILE).rich(
        how,
        school=place.partnership.school_name(record.school),
        team=record.team,
        day=record.day,
        today=view.today,
        ref=record.ref,
        strategy=place.strategy(record.strategy),
        readers=place.readers_sentence(record.audience),
        verb=place.verb(record.audience),
    )
    blocks: list[Block] = [Paragraph(text=title)]
    blocks += [Paragraph(text=text) for text in (_last(place, view), *_details(view)) if text]
    blocks += promised(place, view.promises, today=view.today)
    buttons = undo_and_edit("datateam", record)
    if how == "shown":
        buttons = buttons[1:] if place.reader == record.by else ()
    if buttons:
        blocks.append(Actions(buttons=buttons))
    return Message(text=first_line(title), blocks=tuple(blocks))


def _last(place: Place, view: MeetingView) -> Html:
    """What the team promised the last time, and whether it was kept; empty the first time."""
    if view.before is None:
        return Html("")
    name = "last_title" if view.old else "last_none"
    title = words(FILE).rich(name, day=view.before.day, today=view.today, ref=view.before.ref)
    return Html("\n".join(filter(None, (title, lines(place, view.old, today=view.today)))))


def _details(view: MeetingView) -> Iterator[Html]:
    record, rubric = view.record, view.rubric
    if record.scores:
        scored = {score.row for score in record.scores}
        yield words(FILE).rich(
            "scores",
            rubric=(rubric and rubric.name) or words(FILE).plain("a_rubric"),
            lowest=record.lowest,
            highest=record.highest,
            scores=[
                {"bar": _bar(record, score.score), "row": score.row, "score": score.score}
                for score in record.scores
            ],
            missing=[row for row in rubric.rows if row not in scored] if rubric else [],
        )
    if record.principal is not None:
        yield words(FILE).rich("principal_yes" if record.principal else "principal_no")
    if record.text:
        yield words(FILE).rich("minutes", text=record.text)


def _bar(record: DataTeam, score: float) -> str:
    return bar(score, lowest=record.lowest, highest=record.highest)


def unchanged(record: DataTeam) -> Message:
    """The answer to a form that changed nothing."""
    return say(words(FILE).rich("unchanged", ref=record.ref))


def no_schools() -> Message:
    """The answer where there is no school where a team could meet."""
    return say(words(FILE).rich("no_schools"))


def which_rubric(rubrics: Sequence[Rubric], text: str) -> Message:
    """The choice of a rubric, whose form then opens with what was typed."""
    buttons = (
        Button(label=one.name, action="datateam.open", value=f"{one.key}|{kept}", form=True)
        for one in rubrics
        for kept in [text if len(text) + len(one.key) < LONGEST_BUTTON_VALUE else ""]
    )
    return say(words(FILE).rich("which_rubric"), *buttons)


def listed(
    place: Place, meetings: Sequence[DataTeam], rubrics: Sequence[Rubric], *, today: date
) -> Message:
    """Meetings, with a way to how it goes by school; one's own can be edited."""
    if not meetings:
        row = f"{rubrics[0].rows[0].lower()} {rubrics[0].highest}; " if rubrics else ""
        school = place.partnership.schools[0].key
        return say(words(FILE).rich("list_empty", school=school, example=row))
    title = words(FILE).rich("list_title")
    label = words(FILE).plain("fidelity_button")
    fidelity = Button(label=label, action=TYPES, value="/headway datateam fidelity")
    rows = (_listed(place, one, today) for one in meetings)
    blocks = (Paragraph(text=title), *rows, Actions(buttons=(fidelity,)))
    return Message(text=plain(title), blocks=blocks)


def _listed(place: Place, record: DataTeam, today: date) -> Block:
    line = words(FILE).rich(
        "list_line",
        school=place.partnership.school_name(record.school),
        team=record.team,
        day=record.day,
        today=today,
        mean=f"{record.mean:.1f}" if record.scores else "",
        highest=record.highest,
        text=record.text,
        ref=record.ref,
    )
    if place.reader != record.by:
        return Paragraph(text=line)
    edit = Button(label="Edit", action="datateam.edit", value=record.ref, form=True)
    return Actions(text=line, buttons=(edit,))


def form(place: Place, view: MeetingView, *, pledges: Sequence[str] = ()) -> Form:
    """The form for a meeting: a new one, filled as far as it is known, or one to change.

    It begins with what the team promised the last time. Its value names the record and the rubric.
    """
    record, say_plain = view.record, words(FILE).plain
    edits = words(FILE).rich("form_edit") if record.number else Html("")
    fields = (
        school_field(place, record.school),
        Field(
            key="team",
            label=say_plain("label_team"),
            value=record.team,
            hint=say_plain("hint_team"),
            required=True,
        ),
        Field(
            key="day",
            label=say_plain("label_day"),
            kind=FieldKind.DATE,
            value=record.day.isoformat(),
            required=True,
        ),
        *_rows(view),
        _principal(record),
        _lines("minutes", "text", record.text),
        *(() if record.number else (_lines("pledges", "pledges", "\n".join(pledges)),)),
        *option_fields(place, record, "datateam"),
    )
    return Form(
        title=say_plain("form_title"),
        action="datateam.save",
        value="|".join(
            (record.ref if record.number else "", view.rubric.key if view.rubric else "")
        ),
        intro=Html("\n".join(filter(None, (_last(place, view), edits)))),
        fields=fields,
    )


def _lines(name: str, key: str, value: str) -> Field:
    return Field(
        key=key,
        label=words(FILE).plain(f"label_{name}"),
        kind=FieldKind.LINES,
        value=value,
        hint=words(FILE).plain(f"hint_{name}"),
    )


def _principal(record: DataTeam) -> Field:
    say_plain = words(FILE).plain
    given = {True: "yes", False: "no", None: ""}
    options = tuple(Option(value=key, label=say_plain(key or "not_said")) for key in given.values())
    return Field(
        key="principal",
        label=say_plain("label_principal"),
        kind=FieldKind.CHOICE,
        value=given[record.principal],
        options=options,
    )


def _rows(view: MeetingView) -> Iterator[Field]:
    rubric = view.rubric
    if rubric is None:
        return
    given = {score.row: str(score.score) for score in view.record.scores}
    numbers = [str(number) for number in range(rubric.lowest, rubric.highest + 1)]
    none = Option(value="", label=words(FILE).plain("not_scored"))
    chosen = (none, *(Option(value=one, label=one) for one in numbers))
    few = len(numbers) <= MOST_OPTIONS
    ends = {"lowest": rubric.lowest, "highest": rubric.highest}
    for number, row in enumerate(rubric.rows, start=1):
        yield Field(
            key=f"row-{number}",
            label=words(FILE).plain("label_row", row=row, **ends),
            kind=FieldKind.CHOICE if few else FieldKind.TEXT,
            value=given.get(row, ""),
            options=chosen if few else (),
        )
