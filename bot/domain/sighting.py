"""What was seen in classrooms, as a digest tells it."""

from dataclasses import dataclass
from datetime import date

from bot.domain.audience import Audience
from bot.domain.material import Material
from bot.domain.walkthrough import Walkthrough, spelled


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """A walkthrough in a digest. ``classrooms`` is 0 where nothing was counted.

    ``text`` and ``classes`` are empty where so few classrooms were visited that they could point at
    a teacher.
    """

    ref: str
    school: str
    day: date
    text: str
    classes: str = ""
    classrooms: int = 0
    audience: Audience = Audience.LEADERS


def sightings(material: Material) -> tuple[Sighting, ...]:
    """The walkthroughs of the window, from readable material."""
    made = [w for w in material.walkthroughs if material.holds(w.at)]
    return tuple(_sighting(material, walkthrough) for walkthrough in made)


def _sighting(material: Material, walkthrough: Walkthrough) -> Sighting:
    few = walkthrough.is_of_few
    return Sighting(
        ref=walkthrough.ref,
        school=material.partnership.school_name(walkthrough.school) or "",
        day=walkthrough.day,
        text="" if few else spelled(walkthrough.text),
        classes="" if few else walkthrough.classes,
        classrooms=walkthrough.classrooms,
        audience=walkthrough.audience,
    )
