"""Revisions of the agenda: learning, not failure. Every version is kept, each with its reason."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from bot.domain.agenda import Agenda, Strategy
from bot.domain.record import Statement

BY_FILE = "file"
"""The number under which the history keeps what the partnership file changed, and its author."""

_WHY = re.compile(r"\s+because\s+(?:of\s+)?", re.IGNORECASE)
_WORDS = re.compile(r"(vision|theory(?: of action)?)\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_TEXT_OF = re.compile(r"#?([^\s:]+)\s+(name|success)\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_ADDED = re.compile(r"add(?:\s+strategy)?\s+#?([^\s:]+)\s+(.+)", re.IGNORECASE | re.DOTALL)
_GIVEN_UP = re.compile(r"give up(?:\s+strategy)?\s+#?([^\s:]+)\s*", re.IGNORECASE)


class Part(StrEnum):
    """What of an agenda can be revised; ``STRATEGY`` is whether one is pursued at all."""

    VISION = "vision"
    THEORY = "theory of action"
    NAME = "name"
    SUCCESS = "success"
    STRATEGY = "strategy"


@dataclass(frozen=True, kw_only=True)
class Revision(Statement):
    """A change of the agenda; ``text`` is the reason.

    ``part`` is what was changed: of the agenda, or of the strategy whose key is ``strategy``.
    ``before`` and ``after`` are its words. Those of a whole strategy are "NAME: SUCCESS"; they are
    empty while it is not pursued: ``before`` for a new one, ``after`` for one that is given up.
    """

    LETTER: ClassVar = "R"

    part: Part
    before: str = ""
    after: str = ""

    @property
    def words(self) -> str:
        """What it makes of its part: undone, it leaves the words from before."""
        return self.before if self.withdrawn else self.after


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A revision as it was typed: of which part, to which words, and why; ``why`` may be empty."""

    part: Part
    strategy: str | None = None
    words: str = ""
    why: str = ""


def read_wanted(text: str) -> Wanted | None:
    """What "vision: NEW TEXT because REASON" and its like ask for; None for anything else.

    The reason is what follows the last "because".
    """
    said, why = _split_why(text.strip())
    if match := _WORDS.fullmatch(said):
        part = Part.VISION if match[1].lower() == "vision" else Part.THEORY
        return Wanted(part=part, words=match[2].strip(), why=why)
    if match := _ADDED.fullmatch(said):
        key = match[1].lower()
        return Wanted(part=Part.STRATEGY, strategy=key, words=match[2].strip(" :\n"), why=why)
    if match := _GIVEN_UP.fullmatch(said):
        return Wanted(part=Part.STRATEGY, strategy=match[1].lower(), why=why)
    if match := _TEXT_OF.fullmatch(said):
        part, key = Part(match[2].lower()), match[1].lower()
        return Wanted(part=part, strategy=key, words=match[3].strip(), why=why)
    return None


def _split_why(text: str) -> tuple[str, str]:
    """What stands before the last "because", and the reason; without one it is empty."""
    found = list(_WHY.finditer(text))
    if not found:
        return text, ""
    return text[: found[-1].start()], text[found[-1].end() :].strip()


def words_of(agenda: Agenda, part: Part, strategy: str | None) -> str:
    """The words of a part as they are now; empty for a strategy that is not pursued or known."""
    if part in {Part.VISION, Part.THEORY}:
        return agenda.vision if part is Part.VISION else agenda.theory_of_action
    found = agenda.strategy(strategy)
    if found is None:
        return ""
    if part is Part.STRATEGY:
        return "" if found.retired else _spelled(found)
    return found.name if part is Part.NAME else found.success


def revised(agenda: Agenda, part: Part, strategy: str | None, words: str) -> Agenda:
    """The agenda with these words in that part. A strategy keeps its key, and is never deleted."""
    if part is Part.VISION:
        return replace(agenda, vision=words)
    if part is Part.THEORY:
        return replace(agenda, theory_of_action=words)
    key = strategy or ""
    old = agenda.strategy(key)
    new = _revised(old or Strategy(key=key, name=key), part, words)
    if old is None:
        return replace(agenda, strategies=(*agenda.strategies, new))
    kept = tuple(new if one.key == key else one for one in agenda.strategies)
    return replace(agenda, strategies=kept)


def _revised(old: Strategy, part: Part, words: str) -> Strategy:
    if part is Part.NAME:
        return replace(old, name=words)
    if part is Part.SUCCESS:
        return replace(old, success=words)
    if not words or words == _spelled(old):
        return replace(old, retired=not words)
    name, _, success = words.partition(":")
    return replace(old, name=name.strip(), success=success.strip(), retired=False)


def _spelled(strategy: Strategy) -> str:
    return f"{strategy.name}: {strategy.success}" if strategy.success else strategy.name
