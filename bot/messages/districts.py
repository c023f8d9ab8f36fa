"""Which district a button or a form belongs to, in its value.

Somebody may be in several districts. What is sent to them carries the partnership's key in front of
its values: ``in:riverbend|C-12``. It comes back with the press, and the router takes it off.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.messages.outgoing import Actions, Block, Form, Message

EVERY = "*"
"""In the place of a key: in each of one's districts."""
_MARK = re.compile(r"in:([^|\s]+)\|(.*)", re.DOTALL)


def put_on(value: str, partnership: str) -> str:
    """The value with that district in front, whatever the value is."""
    return f"in:{partnership}|{value}"


def within(value: str, partnership: str) -> str:
    """The value with its district in front; one that has a district already stays as it is."""
    return value if _MARK.fullmatch(value) else put_on(value, partnership)


def taken_off(value: str) -> tuple[str | None, str]:
    """The partnership's key in front of a value, if any, and the value itself."""
    mark = _MARK.fullmatch(value)
    return (mark[1], mark[2]) if mark else (None, value)


def message_within(message: Message, partnership: str) -> Message:
    """The message with all its buttons in that district."""
    return replace(message, blocks=tuple(_blocks(message.blocks, partnership)))


def form_within(form: Form, partnership: str) -> Form:
    """The form in that district."""
    return replace(form, value=within(form.value, partnership))


def _blocks(blocks: Iterable[Block], partnership: str) -> Iterable[Block]:
    for block in blocks:
        if isinstance(block, Actions):
            buttons = [replace(one, value=within(one.value, partnership)) for one in block.buttons]
            yield replace(block, buttons=tuple(buttons))
        else:
            yield block
