"""Values for tests, each complete on its own; name only what the test is about.

The week is that of Monday, 11 January 2027, in New York: check-ins go out at 13:00 UTC on Monday,
the digest is made at 20:00 UTC on Friday.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.domain.agenda import Agenda, Strategy
from bot.domain.audience import Audience
from bot.domain.blocker import Blocker
from bot.domain.cadence import Cadence, DigestPlan, Makes, Question, QuestionSet, Weekday
from bot.domain.checkin import MOMENTUM, Answer, CheckIn, Momentum, checkin_id
from bot.domain.commitment import Commitment
from bot.domain.data_team import DataTeam, Score
from bot.domain.digest import Week
from bot.domain.help import Help
from bot.domain.history import Change, Deed
from bot.domain.material import Material
from bot.domain.partnership import Organisation, Partnership
from bot.domain.people import Channel, Level, Person, School, Side, Workspace
from bot.domain.reading import Reading
from bot.domain.site_day import SiteDay
from bot.domain.survey import USUAL_LEVELS, Survey
from bot.domain.visit import Visit
from bot.domain.walkthrough import Finding, Walkthrough

TODAY = date(2027, 1, 15)
MONDAY = datetime(2027, 1, 11, 13, tzinfo=UTC)
FRIDAY = datetime(2027, 1, 15, 20, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(days=7)

QUESTIONS = (
    Question(key="where", text="Where are you in the effort?", audience=Audience.LEADERS),
    Question(
        key="in-the-way",
        text="What is getting in the way?",
        audience=Audience.PARTNER,
        makes=Makes.BLOCKER,
    ),
    Question(key="helping", text="What is helping?", audience=Audience.LEADERS, makes=Makes.HELP),
    Question(
        key="next",
        text="What will you do next, and by when?",
        audience=Audience.LEADERS,
        makes=Makes.COMMITMENT,
    ),
)

# What is changed is checked by ``replace`` itself: a name that is no field is a TypeError.
Changes = Any


def partnership(**changes: Changes) -> Partnership:
    """Riverbend with Harbor Center: two strategies, two schools, a weekly cadence."""
    cadence = Cadence(
        key="leaders-weekly",
        levels=(Level.DISTRICT, Level.SCHOOL, Level.TEAM),
        questions="leaders",
        day=Weekday.MONDAY,
        at=time(8),
        remind_after=(ONE_DAY, 3 * ONE_DAY),
    )
    made = Partnership(
        key="riverbend",
        partner=Organisation(name="Harbor Center", timezone="America/New_York"),
        district=Organisation(name="Riverbend Public Schools", timezone="America/New_York"),
        workspaces=(
            workspace(),
            workspace(side=Side.PARTNER),
        ),
        channels=(
            _channel("leadership", Side.DISTRICT, Audience.LEADERS),
            _channel("partner", Side.PARTNER, Audience.PARTNER),
        ),
        schools=(
            School(key="lincoln", name="Lincoln Elementary", level="elementary"),
            School(key="marsh", name="Marsh Street Elementary", level="elementary"),
        ),
        agenda=Agenda(
            strategies=(
                Strategy(key="data-teams", name="Data teams"),
                Strategy(key="student-talk", name="Student talk"),
            )
        ),
        question_sets=(QuestionSet(key="leaders", questions=QUESTIONS),),
        cadences=(cadence,),
        digest=DigestPlan(post_to=("leadership", "partner")),
    )
    return replace(made, **changes)


def workspace(platform: str = "sandbox", *, side: Side = Side.DISTRICT) -> Workspace:
    """The workspace T1 of a platform."""
    return Workspace(side=side, platform=platform, id="T1")


def _channel(key: str, side: Side, audience: Audience) -> Channel:
    return Channel(key=key, workspace=side, id=f"C-{key}", name=key, audience=audience)


def person(key: str = "boyd", name: str = "Terrence Boyd", /, **changes: Changes) -> Person:
    """A principal at Lincoln; for another level name it (``level=Level.PARTNER``)."""
    level = changes.get("level", Level.SCHOOL)
    made = Person(
        partnership="riverbend",
        key=key,
        name=name,
        role="principal" if level is Level.SCHOOL else "coach",
        level=Level.SCHOOL,
        school="lincoln" if level is Level.SCHOOL else None,
        email=f"{key}@riverbend.example",
    )
    return replace(made, **changes)


def commitment(number: int = 1, /, **changes: Changes) -> Commitment:
    """An open promise of boyd for the leaders, made on Monday, without a date."""
    made = Commitment(
        partnership="riverbend",
        number=number,
        by="boyd",
        at=MONDAY,
        audience=Audience.LEADERS,
        owner="boyd",
        side=Side.DISTRICT,
        text="share the rubric with grade 4",
    )
    return replace(made, **changes)


def blocker(number: int = 1, /, **changes: Changes) -> Blocker:
    """An open blocker that boyd raised on Monday, for the leaders."""
    made = Blocker(
        partnership="riverbend",
        number=number,
        by="boyd",
        at=MONDAY,
        audience=Audience.LEADERS,
        text="no common planning time in grade 5",
        since=MONDAY.date(),
    )
    return replace(made, **changes)


def help_(number: int = 1, /, **changes: Changes) -> Help:
    """A help that boyd shared on Monday, for the leaders."""
    made = Help(
        partnership="riverbend",
        number=number,
        by="boyd",
        at=MONDAY,
        audience=Audience.LEADERS,
        text="principals sit in for the first ten minutes",
    )
    return replace(made, **changes)


def walkthrough(number: int = 1, /, **changes: Changes) -> Walkthrough:
    """A walkthrough of boyd at Lincoln on Monday, for the leaders: reasoning in 3 of 5."""
    made = Walkthrough(
        partnership="riverbend",
        number=number,
        by="boyd",
        at=MONDAY,
        audience=Audience.LEADERS,
        text="reasoning 3/5",
        school="lincoln",
        day=MONDAY.date(),
        grades="grade 4",
        subject="math",
        findings=(Finding(text="reasoning", seen=3, of=5),),
    )
    return replace(made, **changes)


def reading(number: int = 1, /, **changes: Changes) -> Reading:
    """A reading of chen on Monday, for the leaders: visits at 61 percent in the whole district."""
    made = Reading(
        partnership="riverbend",
        number=number,
        by="chen",
        at=MONDAY,
        audience=Audience.LEADERS,
        text="sign-in sheets",
        indicator="visits",
        value=61,
        day=MONDAY.date(),
    )
    return replace(made, **changes)


def survey(number: int = 1, /, **changes: Changes) -> Survey:
    """A survey about confidence that vance started on Monday, open until Tuesday, 19 January."""
    made = Survey(
        partnership="riverbend",
        number=number,
        indicator="confidence",
        levels=USUAL_LEVELS,
        by="vance",
        asked_at=MONDAY,
        closes_at=MONDAY + 8 * ONE_DAY,
    )
    return replace(made, **changes)


def visit(number: int = 1, /, **changes: Changes) -> Visit:
    """A visit of boyd to Marsh Street on Monday, hosted by rossi, for the leaders."""
    made = Visit(
        partnership="riverbend",
        number=number,
        by="boyd",
        at=MONDAY,
        audience=Audience.LEADERS,
        text="each lesson begins with a why question",
        school="marsh",
        day=MONDAY.date(),
        visitors=("boyd",),
        hosts=("rossi",),
    )
    return replace(made, **changes)


def data_team(number: int = 1, /, *scores: int, **changes: Changes) -> DataTeam:
    """A meeting of grade 4 at Lincoln on Monday, for the leaders; ``scores`` of rows 1, 2, …."""
    made = DataTeam(
        partnership="riverbend",
        number=number,
        by="boyd",
        at=MONDAY,
        audience=Audience.LEADERS,
        text="chose the exit tickets",
        school="lincoln",
        day=MONDAY.date(),
        team="grade 4",
        rubric="data-team",
        scores=tuple(Score(row=f"row {n}", score=given) for n, given in enumerate(scores, 1)),
    )
    return replace(made, **changes)


def answer(number: int = 1, /, **changes: Changes) -> Answer:
    """An answer of boyd to "where" on Monday, for the leaders."""
    made = Answer(
        partnership="riverbend",
        number=number,
        by="boyd",
        at=MONDAY,
        audience=Audience.LEADERS,
        checkin=checkin_id("riverbend", "leaders-weekly", MONDAY.date(), "boyd"),
        question="where",
        text="grade 4 has the rubric",
    )
    return replace(made, **changes)


def taps(
    number: int = 1, ratings: Mapping[str, Momentum] | None = None, /, **changes: Changes
) -> Answer:
    """The taps of boyd on Monday; data teams steady unless said otherwise."""
    given = {"data-teams": Momentum.STEADY} if ratings is None else ratings
    return answer(number, question=MOMENTUM, text="", ratings=given, **changes)


def checkin(who: str = "boyd", /, **changes: Changes) -> CheckIn:
    """Monday's check-in of a person: open, and not answered."""
    made = CheckIn(
        id=checkin_id("riverbend", "leaders-weekly", MONDAY.date(), who),
        partnership="riverbend",
        cadence="leaders-weekly",
        person=who,
        period=MONDAY.date(),
        asked_at=MONDAY,
        closes_at=MONDAY + 4 * ONE_DAY,
        questions=QUESTIONS,
    )
    return replace(made, **changes)


