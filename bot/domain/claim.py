"""What several kinds of sources say of a strategy, and whether they agree.

The claim is that a strategy goes well. Each kind of source says one thing of it:

- ``UP``: better than the time before.
- ``WELL``: as the time before, or the first time, and well: leaders call it steady or strong, a
  measure is at its target, every leader has seen every school.
- ``STILL``: as the time before, and not known to be well.
- ``DOWN``: worse than the time before.

What has nothing to be compared with says nothing, unless it is well; what is older than a term says
nothing either. ``UP`` and ``WELL`` speak for the claim, ``DOWN`` against it. It is supported
when two kinds speak for it and none against; where one speaks for it and one against, they
contradict each other. Commitments and blockers are work, not evidence, and do not count here.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of sources: each is seen by other eyes, or in another way, than the others."""

    LEADERS = "leaders"
    CLASSROOMS = "classrooms"
    DATA_TEAMS = "data-teams"
    MEASURES = "measures"
    VISITS = "visits"


class Direction(StrEnum):
    """What a source says of a strategy."""

    UP = "up"
    WELL = "well"
    STILL = "still"
    DOWN = "down"


class Verdict(StrEnum):
    """What the kinds of sources say together.

    ``ONE``: there is one kind so far. ``OPEN``: there are several, and they neither agree that it
    goes well nor contradict each other. ``AGAINST``: two say that it falls back, none that it goes
    well.
    """

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    AGAINST = "against"
    OPEN = "open"
    ONE = "one"


FOR = frozenset({Direction.UP, Direction.WELL})


@dataclass(frozen=True, kw_only=True)
class Says:
    """What one kind of source says, and the records that it says it with.

    ``now`` and ``before`` are its figures in short: the leaders' word, "5 of 9" classrooms, "3.0"
    on the rubric, "33 %" of the visits; empty where there is no one figure.
    """

    kind: Kind
    direction: Direction
    sources: tuple[str, ...]
    now: str = ""
    before: str = ""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A current strategy and what each kind of source says of it; at least one does."""

    strategy: str
    name: str
    says: tuple[Says, ...]

    @property
    def speaking_for(self) -> tuple[Says, ...]:
        """The kinds that say it goes well."""
        return tuple(each for each in self.says if each.direction in FOR)

    @property
    def speaking_against(self) -> tuple[Says, ...]:
        """The kinds that say it falls back."""
        return tuple(each for each in self.says if each.direction is Direction.DOWN)

    @property
    def verdict(self) -> Verdict:
        """What the kinds say together; never supported by one alone."""
        well, worse = len(self.speaking_for), len(self.speaking_against)
        if well and worse:
            return Verdict.CONTRADICTED
        if len(self.says) == 1:
            return Verdict.ONE
        if max(well, worse) > 1:
            return Verdict.SUPPORTED if well else Verdict.AGAINST
        return Verdict.OPEN

    @property
    def is_seen(self) -> bool:
        """Whether anything else than what leaders say speaks of it."""
        return any(each.kind is not Kind.LEADERS for each in self.says)

    @property
    def sources(self) -> tuple[str, ...]:
        """The records of every kind."""
        return tuple(dict.fromkeys(ref for each in self.says for ref in each.sources))

    @property
    def disputed(self) -> tuple[str, ...]:
        """The records that speak against it, then those that speak for it."""
        both = (*self.speaking_against, *self.speaking_for)
        return tuple(dict.fromkeys(ref for each in both for ref in each.sources))
