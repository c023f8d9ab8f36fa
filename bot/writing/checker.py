"""Holds a model's sentences to the records."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.domain.digest import Digest
from bot.domain.facts import Facts
from bot.domain.material import Material
from bot.writing.checking import PARTS, WHOLE
from bot.writing.checking.grounds import World, own_words, parts
from bot.writing.checking.known import Known
from bot.writing.checking.names import check_strangers
from bot.writing.checking.notes import notes
from bot.writing.checking.sources import bare
from bot.writing.checking.text import tokens
from bot.writing.claim import Claim
from bot.writing.sheets import Sheets, sheets


@dataclass(frozen=True, kw_only=True)
class Checker:
    """Knows the records of a week as the digest's viewer may read them."""

    sheets: Sheets
    world: World

    @classmethod
    def of(cls, facts: Facts, material: Material, said: Digest) -> "Checker":
        """The checker of a digest of these facts, which must be those of the material.

        ``said`` is the template's digest: what it derives from records, such as "third week
        running", may be said by a sentence that cites all of that line's sources.
        """
        found = sheets(facts, material)
        world = World(
            known=Known.of(material),
            sheets=found.records,
            notes=notes(facts, said),
            figures=found.figures,
            people={person.key: person for person in material.people},
            strategies={one.key: one.name for one in material.partnership.agenda.strategies},
            today=material.today,
            window=(material.day_of(material.after), material.day_of(material.until)),
            terms=frozenset(_terms(material)),
            closed=frozenset(t.stem for name in material.closed_for for t in tokens(name)),
            told=frozenset().union(*map(own_words, found.records.values())),
        )
        return cls(sheets=found, world=world)

    def check(self, claim: Claim) -> str | None:
        """None if the sentence may stand, else one stable word of why it may not.

        The words: uncited, unknown_source, number, date, weekday, percentage, name, school,
        strategy, status, quantifier, kept, words, format.
        """
        whole = (reason for check in WHOLE for reason in check(claim, self.world))
        return next(whole, None) or next(self._of_parts(claim), None)

    def _of_parts(self, claim: Claim) -> Iterator[str]:
        told = replace(claim, text=bare(claim.text))
        for part in parts(told, self.world):
            for check in PARTS:
                yield from check(part, self.world)
            if part.begins:
                named = self.world.known.named(told.text)
                yield from check_strangers(replace(part.whole, named=named), self.world)


def _terms(material: Material) -> Iterator[str]:
    """The stems of what everybody of the partnership calls things."""
    partnership = material.partnership
    roles = (person.role for person in material.people)
    names = (partnership.partner.name, partnership.district.name, *material.closed_for, *roles)
    return (token.stem for name in names for token in tokens(name) if token.is_word)
