"""Evidence for tests, each record complete on its own, and a week that is rich in it.

The week is that of the builders: Monday, 11 January 2027, with its digest on Friday.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.domain.agenda import Agenda, Indicator, LookFor, Rubric, Strategy
from bot.domain.audience import Audience
from bot.domain.checkin import Momentum
from bot.domain.data_team import DataTeam, Score
from bot.domain.history import Change, Deed
from bot.domain.material import Material
from bot.domain.partnership import Partnership
from bot.domain.people import Level, School
from bot.domain.reading import Reading
from bot.domain.revision import Part, Revision
from bot.domain.site_day import SiteDay, SiteDayState
from bot.domain.visit import Visit
from bot.domain.walkthrough import Finding, Prediction, Walkthrough
from tests import builders
from tests.builders import MONDAY, ONE_WEEK

LEADERS = Audience.LEADERS
OF_BOYD: dict[str, Any] = {
    "partnership": "riverbend",
    "by": "boyd",
    "at": MONDAY,
    "audience": LEADERS,
}
NOVEMBER = MONDAY - 9 * ONE_WEEK


def agenda() -> Agenda:
    """Three strategies, with look-fors, a rubric and indicators."""
    return Agenda(
        strategies=(
            Strategy(key="data-teams", name="Data teams"),
            Strategy(key="student-talk", name="Student talk"),
            Strategy(key="leader-visits", name="Leaders in classrooms"),
        ),
        look_fors=(
            _look_for("reasoning", "Students explain their reasoning", "student-talk"),
            _look_for("task", "The task is at grade level", "student-talk"),
            _look_for("checks", "The teacher checks for understanding", "data-teams"),
        ),
        rubrics=(Rubric(key="team", name="Meeting", lowest=1, highest=4, rows=("Cause", "Plan")),),
        indicators=(
            _indicator("visits", "Teachers who visited another classroom", 90, "leader-visits"),
            _indicator("confidence", "Teams confident in using data", 80, "data-teams"),
        ),
    )


def _look_for(key: str, name: str, strategy: str) -> LookFor:
    return LookFor(key=key, name=name, core="student", strategy=strategy)


def _indicator(key: str, name: str, target: float, strategy: str) -> Indicator:
    return Indicator(key=key, name=name, unit="percent", target=target, strategy=strategy)


def partnership() -> Partnership:
    """Riverbend with three schools, an agenda of evidence and four site days a month."""
    made = builders.partnership(agenda=agenda(), site_days_per_month=4)
    high = School(key="high", name="Riverbend High", level="high")
    return replace(made, schools=(*made.schools, high))


def people() -> tuple[Any, ...]:
    """Three principals and a coach of the partner."""
    return (
        builders.person(),
        builders.person("rossi", "Paula Rossi", school="marsh"),
        builders.person("nowak", "Ewa Nowak", school="high"),
        builders.person("vance", "Ruth Vance", level=Level.PARTNER),
    )


def material(reads: Audience = Audience.PARTNER, /, **changes: Any) -> Material:  # noqa: ANN401 - fields of several types
    """The builders' week with that partnership and its people, and no records."""
    return builders.material(reads, **{"partnership": partnership(), "people": people(), **changes})


def found(key: str, seen: int, of: int, number: int = 0) -> Finding:
    """A finding about a look-for of that key."""
    return Finding(text=key, look_for=key, seen=seen, of=of, number=number)


def walked(number: int, *findings: Finding, **changes: Any) -> Walkthrough:  # noqa: ANN401 - fields of several types
    """A walkthrough at Lincoln on Monday with these findings and no other words."""
    return builders.walkthrough(number, **{"text": "", "findings": findings, **changes})


def visit(number: int = 1, /, **changes: Any) -> Visit:  # noqa: ANN401 - fields of several types
    """A visit of rossi to Lincoln on Monday."""
    made = Visit(
        **OF_BOYD,
        number=number,
        text="a why question for every lesson",
        school="lincoln",
        day=MONDAY.date(),
        visitors=("rossi",),
        hosts=("boyd",),
    )
    return replace(made, **changes)


def meeting(number: int = 1, scores: tuple[int, ...] = (3, 3), /, **changes: Any) -> DataTeam:  # noqa: ANN401 - fields of several types
    """A meeting of grade 4 at Lincoln on Monday, with the principal, scored 3 and 3."""
    made = DataTeam(
        **OF_BOYD,
        number=number,
        text="sorted the exit tickets",
        school="lincoln",
        day=MONDAY.date(),
        team="grade 4",
        rubric="team",
        scores=tuple(Score(row=f"row {n}", score=score) for n, score in enumerate(scores)),
        principal=True,
    )
    return replace(made, **changes)