def moved(ref: str, before: str | None, after: str, /, **changes: Changes) -> Change:
    """The change of a date, ISO to ISO, that boyd made on Monday."""
    made = Change(
        partnership="riverbend",
        ref=ref,
        version=2,
        deed=Deed.MOVED,
        by="boyd",
        at=MONDAY,
        before={"due": before},
        after={"due": after},
    )
    return replace(made, **changes)


def material(reads: Audience = Audience.PARTNER, /, **changes: Changes) -> Material:
    """The week for a digest of that audience, with boyd and vance (the partner) and no records."""
    made = Material(
        partnership=partnership(),
        viewer=partnership().reader(reads),
        week=Week.of(TODAY),
        after=FRIDAY - ONE_WEEK,
        until=FRIDAY,
        today=TODAY,
        people=(person(), person("vance", "Ruth Vance", level=Level.PARTNER)),
    )
    return replace(made, **changes)


def site_day(number: int = 1, /, **changes: Changes) -> SiteDay:
    """A site day of vance on Wednesday, 20 January, planned on Monday for the leaders."""
    made = SiteDay(
        partnership="riverbend",
        number=number,
        by="vance",
        at=MONDAY,
        audience=Audience.LEADERS,
        text="walk Lincoln with Terrence",
        day=date(2027, 1, 20),
        coaches=("vance",),
    )
    return replace(made, **changes)
