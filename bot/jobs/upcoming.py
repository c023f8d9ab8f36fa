"""Looking ahead: when a tick has something to do next."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.checkin import CheckIn, CheckInState
from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.draft import DigestDraft, DraftState
from bot.domain.schedule import Schedule
from bot.domain.site_day import SiteDay
from bot.domain.survey import Survey, SurveyState
from bot.ports import Between, Store, Stored

_DUE: tuple[tuple[type[Stored], str, Mapping[str, object]], ...] = (
    (Schedule, "next_due", {}),
    (CheckIn, "remind_at", {"state": CheckInState.OPEN}),
    (CheckIn, "closes_at", {"state": CheckInState.OPEN}),
    (Survey, "closes_at", {"state": SurveyState.OPEN}),
    (DigestDraft, "until", {"state": DraftState.WAITING}),
    (SiteDay, "brief_at", {}),
    (SiteDay, "debrief_at", {}),
    (Delivery, "not_before", {"state": DeliveryState.QUEUED}),
    (Delivery, "expires_at", {"state": DeliveryState.QUEUED}),
)
"""What the jobs look for: the moment, and what else is asked of whatever has it."""


async def next_due(store: Store, *, after: datetime, until: datetime) -> datetime | None:
    """The earliest moment after ``after``, up to and including ``until``, at which a tick has work.

    None if nothing is. What was due by ``after`` already is for the next tick, whenever it comes.
    """
    within = Between(after, until)
    async with store.read() as tx:
        found = [
            getattr(first, field)
            for kind, field, where in _DUE
            for first in await tx.find(kind, order=field, limit=1, **{field: within}, **where)
        ]
    return min(found, default=None)
