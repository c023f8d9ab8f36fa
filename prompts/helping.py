"""The words of helps: confirmations, lists and the form."""

from bot.domain.audience import Audience
from bot.domain.help import Help
from bot.domain.network import network_of
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
from prompts.replies import say
from prompts.share import offer, share_button
from prompts.statement import Place, factor_field, option_fields, undo_and_edit
from prompts.words import words

FILE = "helping"


def confirmed(place: Place, record: Help, *, edited: bool = False) -> Message:
    """What was understood, and who reads it; with Undo and Edit."""
    text = words(FILE).rich(
        "edited" if edited else "kept",
        text=record.text,
        ref=record.ref,
        factor=record.factor.value if record.factor else "",
        strategy=place.strategy(record.strategy),
        readers=place.readers_sentence(record.audience),
        verb=place.verb(record.audience),
    )
    buttons = undo_and_edit("helping", record)
    if network_of(place.partnership) is None:
        return say(text, *buttons)
    if record.audience.includes(Audience.NETWORK):
        text = Html(f"{text} {offer(place.partnership)}")
    return say(text, *buttons, share_button(record.ref))


def unchanged(record: Help) -> Message:
    """The answer to a form that changed nothing."""
    return say(words(FILE).rich("unchanged", ref=record.ref))


def nothing() -> Message:
    """The answer to "none"."""
    return say(words(FILE).rich("nothing"))


def listed(helps: list[Help], *, more: int = 0) -> Message:
    """What somebody said is helping; ``more`` is how many earlier ones are left out."""
    if not helps:
        return say(words(FILE).rich("list_empty"))
    title = words(FILE).rich("list_title")
    rows: list[Block] = [
        Actions(
            text=words(FILE).rich("list_line", text=record.text, ref=record.ref),
            buttons=(
                Button(label="Edit", action="helping.edit", value=record.ref, form=True),
                share_button(record.ref),
            ),
        )
        for record in helps
    ]
    if more > 0:
        rows.append(Note(text=words(FILE).rich("list_more", more=more)))
    return Message(text=plain(title), blocks=(Paragraph(text=title), *rows))


def form(place: Place, record: Help | None) -> Form:
    """The form for a new help, or for changing one."""
    text = Field(
        key="text",
        label=words(FILE).plain("label_text"),
        kind=FieldKind.LINES,
        value=record.text if record else "",
        required=True,
    )
    return Form(
        title=words(FILE).plain("form_title"),
        action="helping.save",
        value=record.ref if record else "",
        fields=(
            text,
            factor_field(record.factor if record else None),
            *option_fields(place, record, "help"),
        ),
    )
