"""Rich text as Slack's ``rich_text`` blocks, and plain text for the places that take no other.

``rich_text`` and not ``mrkdwn``: its text elements hold literal text beside a style, so nothing
that people write can mention, link, format or become an emoji, whatever Slack invents next. In
``mrkdwn`` only ``&``, ``<`` and ``>`` can be escaped, and a ``*`` or ``:smile:`` would need
invisible characters, which people then copy. Messages, modals and the home tab all take it.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from bot.messages import Html
from integrations.texts import Line, Run, between, lines, pieces, shortened, words_of

Json = dict[str, Any]

LONGEST_TEXT = 3000
"""Characters of a text object; ``rich_text`` has no limit of its own, so this is kept there too.

https://docs.slack.dev/reference/block-kit/composition-objects/text-object
"""

_BULLET = "• "


def rich_text(text: Html, *, bold: bool = False) -> list[Json]:
    """Rich text as ``rich_text`` blocks of at most 3,000 characters each; none if nothing is said.

    Lines that begin with "• " are a list. A long text is cut at a line's end or a space, and no
    character but white space is lost.
    """
    found = lines(Html(f"<b>{text}</b>") if bold else text)
    return [
        {"type": "rich_text", "elements": elements}
        for chunk in _chunks(line for one in found for line in _short_lines(one))
        if (elements := list(_elements(chunk)))
    ]


def plain_text(text: str, longest: int = LONGEST_TEXT) -> Json:
    """A plain text object; what is longer ends in "…". An emoji code in it stays as it is typed."""
    return {"type": "plain_text", "text": shortened(text, longest) or "…", "emoji": False}


def escaped(text: str) -> str:
    """Text for the ``text`` of a message, where Slack would find mentions and links.

    https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def spoken(block: Json) -> str:
    """What a block of ours says, as plain text; buttons say nothing here."""
    if block["type"] == "header":
        return str(block["text"]["text"])
    if block["type"] == "image":
        return str(block["alt_text"])
    if block["type"] == "actions":
        return ""
    return "\n".join(_spoken(element) for element in block["elements"])


def _spoken(element: Json) -> str:
    if "text" in element:
        return str(element["text"])
    if element["type"] == "rich_text_list":
        return "\n".join(f"{_BULLET}{_spoken(item)}" for item in element["elements"])
    return "".join(_spoken(part) for part in element["elements"])


def _short_lines(line: Line) -> Iterator[Line]:
    text = words_of(line)
    start = 0
    for piece in pieces(text, LONGEST_TEXT):
        yield between(line, start, start + len(piece))
        start += len(piece)


def _chunks(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """The lines of each block."""
    chunk: list[Line] = []
    size = 0
    for line in lines:
        length = len(words_of(line)) + 1
        if chunk and size + length > LONGEST_TEXT:
            yield chunk
            chunk, size = [], 0
        chunk.append(line)
        size += length
    yield chunk


def _elements(lines: list[Line]) -> Iterator[Json]:
    """The parts of a block; none where there would be nothing to see."""
    if not any(words_of(line).strip() for line in lines):
        return
    for is_list, group in groupby(lines, _is_item):
        if is_list:
            items = [_section(between(line, len(_BULLET), LONGEST_TEXT)) for line in group]
            yield {"type": "rich_text_list", "style": "bullet", "elements": items}
        elif section := _joined(list(group)):
            yield _section(section)


def _is_item(line: Line) -> bool:
    text = words_of(line)
    return text.startswith(_BULLET) and bool(text[len(_BULLET) :].strip())


def _joined(lines: list[Line]) -> Line:
    """The lines with line feeds between them, each in the style of what it ends."""
    joined = [*lines[0]]
    for line in lines[1:]:
        joined += [replace(joined[-1] if joined else Run(text=""), text="\n"), *line]
    return joined


def _section(line: Line) -> Json:
    same_style = groupby(line, lambda run: (run.bold, run.italic))
    return {"type": "rich_text_section", "elements": [_element([*same]) for _, same in same_style]}


def _element(line: Line) -> Json:
    """Text in one style."""
    style = {name: True for name in ("bold", "italic") if getattr(line[0], name)}
    return {"type": "text", "text": words_of(line)} | ({"style": style} if style else {})
