"""Packs: gathered in a transaction that reads, and made after it, for that takes its time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.audience import Audience
from bot.domain.document import Document, Picture
from bot.domain.material import Material
from bot.domain.pack import pack_of
from bot.domain.quarter import Quarter
from bot.ledger.directory import Directory
from bot.ledger.gathering_pack import QuarterRead, gather_quarter
from bot.ledger.pictures import About, Sketch, sketch
from bot.ledger.pictures import Wanted as WantedPicture
from bot.messages import File, Message
from bot.ports import Transaction
from bot.ports.documents import Documents
from bot.ports.drawing import Drawing
from prompts import board
from prompts import pack as quarterly

MOMENTUM = WantedPicture(about=About.MOMENTUM)
MADE_FOR = frozenset({Audience.PARTNER, Audience.LEADERS})
"""The audiences whose people have packs made; the board brief is made by them for everybody."""


class PackKind(StrEnum):
    """The packs that there are."""

    QUARTER = quarterly.QUARTER
    BOARD = quarterly.BOARD


@dataclass(frozen=True, kw_only=True)
class WantedPack:
    """Which pack, and of which quarter."""

    kind: PackKind
    quarter: Quarter

    @property
    def written(self) -> str:
        """As it stands in a button and in the name of an occasion; ``read`` reads it."""
        return f"{self.kind} {self.quarter}"

    @classmethod
    def read(cls, written: str) -> "WantedPack":
        """What was written. Raises ValueError for anything else."""
        kind, _, name = written.partition(" ")
        quarter = Quarter.parse(name)
        if quarter is None:
            raise ValueError(written)
        return cls(kind=PackKind(kind), quarter=quarter)


@dataclass(frozen=True, kw_only=True)
class Unmade:
    """A pack before anybody makes it; ``momentum`` is what may be drawn for it."""

    wanted: WantedPack
    material: Material
    momentum: Sketch | None = None


@dataclass(frozen=True, kw_only=True)
class MadePack:
    """A pack as a file, with the message that it comes with."""

    name: str
    title: str
    content: bytes
    message: Callable[[File], Message]


async def gather_pack(
    tx: Transaction, directory: Directory, audience: Audience, wanted: WantedPack, *, now: datetime
) -> Unmade:
    """What a pack is made from, as everybody of that audience may read it.

    A board brief is made from what is public, whoever asks. ``directory`` holds everybody.
    """
    reads = Audience.PUBLIC if wanted.kind is PackKind.BOARD else audience
    read = QuarterRead(viewer=directory.partnership.reader(reads), quarter=wanted.quarter, now=now)
    material = await gather_quarter(tx, directory, read)
    if wanted.kind is PackKind.BOARD:
        return Unmade(wanted=wanted, material=material)
    found = await sketch(tx, directory, reads, MOMENTUM, now=material.until)
    momentum = found if isinstance(found, Sketch) else None
    return Unmade(wanted=wanted, material=material, momentum=momentum)


def make_pack(
    unmade: Unmade, documents: Documents, drawing: Drawing | None, *, made_on: date
) -> MadePack:
    """Make a pack. It takes its time: call it in a thread, and not inside a transaction."""
    material, quarter = unmade.material, unmade.wanted.quarter
    partnership, pack = material.partnership, pack_of(material, quarter)
    if unmade.wanted.kind is PackKind.BOARD:
        brief = board.Brief(pack=pack, material=material)
        return _made(
            documents,
            board.document(brief, made_on=made_on),
            board.file_name(partnership, quarter),
            lambda file: board.message(brief, file),
        )
    pictures = [_drawn(unmade.momentum, drawing)] if unmade.momentum and drawing else []
    return _made(
        documents,
        quarterly.document(pack, material, pictures, made_on=made_on),
        quarterly.file_name(partnership, quarter),
        lambda file: quarterly.message(pack, material, file),
    )


def _drawn(momentum: Sketch, drawing: Drawing) -> Picture:
    return Picture(content=drawing.png(momentum.picture, momentum.said), alt=momentum.said.alt)


def _made(
    documents: Documents, document: Document, name: str, message: Callable[[File], Message]
) -> MadePack:
    content = documents.docx(document)
    return MadePack(name=name, title=document.title, content=content, message=message)
