"""The words of the story so far: a message for the phone, and the same as a document to keep."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.blocker import Blocker
from bot.domain.commitment import Commitment
from bot.domain.digest import Line
from bot.domain.document import Bullets, Document, Heading, Paragraph
from bot.domain.document import Part as DocumentPart
from bot.domain.record import Statement
from bot.domain.story import Story
from bot.messages import Block, Html, Message, Note
from bot.messages import Heading as MessageHeading
from bot.messages import Paragraph as MessageParagraph
from prompts.replies import first_line
from prompts.words import words

FILE = "handover"
FILE_NAME = "story-so-far.docx"
FEW = 3
"""So many lines of each part stand in the message; the document has all."""
FEW_OF_AGENDA = 6
"""A theory of action and the strategies: who is new needs to know each."""
SMALL = ("agenda", "came", "blockers", "walkthroughs", "helps")
"""The parts that the message has."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the story; one without lines is left out."""

    key: str
    title: str
    lines: tuple[Line, ...]


def story_message(story: Story, by: str, *, with_document: bool = False) -> Message:
    """What matters on the first day; ``by`` is the name of who handed over."""
    heading = words(FILE).rich("story.heading", new=story.new.first_name)
    why = words(FILE).rich("story.why", **_names(story, by))
    blocks: list[Block] = [MessageHeading(text=heading), MessageParagraph(text=why)]
    blocks += [_block(part) for part in _parts(story) if part.key in SMALL]
    notes = ["story.no_rush", *(["story.document"] if with_document else [])]
    blocks.append(Note(text=Html(" ".join(words(FILE).rich(name) for name in notes))))
    return Message(text=first_line(heading), blocks=tuple(blocks))


def story_document(story: Story, by: str, *, made_on: date) -> Document:
    """The whole story with the numbers of its records, for the new person alone."""
    say, names = words(FILE).plain, _names(story, by)
    why = say("story.why_plain", **names, day=story.today)
    parts: list[DocumentPart] = [Paragraph(line=Line(text=why))]
    for part in _parts(story):
        parts += [Heading(text=part.title), Bullets(lines=part.lines)]
    partnership = story.partnership
    who = say("story.readers", new=story.new.name)
    return Document(
        title=say("story.title", new=story.new.name),
        subtitle=say(
            "story.together", partner=partnership.partner.name, district=partnership.district.name
        ),
        readers=who,
        author=by,
        made_on=made_on,
        footer=words("pack").plain("footer", readers=who, day=made_on),
        parts=tuple(parts),
    )


def _names(story: Story, by: str) -> dict[str, str]:
    people = {"old": story.old.name, "new": story.new.name, "role": story.old.role}
    return {**people, "why": story.handover.why.rstrip(".") or "", "by": by}


def _block(part: Part) -> MessageParagraph:
    """A part in the message: its first lines, and how many more there are."""
    few = FEW_OF_AGENDA if part.key == "agenda" else FEW
    shown = [
        words("digest").rich("message.line", text=line.text, sources=_refs(line))
        for line in part.lines[:few]
    ]
    more = len(part.lines) - few
    if more > 0:
        shown.append(words(FILE).rich("story.more", n=more))
    title = words("digest").rich("message.title", text=part.title)
    return MessageParagraph(text=Html("\n".join((title, *shown))))


def _refs(line: Line) -> str:
    return f"[{' '.join(line.sources)}]" if line.sources else ""


def _parts(story: Story) -> Iterator[Part]:
    made: dict[str, Iterable[Line]] = {
        "agenda": _agenda(story),
        "came": _lines(story, story.came, _came),
        "kept": _lines(story, story.kept, lambda _: "kept"),
        "blockers": _lines(story, story.blockers, lambda _: "blocker"),
        "helps": _lines(story, story.helps, lambda _: "help"),
        "walkthroughs": _lines(story, story.walkthroughs, lambda _: "walkthrough"),
        "teams": _lines(story, story.teams, lambda _: "team"),
        "revisions": _lines(story, story.revisions, lambda _: "revision"),
    }
    for key, lines in made.items():
        found = tuple(lines)
        if found:
            title = words(FILE).plain(f"story_part.{key}", old=story.old.name)
            yield Part(key=key, title=title, lines=found)


def _agenda(story: Story) -> Iterator[Line]:
    agenda, say = story.partnership.agenda, words(FILE).plain
    if agenda.theory_of_action:
        yield Line(text=say("story_line.theory", theory=agenda.theory_of_action))
    for one in agenda.current:
        yield Line(text=say("story_line.strategy", name=one.name, success=one.success))


def _lines(
    story: Story, records: Sequence[Statement], kind: Callable[[Statement], str]
) -> Iterator[Line]:
    for record in records:
        known = {
            **vars(record),
            "school": story.partnership.school_name(getattr(record, "school", None)),
            "today": story.today,
        }
        text = words(FILE).plain(f"story_line.{kind(record)}", **known)
        yield Line(text=text, sources=(record.ref,))


def _came(record: Statement) -> str:
    if isinstance(record, Commitment):
        return "promise"
    return "to_clear" if isinstance(record, Blocker) else "site_day"
