"""The quarterly pack: its document, the message that it comes with, and what is said on the way."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.domain.audience import Audience
from bot.domain.document import Document, Paragraph, Part, Picture
from bot.domain.material import Material
from bot.domain.pack import Pack
from bot.domain.partnership import Partnership
from bot.domain.quarter import Quarter
from bot.messages import (
    Actions,
    Block,
    Button,
    File,
    Heading,
    Html,
    Message,
    Note,
    plain,
)
from bot.messages import Paragraph as Said
from prompts.pack_evidence import Shown
from prompts.pack_said import FILE, Told, readers, span
from prompts.pack_work import Work
from prompts.words import words

QUARTER, BOARD = "quarter", "board"
"""The packs that there are, as they are typed."""


def document(
    pack: Pack, material: Material, pictures: Sequence[Picture] = (), *, made_on: date
) -> Document:
    """The quarterly pack for printing; ``pictures`` stand where it tells what moved.

    Without pictures the months of each strategy stand there as bars of text.
    """
    told = Told(pack=pack, material=material)
    title = told.said("document.title", district=told.partnership.district.name)
    return Document(
        title=title,
        subtitle=told.span,
        readers=told.readers,
        author=told.said("author"),
        made_on=made_on,
        footer=told.said("footer", readers=told.readers, day=made_on),
        parts=tuple(_parts(pack, material, pictures)),
    )


def _parts(pack: Pack, material: Material, pictures: Sequence[Picture]) -> Iterator[Part]:
    work, shown = Work(pack=pack, material=material), Shown(pack=pack, material=material)
    yield work.heading("short")
    yield from (Paragraph(line=line) for line in work.short())
    yield from work.decisions()
    yield work.heading("moved")
    yield from pictures
    yield from work.moved(bars=not pictures)
    for part in (work.promises, work.in_the_way, work.helping):
        yield from part()
    evidence = (shown.agreement, shown.classrooms, shown.data_teams, shown.visits)
    for part in (*evidence, shown.measured, shown.days, shown.revised, work.next, work.made):
        yield from part()


def message(pack: Pack, material: Material, file: File) -> Message:
    """What comes with the document: what the quarter came to, and what is in it."""
    work = Work(pack=pack, material=material)
    lines = [words(FILE).rich("message.line", text=line.text) for line in work.short()]
    names = ("decisions", "moved", "promises", "measured")
    parts = [work.said(f"title.{name}").lower() for name in names]
    blocks: list[Block] = [
        Heading(text=words(FILE).rich("message.title", title=f"{file.title}, {work.span}")),
        Said(text=Html("\n".join(lines))),
        Said(text=words(FILE).rich("message.document", parts=parts)),
        Note(text=words(FILE).rich("message.note", readers=work.readers)),
    ]
    return Message(text=plain(blocks[0].text), blocks=tuple(blocks), files=(file,))


def file_name(partnership: Partnership, quarter: Quarter) -> str:
    """The name of the file of the quarterly pack."""
    return words(FILE).plain("document.file", key=partnership.key, quarter=quarter)


def which(partnership: Partnership, audience: Audience, quarter: Quarter, today: date) -> Message:
    """Both packs to choose from."""
    said = readers(partnership, audience)
    text = [words(FILE).rich("which.quarter", readers=said), words(FILE).rich("which.board")]
    buttons = tuple(
        Button(label=words(FILE).plain(f"which.button_{kind}"), action="pack.make", value=value)
        for kind, value in ((kind, f"{kind} {quarter}") for kind in (QUARTER, BOARD))
    )
    title = words(FILE).rich("which.title")
    blocks: tuple[Block, ...] = (
        Heading(text=title),
        Said(text=Html("\n".join(text))),
        Actions(buttons=buttons),
        Note(
            text=words(FILE).rich("which.note", quarter=span(quarter, today), before=quarter.before)
        ),
    )
    return Message(text=plain(title), blocks=blocks)


def making(kind: str, quarter: Quarter, today: date) -> Message:
    """That a pack is being made."""
    return _about("making", kind, quarter, today)


def not_made(kind: str, quarter: Quarter, today: date) -> Message:
    """That a pack could not be made, and what to do."""
    return _about("not_made", kind, quarter, today)


def _about(what: str, kind: str, quarter: Quarter, today: date) -> Message:
    text = words(FILE).rich(f"{what}.{kind}", quarter=span(quarter, today), named=quarter)
    return Message(text=plain(text), blocks=(Said(text=text),))
