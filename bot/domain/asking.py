"""What is worth asking next, each with the records that it comes from. For the partner alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.checkin import Momentum
from bot.domain.claim import Claim, Verdict
from bot.domain.hindrance import Hindrance, Hindrances
from bot.domain.promise import Promise, Promises
from bot.domain.standing import Standing, Trend

MOST_ASKED = 3
STUCK_AFTER = 21
"""Days after which what stands in the way is stuck."""


class Why(StrEnum):
    """What makes a question worth asking."""

    CONTRADICTION = "contradiction"
    FALLING = "falling"
    LATE = "late"
    BLOCKED = "blocked"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A question worth asking, about what is given here, and the records that it comes from."""

    why: Why
    sources: tuple[str, ...]
    standing: Standing | None = None
    promise: Promise | None = None
    hindrance: Hindrance | None = None
    claim: Claim | None = None

    @property
    def about(self) -> str:
        """The record that is asked about first of all, so that nothing is asked twice."""
        return self.sources[0]


def worth_asking(
    standings: tuple[Standing, ...],
    promises: Promises,
    hindrances: Hindrances,
    claims: tuple[Claim, ...] = (),
) -> tuple[Ask, ...]:
    """Up to three questions: one of each kind first, contradictions before all, none twice.

    Of the contradictions those between kinds of evidence come first.
    """
    contradictions = [
        *_disagreeing(claims),
        *_contradictions(standings, promises, hindrances),
    ]
    ordered = [
        *contradictions[:1],
        *_falling(standings),
        *_late(promises),
        *_blocked(hindrances),
        *contradictions[1:],
    ]
    once = {ask.about: ask for ask in reversed(ordered)}
    return tuple(ask for ask in ordered if once[ask.about] is ask)[:MOST_ASKED]


def _disagreeing(claims: tuple[Claim, ...]) -> Iterator[Ask]:
    """Strategies that one kind of evidence speaks for and another against."""
    for claim in claims:
        if claim.verdict is Verdict.CONTRADICTED:
            yield Ask(why=Why.CONTRADICTION, sources=claim.disputed, claim=claim)


def _contradictions(
    standings: tuple[Standing, ...], promises: Promises, hindrances: Hindrances
) -> Iterator[Ask]:
    """Strategies said to go well whose own promise is late, or that something blocks for long."""
    for standing in standings:
        if standing.now is None or standing.now < Momentum.STEADY:
            continue
        for late in promises.late:
            if late.strategy == standing.strategy:
                sources = (late.ref, *standing.sources)
                yield Ask(why=Why.CONTRADICTION, sources=sources, standing=standing, promise=late)
        for old in hindrances.open:
            if old.strategy == standing.strategy and old.days > STUCK_AFTER:
                sources = (old.ref, *standing.sources)
                yield Ask(why=Why.CONTRADICTION, sources=sources, standing=standing, hindrance=old)


def _falling(standings: tuple[Standing, ...]) -> Iterator[Ask]:
    falling = [standing for standing in standings if standing.trend is Trend.DOWN]
    if falling:
        most = min(falling, key=lambda standing: standing.change)
        yield Ask(why=Why.FALLING, sources=most.sources, standing=most)


def _late(promises: Promises) -> Iterator[Ask]:
    for promise in promises.late[:1]:
        yield Ask(why=Why.LATE, sources=(promise.ref,), promise=promise)


def _blocked(hindrances: Hindrances) -> Iterator[Ask]:
    oldest = hindrances.oldest
    if oldest:
        yield Ask(why=Why.BLOCKED, sources=(oldest.ref,), hindrance=oldest)
