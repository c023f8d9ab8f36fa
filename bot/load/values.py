"""What a read partnership file is, what can be wrong with one, and what loading it changed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.errors import HeadwayError
from bot.domain.partnership import Partnership
from bot.domain.people import Person


@dataclass(frozen=True, kw_only=True)
class PartnershipFile:
    """A partnership file without mistakes. ``warnings`` are sentences on what may be a slip."""

    partnership: Partnership
    people: tuple[Person, ...]
    warnings: tuple[str, ...] = ()

    def played_on(self, platform: str) -> "PartnershipFile":
        """The same file with all its workspaces on one platform: to try it in the sandbox."""
        moved = tuple(replace(w, platform=platform) for w in self.partnership.workspaces)
        return replace(self, partnership=replace(self.partnership, workspaces=moved))


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """One thing to correct: its line (from 1; None where there is none), field, and a sentence."""

    line: int | None
    where: str
    text: str


class FileRefusedError(HeadwayError):
    """The file has mistakes and nothing of it was used. Correct each, then load it again."""

    def __init__(
        self, source: str, mistakes: Iterable[Mistake], *, most: int | None = None
    ) -> None:
        """Keep the mistakes in the order of the lines of ``source``, the file's name.

        The message lists the first ``most`` of them, all if none is given.
        """
        self.source = source
        self.mistakes = sorted(mistakes, key=lambda mistake: mistake.line or 0)
        count = len(self.mistakes)
        lines = [self._line(mistake) for mistake in self.mistakes[:most]]
        if len(lines) < count:
            lines.append(f"… and {count - len(lines)} more.")
        lines.append(f"Nothing was changed. {count} mistake{'' if count == 1 else 's'}.")
        super().__init__("\n".join(lines))

    def _line(self, mistake: Mistake) -> str:
        place = f"{self.source}:{mistake.line}" if mistake.line else self.source
        return ": ".join(part for part in (place, mistake.where, mistake.text) if part)


class What(StrEnum):
    """What became of something that a partnership file tells."""

    ADDED = "added"
    CHANGED = "changed"
    LEFT = "left"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that loading changed: "person", "chen", changed, "role: coach → principal"."""

    kind: str
    key: str
    what: What
    detail: str
