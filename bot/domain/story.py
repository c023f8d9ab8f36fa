"""The story so far, for whoever takes somebody's place."""

from dataclasses import dataclass
from datetime import date

from bot.domain.audience import Audience
from bot.domain.blocker import Blocker
from bot.domain.commitment import Commitment
from bot.domain.data_team import DataTeam
from bot.domain.handover import Handover
from bot.domain.help import Help
from bot.domain.partnership import Partnership
from bot.domain.people import Person
from bot.domain.record import Statement
from bot.domain.revision import Revision
from bot.domain.walkthrough import Walkthrough


@dataclass(frozen=True, kw_only=True)
class Story:
    """What the new person may read of the time before, each list the latest first.

    ``came``: what was handed over and is still theirs to do. ``kept``: promises that the one before
    kept. ``blockers``: open ones of the one before, and of the school. The rest is of the school,
    or of the whole district for somebody who belongs to no school.
    """

    handover: Handover
    partnership: Partnership
    old: Person
    new: Person
    today: date
    came: tuple[Statement, ...] = ()
    kept: tuple[Commitment, ...] = ()
    blockers: tuple[Blocker, ...] = ()
    helps: tuple[Help, ...] = ()
    walkthroughs: tuple[Walkthrough, ...] = ()
    teams: tuple[DataTeam, ...] = ()
    revisions: tuple[Revision, ...] = ()

    @property
    def audience(self) -> Audience:
        """The audience that the new person belongs to: all of it is theirs to read."""
        return self.new.viewer.reads or Audience.PUBLIC

    @property
    def school(self) -> str | None:
        """The key of the school that this is about; None for the whole district."""
        return self.new.school or self.old.school
