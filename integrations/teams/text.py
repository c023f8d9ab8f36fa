"""Rich text as elements of Adaptive Cards, and what elements weigh; pure.

A ``TextRun`` holds literal text beside its style, so nothing that people write can mention, link
or format. A ``TextBlock`` is read as Markdown, which phones and computers escape differently
(github.com/MicrosoftDocs/msteams-docs/issues/5793); it is used for headings without a mark alone.

https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from microsoft_teams.cards import (
    AdaptiveCard,
    CardElement,
    RichTextBlock,
    SubmitAction,
    TeamsCardProperties,
    TextBlock,
    TextRun,
)
from microsoft_teams.cards.core import SerializableObject, Spacing, TextColor, TextSize, TextWeight

from bot.messages import Html, plain
from integrations.teams.values import Json
from integrations.texts import Line, Run, between, cut_at, lines, words_of

HEAVIEST = 26_000
"""Bytes of a card. Teams counts a whole message in UTF-16 and takes 100 KB now ("within 80 KB to
guarantee delivery"); its pages said 40 KB before and 28 KB at first, and clouds follow at their own
pace. 28 KB without the message around the card is right for all of them.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
"""
CARD = "application/vnd.microsoft.card.adaptive"
"""The content type of an attachment that is a card."""

_LITERAL = re.compile(r"(?=[^\W\d_])(?:[^\W_](?:-(?=[^\W_]))?|[ ,’'!?–—()]|[.:](?= |$)){1,200}")
"""Words that Markdown leaves alone: it has no marks, addresses or list items to find in them."""
_BRACES = re.compile(r"(?<=\{)(?=\{)")
"""Two runs of ``{{DATE(…)}}`` are no date: renderers look for those in literal text as well.

https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features#datetime-function-rules
"""


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a text looks besides what is bold or italic in it."""

    size: TextSize | None = None
    weight: TextWeight | None = None
    color: TextColor | None = None
    subtle: bool | None = None


PLAIN = Look()
SMALL = Look(size="Small", subtle=True)
WRONG = Look(size="Small", weight="Bolder", color="Attention")
_TITLE = Look(size="Medium", weight="Bolder")


def to_card(body: Iterable[CardElement], *actions: SubmitAction) -> Json:
    """A card as wide as Teams makes them; ``actions`` stand at its bottom."""
    return as_json(
        AdaptiveCard(
            version="1.5",
            body=list(body),
            actions=list(actions) or None,
            msteams=TeamsCardProperties(width="full"),
        )
    )


def as_json(element: SerializableObject) -> Json:
    """What travels: the names of Adaptive Cards, and nothing that was not said."""
    return element.model_dump(by_alias=True, exclude_none=True)


def weight(*elements: SerializableObject) -> int:
    """The bytes of elements in a card, rather too many: its JSON in UTF-16."""
    texts = (json.dumps(as_json(element), ensure_ascii=False) for element in elements)
    return sum(len(text.encode("utf-16-le")) + 4 for text in texts)


def heading(text: Html, *, heaviest: int = HEAVIEST) -> Sequence[CardElement]:
    """A title line, which screen readers find as one wherever Markdown could not harm it."""
    words = plain(text).strip()
    if not _LITERAL.fullmatch(words):
        return rich_text(text, _TITLE, heaviest=heaviest)
    found = TextBlock(text=words, style="heading", size=_TITLE.size, weight=_TITLE.weight)
    return [found.with_wrap(True)]


def rich_text(text: Html, look: Look = PLAIN, *, heaviest: int = HEAVIEST) -> list[RichTextBlock]:
    """Rich text, one element a line so that every client keeps them; an empty line is a gap.

    No element is heavier than ``heaviest`` bytes. No character but white space is lost.
    """
    found: list[RichTextBlock] = []
    follows = False
    for line in lines(text):
        seen = bool(words_of(line).strip())
        for part in _parts(line, look, heaviest) if seen else ():
            found.append(_block(part, look, "None" if follows else None))
            follows = True
        follows = seen
    return found


def _parts(line: Line, look: Look, heaviest: int) -> Iterator[Line]:
    """The line, or as many parts of it as it takes."""
    words = words_of(line)
    if len(words) <= 1 or weight(_block(line, look, "None")) <= heaviest:
        yield line
        return
    at = cut_at(words, len(words) // 2)
    yield from _parts(between(line, 0, at), look, heaviest)
    yield from _parts(between(line, at, len(words)), look, heaviest)


def _block(line: Line, look: Look, spacing: Spacing | None) -> RichTextBlock:
    inlines: list[CardElement] = [part for run in line for part in _inlines(run, look)]
    return RichTextBlock(inlines=inlines, spacing=spacing)


def _inlines(run: Run, look: Look) -> Iterator[TextRun]:
    for text in filter(None, _BRACES.split(run.text)):
        yield TextRun(
            text=text,
            size=look.size,
            weight="Bolder" if run.bold else look.weight,
            color=look.color,
            is_subtle=look.subtle,
            italic=run.italic or None,
        )
