"""How a sent message is named: its workspace, its conversation and its time stamps there."""

import re
from dataclasses import dataclass

from bot.domain.errors import UnreachableError

_FORM = re.compile(r"(?P<team>\w+)/(?P<channel>\w+)/(?P<stamps>\d+\.\d+(,\d+\.\d+)*)")


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A message of ours; ``T1/C1/1.2`` as text, and ``T1/C1/1.2,1.3`` if it took two at Slack."""

    team: str
    channel: str
    stamps: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.team}/{self.channel}/{','.join(self.stamps)}"

    @classmethod
    def read(cls, text: str) -> "Reference":
        """From its text. Raises UnreachableError if it names nothing at Slack."""
        found = _FORM.fullmatch(text)
        if found is None:
            raise UnreachableError("This does not name a message at Slack.")
        stamps = tuple(found["stamps"].split(","))
        return cls(team=found["team"], channel=found["channel"], stamps=stamps)
