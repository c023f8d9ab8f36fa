"""Answers that are the same for every command."""

from bot.messages import TYPES, Actions, Block, Button, Html, Message, Paragraph, Style, plain
from prompts.words import words

FILE = "replies"
LONGEST_BUTTON_VALUE = 1900


def say(text: Html, *buttons: Button) -> Message:
    """A short answer, with buttons under it if there are any."""
    blocks: tuple[Block, ...] = (Paragraph(text=text),)
    if buttons:
        blocks += (Actions(buttons=buttons),)
    return Message(text=first_line(text), blocks=blocks)


def first_line(text: Html) -> str:
    """The first line of a rich text, plain: fit for a notification."""
    return plain(text).splitlines()[0]


def stranger() -> Message:
    """The polite refusal for somebody who is in no partnership."""
    return say(words(FILE).rich("stranger"))


def misunderstood(
    message: str,
    *,
    typed: str,
    suggestion: str | None = None,
    show: str = "",
    other: Button | None = None,
) -> Message:
    """What could not be done, the text that was typed, and a button with what was meant.

    ``show``: a line that shows what there is. ``other``: a button for what else may be meant.
    """
    blocks: list[Block] = [Paragraph(text=words(FILE).rich("misunderstood", message=message))]
    if typed:
        blocks.append(Paragraph(text=words(FILE).rich("text_kept", typed=typed)))
    buttons = [other] if other else []
    if suggestion and len(suggestion) < LONGEST_BUTTON_VALUE:
        buttons.insert(0, type_button("yes", suggestion, style=Style.PRIMARY))
    if show:
        buttons.append(type_button("show_mine", show))
    if buttons:
        blocks.append(Actions(buttons=tuple(buttons)))
    return Message(text=message, blocks=tuple(blocks))


def type_button(name: str, line: str, style: Style = Style.DEFAULT) -> Button:
    """A button that types a line for the person; ``name`` is that of its label."""
    label = words(FILE).plain(name)
    return Button(label=label, action=TYPES, value=line, style=style)


def unknown_word(word: str, near: str | None) -> str:
    """One line about a word that nobody knows."""
    return words(FILE).plain("unknown_word", word=word, near=near)


def unknown_action() -> Message:
    """The answer to a button that this version does not know."""
    return say(words(FILE).rich("unknown_action"))


def no_checkin(typed: str) -> Message:
    """The answer to a plain message when nothing is being asked; the text can still be kept."""
    blocks: list[Block] = [Paragraph(text=words(FILE).rich("no_checkin"))]
    line = f"/checkin {typed}"
    if typed:
        blocks.append(Paragraph(text=words(FILE).rich("text_kept", typed=typed)))
    if typed and len(line) < LONGEST_BUTTON_VALUE:
        blocks.append(Actions(buttons=(type_button("as_checkin", line),)))
    return Message(text=plain(words(FILE).rich("no_checkin")), blocks=tuple(blocks))


def a_question(checkin: str, text: str) -> Message:
    """The answer to a reply that reads like a question: nothing is kept without a tap."""
    label = words(FILE).plain("keep_it")
    keep_it = Button(label=label, action="checkin.keep", value=f"{checkin}|{text}")
    return say(words(FILE).rich("a_question"), keep_it)
