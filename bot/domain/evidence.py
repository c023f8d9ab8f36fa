"""What a week adds to the evidence: visits, data teams, readings, site days and revisions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bot.domain.agenda import Indicator
from bot.domain.audience import Audience, Visible
from bot.domain.coverage import Coverage
from bot.domain.fidelity import SchoolFidelity
from bot.domain.reading import Reading
from bot.domain.revision import Part


@dataclass(frozen=True, kw_only=True)
class VisitTold:
    """Who of the partnership came to which school, and what they take home."""

    ref: str
    school: str
    day: date
    visitors: tuple[str, ...]
    text: str
    audience: Audience


@dataclass(frozen=True, kw_only=True)
class TeamsTold:
    """The data teams of a school that ``met`` in the week, beside the school year so far.

    The principal was with ``with_principal`` of those meetings; of ``principal_unknown`` nobody
    said. ``fidelity`` is that of the school year, None where none of these meetings was scored.
    ``pledges`` are those of these meetings that the viewer may read.
    """

    school: str
    met: int
    with_principal: int
    principal_unknown: int
    pledges: int
    fidelity: SchoolFidelity | None
    sources: tuple[str, ...]
    audience: Audience


@dataclass(frozen=True, kw_only=True)
class ReadingTold:
    """A reading with the one before it of its place; ``school`` is empty for the whole district.

    ``was`` is the value that it had before it was corrected, None if it is a new one.
    """

    indicator: Indicator
    reading: Reading
    school: str = ""
    before: Reading | None = None
    was: float | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """The reading, and the one that it is compared with."""
        return tuple(reading.ref for reading in (self.reading, self.before) if reading)

    @property
    def audience(self) -> Audience:
        """The narrower of both."""
        return narrowest(reading for reading in (self.reading, self.before) if reading)


@dataclass(frozen=True, kw_only=True)
class DayTold:
    """A site day with the names of who comes; the debrief is empty before the day."""

    ref: str
    day: date
    coaches: tuple[str, ...]
    text: str
    worked: str
    did_not: str
    to_change: str
    audience: Audience


@dataclass(frozen=True, kw_only=True)
class SiteDaysTold:
    """The days that come, those debriefed in the week, and how many are ``used`` this month.

    ``agreed`` is how many a month both sides agreed on, None if nobody said. ``sources`` are the
    days used.
    """

    coming: tuple[DayTold, ...] = ()
    debriefed: tuple[DayTold, ...] = ()
    used: int = 0
    agreed: int | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RevisionTold:
    """A change of the agenda; ``strategy`` is the name of the one it is about, ``text`` the why."""

    ref: str
    part: Part
    strategy: str
    before: str
    after: str
    text: str
    audience: Audience


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What the week added. ``coverage`` is that of the school year, None without any visit."""

    visits: tuple[VisitTold, ...] = ()
    coverage: Coverage | None = None
    teams: tuple[TeamsTold, ...] = ()
    readings: tuple[ReadingTold, ...] = ()
    corrected: tuple[ReadingTold, ...] = ()
    site_days: SiteDaysTold = field(default_factory=SiteDaysTold)
    revisions: tuple[RevisionTold, ...] = ()

    @property
    def is_news(self) -> bool:
        """Whether anything of it was said or done in the week; a day that is to come is not."""
        seen = self.visits or self.teams or self.readings or self.corrected
        return bool(seen or self.site_days.debriefed or self.revisions)


def narrowest(records: Iterable[Visible]) -> Audience:
    """The narrowest audience of these records, which must not be none."""
    return min((record.audience for record in records), key=lambda audience: audience.reach)
