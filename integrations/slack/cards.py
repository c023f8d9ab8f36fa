"""Messages and the home tab as Block Kit; pure.

https://docs.slack.dev/reference/block-kit/blocks
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, count
from typing import Any

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
from integrations.files import shows
from integrations.slack.text import (
    LONGEST_TEXT,
    Json,
    escaped,
    plain_text,
    rich_text,
    spoken,
)
from integrations.texts import pieces, shortened
from integrations.values import short_value

MOST_BLOCKS = 50
"""Blocks of a message. https://docs.slack.dev/reference/block-kit/blocks"""
MOST_HOME_BLOCKS = 100
HEAVIEST_HOME = 240_000
"""Bytes; Slack takes 250 kB. https://docs.slack.dev/reference/methods/views.publish"""
LONGEST_HEADER = 150
"""https://docs.slack.dev/reference/block-kit/blocks/header-block"""
MOST_BUTTONS = 25
"""https://docs.slack.dev/reference/block-kit/blocks/actions-block"""
LONGEST_LABEL = 75
"""https://docs.slack.dev/reference/block-kit/block-elements/button-element"""
LONGEST_TITLE = 200
"""Letters over a picture; Slack takes 2,000."""
HEAVIEST_MESSAGE = 12_000
CONTAINER = 125
"""Slack refuses messages of more than some 13,200 characters in all (``msg_blocks_too_long``).

The limit is in no page of the documentation; its staff gave 12,000 characters and "a buffer for
block containers", and a divider was measured to cost 125: github.com/slackapi/bolt-js/issues/2509
and /2867.
"""

_TEXTS = {"text", "alt_text"}
_CHOSEN = "✓ "


@dataclass(frozen=True, kw_only=True)
class Payload:
    """The ``text`` and ``blocks`` of one message at Slack.

    ``text`` is escaped. It begins with the line for the notification and says what the blocks say,
    for screen readers read it in their place.
    https://docs.slack.dev/reference/methods/chat.postMessage
    """

    text: str
    blocks: list[Json]


def to_messages(
    message: Message,
    *,
    pictures: Mapping[str, str] | None = None,
    heaviest: int = HEAVIEST_MESSAGE,
) -> list[Payload]:
    """A message as one message at Slack, or as several to be sent in this order.

    Only a very long one is several: no text is lost. ``heaviest`` is counted in characters, with
    125 for each block. Buttons with long values: see ``integrations.values.long_values``.
    ``pictures``: Slack's ids of its pictures; a file that has none is not shown.
    """
    blocks = message.blocks or (Paragraph(text=safe(message.text)),)
    images = [[_image(file, at)] for file in message.files if (at := (pictures or {}).get(file.id))]
    units = [*_units(blocks), *images]
    together = list(chain.from_iterable(units))
    parts = [together] if _is_light(together, heaviest) else _parted(units, heaviest)
    found = [part for part in parts if part] or [[]]
    return [Payload(text=_fallback(message.text, part), blocks=part) for part in found]


def to_blocks(blocks: Iterable[Block]) -> list[Json]:
    """Blocks of ours as Slack's, however many they become."""
    return list(chain.from_iterable(_units(blocks)))


def home(blocks: Sequence[Block], *, more: Callable[[int], Html]) -> Json:
    """The home tab's view with as many blocks as it takes.

    ``more`` words the last line when some are left out, from their number.
    https://docs.slack.dev/reference/views/home-tab-views
    """
    numbers = count(1)
    rows = [list(chain.from_iterable(_unit(block, numbers))) for block in blocks]
    fitting = _how_many(rows, MOST_HOME_BLOCKS)
    last: list[Json] = []
    if fitting < len(rows):
        fitting = _how_many(rows, MOST_HOME_BLOCKS - 1)
        last = to_blocks([Note(text=more(len(rows) - fitting))])
    return {"type": "home", "blocks": [*chain.from_iterable(rows[:fitting]), *last]}


def pressed(action: Mapping[str, Any]) -> tuple[str, str]:
    """The action and the value of a pressed button, from an element of a payload's ``actions``.

    https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
    """
    return action["action_id"].rpartition("#")[0], action.get("value") or ""


def _units(blocks: Iterable[Block]) -> Iterator[list[Json]]:
    """Blocks for Slack, in lists that stay in one message: buttons with the text above them."""
    numbers = count(1)
    return chain.from_iterable(_unit(block, numbers) for block in blocks)


