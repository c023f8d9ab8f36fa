"""Messages as Adaptive Cards; pure.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import ceil
from typing import Any

from microsoft_teams.cards import (
    Action,
    ActionSet,
    CardElement,
    ExecuteAction,
    Image,
    OpenUrlAction,
    SubmitAction,
)
from microsoft_teams.cards.core import ActionStyle

from bot.messages import (
    Actions,
    Block,
    Button,
    File,
    Heading,
    Html,
    Message,
    Note,
    Paragraph,
    Style,
    plain,
    safe,
)
from integrations.files import download, shows
from integrations.teams.text import HEAVIEST, PLAIN, SMALL, heading, rich_text, to_card, weight
from integrations.teams.values import Json
from integrations.texts import shortened
from integrations.values import short_value

MOST_BUTTONS = 6
"""Of one row; Teams hides what is more.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/design-effective-cards
"""
WIDEST_ROW = 34
"""Letters that stand side by side on a phone of 320 pixels, four of them for each button's frame;
Teams cuts the labels of a longer row, or hides its end."""
WIDEST_LABEL = 28
"""Letters of a label that a button on such a phone shows whole."""
LONGEST_SUMMARY = 200
LONGEST_TOOLTIP = 120

_CHOSEN = "✓ "
_FRAME = 4
_STYLES: Mapping[Style, ActionStyle | None] = {
    Style.DEFAULT: None,
    Style.PRIMARY: "positive",
    Style.DANGER: "destructive",
}


@dataclass(frozen=True, kw_only=True)
class Payload:
    """One message at Teams: its card, and the plain line that a notification shows.

    ``text`` belongs into the activity's ``summary``. The card has no words of its own for screen
    readers, which read what stands in it.
    """

    card: Json
    text: str


def to_cards(
    message: Message, *, links: Mapping[str, str] | None = None, heaviest: int = HEAVIEST
) -> list[Payload]:
    """A message as one card, or as several to be sent in this order.

    Only a very long one is several: no text is lost. ``heaviest`` is the bytes of a card in UTF-16.
    Buttons with long values: see ``integrations.values.long_values``. ``links``: where its files
    are got, by their ids; a file that has none is not shown.
    """
    text = next(iter(message.text.strip().splitlines()), "")
    blocks = message.blocks or (Paragraph(text=safe(message.text)),)
    room = heaviest - 2 * len(str(to_card([])))
    return [
        Payload(card=to_card(body), text=shortened(text, LONGEST_SUMMARY))
        for body in _bodies(chain(_units(blocks, room), _files(message, links or {})), room)
    ]


def pressed(value: Mapping[str, Any]) -> tuple[str, str]:
    """The action and the value of a pressed button; ("", "") for what no button of ours says.

    ``value``: the ``action`` of an ``adaptiveCard/action``, the ``data`` of a ``task/fetch``, or
    the ``value`` of a message.
    https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model
    """
    action, data = value.get("verb") or value.get("action"), value.get("data", value)
    found = data.get("value") if isinstance(data, Mapping) else None
    if action and isinstance(action, str) and isinstance(found, str):
        return action, found
    return "", ""


def _bodies(units: Iterable[list[CardElement]], room: int) -> list[list[CardElement]]:
    """The units of each card."""
    bodies: list[list[CardElement]] = [[]]
    used = 0
    for unit in units:
        size = weight(*unit)
        if bodies[-1] and used + size > room:
            bodies.append([])
            used = 0
        bodies[-1] += unit
        used += size
    return bodies if bodies[0] else [[*rich_text(safe("…"))]]


def _units(blocks: Iterable[Block], room: int) -> Iterator[list[CardElement]]:
    """Blocks as elements, in lists that stay in one card: buttons with the text above them."""
    for block in blocks:
        if isinstance(block, Actions):
            yield from _row(block, room)
        else:
            yield from ([one] for one in _text(block, room))


def _files(message: Message, links: Mapping[str, str]) -> Iterator[list[CardElement]]:
    for file in message.files:
        if url := links.get(file.id):
            yield [_picture(file, url)] if file.is_picture else _document(file, url)


def _picture(file: File, url: str) -> Image:
    """As wide as the card; a tap shows it large.

    Not as a ``data:`` address: Adaptive Cards allow it, but it would have to fit into the message.
    https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format
    """
    large = OpenUrlAction(title=shortened(file.title, LONGEST_TOOLTIP), url=url)
    return Image(url=url, alt_text=shows(file), size="Stretch", select_action=large)


def _document(file: File, url: str) -> list[CardElement]:
    label = download()
    tooltip = shortened(f"{label}: {file.name}", LONGEST_TOOLTIP)
    button = OpenUrlAction(title=label, url=url, tooltip=tooltip)
    title = shortened(f"{file.title} ({file.name})", LONGEST_SUMMARY)
    return [*rich_text(safe(title)), ActionSet(actions=[button], spacing="Small")]


def _text(block: Heading | Paragraph | Note, room: int) -> Sequence[CardElement]:
    if isinstance(block, Heading):
        return heading(block.text, heaviest=room)
    return rich_text(block.text, SMALL if isinstance(block, Note) else PLAIN, heaviest=room)


def _row(block: Actions, room: int) -> list[list[CardElement]]:
    about = " ".join(plain(block.text).split())
    texts: list[CardElement] = [*rich_text(_above(block), heaviest=room)]
    rows = _rows(block.buttons, about, room)
    together = [*texts[-1:], *rows]
    if weight(*together) > room:
        return [[one] for one in (*texts, *rows)]
    return [*([one] for one in texts[:-1]), together]


def _above(block: Actions) -> Html:
    """The text of a row, and labels that its buttons cannot show whole."""
    long = [safe(one.label) for one in block.buttons if len(_label(one)) > WIDEST_LABEL]
    return Html("\n".join(filter(None, (block.text, *long))))


def _rows(buttons: Sequence[Button], about: str, room: int) -> list[ActionSet]:
    """As few rows as fit on a phone, of about the same length."""
    for number in range(1, len(buttons) + 1):
        length = ceil(len(buttons) / number)
        rows = [buttons[at : at + length] for at in range(0, len(buttons), length)]
        sets = [
            ActionSet(
                actions=[_button(button, about) for button in row],
                spacing="Small" if about or row is not rows[0] else "Medium",
            )
            for row in rows
        ]
        narrow = all(sum(len(_label(one)) + _FRAME for one in row) <= WIDEST_ROW for row in rows)
        if length == 1 or (length <= MOST_BUTTONS and narrow and max(map(weight, sets)) <= room):
            return sets
    return []


def _button(button: Button, about: str) -> Action:
    """``about``: the line it belongs to, told with its label; "Done" stands in every row."""
    label = _label(button)
    known = ": ".join(filter(None, (label, about)))
    tooltip = shortened(known, LONGEST_TOOLTIP) if about or len(label) > WIDEST_LABEL else None
    label = shortened(label, WIDEST_LABEL)
    style = _STYLES[Style.PRIMARY if button.chosen else button.style]
    value = {"value": short_value(button.value)}
    if button.form:
        # https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
        data = {"msteams": {"type": "task/fetch"}, "action": button.action, **value}
        return SubmitAction(title=label, style=style, tooltip=tooltip, data=data)
    return ExecuteAction(title=label, style=style, tooltip=tooltip, verb=button.action, data=value)


def _label(button: Button) -> str:
    """A chosen one is ticked as well as coloured, for not everybody sees the colour."""
    return f"{_CHOSEN}{button.label}" if button.chosen else button.label
