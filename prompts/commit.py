"""The words of commitments: confirmations, lists, notices and forms."""

from datetime import date

from bot.domain.commitment import Commitment
from bot.domain.history import Change, Deed
from bot.messages import (
    Actions,
    Block,
    Button,
    Field,
    FieldKind,
    Form,
    Html,
    Message,
    Note,
    Paragraph,
    Style,
    plain,
)
from prompts.replies import first_line, say
from prompts.statement import Place, option_fields, undo_and_edit
from prompts.words import words

FILE = "commit"
MOST_LISTED = 12


def confirmed(place: Place, record: Commitment, *, edited: bool = False) -> Message:
    """What was understood: whose promise, what, by when, who reads it; with Undo and Edit."""
    text = words(FILE).rich(
        "edited" if edited else "kept",
        who=_who(place, record),
        text=record.text,
        due=record.due,
        ref=record.ref,
        strategy=place.strategy(record.strategy),
        readers=place.readers_sentence(record.audience),
        verb=place.verb(record.audience),
    )
    blocks: list[Block] = [Paragraph(text=text)]
    buttons = undo_and_edit("commit", record)
    if record.due is None:
        blocks.append(Note(text=words(FILE).rich("no_date")))
        buttons = (
            Button(label="Choose a date", action="commit.date", value=record.ref, form=True),
            *buttons,
        )
    return Message(text=first_line(text), blocks=(*blocks, Actions(buttons=buttons)))


def closed(record: Commitment) -> Message:
    """The answer to "done" and "drop", with Undo."""
    name = "done" if record.state.value == "kept" else "dropped"
    text = words(FILE).rich(name, text=record.text, ref=record.ref, note=record.note)
    return say(text, undo_and_edit("commit", record)[0])


def moved(record: Commitment, before: date | None) -> Message:
    """The answer to "move", or to a first date, with Undo."""
    name = "moved" if before else "dated"
    text = words(FILE).rich(
        name, text=record.text, ref=record.ref, due=record.due, before=before, why=record.note
    )
    return say(text, undo_and_edit("commit", record)[0])


def reopened(record: Commitment) -> Message:
    """The answer to "reopen", with Undo."""
    text = words(FILE).rich("reopened", text=record.text, ref=record.ref, why=record.note)
    return say(text, undo_and_edit("commit", record)[0])


def nothing() -> Message:
    """The answer to "none"."""
    return say(words(FILE).rich("nothing"))


def unchanged(record: Commitment) -> Message:
    """The answer to a form that changed nothing."""
    return say(words(FILE).rich("unchanged", ref=record.ref))


def listed(promises: list[Commitment], *, today: date) -> Message:
    """Somebody's open promises, each with its buttons."""
    if not promises:
        return say(words(FILE).rich("list_empty"))
    title = words(FILE).rich("list_title", count=len(promises))
    blocks: list[Block] = [Paragraph(text=title)]
    blocks += [_listed(promise, today) for promise in promises[:MOST_LISTED]]
    more = len(promises) - MOST_LISTED
    if more > 0:
        blocks.append(Note(text=words(FILE).rich("list_more", more=more)))
    return Message(text=plain(title), blocks=tuple(blocks))


def lines(promises: list[Commitment], *, today: date) -> list[Html]:
    """Others' promises in lines without buttons: the first ones, and how many more."""
    shown = [_line(promise, today) for promise in promises[:MOST_LISTED]]
    more = len(promises) - MOST_LISTED
    return [*shown, words(FILE).rich("list_more", more=more)] if more > 0 else shown


def _line(promise: Commitment, today: date) -> Html:
    late = (today - promise.due).days if promise.due and promise.is_overdue(today) else 0
    return words(FILE).rich(
        "list_line", text=promise.text, due=promise.due, late=late, ref=promise.ref
    )


def _listed(promise: Commitment, today: date) -> Actions:
    buttons = (
        Button(label="Done", action="commit.done", value=promise.ref, style=Style.PRIMARY),
        Button(label="Change date", action="commit.date", value=promise.ref, form=True),
        Button(label="Edit", action="commit.edit", value=promise.ref, form=True),
    )
    return Actions(text=_line(promise, today), buttons=buttons)


_NOTICES = {
    Deed.MADE: "notice_made",
    Deed.CLOSED: "notice_closed",
    Deed.DROPPED: "notice_dropped",
    Deed.REOPENED: "notice_reopened",
    Deed.MOVED: "notice_moved",
}


def notice(record: Commitment, made: Change, *, who: str, to: str) -> Message:
    """What somebody is told of a change that another person made."""
    name = _NOTICES.get(made.deed, "notice_changed")
    text = words(FILE).rich(
        name,
        who=who,
        text=record.text,
        due=record.due,
        ref=record.ref,
        note=made.why,
        open=record.is_open,
    )
    return say(text, *_notice_buttons(record, made, to))


def _notice_buttons(record: Commitment, made: Change, to: str) -> tuple[Button, ...]:
    if made.deed is Deed.MADE and to == record.owner and record.is_open:
        return (
            Button(label="Yes, mine", action="commit.accept", value=record.ref),
            Button(label="Not mine", action="commit.decline", value=record.ref),
        )
    if made.deed is Deed.CLOSED and to == record.by and not record.is_open:
        return (Button(label="Not done yet", action="commit.reopen", value=record.ref),)
    return ()


def not_yet_buttons(record: Commitment) -> tuple[Button, ...]:
    """What can be done about a promise that is not kept yet."""
    return (
        Button(label="Change date", action="commit.date", value=record.ref, form=True),
        Button(label="Something is in the way", action="blocker.open", value=record.ref, form=True),
    )


def form(place: Place, record: Commitment | None, *, owner: str) -> Form:
    """The form for a new promise, or for changing one."""
    say_plain = words(FILE).plain
    text = Field(
        key="text",
        label=say_plain("label_text"),
        kind=FieldKind.LINES,
        value=record.text if record else "",
        required=True,
    )
    due = _date_field(record.due if record else None)
    fields: tuple[Field, ...] = (text, due)
    if record is None:
        label = say_plain("label_owner")
        fields += (Field(key="owner", label=label, kind=FieldKind.PERSON, value=owner),)
    return Form(
        title=say_plain("form_title"),
        action="commit.save",
        value=record.ref if record else "",
        fields=fields + option_fields(place, record, "commitment"),
    )


def date_form(record: Commitment, value: str) -> Form:
    """The form behind "Change date"; ``value`` comes back with it."""
    say_plain = words(FILE).plain
    why = Field(key="why", label=say_plain("label_why"))
    return Form(
        title=say_plain("date_title"),
        action="commit.move",
        value=value,
        intro=words(FILE).rich(
            "list_line", text=record.text, due=record.due, late=0, ref=record.ref
        ),
        fields=(_date_field(record.due), why),
    )


def _date_field(due: date | None) -> Field:
    label = words(FILE).plain("label_due")
    return Field(key="due", label=label, kind=FieldKind.DATE, value=due.isoformat() if due else "")


def _who(place: Place, record: Commitment) -> str:
    return "you'll" if record.owner == place.reader else f"{place.name(record.owner)} will"
