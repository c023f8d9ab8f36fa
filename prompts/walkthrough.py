"""The words of walkthroughs: confirmations, lists and the form."""

from bot.domain.people import School
from bot.domain.walkthrough import Walkthrough, spelled
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
    plain,
)
from prompts.replies import LONGEST_BUTTON_VALUE, first_line, misunderstood, say
from prompts.statement import Place, option_fields, school_field, undo_and_edit
from prompts.words import words

FILE = "walkthrough"


def confirmed(place: Place, record: Walkthrough, *, edited: bool = False) -> Message:
    """What was understood, and who reads it; with Undo and Edit."""
    title = words(FILE).rich(
        "edited" if edited else "kept",
        school=place.partnership.school_name(record.school),
        classes=record.classes,
        day=record.day,
        ref=record.ref,
        strategy=place.strategy(record.strategy),
        readers=place.readers_sentence(record.audience),
        verb=place.verb(record.audience),
    )
    blocks: list[Block] = [Paragraph(text=title), Paragraph(text=_details(record))]
    if record.is_of_few:
        blocks.append(Note(text=words(FILE).rich("few")))
    buttons = Actions(buttons=undo_and_edit("walkthrough", record))
    return Message(text=first_line(title), blocks=(*blocks, buttons))


def _details(record: Walkthrough) -> Html:
    return words(FILE).rich(
        "details", text=spelled(record.text), focus=record.focus, next_step=record.next_step
    )


def unchanged(record: Walkthrough) -> Message:
    """The answer to a form that changed nothing."""
    return say(words(FILE).rich("unchanged", ref=record.ref))


def no_schools() -> Message:
    """The answer where there is no school to choose."""
    return say(words(FILE).rich("no_schools"))


def unknown_school(text: str, word: str, near: School | None) -> Message:
    """What named no school, if anything; the nearest one, and a way to choose. Nothing is lost."""
    say_plain = words(FILE).plain
    message = say_plain("unknown_school", word=word, near=near.name if near else "")
    choose = Button(
        label=say_plain("choose_school", near=near),
        action="walkthrough.open",
        value=text,
        form=True,
    )
    return misunderstood(
        message,
        typed=f"/walkthrough {text}",
        suggestion=f"/walkthrough {text.replace(word, near.key, 1)}" if near else None,
        other=choose if len(text) < LONGEST_BUTTON_VALUE else None,
    )


def listed(place: Place, walkthroughs: list[Walkthrough]) -> Message:
    """Walkthroughs as they are given; one's own can be edited."""
    if not walkthroughs:
        school = place.partnership.schools[0].key
        return say(words(FILE).rich("list_empty", school=school))
    title = words(FILE).rich("list_title")
    rows = (_listed(place, record) for record in walkthroughs)
    return Message(text=plain(title), blocks=(Paragraph(text=title), *rows))


def _listed(place: Place, record: Walkthrough) -> Block:
    own = record.by == place.reader
    line = words(FILE).rich(
        "list_few" if record.is_of_few and not own else "list_line",
        school=place.partnership.school_name(record.school),
        classes=record.classes,
        day=record.day,
        text=spelled(record.text),
        classrooms=record.classrooms,
        ref=record.ref,
    )
    if not own:
        return Paragraph(text=line)
    edit = Button(label="Edit", action="walkthrough.edit", value=record.ref, form=True)
    return Actions(text=line, buttons=(edit,))


def form(place: Place, record: Walkthrough) -> Form:
    """The form for a walkthrough: a new one, filled as far as it is known, or one to change."""
    say_plain = words(FILE).plain
    return Form(
        title=say_plain("form_title"),
        action="walkthrough.save",
        value=record.ref if record.number else "",
        fields=(
            school_field(place, record.school),
            Field(
                key="day",
                label=say_plain("label_day"),
                kind=FieldKind.DATE,
                value=record.day.isoformat(),
                required=True,
            ),
            Field(key="classes", label=say_plain("label_classes"), value=record.classes),
            Field(key="focus", label=say_plain("label_focus"), value=record.focus),
            Field(
                key="text",
                label=say_plain("label_text"),
                kind=FieldKind.LINES,
                value=record.text,
                hint=say_plain("hint_text"),
                required=True,
            ),
            Field(key="next", label=say_plain("label_next"), value=record.next_step),
            *option_fields(place, record, "walkthrough"),
        ),
    )
