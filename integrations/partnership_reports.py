"""The entries of a partnership file about digests, words from a model and site days."""

from datetime import time

from pydantic import Field, ValidationInfo, field_validator

from bot.domain.audience import Audience
from bot.domain.cadence import Weekday
from bot.domain.model_use import Called
from integrations.partnership_entry import Entry
from integrations.partnership_fields import (
    AudienceWord,
    CalledWord,
    DayOfWeek,
    DigestTime,
    PersonWord,
    Truth,
    Whole,
    Word,
    wrong,
)

POSTED = (Audience.LEADERS, Audience.PARTNER)
MOST_SITE_DAYS = 31
APPROVED_WITHIN = 2
"""Hours that somebody has to read a digest over, where the file names no time."""


class DigestEntry(Entry):
    """When the digest is made, and where it is posted."""

    day: DayOfWeek = Weekday.FRIDAY
    at: DigestTime = time(15)
    post_to: list[Word] = Field(default_factory=list)
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


class PortfolioEntry(Entry):
    """When the partner's districts are told of together, and where."""

    channel: Word
    day: DayOfWeek = Weekday.FRIDAY
    at: DigestTime = time(16)


class ModelEntry(Entry):
    """What a model may be used for."""

    consent: Word
    digests: list[AudienceWord] = Field(default_factory=lambda: [*POSTED])
    capture: Truth = False
    people: CalledWord = Called.ROLES

    @field_validator("digests")
    @classmethod
    def _posted(cls, digests: list[Audience]) -> list[Audience]:
        for index, audience in enumerate(digests):
            if audience not in POSTED:
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
