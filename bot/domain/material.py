"""What a digest is made from, and the one place where its audience is obeyed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.domain.audience import Audience, Viewer, visible
from bot.domain.blocker import Blocker
from bot.domain.checkin import Answer, CheckIn
from bot.domain.commitment import Commitment
from bot.domain.data_team import DataTeam
from bot.domain.digest import Week
from bot.domain.help import Help
from bot.domain.history import Change
from bot.domain.network import Shared, may_read, network_of
from bot.domain.partnership import Partnership
from bot.domain.people import Person, Side
from bot.domain.reading import Reading
from bot.domain.record import Record
from bot.domain.revision import Revision
from bot.domain.site_day import SiteDay
from bot.domain.visit import Visit
from bot.domain.walkthrough import Walkthrough

R = TypeVar("R", bound=Record)

COMPARED_FOR = timedelta(days=400)
"""How far back walkthroughs and readings reach, so that the same time last year can be seen."""
COMING = timedelta(days=14)
"""How far ahead site days are told."""


@dataclass(frozen=True, kw_only=True)
class Material:
    """Everything that one digest may be made from. The window is ``after < t <= until``.

    ``viewer``: who reads the digest. ``week``: the week that it is called by. ``today``: the day
    of ``until`` where the district is. More than is asked for below does no harm: what lies
    outside the window, or is not for the viewer, is left out by ``readable``.

    ``people``: all of the partnership, leavers too. ``checkins``: asked in the window, whatever
    became of them. ``heard``: person key to the moment of their last answer, of all time up to
    ``until``, at least of those who did not answer in the window; who never did is missing.
    ``answers``: given after the start of the third week before ``after`` (``after - 21 days``) and
    up to ``until``, and those corrected in the window. ``commitments``: open now, or kept or
    dropped in the window. ``blockers``: open now, or cleared in the window. ``helps`` and
    ``revisions``: made in the window. ``walkthroughs`` and ``readings``: made in ``COMPARED_FOR``.
    ``visits`` and ``data_teams``: of this school year, or made in the window. ``site_days``: of
    this month, of the window, and of the time that is ``COMING``. ``changes``: those of
    commitments, walkthroughs, readings and site days in the window. ``shared``: by the partner's
    other districts in the window. ``closed_for``: names of recesses and holidays in the week.
    """

    partnership: Partnership
    viewer: Viewer
    week: Week
    after: datetime
    until: datetime
    today: date
    people: tuple[Person, ...] = ()
    checkins: tuple[CheckIn, ...] = ()
    heard: Mapping[str, datetime] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    blockers: tuple[Blocker, ...] = ()
    helps: tuple[Help, ...] = ()
    walkthroughs: tuple[Walkthrough, ...] = ()
    visits: tuple[Visit, ...] = ()
    data_teams: tuple[DataTeam, ...] = ()
    readings: tuple[Reading, ...] = ()
    site_days: tuple[SiteDay, ...] = ()
    revisions: tuple[Revision, ...] = ()
    changes: tuple[Change, ...] = ()
    shared: tuple[Shared, ...] = ()
    closed_for: tuple[str, ...] = ()

    @property
    def audience(self) -> Audience:
        """The audience that the digest is for; a leaver's is the widest."""
        return self.viewer.reads or Audience.PUBLIC

    @property
    def counts_checkins(self) -> bool:
        """Whether the viewer may know how many were asked and answered: both sides' leaders."""
        return self._is_ours and Audience.LEADERS.includes(self.audience)

    @property
    def names_silent(self) -> bool:
        """Whether the viewer may know who has not been heard from: the partner alone."""
        return self._is_ours and Audience.PARTNER.includes(self.audience)

    @property
    def _is_ours(self) -> bool:
        return self.viewer.partnership == self.partnership.key

    def holds(self, moment: datetime | None) -> bool:
        """Whether the moment lies in the window."""
        return moment is not None and self.after < moment <= self.until

    def day_of(self, moment: datetime) -> date:
        """The day that a moment falls on where the district is."""
        return moment.astimezone(ZoneInfo(self.partnership.district.timezone)).date()

    def person(self, key: str | None) -> Person | None:
        """The person of that key, leavers too."""
        return self._known.get(key or "")

    @cached_property
    def _known(self) -> Mapping[str, Person]:
        return {person.key: person for person in self.people}

    @cached_property
    def _alike(self) -> Mapping[str, int]:
        """How many people each short name calls: asked for each name of a digest."""
        return Counter(person.short_name for person in self.people)

    def name(self, key: str | None) -> str:
        """What to call a person: "T. Boyd", in full where two would be called alike.

        The key itself where nobody of that key is known; empty without a key.
        """
        person = self.person(key)
        if person is None:
            return key or ""
        return person.short_name if self._alike[person.short_name] == 1 else person.name

    def place(self, key: str) -> str:
        """Where a person stands: the school, the partner, or else the role; empty if unknown."""
        person = self.person(key)
        if person is None:
            return ""
        if person.side is Side.PARTNER:
            return self.partnership.partner.name
        return self.partnership.school_name(person.school) or person.role

    def side(self, key: str) -> Side:
        """The side of a person; the district's if nobody of that key is known."""
        person = self.person(key)
        return person.side if person else Side.DISTRICT


