"""The shape of a partnership file: one model per kind of entry, every unknown field refused."""

from datetime import date, time, timedelta
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from bot.domain.audience import Audience
from bot.domain.cadence import Weekday
from bot.domain.model_use import Called
from integrations.partnership_fields import (
    AskingTime,
    AudienceWord,
    CalledWord,
    Core,
    Day,
    DayOfWeek,
    DigestTime,
    Duration,
    Email,
    Holidays,
    Key,
    LevelWord,
    MakesWord,
    Number,
    PersonWord,
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

LONGEST_CLOSURE = timedelta(days=183)
MOST_SITE_DAYS = 31
APPROVED_WITHIN = 2
"""Hours that somebody has to read a digest over, where the file names no time."""

T = TypeVar("T")


def not_empty(values: list[T]) -> list[T]:
    """The list; an error if nothing is in it."""
    if not values:
        raise wrong("this list is empty.")
    return values


class Entry(BaseModel):
    """Fields of a file. An optional field without a value counts as left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        fields = {field.alias or name for name, field in cls.model_fields.items()}
        return {k: v for k, v in data.items() if v is not None or k not in fields}


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
    strategies: list[StrategyEntry] = []
    look_fors: list[LookForEntry] = []
    rubrics: list[RubricEntry] = []
    indicators: list[IndicatorEntry] = []
    terms: list[TermEntry] = []


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
    closed: list[PeriodEntry] = []
    testing: list[PeriodEntry] = []
    ics: Word | None = None


class QuestionEntry(Entry):
    """A question."""

    key: Key
    text: Word
    audience: AudienceWord
    makes: MakesWord | None = None


class AskEntry(Entry):
    """Who is asked."""

    levels: list[LevelWord] = []
    people: list[Word] = []


class CadenceEntry(Entry):
    """Who is asked what, and when."""

    key: Key
    ask: AskEntry
    questions: Word
    every: Weeks = 1
    day: DayOfWeek
    at: AskingTime
    open_for: Duration = timedelta(days=4)
    remind_after: list[Duration] = []
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


class DigestEntry(Entry):
    """When the digest is made, and where it is posted."""

    day: DayOfWeek = Weekday.FRIDAY
    at: DigestTime = time(15)
    post_to: list[Word] = []
    approve: PersonWord | None = None
    approve_by: DigestTime | None = Field(default=None, validate_default=True)

    @field_validator("approve_by")
    @classmethod
    def _after_it_is_made(cls, until: time | None, info: ValidationInfo) -> time | None:
        made: time | None = info.data.get("at")
        approver: str | None = info.data.get("approve")
        if approver is None and until is not None:
            raise wrong('nobody reads the digest over: add "approve" with a person\'s key.')
        if approver is None or made is None:
            return until
        if until is None:
            return made.replace(hour=min(made.hour + APPROVED_WITHIN, 23))
        if until <= made:
            raise wrong(f"the digest is made at {made:%H:%M}: choose a later time of that day.")
        return until


class ModelEntry(Entry):
    """What a model may be used for."""

    consent: Word
    digests: list[AudienceWord] = [Audience.LEADERS, Audience.PARTNER]
    capture: Truth = False
    people: CalledWord = Called.ROLES

    @field_validator("digests")
    @classmethod
    def _posted(cls, digests: list[Audience]) -> list[Audience]:
        for index, audience in enumerate(digests):
            if audience not in {Audience.LEADERS, Audience.PARTNER}:
                raise wrong('digests are for "leaders" and "partner".', index)
        return digests


class SiteDaysEntry(Entry):
    """The partner's days in the district that both sides agreed on."""

    per_month: Whole

    @field_validator("per_month")
    @classmethod
    def _in_a_month(cls, days: int) -> int:
        if not 1 <= days <= MOST_SITE_DAYS:
            raise wrong(f"a month has between 1 and {MOST_SITE_DAYS} of them.")
        return days


class PartnershipEntry(Entry):
    """A whole file."""

    key: Key
    partner: OrganisationEntry
    district: OrganisationEntry
    workspaces: WorkspacesEntry
    channels: dict[Key, ChannelEntry] = {}
    schools: list[SchoolEntry] = []
    people: Annotated[list[PersonEntry], AfterValidator(not_empty)]
    agenda: AgendaEntry = Field(default_factory=AgendaEntry)
    calendar: CalendarEntry = Field(default_factory=CalendarEntry)
    questions: dict[Key, Annotated[list[QuestionEntry], AfterValidator(not_empty)]] = {}
    cadences: list[CadenceEntry] = []
    digest: DigestEntry | None = None
    site_days: SiteDaysEntry | None = None
    model: ModelEntry | None = None
