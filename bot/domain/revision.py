"""Revisions of the agenda: learning, not failure. Every version is kept, each with its reason."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.record import Statement


@dataclass(frozen=True, kw_only=True)
class Revision(Statement):
    """A change of the agenda; ``text`` is the reason.

    ``part`` is what was changed: "vision", "theory of action", or the ``name`` or ``success`` of
    the strategy whose key is ``strategy``. ``before`` and ``after`` are its words; ``before`` is
    empty for a new strategy, ``after`` for one that is given up.
    """

    LETTER: ClassVar = "R"

    part: str
    before: str = ""
    after: str = ""
