"""From the entries of a partnership file to the values that Headway works with."""

from collections.abc import Iterable

from bot.domain.agenda import Agenda, Indicator, LookFor, Rubric, Strategy, Term
from bot.domain.cadence import Cadence, DigestPlan, PortfolioPlan, Question, QuestionSet
from bot.domain.calendar import Period, SchoolCalendar
from bot.domain.model_use import ModelUse
from bot.domain.partnership import Organisation, Partnership
from bot.domain.people import Channel, Person, School, Side, Workspace
from integrations.partnership_reports import DigestEntry, ModelEntry
from integrations.partnership_schema import (
    AgendaEntry,
    CadenceEntry,
    CalendarEntry,
    PartnershipEntry,
    PeriodEntry,
    QuestionEntry,
    RubricEntry,
    WorkspacesEntry,
)


def partnership_of(
    file: PartnershipEntry, *, shipped: Iterable[QuestionSet], closures: Iterable[Period]
) -> Partnership:
    """The partnership. The file's question sets replace ``shipped`` ones of the same key.

    ``closures`` are those of the .ics file, added to the ones written down.
    """
    own = {key: _question_set(key, entries) for key, entries in file.questions.items()}
    agenda = _agenda(file.agenda)
    return Partnership(
        key=file.key,
        partner=Organisation(**file.partner.model_dump()),
        district=Organisation(**file.district.model_dump()),
        workspaces=_workspaces(file.workspaces),
        channels=tuple(Channel(key=k, **c.model_dump()) for k, c in file.channels.items()),
        schools=tuple(School(**school.model_dump()) for school in file.schools),
        agenda=agenda,
        filed=agenda,
        calendar=_calendar(file.calendar, closures),
        question_sets=tuple(({one.key: one for one in shipped} | own).values()),
        cadences=tuple(_cadence(entry) for entry in file.cadences),
        digest=_digest(file.digest) if file.digest else None,
        site_days_per_month=file.site_days.per_month if file.site_days else None,
        model=_model(file.model) if file.model else None,
        portfolio=PortfolioPlan(**file.portfolio.model_dump()) if file.portfolio else None,
    )


def people_of(file: PartnershipEntry) -> tuple[Person, ...]:
    """The people, in the order of the file."""
    return tuple(Person(partnership=file.key, **one.model_dump()) for one in file.people)


def _workspaces(entry: WorkspacesEntry) -> tuple[Workspace, ...]:
    sides = ((Side.DISTRICT, entry.district), (Side.PARTNER, entry.partner))
    return tuple(Workspace(side=side, **place.model_dump()) for side, place in sides if place)


def _agenda(entry: AgendaEntry) -> Agenda:
    return Agenda(
        theory_of_action=entry.theory_of_action,
        vision=entry.vision,
        strategies=tuple(Strategy(**one.model_dump()) for one in entry.strategies),
        look_fors=tuple(LookFor(**one.model_dump()) for one in entry.look_fors),
        rubrics=tuple(_rubric(one) for one in entry.rubrics),
        indicators=tuple(Indicator(**one.model_dump()) for one in entry.indicators),
        terms=tuple(Term(**one.model_dump()) for one in entry.terms),
    )


def _rubric(entry: RubricEntry) -> Rubric:
    lowest, highest = entry.scale
    rows = tuple(entry.rows)
    return Rubric(key=entry.key, name=entry.name, lowest=lowest, highest=highest, rows=rows)


def _calendar(entry: CalendarEntry, closures: Iterable[Period]) -> SchoolCalendar:
    return SchoolCalendar(
        holidays=entry.holidays,
        closed=(*(_period(one) for one in entry.closed), *closures),
        testing=tuple(_period(one) for one in entry.testing),
    )


def _period(entry: PeriodEntry) -> Period:
    return Period(first=entry.first, last=entry.last or entry.first, name=entry.name)


def _question_set(key: str, entries: Iterable[QuestionEntry]) -> QuestionSet:
    return QuestionSet(key=key, questions=tuple(Question(**one.model_dump()) for one in entries))


def _cadence(entry: CadenceEntry) -> Cadence:
    fields = entry.model_dump(exclude={"ask", "remind_after"})
    return Cadence(
        levels=tuple(entry.ask.levels),
        people=tuple(entry.ask.people),
        remind_after=tuple(entry.remind_after),
        **fields,
    )


def _digest(entry: DigestEntry) -> DigestPlan:
    return DigestPlan(
        day=entry.day,
        at=entry.at,
        post_to=tuple(entry.post_to),
        approve=entry.approve,
        approve_by=entry.approve_by,
    )


def _model(entry: ModelEntry) -> ModelUse:
    return ModelUse(
        consent=entry.consent,
        digests=tuple(entry.digests),
        capture=entry.capture,
        people=entry.people,
    )
