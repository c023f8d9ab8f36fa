"""Keeping walkthroughs: numbers for findings, rounds of observers, and what was seen before."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.domain.audience import Viewer, visible
from bot.domain.history import Act
from bot.domain.seeing import earlier_ones
from bot.domain.walkthrough import Finding, Round, Walkthrough
from bot.ledger.records import change, keep
from bot.ports import Transaction

MOST_COMPARED = 100
"""How many walkthroughs of a school are looked through for what was seen before."""

TURN = "turn"
"""What taps are counted under; no record's letter."""


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What all rounds of a walkthrough have counted; ``seen`` by look-for key."""

    classrooms: int
    seen: Mapping[str, int]


async def keep_walkthrough(tx: Transaction, draft: Walkthrough) -> Walkthrough:
    """Store a new walkthrough; it and its findings get their numbers."""
    return await keep(tx, await _numbered(tx, draft, ()))


async def change_walkthrough(
    tx: Transaction, before: Walkthrough, after: Walkthrough, act: Act
) -> Walkthrough:
    """Store a changed walkthrough; findings about the same as before keep their numbers.

    One that changed in nothing is not stored again.
    """
    after = await _numbered(tx, after, before.findings)
    return before if after == before else await change(tx, before, after, act)


async def _numbered(
    tx: Transaction, walkthrough: Walkthrough, before: Iterable[Finding]
) -> Walkthrough:
    numbers: dict[str, list[int]] = {}
    # Those kept before findings had numbers have 0, and get one when they are changed.
    for finding in (each for each in before if each.number):
        numbers.setdefault(finding.about, []).append(finding.number)
    numbered = []
    for finding in walkthrough.findings:
        known = numbers.get(finding.about)
        number = known.pop(0) if known else await _next(tx, walkthrough)
        numbered.append(replace(finding, number=number))
    return replace(walkthrough, findings=tuple(numbered))


async def _next(tx: Transaction, walkthrough: Walkthrough) -> int:
    return await tx.next_number(walkthrough.partnership, Finding.LETTER)


async def earlier_at(
    tx: Transaction, walkthrough: Walkthrough, viewer: Viewer
) -> list[Walkthrough]:
    """Those finished before at its school that the viewer may read, as told, the latest first."""
    found = await tx.find(
        Walkthrough,
        partnership=walkthrough.partnership,
        school=walkthrough.school,
        withdrawn=False,
        order="-day",
        limit=MOST_COMPARED,
    )
    return earlier_ones(walkthrough, visible(viewer, found))


async def under_way(tx: Transaction, partnership: str) -> list[Walkthrough]:
    """The walkthroughs of a partnership that are under way, the latest first."""
    return await tx.find(
        Walkthrough, partnership=partnership, under_way=True, withdrawn=False, order="-number"
    )


async def take_turn(tx: Transaction, partnership: str) -> None:
    """Wait for whoever else counts at this moment, to the end of their transaction.

    So two taps of one observer at once both count, and none comes in while rounds are closed.
    """
    await tx.next_number(partnership, TURN)


async def round_of(tx: Transaction, walkthrough: Walkthrough, observer: str) -> Round:
    """What an observer has counted so far; an empty round for who has not begun."""
    found = await tx.get(Round, walkthrough.partnership, walkthrough.number, observer)
    return found or Round(
        partnership=walkthrough.partnership, walkthrough=walkthrough.number, observer=observer
    )


async def rounds_of(tx: Transaction, walkthrough: Walkthrough) -> list[Round]:
    """The rounds of all who have begun or joined."""
    return await tx.find(Round, partnership=walkthrough.partnership, walkthrough=walkthrough.number)


async def close_rounds(tx: Transaction, rounds: Iterable[Round]) -> None:
    """End the rounds: from here on they hold sums alone, and nothing about a single classroom."""
    await tx.put(*(each.over() for each in rounds))


def summed(rounds: Iterable[Round]) -> Sums:
    """The sums of rounds as they would be if they ended now."""
    seen: Counter[str] = Counter()
    classrooms = 0
    for each in rounds:
        over = each.over()
        seen.update(over.seen)
        classrooms += over.classrooms
    return Sums(classrooms=classrooms, seen=seen)
