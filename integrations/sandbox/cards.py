"""The sandbox's cards: messages as terminal text with numbered buttons, and as JSON."""

import textwrap
import unicodedata
from collections.abc import Mapping

from bot.messages import Actions, Button, File, Heading, Message, Note, plain
from integrations.files import shows
from integrations.sandbox.items import dump, load

# Left open, these would turn round everything that follows on the screen.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def to_body(message: Message) -> dict[str, object]:
    """A message as plain data for JSON."""
    return dump(message)


def from_body(body: Mapping[str, object]) -> Message:
    """The message that was made plain data."""
    return load(Message, body)


def as_text(
    message: Message, *, width: int = 80, first_number: int = 1
) -> tuple[str, list[Button]]:
    """A message as plain text, and its buttons in the order of their numbers.

    The first button is ``[first_number]``. Lines are at most ``width`` wide where words allow.
    """
    lines: list[str] = []
    number = first_number
    for block in message.blocks:
        if isinstance(block, Actions):
            lines += _actions(block, number, width)
            number += len(block.buttons)
        elif isinstance(block, Heading):
            # A title stands apart from what came before it.
            lines += ([""] if lines else []) + wrapped(plain(block.text), width)
        elif isinstance(block, Note):
            lines += wrapped(f"({plain(block.text)})", width)
        else:
            lines += wrapped(plain(block.text), width)
    lines = lines or wrapped(message.text, width)
    for file in message.files:
        lines += wrapped(_file(file), width)
    return "\n".join(lines), message.buttons()


def printable(text: str) -> str:
    """A text that does nothing to a terminal but stand there; line feeds are kept."""
    return "".join(
        char for char in text.replace("\t", " ") if char == "\n" or not _acts_on_terminal(char)
    )


def wrapped(text: str, width: int) -> list[str]:
    """Anybody's text as printable lines."""
    lines: list[str] = []
    for line in printable(text).split("\n"):
        bullet = "  " if line.startswith(("• ", "- ")) else ""
        lines += textwrap.wrap(
            line, width, subsequent_indent=bullet, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return lines


def _file(file: File) -> str:
    return f"[picture: {shows(file)}]" if file.is_picture else f"[file: {file.name}]"


def _acts_on_terminal(char: str) -> bool:
    return char in _TURNING or unicodedata.category(char) in {"Cc", "Cs"}


def _actions(block: Actions, first_number: int, width: int) -> list[str]:
    """The text and its buttons: in one line where they fit, else indented under it."""
    buttons = [_button(button, number) for number, button in enumerate(block.buttons, first_number)]
    text = printable(plain(block.text))
    together = "  ".join([text, *buttons] if text else buttons)
    if "\n" not in text and len(together) <= width:
        return [together]
    return (wrapped(text, width) if text else []) + _rows(buttons, width)


def _rows(buttons: list[str], width: int) -> list[str]:
    rows: list[str] = []
    for button in buttons:
        if rows and len(rows[-1]) + 2 + len(button) <= width:
            rows[-1] += f"  {button}"
        else:
            rows.append(f"  {button}")
    return rows


def _button(button: Button, number: int) -> str:
    label = " ".join(printable(button.label).split())
    return f"[●{number} {label}]" if button.chosen else f"[{number}] {label}"
