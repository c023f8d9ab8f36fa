"""What a bot answers to Teams."""

from dataclasses import dataclass
from typing import Any

from tests.teams.fake.state import App, Json


@dataclass(kw_only=True)
class Reply:
    """The answer to one activity. ``status`` is None when none came in time."""

    app: App
    activity: Json
    status: int | None
    body: Any = None
    seconds: float = 0

    @property
    def ok(self) -> bool:
        """Whether Teams counts it as answered."""
        return self.status is not None and 200 <= self.status < 300
