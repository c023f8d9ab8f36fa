"""The page in HTML: its templates, and the text of messages made fit for a browser."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple
from zlib import crc32

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.messages import Actions, Button, Field, FieldKind, File, Html, Option, plain
from integrations.files import lost_line, shows
from integrations.sandbox.forms import OpenForm
from integrations.sandbox.page.attached import pixels, size_of
from integrations.sandbox.page.town import Player
from prompts import filters

_BULLETS = ("• ", "- ")
_A_CHOICE = 3
_UNBROKEN = re.compile(r"\b[A-Z]-\d+\b|[▁-█]{2,}")
"""Numbers of records, and rows of bars: what no line may break."""
_NOBODY = Option(value="", label="–")


class Run(NamedTuple):
    """Lines on end that are items of one list, or running text."""

    is_list: bool
    lines: tuple[Markup, ...]


def runs(text: Html) -> list[Run]:
    """Rich text as paragraphs and lists, so that a screen reader can tell how many items follow.

    ``Html`` is safe as it stands: nothing but <b>, <i> and line feeds, everything else escaped.
    """
    return [
        Run(is_list=is_list, lines=tuple(_lines(lines, is_list=is_list)))
        for is_list, lines in groupby(text.split("\n"), lambda line: line.startswith(_BULLETS))
    ]


def _lines(lines: Iterator[str], *, is_list: bool) -> Iterator[Markup]:
    for line in lines:
        text = line[2:] if is_list else line
        yield Markup(_UNBROKEN.sub(r'<span class="unbroken">\g<0></span>', text))  # noqa: S704 - Html is escaped


def press(button: Button) -> str:
    """What a button sends: its action, which has no blank in it, and its value."""
    return f"{button.action} {button.value}"


def is_choice(block: Actions) -> bool:
    """Whether one of the buttons is picked out of several, such as a tap for momentum."""
    actions = {button.action for button in block.buttons}
    return len(actions) == 1 and len(block.buttons) >= _A_CHOICE


def options(field: Field, colleagues: Iterable[Player]) -> list[Option]:
    """What can be chosen in a field: its own options, or the people of the partnership."""
    own = list(field.options)
    if field.kind is FieldKind.PERSON:
        own = [Option(value=p.person.key, label=f"{p.name}, {p.role}") for p in colleagues]
    known = {option.value for option in own}
    if field.value and field.value not in known:
        own.append(Option(value=field.value, label=field.value))
    return own if field.required and field.value else [_NOBODY, *own]


def elsewhere(opened: OpenForm) -> list[str]:
    """The errors of a form that belong to none of its fields."""
    fields = {field.key for field in opened.form.fields}
    return [problem for key, problem in opened.errors.items() if key not in fields]


def unshown(file: File) -> str:
    """What stands in the place of a file that is not there any more."""
    return plain(lost_line(file))


def mark(button: Button) -> str:
    """A name of a button in its message that stays when others come and go around it."""
    return _checksum(f"{button.label} {press(button)}")


def version(opened: OpenForm | None) -> str:
    """A mark of what stands in a form, so that news do not overwrite what is being typed."""
    return _checksum(repr(opened)) if opened else ""


def long_date(day: date, *, year: bool = True) -> str:
    """The day in words: "Friday, 29 January 2027"."""
    words = f"{filters.day(day).partition(',')[0]}, {filters.day_month(day)}"
    return f"{words} {day.year}" if year else words


def clock(moment: datetime) -> str:
    """The time of day: "15:00"."""
    return f"{moment:%H:%M}"


def environment() -> Environment:
    """The page's templates; every value is escaped."""
    made = Environment(
        loader=PackageLoader("integrations.sandbox.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "runs": runs,
        "press": press,
        "mark": mark,
        "options": options,
        "elsewhere": elsewhere,
        "version": version,
        "long_date": long_date,
        "clock": clock,
        "short": filters.short,
        "shows": shows,
        "unshown": unshown,
        "size_of": size_of,
        "pixels": pixels,
    }
    made.tests |= {"choice": is_choice}
    return made


def _checksum(text: str) -> str:
    return f"{crc32(text.encode()):08x}"
