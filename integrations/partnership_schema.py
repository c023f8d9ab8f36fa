"""The shape of a partnership file: one model per kind of entry, every unknown field refused."""

from datetime import date, timedelta
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    Field,
    ValidationInfo,
    field_validator,
)

from integrations.partnership_entry import Entry
from integrations.partnership_fields import (
    AskingTime,
    AudienceWord,
    Core,
    Day,
    DayOfWeek,
    Duration,
    Email,
    Holidays,
    Key,
    LevelWord,
    MakesWord,
    Number,
    Platform,
    Prose,
    SideWord,
    Truth,
    Weeks,
    Whole,
    Word,
    Zone,
    wrong,
)
from integrations.partnership_reports import DigestEntry, ModelEntry, PortfolioEntry, SiteDaysEntry

LONGEST_CLOSURE = timedelta(days=183)

T = TypeVar("T")


def not_empty(values: list[T]) -> list[T]:
    """The list; an error if nothing is in it."""
    if not values:
        raise wrong("this list is empty.")
    return values


class OrganisationEntry(Entry):
    """One side of the partnership."""

    name: Word
    timezone: Zone


class WorkspaceEntry(Entry):
    """Where the people of one side are found."""

    platform: Platform
    id: Word


class WorkspacesEntry(Entry):
    """The workspaces of the two sides."""

    district: WorkspaceEntry | None = None
    partner: WorkspaceEntry | None = None


class ChannelEntry(Entry):
    """A channel; its key stands in front of it."""

    workspace: SideWord
    id: Word
    name: Word
    audience: AudienceWord


class SchoolEntry(Entry):
    """A school."""

    key: Key
    name: Word
    level: Word


class PersonEntry(Entry):
    """Somebody of the partnership."""

    key: Key
    name: Word
    role: Word
    level: LevelWord
    school: Word | None = None
    email: Email | None = None
    user: Word | None = None
    timezone: Zone | None = None


class StrategyEntry(Entry):
    """A strategy."""

    key: Key
    name: Word
    success: Prose = ""


class LookForEntry(Entry):
    """A look-for of walkthroughs."""

    key: Key
    name: Word
    core: Core
    strategy: Word | None = None


class RubricEntry(Entry):
    """A rubric with the two ends of its scale."""

    key: Key
    name: Word
    scale: list[Whole]
    rows: Annotated[list[Word], AfterValidator(not_empty)]

    @field_validator("scale")
    @classmethod
    def _two_ends(cls, scale: list[int]) -> list[int]:
        if len(scale) != 2 or scale[0] >= scale[1]:
            raise wrong("a scale is its lowest and its highest number: [1, 4].")
        return scale


class IndicatorEntry(Entry):
    """A midpoint measure."""

    key: Key
    name: Word
    unit: Word
    target: Number
    strategy: Word | None = None
    survey: Truth = False


class TermEntry(Entry):
    """A word of the common language."""

    term: Word
    meaning: Prose


class AgendaEntry(Entry):
    """The shared path."""

    theory_of_action: Prose = ""
    vision: Prose = ""
    strategies: list[StrategyEntry] = Field(default_factory=list)
    look_fors: list[LookForEntry] = Field(default_factory=list)
    rubrics: list[RubricEntry] = Field(default_factory=list)
    indicators: list[IndicatorEntry] = Field(default_factory=list)
    terms: list[TermEntry] = Field(default_factory=list)


class PeriodEntry(Entry):
    """Days under one name. Without ``to`` it is one day."""

    first: Day = Field(alias="from")
    last: Day | None = Field(alias="to", default=None)
    name: Word

    @field_validator("last")
    @classmethod
    def _after_first(cls, last: date | None, info: ValidationInfo) -> date | None:
        first: date | None = info.data.get("first")
        if last is None or first is None:
            return last
        if last < first:
            raise wrong(f"{last} lies before {first}, where it begins. Turn the two round.")
        if last - first > LONGEST_CLOSURE:
            raise wrong(f"{(last - first).days + 1} days are too long: look at the years.")
        return last


class CalendarEntry(Entry):
    """The school year."""

    holidays: Holidays = "US"
    closed: list[PeriodEntry] = Field(default_factory=list)
    testing: list[PeriodEntry] = Field(default_factory=list)
    ics: Word | None = None


class QuestionEntry(Entry):
    """A question."""

    key: Key
    text: Word
    audience: AudienceWord
    makes: MakesWord | None = None


Questions = Annotated[list[QuestionEntry], AfterValidator(not_empty)]


class AskEntry(Entry):
    """Who is asked."""

    levels: list[LevelWord] = Field(default_factory=list)
    people: list[Word] = Field(default_factory=list)


class CadenceEntry(Entry):
    """Who is asked what, and when."""

    key: Key
    ask: AskEntry
    questions: Word
    every: Weeks = 1
    day: DayOfWeek
    at: AskingTime
    open_for: Duration = timedelta(days=4)
    remind_after: list[Duration] = Field(default_factory=list)
    starts: Day | None = Field(default=None, validate_default=True)

    @field_validator("remind_after")
    @classmethod
    def _while_open(cls, pauses: list[timedelta], info: ValidationInfo) -> list[timedelta]:
        open_for: timedelta | None = info.data.get("open_for")
        for index, pause in enumerate(pauses):
            if open_for is not None and pause >= open_for:
                raise wrong("this is not shorter than open_for: nobody could answer then.", index)
        return pauses

    @field_validator("starts")
    @classmethod
    def _known_weeks(cls, starts: date | None, info: ValidationInfo) -> date | None:
        if starts is None and info.data.get("every", 1) > 1:
            raise wrong('say when it starts: add "starts" with the date of a first week.')
        return starts


class PartnershipEntry(Entry):
    """A whole file."""

    key: Key
    partner: OrganisationEntry
    district: OrganisationEntry
    workspaces: WorkspacesEntry
    channels: dict[Key, ChannelEntry] = Field(default_factory=dict)
    schools: list[SchoolEntry] = Field(default_factory=list)
    people: Annotated[list[PersonEntry], AfterValidator(not_empty)]
    agenda: AgendaEntry = Field(default_factory=AgendaEntry)
    calendar: CalendarEntry = Field(default_factory=CalendarEntry)
    questions: dict[Key, Annotated[list[QuestionEntry], AfterValidator(not_empty)]] = Field(
        default_factory=dict
    )
    cadences: list[CadenceEntry] = Field(default_factory=list)
    digest: DigestEntry | None = None
    portfolio: PortfolioEntry | None = None
    site_days: SiteDaysEntry | None = None
    model: ModelEntry | None = None
