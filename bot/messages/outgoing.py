"""Outgoing values: messages made of blocks, forms made of fields, and the answer to an event.

Rich text is ``Html`` with nothing but ``<b>``, ``<i>`` and line feeds in it, everything else
escaped; each platform's ``cards.py`` turns it into its own markup. All of it is plain data that
goes to JSON and back.
"""

import html
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NewType

Html = NewType("Html", str)

TYPES = "headway.type"
"""The action of buttons that type their value for the person."""
SAYS = "headway.say"
"""The action of buttons that say their value once more, be it a command, an answer or talk."""
TYPING = frozenset({TYPES, SAYS})

_TAG = re.compile(r"</?[bi]>")


def safe(text: str) -> Html:
    """Anybody's text, made safe to stand in rich text."""
    return Html(html.escape(text, quote=False))


def plain(text: Html) -> str:
    """Rich text as plain text."""
    return html.unescape(_TAG.sub("", text))


class Style(StrEnum):
    """How much a button asks to be pressed."""

    DEFAULT = "default"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, kw_only=True)
class Button:
    """A button. ``action`` is ``word.verb``; ``value`` comes back with the press.

    ``chosen`` marks the one that is picked among several (a momentum tap). ``form``: a press of it
    opens a form; there are platforms that must know so beforehand.
    """

    label: str
    action: str
    value: str
    style: Style = Style.DEFAULT
    chosen: bool = False
    form: bool = False


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A title line."""

    text: Html
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Running text; line feeds are kept."""

    text: Html
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, kw_only=True)
class Note:
    """Small print: who reads this, what happens next."""

    text: Html
    kind: Literal["note"] = "note"


@dataclass(frozen=True, kw_only=True)
class Actions:
    """Buttons in a row, with the line of text that they belong to, if any."""

    buttons: tuple[Button, ...]
    text: Html = Html("")
    kind: Literal["actions"] = "actions"


Block = Heading | Paragraph | Note | Actions


@dataclass(frozen=True, kw_only=True)
class File:
    """A picture or document that goes with a message; ``id`` is the one of its ``StoredFile``.

    ``alt`` says in words what a picture shows, for whoever does not see it.
    """

    id: str
    name: str
    media_type: str
    title: str
    alt: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether it is shown in the message, not beside it."""
        return self.media_type.startswith("image/")


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message. ``text`` is its plain first line, fit for a notification."""

    text: str
    blocks: tuple[Block, ...] = ()
    files: tuple[File, ...] = ()

    def buttons(self) -> list[Button]:
        """All its buttons, in the order they are seen."""
        return [
            button
            for block in self.blocks
            if isinstance(block, Actions)
            for button in block.buttons
        ]


class FieldKind(StrEnum):
    """What a form field takes; ``person`` and ``date`` use the platform's own pickers."""

    TEXT = "text"
    LINES = "lines"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"
    PERSON = "person"


@dataclass(frozen=True, kw_only=True)
class Option:
    """One of the things that can be chosen."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a form. Values are strings: ``2027-02-05``, ``08:00``, an option's value."""

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    value: str = ""
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    max_length: int = 3000


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form. ``action`` and ``value`` come back with what was filled in."""

    title: str
    action: str
    value: str
    fields: tuple[Field, ...]
    intro: Html = Html("")
    submit: str = "Save"


@dataclass(frozen=True, kw_only=True)
class Update:
    """A message that was sent before and now says something else."""

    platform: str
    reference: str
    message: Message


@dataclass(frozen=True, kw_only=True)
class Response:
    """What comes of an incoming event.

    ``reply`` goes to the person alone; ``replace`` takes the place of the message whose button was
    pressed; ``form`` is opened; ``errors`` stand at the fields of a form that stays open;
    ``updates`` change messages sent earlier. ``unkept``: of the event nothing was stored; whoever
    passes the answer on must store nothing of it either, nor of the answer: both may name somebody.
    Its ``reply`` or ``errors`` are for the writer's eyes alone.
    """

    reply: Message | None = None
    replace: Message | None = None
    form: Form | None = None
    errors: dict[str, str] = field(default_factory=dict)
    updates: tuple[Update, ...] = ()
    unkept: bool = False
