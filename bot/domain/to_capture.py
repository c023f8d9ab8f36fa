"""Answers that wait for a model to look at them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from bot.domain.proposing import Proposal


class CaptureState(StrEnum):
    """``waiting → looked-at``."""

    WAITING = "waiting"
    LOOKED_AT = "looked-at"


@dataclass(frozen=True, kw_only=True)
class ToCapture:
    """An answer in which a model may find what no rule did, and what it found.

    ``answer`` is the number of the answer, ``version`` the one that is looked at.
    """

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "answer")

    partnership: str
    answer: str
    version: int
    person: str
    at: datetime
    state: CaptureState = CaptureState.WAITING
    found: tuple[Proposal, ...] = ()
