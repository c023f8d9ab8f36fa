"""What is known of each record that a digest may be made from, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.facts import Facts
from bot.domain.material import Material, readable
from bot.writing.sheet import Sheet
from bot.writing.sheets_of_evidence import evidence_sheets
from bot.writing.sheets_of_words import word_sheets

__all__ = ["Sheet", "Sheets", "sheets"]


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """The sheets by the numbers of their records, and the figures of the week."""

    records: Mapping[str, Sheet] = field(default_factory=dict)
    figures: Mapping[str, int] = field(default_factory=dict)


def sheets(facts: Facts, material: Material) -> Sheets:
    """The sheets of everything that the viewer of the material may read, and of nothing else.

    The facts must be those of the material.
    """
    seen = readable(material)
    found = (*word_sheets(facts, seen), *evidence_sheets(facts, seen))
    return Sheets(records={sheet.ref: sheet for sheet in found}, figures=facts.figures)
