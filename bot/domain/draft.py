"""A digest that waits for somebody to read it over before it is posted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from bot.domain.audience import Audience
from bot.domain.digest import Digest


class DraftState(StrEnum):
    """``waiting → posted | template``: as it was read over, or as the template has it."""

    WAITING = "waiting"
    POSTED = "posted"
    TEMPLATE = "template"


@dataclass(frozen=True, kw_only=True)
class DigestDraft:
    """The draft of one digest. Not answered by ``until``, ``template`` goes out instead.

    ``approver`` and ``decided_by`` are keys of people; nobody decided where the time ran out.
    """

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "week", "audience")

    partnership: str
    week: str
    audience: Audience
    approver: str
    made_at: datetime
    until: datetime
    digest: Digest
    template: Digest
    state: DraftState = DraftState.WAITING
    decided_by: str | None = None
    version: int = 1
