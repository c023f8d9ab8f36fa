"""What the parts of a pack share: whose it is, how its lists are cut, how a line is made."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bot.domain.audience import Audience
from bot.domain.digest import Line
from bot.domain.document import Bullets, Heading, Paragraph, Part
from bot.domain.facts import Facts
from bot.domain.material import Material
from bot.domain.pack import Pack
from bot.domain.partnership import Partnership
from bot.domain.promise import Promise
from bot.domain.quarter import Quarter
from prompts.digest_evidence import EvidenceLines
from prompts.words import words

FILE = "pack"
MOST = 8
"""How many items of a list are told: a pack that is long is not read."""

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Told:
    """A pack that is being put into words. Of the material only what is no record is used."""

    pack: Pack
    material: Material

    @property
    def partnership(self) -> Partnership:
        """Whose pack it is."""
        return self.material.partnership

    def said(self, name: str, /, **values: object) -> str:
        """A text of ``pack.toml``, with the day that the pack is told on."""
        return words(FILE).plain(name, **{**values, "today": self.material.today})

    def digest(self, name: str, /, **values: object) -> str:
        """A text of ``digest.toml``, with that day."""
        return words("digest").plain(name, **{**values, "today": self.material.today})

    def heading(self, name: str, /, **values: object) -> Heading:
        """The title of a part."""
        return Heading(text=self.said(f"title.{name}", **values))

    def sentence(self, name: str, /, **values: object) -> Paragraph:
        """A sentence that rests on no record alone."""
        return Paragraph(line=Line(text=self.said(name, **values)))

    def bullets(
        self, kind: str, items: Iterable[T], line: Callable[[T], Line], *, title: str = ""
    ) -> list[Part]:
        """The first few items, and how many more there are with their numbers; nothing of none."""
        lines = [line(item) for item in items]
        shown, rest = lines[:MOST], lines[MOST:]
        if rest:
            text = self.said("more", n=len(rest), kind=self.said(f"more_of.{kind}"))
            refs = dict.fromkeys(ref for one in rest for ref in one.sources)
            shown.append(Line(text=text, sources=tuple(refs)))
        name = self.said(title) if title else ""
        return [Bullets(lines=tuple(shown), title=name)] if shown else []

    def side(self, promise: Promise) -> str:
        """The name of the side that promised: both are named alike."""
        return promise.partner or self.partnership.district.name

    @property
    def evidence(self) -> EvidenceLines:
        """The lines of the digest about evidence."""
        found = Facts(claims=self.pack.claims, evidence=self.pack.evidence)
        return EvidenceLines(words=words("digest"), facts=found, material=self.material)

    @property
    def readers(self) -> str:
        """Who may read it, as a sentence."""
        return readers(self.partnership, self.material.audience)

    @property
    def is_over(self) -> bool:
        """Whether the quarter is over on the day of which the pack tells."""
        return self.material.today >= self.pack.quarter.last

    @property
    def span(self) -> str:
        """The quarter in words."""
        return span(self.pack.quarter, self.material.today)


def readers(partnership: Partnership, audience: Audience) -> str:
    """Who may read a pack made for this audience, as a sentence."""
    return words(FILE).plain(
        f"readers_{audience.value}",
        district=partnership.district.name,
        partner=partnership.partner.name,
    )


def span(quarter: Quarter, today: date) -> str:
    """The quarter in words, and up to which day if it is not over on that day."""
    name = "quarter" if today >= quarter.last else "so_far"
    return words(FILE).plain(name, first=quarter.first, last=quarter.last, today=today)
