"""What the facts of a week and the template's lines say of several records together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.claim import Claim, Direction, Kind, Verdict
from bot.domain.digest import Digest
from bot.domain.evidence import TeamsTold
from bot.domain.facts import Facts
from bot.domain.standing import Standing, Trend

_WEEKS = ("", "", "second", "third", "fourth")
_TOLD = {
    "where": ("asked", "answered", "partner_asked", "partner_answered"),
    "promises": ("commitments_open",),
    "silence": ("asked", "answered", "skipped", "away", "missed", "not_reached"),
}
"""Of lines without records the figures that they tell."""
_FIGURES = {
    "asked": ("{n} leaders were asked", ()),
    "answered": ("{n} leaders checked in, answered, were heard from", ()),
    "skipped": ("{n} leaders skipped", ()),
    "away": ("{n} leaders are away", ()),
    "partner_asked": ("{n} people of the partner were asked", ()),
    "partner_answered": ("{n} people of the partner checked in, answered", ()),
    "missed": ("{n} check-ins fell due while Headway was not running and did not go out", ()),
    "not_reached": ("{n} people were not reached", ()),
    "commitments_open": ("{n} promises are open", ("open",)),
    "commitments_kept": ("{n} promises were kept", ("kept", "ended")),
    "commitments_overdue": ("{n} promises are late", ("late",)),
    "commitments_moved": ("{n} promises were moved", ("moved",)),
    "commitments_dropped": ("{n} promises were dropped", ("dropped", "ended")),
    "commitments_due_next_week": ("{n} promises fall due next week", ("due",)),
    "blockers_open": ("{n} blockers, things in the way, are open", ("open", "standing")),
    "blockers_cleared": ("{n} blockers, things in the way, were cleared", ("cleared", "ended")),
    "helps": ("{n} helps, things that help", ()),
    "walkthroughs": ("{n} walkthroughs", ()),
    "classrooms": ("{n} classrooms were visited", ()),
    "visits": ("{n} visits", ()),
    "data_teams": ("{n} data teams met, meetings", ()),
    "readings": ("{n} readings", ()),
    "site_days": ("{n} site days were used", ()),
    "revisions": ("{n} revisions", ("new",)),
    "claims_supported": ("{n} strategies are supported", ("supported",)),
    "claims_contradicted": ("{n} strategies are contradicted", ("contradicted",)),
}


_SAID_BY = {
    Kind.LEADERS: "leaders say, call, rate it",
    Kind.CLASSROOMS: "look-fors seen in classrooms",
    Kind.DATA_TEAMS: "data teams nearer to the rubric",
    Kind.MEASURES: "what we measure, measures, indicators, target",
    Kind.VISITS: "leaders at other schools, visits between schools",
}


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something said of all of its ``sources`` together, or of the figures with these keys.

    It may be used by who cites all of the sources, or any of the figures; where a strategy stands,
    by who cites two of its ratings. ``marks`` are the statuses that it gives; ``strategy`` is the
    key of the one that it is about, if it is one.
    """

    text: str
    sources: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    strategy: str = ""
    marks: frozenset[str] = frozenset()
    kind: str = "line"

    @property
    def is_none(self) -> bool:
        """Whether it is a figure that counts nothing."""
        return self.kind == "figure" and self.text.startswith("0 ")

    def is_cited(self, sources: frozenset[str], figures: frozenset[str]) -> bool:
        """Whether a sentence that cites these may use it."""
        if self.kind == "standing":
            return len(sources & self.sources) > 1 or self.sources <= sources
        if self.sources:
            return self.sources <= sources
        return bool(self.figures & figures)


def notes(facts: Facts, said: Digest) -> tuple[Note, ...]:
    """The notes of a week; ``said`` is the template's digest of the facts."""
    return (
        *_figures(facts),
        _quiet(facts),
        _sides(facts),
        *_lines(said),
        *(_standing(each) for each in facts.standings if each.now),
        *(note for each in facts.claims for note in _claim(each)),
        *(_teams(each) for each in facts.evidence.teams if each.fidelity),
        *_coverage(facts),
    )


def _figures(facts: Facts) -> Iterator[Note]:
    for key, number in facts.figures.items():
        text, marks = _FIGURES.get(key, ("{n} " + key.replace("_", " "), ()))
        yield Note(
            text=text.format(n=number),
            figures=frozenset({key}),
            marks=frozenset(marks),
            kind="figure",
        )


