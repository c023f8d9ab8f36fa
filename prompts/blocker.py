"""The words of blockers: confirmations, lists, notices and forms."""

from bot.domain.blocker import Blocker
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
    plain,
)
from prompts.factors import factor_buttons
from prompts.replies import first_line, say
from prompts.statement import Place, factor_field, option_fields, undo_and_edit
from prompts.words import words

FILE = "blocker"
MOST_LISTED = 12


def confirmed(
    place: Place, record: Blocker, *, edited: bool = False, hidden_from: str = ""
) -> Message:
    """What was understood, and who reads it; asks for the factor where none was given.

    ``hidden_from``: the name of the person who could clear it, when that person may not see it.
    """
    text = words(FILE).rich(
        "edited" if edited else "kept",
        text=record.text,
        ref=record.ref,
        factor=record.factor.value if record.factor else "",
        strategy=place.strategy(record.strategy),
        can_clear=place.name(record.can_clear) if record.can_clear else "",
        readers=place.readers_sentence(record.audience),
        verb=place.verb(record.audience),
    )
    blocks: list[Block] = [Paragraph(text=text), Actions(buttons=undo_and_edit("blocker", record))]
    if hidden_from:
        blocks.append(Note(text=words(FILE).rich("not_seen_by", who=hidden_from)))
    if record.factor is None:
        blocks += [
            Note(text=words(FILE).rich("which_factor")),
            Actions(buttons=factor_buttons(record)),
        ]
    return Message(text=first_line(text), blocks=tuple(blocks))


def cleared(record: Blocker, *, days: int) -> Message:
    """The answer to "clear", with Undo."""
    text = words(FILE).rich(
        "cleared", text=record.text, ref=record.ref, note=record.note, days=days
    )
    return say(text, undo_and_edit("blocker", record)[0])


def reopened(record: Blocker) -> Message:
    """The answer to "still in the way"."""
    return say(words(FILE).rich("reopened", text=record.text, ref=record.ref))


def unchanged(record: Blocker) -> Message:
    """The answer to a form that changed nothing."""
    return say(words(FILE).rich("unchanged", ref=record.ref))


def nothing() -> Message:
    """The answer to "none": nothing is kept and nothing is cleared."""
    return say(words(FILE).rich("nothing"))


def listed(blockers: list[Blocker]) -> Message:
    """Open blockers, each with its buttons."""
    if not blockers:
        return say(words(FILE).rich("list_empty"))
    title = words(FILE).rich("list_title", count=len(blockers))
    rows: list[Block] = [
        Actions(
            text=line(blocker),
            buttons=(
                Button(label="Cleared", action="blocker.clear", value=blocker.ref),
                Button(label="Edit", action="blocker.edit", value=blocker.ref, form=True),
            ),
        )
        for blocker in blockers[:MOST_LISTED]
    ]
    more = len(blockers) - MOST_LISTED
    if more > 0:
        rows.append(Note(text=words(FILE).rich("list_more", more=more)))
    return Message(text=plain(title), blocks=(Paragraph(text=title), *rows))


def line(blocker: Blocker) -> Html:
    """One blocker in a list."""
    factor = blocker.factor.value if blocker.factor else ""
    return words(FILE).rich(
        "list_line", text=blocker.text, factor=factor, since=blocker.since, ref=blocker.ref
    )


def notice(record: Blocker, made: Change, *, who: str, to: str) -> Message:
    """What somebody is told of a blocker that another person raised, changed or cleared."""
    names = {Deed.MADE: "notice_made", Deed.CLOSED: "notice_closed"}
    text = words(FILE).rich(
        names.get(made.deed, "notice_changed"),
        who=who,
        text=record.text,
        ref=record.ref,
        note=made.why,
    )
    if made.deed is Deed.CLOSED and to == record.by:
        again = Button(label="It is still there", action="blocker.reopen", value=record.ref)
        return say(text, again)
    if record.is_open and to == record.can_clear:
        return say(text, Button(label="Cleared", action="blocker.clear", value=record.ref))
    return say(text)


def form(place: Place, record: Blocker | None) -> Form:
    """The form for a new blocker, or for changing one."""
    say_plain = words(FILE).plain
    text = Field(
        key="text",
        label=say_plain("label_text"),
        kind=FieldKind.LINES,
        value=record.text if record else "",
        required=True,
    )
    can_clear = Field(
        key="can-clear",
        label=say_plain("label_can_clear"),
        kind=FieldKind.PERSON,
        value=(record.can_clear or "") if record else "",
    )
    factor = factor_field(record.factor if record else None)
    return Form(
        title=say_plain("form_title"),
        action="blocker.save",
        value=record.ref if record else "",
        fields=(text, factor, can_clear, *option_fields(place, record, "blocker")),
    )
