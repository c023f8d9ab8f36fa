"""The network: what one district tells the partner's other districts, in words of its own.

Nothing but this crosses the walls: a text that its author wrote or read over for others, copied
when it was shared. Whoever reads it never comes near the record that it was taken from.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from bot.domain.audience import Audience, Viewer, may_see
from bot.domain.partnership import Partnership
from bot.domain.people import Level, Person, Side


@dataclass(frozen=True, kw_only=True, order=True)
class Network:
    """All districts of one partner: its name, and the workspace that its own people are in.

    Both must be the same, to the letter: a slip in a file then keeps a district out of its
    partner's network, and lets it into no other.
    """

    partner: str
    platform: str
    workspace: str


@dataclass(frozen=True, kw_only=True)
class Shared:
    """A text in a network, under a number of its own there: N-3.

    ``source`` is the record of ``partnership`` that it was taken from, and ``was`` who read that
    before; ``shown`` is the district's name where its author lets it be told. A text that was taken
    back is gone from here, too.
    """

    KEY: ClassVar[tuple[str, ...]] = ("partner", "platform", "workspace", "number")
    LETTER: ClassVar = "N"

    partner: str
    platform: str
    workspace: str
    number: int
    partnership: str
    by: str
    at: datetime
    text: str
    source: str
    was: Audience
    strategy: str = ""
    shown: str = ""
    taken_back_at: datetime | None = None
    taken_back_by: str | None = None

    @property
    def ref(self) -> str:
        """Its number among all that this partner's districts share: "N-3"."""
        return f"{self.LETTER}-{self.number}"

    @property
    def audience(self) -> Audience:
        """The partner's other districts; not who reads only what is public."""
        return Audience.NETWORK

    @property
    def people(self) -> frozenset[str]:
        """Whose own it is."""
        return frozenset({self.by})

    @property
    def network(self) -> Network:
        """Where it is read."""
        return Network(partner=self.partner, platform=self.platform, workspace=self.workspace)

    @property
    def stands(self) -> bool:
        """Whether it has not been taken back."""
        return self.taken_back_at is None

    def taken_back(self, *, by: str, at: datetime) -> "Shared":
        """What is left of it: a number, and who took it back when."""
        gone = replace(self, text="", strategy="", shown="")
        return replace(gone, taken_back_at=at, taken_back_by=by)


def network_of(partnership: Partnership) -> Network | None:
    """The network that a partnership's district belongs to; None where the partner has no place."""
    workspace = partnership.workspace(Side.PARTNER)
    if workspace is None:
        return None
    return Network(
        partner=partnership.partner.name, platform=workspace.platform, workspace=workspace.id
    )


def may_read(viewer: Viewer, network: Network | None, shared: Shared) -> bool:
    """Whether somebody in a district of this network may read it; nowhere else is it decided."""
    return shared.stands and shared.network == network and may_see(viewer, shared)


def may_take_back(person: Person, shared: Shared) -> bool:
    """Whether it is the person's own, or of the district that the person leads."""
    if person.left or person.partnership != shared.partnership:
        return False
    return person.key == shared.by or person.level is Level.DISTRICT
