"""The words of the list of digests that were posted."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.digest import PostedDigest, Week
from bot.messages import TYPES, Actions, Block, Button, Message, Paragraph
from prompts.replies import first_line, say
from prompts.words import words

FILE = "archive"


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Digests, the latest first, with their weeks; ``before`` is the week they all lie before."""

    digests: Sequence[tuple[Week, PostedDigest]]
    before: Week | None = None
    more: bool = False


def nobody() -> Message:
    """For somebody for whom no digest is written."""
    return say(words(FILE).rich("nobody"))


def shelf_message(shelf: Shelf) -> Message:
    """A line and a button for each digest."""
    if not shelf.digests:
        missing = "no_older" if shelf.before else "empty"
        return say(words(FILE).rich(missing, week=shelf.before))
    title = words(FILE).rich("title")
    blocks: list[Block] = [Paragraph(text=title), *(_week(*one) for one in shelf.digests)]
    if shelf.more:
        oldest = shelf.digests[-1][0]
        blocks.append(Actions(buttons=(_button("older", f"/digest list {oldest}"),)))
    return Message(text=first_line(title), blocks=tuple(blocks))


def _week(week: Week, posted: PostedDigest) -> Actions:
    text = words(FILE).rich("week", week=week, headline=posted.digest.headline.text)
    return Actions(text=text, buttons=(_button("open", f"/digest {week}"),))


def _button(name: str, line: str) -> Button:
    return Button(label=words(FILE).plain(name), action=TYPES, value=line)
