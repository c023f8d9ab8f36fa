"""Answers that are the same for every command."""

from bot.messages import Actions, Block, Button, Html, Message, Paragraph, Style, plain
from prompts.words import words

FILE = "replies"
LONGEST_BUTTON_VALUE = 1900


def say(text: Html, *buttons: Button) -> Message:
    """A short answer, with buttons under it if there are any."""
    blocks: tuple[Block, ...] = (Paragraph(text=text),)
    if buttons:
        blocks += (Actions(buttons=buttons),)
    return Message(text=plain(text).splitlines()[0], blocks=blocks)


def stranger() -> Message:
    """The polite refusal for somebody who is in no partnership."""
    return say(words(FILE).rich("stranger"))


def misunderstood(message: str, *, typed: str, suggestion: str | None, label: str) -> Message:
    """What could not be understood, the text that was typed, and a button with what was meant."""
    blocks: list[Block] = [Paragraph(text=words(FILE).rich("misunderstood", message=message))]
    if typed:
        blocks.append(Paragraph(text=words(FILE).rich("text_kept", typed=typed)))
    if suggestion and len(suggestion) < LONGEST_BUTTON_VALUE:
        yes = Button(label=label, action="headway.type", value=suggestion, style=Style.PRIMARY)
        blocks.append(Actions(buttons=(yes,)))
    return Message(text=message, blocks=tuple(blocks))


def unknown_word(word: str, near: str | None) -> str:
    """One line about a word that nobody knows."""
    return words(FILE).plain("unknown_word", word=word, near=near)


def unknown_action() -> Message:
    """The answer to a button that this version does not know."""
    return say(words(FILE).rich("unknown_action"))


def no_checkin() -> Message:
    """The answer to a plain message when nothing is being asked."""
    return say(words(FILE).rich("no_checkin"))
