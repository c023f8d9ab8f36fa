"""What was seen in classrooms, as a digest tells it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.audience import Audience
from bot.domain.evidence import narrowest
from bot.domain.material import Material
from bot.domain.seeing import Compared, beside, earlier_ones
from bot.domain.walkthrough import Walkthrough, spelled


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """A walkthrough in a digest. ``classrooms`` is 0 where nothing may be told of what was counted.

    ``seen`` are its findings beside what was predicted and seen before. ``missed`` are the names of
    the look-fors that were predicted and that nobody looked for. ``sources`` are the numbers of the
    walkthrough, its findings and what they are compared with.
    """

    ref: str
    school: str
    day: date
    text: str = ""
    classes: str = ""
    classrooms: int = 0
    seen: tuple[Compared, ...] = ()
    missed: tuple[str, ...] = ()
    pattern: str = ""
    sources: tuple[str, ...] = ()
    audience: Audience = Audience.LEADERS


def sightings(material: Material) -> tuple[Sighting, ...]:
    """The walkthroughs that were made or finished in the window, from readable material."""
    finished = {c.ref for c in material.changes if c.after.get("under_way") is False}
    made = [w for w in material.walkthroughs if material.holds(w.at) or w.ref in finished]
    return tuple(_sighting(material, walkthrough) for walkthrough in made)


def _sighting(material: Material, walkthrough: Walkthrough) -> Sighting:
    past = earlier_ones(walkthrough, material.walkthroughs)
    seen = beside(walkthrough, past)
    behind = [w for w in past if any(_rests_on(each, w) for each in seen)]
    missed = [key for key in walkthrough.not_looked_for if _was_predicted(key, past)]
    names = {each.key: each.name for each in material.partnership.agenda.look_fors}
    return Sighting(
        ref=walkthrough.ref,
        school=material.partnership.school_name(walkthrough.school) or "",
        day=walkthrough.day,
        text=spelled(walkthrough.text),
        classes=walkthrough.classes,
        classrooms=walkthrough.classrooms,
        seen=seen,
        missed=tuple(names[key] for key in missed if key in names),
        pattern=walkthrough.pattern,
        sources=(walkthrough.ref, *cited(seen, behind)),
        audience=narrowest((walkthrough, *behind)),
    )


def cited(seen: Iterable[Compared], behind: Sequence[Walkthrough]) -> tuple[str, ...]:
    """The numbers of findings and of what they are compared with, each once.

    ``behind`` are the walkthroughs that they are compared with; one stands for its predictions, and
    for findings from before those had numbers.
    """
    return tuple(dict.fromkeys(_cited(seen, behind)))


def _cited(seen: Iterable[Compared], behind: Sequence[Walkthrough]) -> Iterator[str]:
    pairs = list(seen)
    yield from (each.finding.ref for each in pairs if each.finding.number)
    for each in pairs:
        last = next((w for w in behind if each.before in w.findings), None)
        foretold = next((w for w in behind if each.predicted in w.predictions), None)
        if last and each.before:
            yield each.before.ref if each.before.number else last.ref
        if foretold and foretold is not last:
            yield foretold.ref


def _rests_on(each: Compared, walkthrough: Walkthrough) -> bool:
    return each.predicted in walkthrough.predictions or each.before in walkthrough.findings


def _was_predicted(key: str, past: Sequence[Walkthrough]) -> bool:
    """Whether the last walkthrough of the school expected to see it."""
    return any(each.look_for == key for last in past[:1] for each in last.predictions)
