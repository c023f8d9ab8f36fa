"""What was seen of each look-for in a time, beside what was predicted and seen before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.audience import Audience
from bot.domain.evidence import narrowest
from bot.domain.material import Material
from bot.domain.seeing import Compared, compared_with
from bot.domain.sighting import cited
from bot.domain.walkthrough import Finding, Prediction, Walkthrough


@dataclass(frozen=True, kw_only=True)
class Walked:
    """A walkthrough of the time and those of its school before it, latest first.

    ``missed`` are the names of the look-fors that were predicted and that nobody looked for.
    """

    walkthrough: Walkthrough
    past: Sequence[Walkthrough]
    school: str
    missed: tuple[str, ...]

    @property
    def audience(self) -> Audience:
        """The narrower of it and of the one with the predictions."""
        return narrowest((self.walkthrough, *self.past[:1]))


@dataclass(frozen=True, kw_only=True)
class Pair:
    """In how many classrooms something was seen, beside another count of it."""

    now: Finding
    other: Finding


@dataclass(frozen=True, kw_only=True)
class LookedFor:
    """A look-for in all walkthroughs of a time together, each with three classrooms or more.

    ``seen`` sums them up. ``predicted`` and ``before`` hold those of them alone that have something
    to be compared with, with what was predicted and what was seen the time before.
    """

    name: str
    seen: Finding
    walkthroughs: int
    predicted: Pair | None
    before: Pair | None
    sources: tuple[str, ...]


def walked(seen: Material) -> tuple[Walked, ...]:
    """The walkthroughs that were made or finished in the window, from readable material."""
    finished = {change.ref for change in seen.changes if change.after.get("under_way") is False}
    schools: dict[str, list[Walkthrough]] = {}
    for one in sorted(seen.walkthroughs, key=lambda one: (one.day, one.number)):
        schools.setdefault(one.school, []).append(one)
    return tuple(
        _walked(seen, one, there[:place][::-1])
        for there in schools.values()
        for place, one in enumerate(there)
        if seen.holds(one.at) or one.ref in finished
    )


def _walked(seen: Material, one: Walkthrough, past: Sequence[Walkthrough]) -> Walked:
    names = {each.key: each.name for each in seen.partnership.agenda.look_fors}
    predicted = {each.look_for for last in past[:1] for each in last.predictions}
    missed = [names[key] for key in one.not_looked_for if key in predicted & names.keys()]
    school = seen.partnership.school_name(one.school) or ""
    return Walked(walkthrough=one, past=past, school=school, missed=tuple(missed))


def looked_for(seen: Material, walks: Iterable[Walked]) -> tuple[LookedFor, ...]:
    """The look-fors of the agenda that were looked for in these walkthroughs of the material."""
    found: dict[str, list[tuple[Compared, tuple[str, ...]]]] = {}
    for walk in walks:
        for finding in walk.walkthrough.findings:
            each = compared_with(finding, walk.past)
            refs = (walk.walkthrough.ref, *cited([each], walk.past))
            found.setdefault(finding.about, []).append((each, refs))
    names = {one.key: one.name for one in seen.partnership.agenda.look_fors}
    return tuple(_summed(names[key], found[key]) for key in names if key in found)


def _summed(name: str, found: Sequence[tuple[Compared, tuple[str, ...]]]) -> LookedFor:
    each = [compared for compared, _ in found]
    return LookedFor(
        name=name,
        seen=_sum(name, (one.finding for one in each)),
        walkthroughs=len(each),
        predicted=_pair(name, ((one.finding, one.predicted) for one in each)),
        before=_pair(name, ((one.finding, one.before) for one in each)),
        sources=tuple(dict.fromkeys(ref for _, refs in found for ref in refs)),
    )


def _pair(name: str, pairs: Iterable[tuple[Finding, Finding | Prediction | None]]) -> Pair | None:
    both = [(now, other) for now, other in pairs if other]
    if not both:
        return None
    return Pair(
        now=_sum(name, (now for now, _ in both)), other=_sum(name, (other for _, other in both))
    )


def _sum(name: str, counted: Iterable[Finding | Prediction]) -> Finding:
    each = list(counted)
    return Finding(text=name, seen=sum(one.seen for one in each), of=sum(one.of for one in each))
