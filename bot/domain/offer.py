"""Proposals on their way through the buttons of a message."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.cadence import Makes
from bot.domain.proposing import MOST_PROPOSED, Proposal

LONGEST_VALUE = 1900


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A few proposals in one message.

    ``alone``: the message holds nothing else, no receipt of an answer.
    """

    proposals: tuple[Proposal, ...]
    alone: bool = True

    def value(self, chosen: Proposal) -> str:
        """The value of a button of one of the proposals: the whole offer and which it is."""
        rows = [_row(proposal) for proposal in self.proposals]
        parts = [int(self.alone), self.proposals.index(chosen), rows]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))

    def without(self, settled: Iterable[str]) -> "Offer":
        """The offer without proposals whose words have been answered."""
        gone = set(settled)
        return replace(self, proposals=tuple(p for p in self.proposals if p.words not in gone))


def offer(proposals: Iterable[Proposal], *, alone: bool = True) -> Offer:
    """The first of the proposals, as many as buttons can hold."""
    made = Offer(proposals=tuple(proposals)[:MOST_PROPOSED], alone=alone)
    while made.proposals and len(made.value(made.proposals[-1])) > LONGEST_VALUE:
        made = replace(made, proposals=made.proposals[:-1])
    return made


def read_offer(value: str) -> tuple[Offer, Proposal]:
    """The offer of a button, and the proposal that the button stands beside.

    Raises ValueError for a value that no button has.
    """
    try:
        alone, chosen, rows = json.loads(value)
        proposals = tuple(_proposal(*row) for row in rows)
        return Offer(proposals=proposals, alone=bool(alone)), proposals[chosen]
    except (TypeError, IndexError) as error:
        raise ValueError(value) from error


def _row(proposal: Proposal) -> list[str]:
    due = proposal.due.isoformat() if proposal.due else ""
    person, strategy = proposal.person or "", proposal.strategy or ""
    return [proposal.origin, proposal.kind.value, proposal.text, person, due, strategy]


def _proposal(*row: str) -> Proposal:
    origin, kind, text, person, due, strategy = row
    return Proposal(
        origin=origin,
        kind=Makes(kind),
        text=text,
        person=person or None,
        due=date.fromisoformat(due) if due else None,
        strategy=strategy or None,
    )