def _unit(block: Block, numbers: Iterator[int]) -> list[list[Json]]:
    if isinstance(block, Actions):
        return _row(block, numbers)
    if isinstance(block, Heading):
        found = _heading(block.text)
    elif isinstance(block, Note):
        found = [_note(piece) for piece in pieces(plain(block.text), LONGEST_TEXT) if piece.strip()]
    else:
        found = rich_text(block.text)
    return [[one] for one in found]


def _heading(text: Html) -> list[Json]:
    words = plain(text)
    if not words.strip() or len(words) > LONGEST_HEADER or "\n" in words:
        return rich_text(text, bold=True)
    return [{"type": "header", "text": plain_text(words)}]


def _note(text: str) -> Json:
    return {"type": "context", "elements": [plain_text(text)]}


def _row(block: Actions, numbers: Iterator[int]) -> list[list[Json]]:
    *above, beside = [[one] for one in rich_text(_said(block))] or [[]]
    about = plain(block.text)
    buttons = [_button(button, next(numbers), about) for button in block.buttons]
    rows = [buttons[at : at + MOST_BUTTONS] for at in range(0, len(buttons), MOST_BUTTONS)]
    return [*above, [*beside, *({"type": "actions", "elements": row} for row in rows)]]


def _said(block: Actions) -> Html:
    """The row's text, and under it the labels that no button can hold."""
    labels = [label for one in block.buttons if len(label := _label(one)) > LONGEST_LABEL]
    return Html("\n".join(filter(None, (block.text, *map(safe, labels)))))


def _button(button: Button, number: int, about: str) -> Json:
    """``about``: the line it belongs to, read out with its label; "Done" stands in every row."""
    label = _label(button)
    element: Json = {
        "type": "button",
        "text": plain_text(label, LONGEST_LABEL),
        "action_id": f"{button.action}#{number}",
    }
    if button.value:
        element["value"] = short_value(button.value)
    style = Style.PRIMARY if button.chosen else button.style
    if style is not Style.DEFAULT:
        element["style"] = style.value
    if about.strip():
        element["accessibility_label"] = shortened(f"{label}: {about}", LONGEST_LABEL)
    return element


def _label(button: Button) -> str:
    """A chosen one is ticked as well as coloured, for not everybody sees the colour."""
    return f"{_CHOSEN}{button.label}" if button.chosen else button.label


def _image(file: File, slack_id: str) -> Json:
    """https://docs.slack.dev/reference/block-kit/blocks/image-block."""
    return {
        "type": "image",
        "slack_file": {"id": slack_id},
        "alt_text": shows(file),
        "title": plain_text(file.title, LONGEST_TITLE),
    }


def _is_light(blocks: list[Json], heaviest: int) -> bool:
    """Whether they are one message for certain, as nearly all are: weighing takes its time."""
    most = CONTAINER * len(blocks) + len(json.dumps(blocks))
    return len(blocks) <= MOST_BLOCKS and most <= heaviest


def _parted(units: list[list[Json]], heaviest: int) -> list[list[Json]]:
    parts: list[list[Json]] = [[]]
    weight = 0
    for unit in units:
        more = _weight(unit)
        if len(parts[-1]) + len(unit) > MOST_BLOCKS or weight + more > heaviest:
            parts.append([])
            weight = 0
        parts[-1] += unit
        weight += more
    return parts


def _weight(blocks: list[Json]) -> int:
    return sum(CONTAINER + _characters(block) for block in blocks)


def _characters(part: Json) -> int:
    """The characters of all texts in a part of a block."""
    found = 0
    for key, inner in part.items():
        if isinstance(inner, str):
            found += len(inner) if key in _TEXTS else 0
        elif isinstance(inner, dict):
            found += _characters(inner)
        elif isinstance(inner, list):
            found += sum(map(_characters, inner))
    return found


def _fallback(text: str, blocks: list[Json]) -> str:
    said = "\n".join(filter(None, map(spoken, blocks)))
    if not said.startswith(text):
        said = f"{text}\n{said}"
    # Slack refuses a message without text, and advises against more than 4,000 characters.
    return escaped(shortened(said, LONGEST_TEXT).strip() or "…")


def _how_many(rows: list[list[Json]], most: int) -> int:
    """How many rows fit into so many blocks, and into the bytes of a home tab."""
    blocks = accumulate(len(row) for row in rows)
    # As ASCII, so that it is rather too many.
    sizes = accumulate(len(json.dumps(row)) for row in rows)
    both = zip(blocks, sizes, strict=True)
    return sum(number <= most and size <= HEAVIEST_HOME for number, size in both)
