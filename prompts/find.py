"""The words of what was found among the records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.record import Record
from bot.messages import Actions, Block, Button, Html, Message, Note, Paragraph
from prompts.replies import first_line, say
from prompts.statement import Place
from prompts.words import words

FILE = "find"


@dataclass(frozen=True, kw_only=True)
class Found:
    """A part of what was found for some words; ``more`` is the button's value for what follows."""

    words: str
    records: Sequence[Record]
    page: int = 1
    more: str = ""


def how() -> Message:
    """How to look for something."""
    return say(words(FILE).rich("how"))


def found_message(place: Place, found: Found, *, today: date) -> Message:
    """The records, a line for each, which are those that the reader may see."""
    if not found.records:
        return say(_nothing(found))
    title = words(FILE).rich("title", words=found.words, page=found.page)
    lines = Html("\n".join(line(place, record, today) for record in found.records))
    blocks: list[Block] = [Paragraph(text=title), Paragraph(text=lines)]
    if found.more:
        label = words(FILE).plain("more")
        button = Button(label=label, action="find.more", value=found.more)
        blocks.append(Actions(buttons=(button,)))
    blocks.append(Note(text=words(FILE).rich("only_you")))
    return Message(text=first_line(title), blocks=tuple(blocks))


def _nothing(found: Found) -> Html:
    if found.page > 1:
        return words(FILE).rich("no_more", words=found.words)
    return words(FILE).rich("nothing", words=found.words, several=" " in found.words.strip())


def line(place: Place, record: Record, today: date) -> Html:
    """What a record says, in the words of its kind."""
    known = {name: getattr(record, name) for name in dir(record) if name in _SHOWN}
    values = {
        **known,
        "who": place.name(record.by),
        "owner": place.name(known.get("owner")),
        "school": place.partnership.school_name(known.get("school")),
        "indicator": _indicator(place, known.get("indicator")),
        "at": record.at.date(),
        "today": today,
    }
    return words(FILE).rich(f"line.{record.LETTER}", **values)


_SHOWN = frozenset(
    {"ref", "text", "owner", "due", "state", "since", "day", "school", "team", "indicator"}
)


def _indicator(place: Place, key: str | None) -> str:
    """The name of an indicator; its key where the agenda has it no more."""
    known = {one.key: one.name for one in place.partnership.agenda.indicators}
    return known.get(key or "", key or "")
