"""A partnership: one external partner with one district, as its file describes it."""

from dataclasses import dataclass, field
from typing import ClassVar

from bot.domain.agenda import Agenda
from bot.domain.audience import Audience, Viewer
from bot.domain.cadence import Cadence, DigestPlan, PortfolioPlan, QuestionSet
from bot.domain.calendar import SchoolCalendar
from bot.domain.model_use import ModelUse
from bot.domain.people import Channel, Person, School, Side, Workspace


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """One side of the partnership, with the IANA zone that its days are counted in."""

    name: str
    timezone: str


@dataclass(frozen=True, kw_only=True)
class Partnership:
    """Everything of a partnership but its people and its records.

    ``agenda`` is the agenda as it stands, ``filed`` as the partnership file last said it.
    ``site_days_per_month`` are the partner's days in the district that both sides agreed on.
    """

    KEY: ClassVar[tuple[str, ...]] = ("key",)

    key: str
    partner: Organisation
    district: Organisation
    workspaces: tuple[Workspace, ...] = ()
    channels: tuple[Channel, ...] = ()
    schools: tuple[School, ...] = ()
    agenda: Agenda = field(default_factory=Agenda)
    calendar: SchoolCalendar = field(default_factory=SchoolCalendar)
    question_sets: tuple[QuestionSet, ...] = ()
    cadences: tuple[Cadence, ...] = ()
    digest: DigestPlan | None = None
    filed: Agenda | None = None
    site_days_per_month: int | None = None
    model: ModelUse | None = None
    portfolio: PortfolioPlan | None = None

    def workspace(self, side: Side) -> Workspace | None:
        """Where the people of one side are found, or None where none was named."""
        return next((w for w in self.workspaces if w.side is side), None)

    def channel(self, key: str) -> Channel | None:
        """The channel of that key."""
        return next((c for c in self.channels if c.key == key), None)

    def cadence(self, key: str) -> Cadence | None:
        """The cadence of that key."""
        return next((c for c in self.cadences if c.key == key), None)

    def questions(self, key: str) -> QuestionSet | None:
        """The question set of that key."""
        return next((q for q in self.question_sets if q.key == key), None)

    def school_name(self, key: str | None) -> str | None:
        """The name of a school, retired ones too; the key itself where no name is known."""
        return next((s.name for s in self.schools if s.key == key), key)

    def zone_of(self, person: Person) -> str:
        """The zone that a person's file entry, platform or side gives; their own wish precedes."""
        side = self.partner if person.side is Side.PARTNER else self.district
        return person.timezone or person.platform_timezone or side.timezone

    def reader(self, audience: Audience) -> Viewer:
        """A channel or digest of this partnership as a reader under the audience rule."""
        return Viewer(partnership=self.key, reads=audience)
