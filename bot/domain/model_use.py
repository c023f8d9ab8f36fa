"""What a district and its partner agreed to about words from a model."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.audience import Audience


class Called(StrEnum):
    """How people are called in what goes out to a model's server."""

    ROLES = "roles"
    FIRST_NAMES = "first-names"


@dataclass(frozen=True, kw_only=True)
class ModelUse:
    """What a model may be used for; without it in the partnership file, for nothing.

    ``consent`` says who agreed and when. ``digests`` are the audiences whose digests a model may
    word; with ``capture`` it may propose promises, blockers and helps in what people say.
    """

    consent: str
    digests: tuple[Audience, ...] = (Audience.LEADERS, Audience.PARTNER)
    capture: bool = False
    people: Called = Called.ROLES