def _quiet(facts: Facts) -> Note:
    quiet = facts.silence.quiet
    return Note(
        text=f"{quiet.count} leaders did not answer, no answer, were not heard from, are silent",
        figures=frozenset({"asked", "answered"}),
        kind="figure",
    )


def _sides(facts: Facts) -> Note:
    promised = facts.promises
    district, partner = promised.open_district, promised.open_partner
    return Note(
        text=f"{district} of {promised.open} open promises are of the district; "
        f"{partner} of {promised.open} open promises are of the partner",
        figures=frozenset({"commitments_open"}),
        kind="figure",
    )


def _lines(said: Digest) -> Iterator[Note]:
    if said.headline.sources:
        yield Note(text=said.headline.text, sources=frozenset(said.headline.sources))
    else:
        keys = frozenset(key for found in _TOLD.values() for key in found)
        keys |= {"commitments_overdue", "blockers_open"}
        yield Note(text=said.headline.text, figures=keys)
    for section in said.sections:
        for line in section.lines:
            told = frozenset(_TOLD.get(section.key, ())) if not line.sources else frozenset()
            yield Note(text=line.text, sources=frozenset(line.sources), figures=told)


def _standing(one: Standing) -> Note:
    """Where a strategy stands; ``marks`` hold "now:steady", "before:slow" and the like."""
    now, before = one.now, one.before
    moved = {Trend.UP: "up", Trend.DOWN: "down", Trend.SAME: "same"}.get(one.trend)
    marks = {f"now:{now.word}" if now else "", moved or ""}
    text = f"{one.name}: {now.word if now else ''}"
    text += f", rated by {one.rated} leaders, people; {one.rated} ratings"
    if before:
        marks.add(f"before:{before.word}")
        text += f"; {one.ago} weeks ago, before, {before.word}"
        text += "; last week" if one.ago == 1 else f"; in {one.ago} weeks"
    if one.running > 1:
        text += f"; {_WEEKS[one.running]} week running, for {one.running} weeks in a row"
    if one.spread and one.spread[0] != one.spread[1]:
        marks |= {f"low:{one.spread[0].word}", f"high:{one.spread[1].word}"}
    return Note(
        text=text,
        sources=frozenset(one.sources[: one.rated]),
        strategy=one.strategy,
        marks=frozenset(filter(None, marks)),
        kind="standing",
    )


def _claim(one: Claim) -> Iterator[Note]:
    """What the kinds of sources say together, and what each of them says."""
    verdicts = {
        Verdict.SUPPORTED: {"supported"},
        Verdict.CONTRADICTED: {"contradicted", "undecided"},
        Verdict.AGAINST: {"down"},
        Verdict.OPEN: {"undecided"},
    }
    disputed = one.verdict is Verdict.CONTRADICTED
    sources = frozenset(one.disputed if disputed else one.sources)
    agreeing = max(len(one.speaking_for), len(one.speaking_against))
    yield Note(
        text=f"{one.name}: {agreeing} kinds of sources",
        sources=sources,
        strategy=one.strategy,
        marks=frozenset(verdicts.get(one.verdict, ())),
        kind="claim",
    )
    ways = {Direction.UP: {"up"}, Direction.DOWN: {"down"}, Direction.STILL: {"same"}}
    for each in one.says:
        now = {f"now:{each.now}"} if each.kind is Kind.LEADERS else set()
        yield Note(
            text=f"{one.name}: {_SAID_BY[each.kind]} {each.now}; {each.before} before",
            sources=frozenset(each.sources),
            strategy=one.strategy,
            marks=frozenset(ways.get(each.direction, set()) | now),
            kind="says",
        )


def _teams(one: TeamsTold) -> Note:
    fidelity = one.fidelity
    before = fidelity.before if fidelity else None
    mean, highest = (fidelity.mean, fidelity.scale[1]) if fidelity else (0, 0)
    now = f"{mean:.1f} of {highest} on the rubric"
    then = f"; {before:.1f} of {highest} on the rubric before" if before is not None else ""
    return Note(
        text=f"{one.school}: data team meetings on the rubric; {now}{then}",
        sources=frozenset(one.sources),
        marks=frozenset(_moved(mean, before)),
    )


def _moved(now: float, before: float | None) -> Iterable[str]:
    if before is None:
        return ()
    return ("up" if now > before else "down" if now < before else "same",)


def _coverage(facts: Facts) -> Iterator[Note]:
    found = facts.evidence.coverage
    if found and found.wanted:
        yield Note(
            text=f"{found.reached} of {found.wanted} visits of leaders to other schools",
            sources=frozenset(found.sources),
        )
