"""The words of one record and of what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.history import Change
from bot.domain.record import Record
from bot.messages import Block, Html, Message, Note, Paragraph
from prompts.find import line
from prompts.replies import first_line, say
from prompts.statement import Place
from prompts.words import words

FILE = "record"
MOST = 8
"""So many changes are shown, the latest ones."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A record with its changes, the oldest first, and what can be done to it by who asks.

    ``zone`` is the zone that the reader's times are told in.
    """

    record: Record
    changes: Sequence[Change]
    today: date
    zone: ZoneInfo
    rows: Sequence[Block] = ()

    def day(self, moment: datetime) -> date:
        """The reader's day of a moment."""
        return moment.astimezone(self.zone).date()


def how() -> Message:
    """How to look a record up."""
    return say(words(FILE).rich("how"))


def unknown(ref: str) -> Message:
    """There is none, or none that the reader may see: nobody learns which."""
    return say(words(FILE).rich("unknown", ref=ref))


def record_message(place: Place, shown: Shown) -> Message:
    """What the record says whole, who wrote it, who reads it, and what became of it."""
    record = shown.record
    title = line(place, record, shown.today)
    text = str(getattr(record, "text", ""))
    blocks: list[Block] = [Paragraph(text=title)]
    if text:
        blocks.append(Paragraph(text=words(FILE).rich("words", text=text)))
    blocks.append(Paragraph(text=words(FILE).rich("about", parts=list(_about(place, shown)))))
    if len(shown.changes) > 1:
        blocks.append(Paragraph(text=_history(place, shown)))
    blocks += shown.rows
    readers, verb = place.readers_sentence(record.audience), place.verb(record.audience)
    blocks.append(Note(text=words(FILE).rich("seen_by", readers=readers, verb=verb)))
    return Message(text=first_line(title), blocks=tuple(blocks))


def _about(place: Place, shown: Shown) -> Iterator[str]:
    record, said = shown.record, words(FILE).plain
    day = shown.day(record.at)
    yield said("who", by=place.name(record.by), at=day, today=shown.today)
    strategy = place.strategy(getattr(record, "strategy", None))
    if strategy:
        yield said("strategy", strategy=strategy)
    for name in ("came_from", "note"):
        if value := getattr(record, name, None):
            yield said(name, **{name: value})


def _history(place: Place, shown: Shown) -> Html:
    lines = [words(FILE).rich("history")]
    earlier = len(shown.changes) - MOST
    if earlier > 0:
        lines.append(words(FILE).rich("more", n=earlier))
    for change in shown.changes[-MOST:]:
        values = {
            "at": shown.day(change.at),
            "deed": words(FILE).plain(f"deed.{change.deed}"),
            "who": place.name(change.by),
            "why": change.why,
        }
        lines.append(words(FILE).rich("change", **values, today=shown.today))
    return Html("\n".join(lines))