def reading(number: int = 1, /, **changes: Any) -> Reading:  # noqa: ANN401 - fields of several types
    """61 percent of teachers have visited, in the district, on Monday."""
    made = Reading(
        **OF_BOYD, number=number, text="visit log", indicator="visits", value=61, day=MONDAY.date()
    )
    return replace(made, **changes)


def site_day(number: int = 1, /, **changes: Any) -> SiteDay:  # noqa: ANN401 - fields of several types
    """A day of vance on Wednesday after the week."""
    made = SiteDay(
        **OF_BOYD,
        number=number,
        text="walk grade 5 with the principals",
        day=date(2027, 1, 20),
        coaches=("vance",),
    )
    return replace(made, **changes)


def revision(number: int = 1, /, **changes: Any) -> Revision:  # noqa: ANN401 - fields of several types
    """The vision in other words."""
    made = Revision(
        **OF_BOYD,
        number=number,
        text="the old one named no students",
        part=Part.VISION,
        before="Better teaching",
        after="Every student explains their thinking",
    )
    return replace(made, **changes)


def debriefed(number: int, /, **changes: Any) -> tuple[SiteDay, Change]:  # noqa: ANN401 - fields of several types
    """A site day of Tuesday with its debrief, and the change of the week that gave it."""
    made = site_day(
        number,
        day=date(2027, 1, 12),
        state=SiteDayState.DEBRIEFED,
        worked="short visits",
        did_not="no time to talk",
        to_change="book the last period",
    )
    given = edit(made.ref, {"state": "planned"}, {"state": "debriefed"})
    return replace(made, **changes), given


def edit(ref: str, before: dict[str, Any], after: dict[str, Any]) -> Change:
    """A change of boyd on Monday."""
    return Change(
        partnership="riverbend",
        ref=ref,
        version=2,
        deed=Deed.EDITED,
        by="boyd",
        at=MONDAY,
        before=before,
        after=after,
    )


def rich_week(reads: Audience) -> Material:
    """A week in which something of every kind was kept, with what it is compared with."""
    tuesday, given = debriefed(4, audience=Audience.PARTNER)
    return material(
        reads,
        checkins=(
            builders.checkin(answered_at=MONDAY),
            builders.checkin("rossi", answered_at=MONDAY),
            builders.checkin("nowak"),
        ),
        answers=(
            builders.taps(28, {"student-talk": Momentum.SLOW}, at=MONDAY - ONE_WEEK),
            builders.taps(31, {"student-talk": Momentum.STEADY, "data-teams": Momentum.STEADY}),
            builders.taps(33, {"data-teams": Momentum.STRONG}, by="rossi"),
        ),
        commitments=(
            builders.commitment(19, text="plan a why question per lesson", came_from="D-5"),
            builders.commitment(9, text="free grade 5 to plan", due=date(2027, 1, 12)),
        ),
        blockers=(builders.blocker(3, since=date(2026, 12, 28), audience=Audience.PARTNER),),
        helps=(builders.help_(4),),
        walkthroughs=_walkthroughs(),
        visits=(visit(2), visit(1, at=NOVEMBER, day=NOVEMBER.date(), visitors=("nowak",))),
        data_teams=(
            meeting(5, (3, 3)),
            meeting(4, (2, 2), at=NOVEMBER, day=NOVEMBER.date()),
            meeting(6, (2, 4), team="grade 5", principal=False),
        ),
        readings=(
            reading(9),
            reading(7, value=48, at=NOVEMBER, day=NOVEMBER.date()),
            reading(8, indicator="confidence", value=72, survey=1, answers=9, text="survey"),
            reading(6, value=40, school="marsh", at=NOVEMBER, day=NOVEMBER.date()),
        ),
        site_days=(site_day(6), tuesday),
        revisions=(revision(2),),
        changes=(given, edit("I-6", {"value": 44.0}, {"value": 40.0})),
    )


def _walkthroughs() -> tuple[Walkthrough, ...]:
    november = {"at": NOVEMBER, "day": NOVEMBER.date()}
    december = {"at": MONDAY - 5 * ONE_WEEK, "day": MONDAY.date() - timedelta(weeks=5)}
    predicted = Prediction(text="reasoning", look_for="reasoning", seen=6, of=9)
    return (
        walked(
            7,
            found("reasoning", 5, 9, 22),
            found("task", 9, 9, 23),
            pattern="students restate the steps but not why",
            not_looked_for=("checks",),
        ),
        walked(5, found("reasoning", 3, 8, 18), predictions=(predicted,), **november),
        walked(8, found("reasoning", 1, 2, 24), school="marsh", grades="grade 5"),
        walked(9, found("checks", 2, 6, 25), school="high", grades="", subject="English"),
        walked(6, found("checks", 5, 6, 20), school="high", **december),
    )