def readable(material: Material) -> Material:
    """The material without anything that its viewer may not read or that is not of its time.

    Withdrawn records, those of other partnerships and those made later are left out, changes go
    with their record, check-ins and who was heard go by what the viewer may know of silence. A
    check-in that was answered after the window counts as not answered. Of walkthroughs it holds
    what may be told, and none that is under way.
    """
    commitments = _records(material, material.commitments)
    walkthroughs = [w for w in _records(material, material.walkthroughs) if not w.under_way]
    readings = _records(material, material.readings)
    site_days = _records(material, material.site_days)
    changed = (*commitments, *walkthroughs, *readings, *site_days)
    refs = {record.ref for record in changed}
    return replace(
        material,
        people=tuple(p for p in material.people if p.partnership == material.partnership.key),
        checkins=tuple(_then(material, c) for c in material.checkins if _may_count(material, c)),
        heard=material.heard if material.names_silent else {},
        answers=_records(material, material.answers),
        commitments=commitments,
        blockers=_records(material, material.blockers),
        helps=_records(material, material.helps),
        walkthroughs=tuple(walkthrough.told_elsewhere for walkthrough in walkthroughs),
        visits=_records(material, material.visits),
        data_teams=_records(material, material.data_teams),
        readings=readings,
        site_days=site_days,
        revisions=_records(material, material.revisions),
        changes=tuple(c for c in material.changes if c.ref in refs and _is_of(material, c)),
        shared=tuple(one for one in material.shared if _is_from_others(material, one)),
    )


def _records(material: Material, records: Iterable[R]) -> tuple[R, ...]:
    return tuple(
        record
        for record in visible(material.viewer, records)
        if record.partnership == material.partnership.key
        and not record.withdrawn
        and record.at <= material.until
    )


def _is_from_others(material: Material, shared: Shared) -> bool:
    others = shared.partnership != material.partnership.key and material.holds(shared.at)
    return others and may_read(material.viewer, network_of(material.partnership), shared)


def _may_count(material: Material, checkin: CheckIn) -> bool:
    ours = checkin.partnership == material.partnership.key
    return ours and material.counts_checkins and material.holds(checkin.asked_at)


def _then(material: Material, checkin: CheckIn) -> CheckIn:
    """The check-in as it was at the end of the window: what was answered later was open then."""
    later = checkin.answered_at is not None and checkin.answered_at > material.until
    return replace(checkin, answered_at=None) if later else checkin


def _is_of(material: Material, change: Change) -> bool:
    return change.partnership == material.partnership.key and material.holds(change.at)
