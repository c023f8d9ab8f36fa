"""A digest in four forms: plain text, Markdown, JSON, and a message for chat."""

import re
import textwrap
from collections.abc import Iterator

from bot.domain.digest import Digest, Line, Section
from bot.messages import Block, Heading, Html, Message, Note, Paragraph
from prompts.words import words

FILE = "digest"
WIDTH = 80
MOST_SOURCES = 5
_MARKS = re.compile(r"([\\`*_\[\]<>|~#])")
_LEADING = re.compile(r"^(\d*)([-+.)])")


def as_text(digest: Digest, *, width: int = WIDTH) -> str:
    """Plain text in lines of at most ``width`` characters, with the sources at each one's end."""
    return "\n".join(_text_lines(digest, width)) + "\n"


def as_markdown(digest: Digest) -> str:
    """Markdown: the headline, then each section with its list. What people wrote is escaped."""
    parts = [f"# {_cited(digest.headline, _escaped(_told(digest.headline)))}"]
    for section in digest.sections:
        items = [f"- {_cited(line, _escaped(_told(line)))}" for line in section.lines]
        parts.append("\n".join((f"## {_escaped(section.title)}", "", *items)))
    if digest.note:
        parts.append(f"_{_escaped(digest.note)}_")
    return "\n\n".join(parts) + "\n"


def as_json(digest: Digest) -> dict[str, object]:
    """The digest as plain JSON values, in the shape that the command line promises."""
    return {
        "partnership": digest.partnership,
        "week": digest.week,
        "audience": digest.audience.value,
        "writer": digest.writer,
        "headline": _json_line(digest.headline),
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "lines": [_json_line(line) for line in section.lines],
            }
            for section in digest.sections
        ],
        "figures": dict(digest.figures),
    }


def as_message(digest: Digest, *, partner: str = "the partner", only_you: bool = False) -> Message:
    """The digest for chat; its first line is the headline, its small print says who reads it.

    ``partner`` is the partner's name. ``only_you``: a preview for one person.
    """
    blocks: list[Block] = [Heading(text=_rich_line("message.heading", digest.headline))]
    blocks.extend(Paragraph(text=_rich_section(section)) for section in digest.sections)
    kind = "only_you" if only_you else digest.audience.value
    readers = words(FILE).rich(f"message.{kind}", partner=partner)
    note = words(FILE).rich("message.note", text=digest.note)
    blocks.append(Note(text=Html(f"{readers} {note}".rstrip())))
    return Message(text=digest.headline.text, blocks=tuple(blocks))


def sources_of(line: Line) -> str:
    """The sources in brackets: "[A-31 A-33]"; of very many the first ones and how many more."""
    shown, more = line.sources[:MOST_SOURCES], len(line.sources) - MOST_SOURCES
    refs = (*shown, f"+{more}") if more > 0 else shown
    return f"[{' '.join(refs)}]" if refs else ""


def _told(line: Line) -> str:
    """The text, and behind it who edited it, if anybody did."""
    if not line.edited_by:
        return line.text
    return words(FILE).plain("message.edited", text=line.text, by=line.edited_by)


def _cited(line: Line, text: str) -> str:
    return f"{text} {sources_of(line)}".rstrip()


def _text_lines(digest: Digest, width: int) -> Iterator[str]:
    yield _wrapped(_cited(digest.headline, _told(digest.headline)), width)
    for section in digest.sections:
        yield ""
        yield section.title
        for line in section.lines:
            yield _wrapped(_cited(line, _told(line)), width, first="- ", then="  ")
    if digest.note:
        yield ""
        yield _wrapped(digest.note, width)


def _wrapped(text: str, width: int, *, first: str = "", then: str = "") -> str:
    return textwrap.fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=then,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _escaped(text: str) -> str:
    """The text without any meaning in Markdown."""
    return _LEADING.sub(r"\1\\\2", _MARKS.sub(r"\\\1", text))


def _json_line(line: Line) -> dict[str, object]:
    return {"text": _told(line), "sources": list(line.sources)}


def _rich_section(section: Section) -> Html:
    title = words(FILE).rich("message.title", text=section.title)
    return Html("\n".join((title, *(_rich_line("message.line", line) for line in section.lines))))


def _rich_line(name: str, line: Line) -> Html:
    return words(FILE).rich(name, text=_told(line), sources=sources_of(line))
