"""Figures of what goes on, for whoever runs the bot: counts and times, and nothing of anybody."""

from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from typing import Protocol

from bot.domain.delivery import DeliveryKind


class Doing(StrEnum):
    """What takes time, and is named by something of which there are few.

    A ``REQUEST`` and a ``DELIVERY`` (one message handed over) are named by their platform, a
    ``JOB`` of a pass by its function, a ``MODEL`` by what it is asked for. ``WHOLE`` is a pass.
    """

    REQUEST = "request"
    WHOLE = "whole"
    JOB = "job"
    DELIVERY = "delivery"
    MODEL = "model"


class Figures(Protocol):
    """Is told; never keeps anybody waiting and never fails.

    ``platform`` is a chat platform's name, ``reason`` one stable word.
    """

    def during(self, doing: Doing, name: str) -> AbstractContextManager[None]:
        """Takes the time of the block, and counts it among those that are under way."""
        ...

    def sent(self, platform: str, kind: DeliveryKind, *, late: float) -> None:
        """A message was handed over, so many seconds after it was due."""
        ...

    def failed(self, platform: str, reason: str) -> None:
        """A message will not be tried again: "unreachable" or "unknown"."""
        ...

    def put_off(self, platform: str, reason: str) -> None:
        """A message is tried again later.

        The platform wants a "pause", it was "refused", or it could not be made ("unworded").
        """
        ...

    def waited(self, platform: str, seconds: float) -> None:
        """A message waited so long for its moment at a workspace's pace."""
        ...

    def answered(self) -> None:
        """A check-in was answered, for the first time."""
        ...


class NoFigures:
    """Nobody wants to know."""

    def during(self, doing: Doing, name: str) -> AbstractContextManager[None]:
        """See ``Figures.during``."""
        return nullcontext()

    def sent(self, platform: str, kind: DeliveryKind, *, late: float) -> None:
        """See ``Figures.sent``."""

    def failed(self, platform: str, reason: str) -> None:
        """See ``Figures.failed``."""

    def put_off(self, platform: str, reason: str) -> None:
        """See ``Figures.put_off``."""

    def waited(self, platform: str, seconds: float) -> None:
        """See ``Figures.waited``."""

    def answered(self) -> None:
        """See ``Figures.answered``."""
