"""The facts of a week as its viewer may know them: what every writer of a digest words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.domain.asking import Ask, worth_asking
from bot.domain.audience import Audience
from bot.domain.cadence import Makes
from bot.domain.checkin import MOMENTUM, Answer, CheckIn, CheckInState, says_nothing
from bot.domain.claim import Claim, Verdict
from bot.domain.evidence import Evidence
from bot.domain.evidence_week import evidence
from bot.domain.help import Help
from bot.domain.hindrance import Hindrances, hindrances
from bot.domain.material import Material, readable
from bot.domain.network import Shared
from bot.domain.people import Side
from bot.domain.promise import Promises, promises
from bot.domain.sighting import Sighting, sightings
from bot.domain.silence import Silence, silence, was_asked
from bot.domain.standing import Standing, standings
from bot.domain.triangulation import claims

_TOLD_AS_RECORDS = {
    "in-the-way": Makes.BLOCKER,
    "helping": Makes.HELP,
    "next": Makes.COMMITMENT,
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody said, in full, with who, where they stand and on which day.

    ``ratings`` are taps on a correction of momentum: the name of a strategy and the word.
    """

    ref: str
    text: str
    who: str
    place: str
    day: date
    ratings: tuple[tuple[str, str], ...] = ()
    audience: Audience = Audience.LEADERS


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The facts of a week for one viewer. ``words`` are answers in people's own words.

    ``shared`` is what the partner's other districts share, the newest first.

    ``asks`` is empty unless the viewer is the partner. ``figures`` are plain counts: ``asked``,
    ``answered``, ``skipped`` and ``away`` of the district's check-ins, ``missed`` of all;
    ``not_reached`` counts people, ``classrooms`` those of the week's walkthroughs, ``site_days``
    the days used this month, ``claims_supported`` and ``claims_contradicted`` strategies; the
    others count records that the viewer may read, made in the window where they have no state.
    """

    standings: tuple[Standing, ...] = ()
    words: tuple[Told, ...] = ()
    promises: Promises = field(default_factory=Promises)
    hindrances: Hindrances = field(default_factory=Hindrances)
    helps: tuple[Told, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    claims: tuple[Claim, ...] = ()
    corrections: tuple[Told, ...] = ()
    shared: tuple[Shared, ...] = ()
    silence: Silence = field(default_factory=Silence)
    asks: tuple[Ask, ...] = ()
    heard_anything: bool = False
    figures: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing was said or done in the window."""
        told = self.heard_anything or self.helps or self.sightings or self.corrections
        done = self.promises.changed or self.hindrances.cleared or self.hindrances.raised
        return not (told or done or self.evidence.is_news)


def facts(material: Material) -> Facts:
    """The facts that the viewer of the material may know, and no others."""
    seen = readable(material)
    standing, promised, in_the_way = standings(seen), promises(seen), hindrances(seen)
    claimed = claims(seen, standing)
    found = Facts(
        standings=standing,
        words=tuple(_told(seen, answer) for answer in _in_words(seen)),
        promises=promised,
        hindrances=in_the_way,
        helps=tuple(_told(seen, help_) for help_ in seen.helps if seen.holds(help_.at)),
        sightings=sightings(seen),
        evidence=evidence(seen),
        claims=claimed,
        corrections=_corrections(seen),
        shared=seen.shared,
        silence=silence(seen),
        asks=worth_asking(standing, promised, in_the_way, claimed) if seen.names_silent else (),
        heard_anything=_heard_anything(seen),
    )
    figures = _checkin_figures(seen) | _record_figures(found) | _evidence_figures(found)
    return replace(found, figures=figures)


def _heard_anything(seen: Material) -> bool:
    answered = any(checkin.is_answered for checkin in seen.checkins)
    return answered or any(seen.holds(answer.at) for answer in seen.answers)


def _in_words(seen: Material) -> list[Answer]:
    """Given in the window, and not told already as a rating, promise, blocker or help."""
    given = [a for a in seen.answers if seen.holds(a.at) and not says_nothing(a.text)]
    makes = _makes(seen)
    return [a for a in given if a.question != MOMENTUM and makes.get(a.question) is None]


def _makes(seen: Material) -> Mapping[str, Makes | None]:
    """What the answers to each question become; open check-ins know best what they asked."""
    sets = [question for each in seen.partnership.question_sets for question in each.questions]
    asked = [question for checkin in seen.checkins for question in checkin.questions]
    return _TOLD_AS_RECORDS | {question.key: question.makes for question in (*sets, *asked)}


def _told(seen: Material, record: Answer | Help) -> Told:
    return Told(
        ref=record.ref,
        text=record.text,
        who=seen.name(record.by),
        place=seen.place(record.by),
        day=seen.day_of(record.at),
        audience=record.audience,
    )


def _corrections(seen: Material) -> tuple[Told, ...]:
    """Answers that now read otherwise than a digest has told them."""
    corrected = [answer for answer in seen.answers if seen.holds(answer.corrected_at)]
    return tuple(_corrected(seen, answer) for answer in corrected)


def _corrected(seen: Material, answer: Answer) -> Told:
    name = seen.partnership.agenda.strategy_name
    ratings = tuple((name(key) or key, tap.word) for key, tap in answer.ratings.items())
    return replace(_told(seen, answer), ratings=ratings)


def _checkin_figures(seen: Material) -> dict[str, int]:
    partner = [c for c in seen.checkins if seen.side(c.person) is Side.PARTNER]
    district = [c for c in seen.checkins if seen.side(c.person) is Side.DISTRICT]
    return {
        "asked": _count(district, was_asked),
        "answered": _count(district, lambda checkin: checkin.is_answered),
        "skipped": _count(district, _ended(CheckInState.SKIPPED)),
        "away": _count(district, _ended(CheckInState.AWAY)),
        "partner_asked": _count(partner, was_asked),
        "partner_answered": _count(partner, lambda checkin: checkin.is_answered),
        "missed": _count([*district, *partner], _ended(CheckInState.MISSED)),
    }


def _ended(state: CheckInState) -> Callable[[CheckIn], bool]:
    return lambda checkin: checkin.state is state and not checkin.is_answered


def _count(checkins: list[CheckIn], fits: Callable[[CheckIn], bool]) -> int:
    return sum(fits(checkin) for checkin in checkins)


def _record_figures(found: Facts) -> dict[str, int]:
    promised, in_the_way = found.promises, found.hindrances
    return {
        "commitments_open": promised.open,
        "commitments_kept": len(promised.kept),
        "commitments_overdue": len(promised.late),
        "commitments_moved": len(promised.moved),
        "commitments_dropped": len(promised.dropped),
        "commitments_due_next_week": len(promised.due),
        "blockers_open": len(in_the_way.open),
        "blockers_cleared": len(in_the_way.cleared),
        "helps": len(found.helps),
        "not_reached": found.silence.unreached.both_sides,
    }


def _evidence_figures(found: Facts) -> dict[str, int]:
    week = found.evidence
    verdicts = [claim.verdict for claim in found.claims]
    return {
        "walkthroughs": len(found.sightings),
        "classrooms": sum(sighting.classrooms for sighting in found.sightings),
        "visits": len(week.visits),
        "data_teams": sum(teams.met for teams in week.teams),
        "readings": len(week.readings),
        "site_days": week.site_days.used,
        "revisions": len(week.revisions),
        "claims_supported": verdicts.count(Verdict.SUPPORTED),
        "claims_contradicted": verdicts.count(Verdict.CONTRADICTED),
    }
