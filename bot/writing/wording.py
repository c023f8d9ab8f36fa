"""A digest put together from a model's sentences that stand and the template's lines."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.audience import Audience
from bot.domain.digest import Digest, Line, Section
from bot.domain.facts import Facts
from bot.domain.material import Material, readable
from bot.domain.record import Record
from bot.writing.answer import Answer, Sentence
from bot.writing.claim import Claim
from bot.writing.prompt import bare, line_ids, week_before
from prompts.digest_parts import mark
from prompts.words import words

LONGEST = 400
"""Characters of a sentence."""
KEPT_WHOLE = frozenset({"agreement", "in-the-way", "corrections"})
"""Sections of which no line may be left out: it would mislead."""
UNMARKED = frozenset({"next"})
"""Sections whose lines do not say that leaders do not read them."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A sentence, and why it was refused; empty if it stands."""

    sentence: Sentence
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Worded:
    """The digest, how many sentences were judged, and why each of those that fell was refused."""

    digest: Digest
    sentences: int
    refused: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether at most a third was refused."""
        return 3 * len(self.refused) <= self.sentences


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What sentences are held to, and what stands in their place.

    ``said`` is the template's digest; ``check`` says in a word why a sentence may not stand.
    """

    said: Digest
    facts: Facts
    material: Material
    check: Callable[[Claim], str | None]

    def of(self, answer: Answer) -> Worded:
        """The digest of these sentences. One that is refused gives way to the template's lines.

        Titles, figures and the order of sections are the template's. A section that the answer
        leaves out stays as it was; a line that may not be left out comes back.
        """
        headline = self._headline(answer.headline)
        judged = {key: tuple(map(self._judged, each)) for key, each in answer.sections.items()}
        everything = [headline, *(one for each in judged.values() for one in each)]
        return Worded(
            digest=replace(
                self.said,
                headline=self._headline_line(headline),
                sections=tuple(self._section(s, judged.get(s.key, ())) for s in self.said.sections),
            ),
            sentences=len(everything),
            refused=tuple(one.reason for one in everything if one.reason),
        )

    def _judged(self, sentence: Sentence) -> Judged:
        text = sentence.claim.text
        if not text or len(text) > LONGEST or not text.isprintable():
            return Judged(sentence=sentence, reason="format")
        if self._is_word_for_word(sentence.claim):
            return Judged(sentence=sentence)
        return Judged(sentence=sentence, reason=self.check(sentence.claim) or "")

    def _is_word_for_word(self, claim: Claim) -> bool:
        """Whether it is a line of the template with that line's sources: true as it stands."""
        bared = bare(self.material)
        return any(
            (claim.text, {*claim.sources}) == (bared(line.text), {*line.sources})
            for line in self.said.lines()
        )

    def _headline(self, sentence: Sentence) -> Judged:
        """A headline that passes over what is stuck would mislead, however true it is."""
        late = {promise.ref for promise in self.facts.promises.late}
        stuck = late | {hindrance.ref for hindrance in self.facts.hindrances.open}
        if stuck and stuck.isdisjoint(sentence.claim.sources):
            return Judged(sentence=sentence, reason="one_sided")
        return self._judged(sentence)

    def _headline_line(self, judged: Judged) -> Line:
        claim = judged.sentence.claim
        if judged.reason:
            return self.said.headline
        return Line(text=week_before(self.material, claim.text), sources=claim.sources)

    def _section(self, section: Section, judged: Sequence[Judged]) -> Section:
        if not judged:
            return section
        lines = {
            id_: line for id_, (key, line) in line_ids(self.said).items() if key == section.key
        }
        told = {id_ for one in judged for id_ in _covered(one, lines)}
        made: list[Line] = []
        for one in judged:
            if one.reason:
                instead = [id_ for id_ in _instead(one.sentence, lines) if id_ not in told]
                made += [lines[id_] for id_ in instead]
                told.update(instead)
            else:
                made.append(self._line(section.key, one.sentence.claim))
        made += [
            line
            for id_, line in lines.items()
            if id_ not in told and not self._may_go(section.key, line)
        ]
        return replace(section, lines=tuple(made) or section.lines)

    def _line(self, key: str, claim: Claim) -> Line:
        """The sentence, marked where it rests on what not all leaders may read."""
        narrow = key not in UNMARKED and not self._narrow.isdisjoint(claim.sources)
        behind = mark(words("digest"), Audience.PARTNER) if narrow else ""
        return Line(text=claim.text + behind, sources=claim.sources)

    @property
    def _narrow(self) -> frozenset[str]:
        """The numbers of what was said to the partner alone; findings go with their walkthrough."""
        seen = readable(self.material)
        kinds = [each for each in vars(seen).values() if isinstance(each, tuple)]
        records = [one for kind in kinds for one in kind if isinstance(one, Record)]
        narrow = {one.ref for one in records if one.audience is Audience.PARTNER}
        walked = [one for one in seen.walkthroughs if one.audience is Audience.PARTNER]
        return frozenset(narrow | {found.ref for one in walked for found in one.findings})

    def _may_go(self, key: str, line: Line) -> bool:
        """Whether the template's line may be left out: good news and plain detail alone.

        What has no sources are counts of everybody, such as how many checked in.
        """
        if key in KEPT_WHOLE or not line.sources:
            return False
        if key == "promises":
            good = (*self.facts.promises.kept, *self.facts.promises.new)
            return {one.ref for one in good}.issuperset(line.sources)
        fallen = {one.sources for one in self.facts.standings if one.change < 0}
        return line.sources not in fallen


def _covered(judged: Judged, lines: Mapping[str, Line]) -> Iterator[str]:
    """The lines that a sentence stands for: it cites all their records, or counts as they do."""
    claim = judged.sentence.claim
    for id_ in judged.sentence.replaces:
        line = lines.get(id_)
        if judged.reason or line is None:
            continue
        if set(line.sources) <= set(claim.sources) if line.sources else claim.figures:
            yield id_


def _instead(sentence: Sentence, lines: Mapping[str, Line]) -> list[str]:
    """The lines in place of a refused sentence: those it names, else those it cites records of."""
    named = [id_ for id_ in sentence.replaces if id_ in lines]
    cited = {*sentence.claim.sources}
    return named or [id_ for id_, line in lines.items() if not cited.isdisjoint(line.sources)]
