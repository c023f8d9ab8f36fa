"""What an app answers to Slack."""

from dataclasses import dataclass, field

from tests.slack.fake.state import Json


@dataclass(kw_only=True)
class Reply:
    """The answer to one request. ``status`` is None when none came within three seconds."""

    kind: str
    payload: Json
    status: int | None
    body: Json | str = ""
    seconds: float = 0
    errors: dict[str, str] = field(default_factory=dict)  # at the fields of a form

    @property
    def ok(self) -> bool:
        """Whether Slack counts it as answered."""
        return self.status is not None and 200 <= self.status < 300
