"""A dialog as it stands open for somebody.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/what-are-task-modules
"""

import re
from dataclasses import dataclass, field

from tests.teams.fake.cards import buttons, inputs, spoken_by, trouble_with
from tests.teams.fake.state import Conversation, Json


@dataclass(kw_only=True)
class Dialog:
    """``info`` is what the bot gave; ``filled`` what the person changed."""

    info: Json
    there: Conversation
    message: Json | None = None  # whose button opened it
    root: str | None = None
    command: str | None = None  # of a message extension; then ``message`` is the one it is about
    filled: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        trouble = trouble_with(self.info.get("card") or {})
        assert trouble is None, f"Teams shows no such dialog: {trouble}"
        assert self.info.get("title"), "a dialog has a title"

    @property
    def card(self) -> Json:
        """The card in it."""
        card: Json = self.info["card"]["content"]
        return card

    @property
    def title(self) -> str:
        """What stands above it."""
        return str(self.info["title"])

    @property
    def text(self) -> str:
        """All that it says."""
        return "\n".join(spoken_by(self.card))

    def fill(self, name: str, value: str) -> None:
        """Put something into a field, as its kind allows."""
        one = next((one for one in inputs(self.card) if one["id"] == name), None)
        assert one is not None, f"no {name} among {[one['id'] for one in inputs(self.card)]}"
        trouble = not_fitting(one, value)
        assert trouble is None, trouble
        self.filled[name] = value

    def values(self) -> dict[str, str]:
        """What the fields hold."""
        return values_of(self.card, self.filled)

    def sent(self, label: str | None = None) -> Json:
        """The data of the button with that label, or of the only one, and all fields."""
        held = self.values()
        for one in inputs(self.card):
            missing = one.get("isRequired") and not held.get(one["id"])
            assert not missing, f"{one['id']}: {one.get('errorMessage', 'must be filled')}"
        pressed = [
            one
            for one in buttons(self.card)
            if one["type"] == "Action.Submit" and label in {None, one.get("title")}
        ]
        assert pressed, f"no button {label} in {self.text}"
        return {**(pressed[0].get("data") or {}), **held}


def values_of(card: Json, filled: dict[str, str]) -> dict[str, str]:
    """What a card's inputs hold; those that are empty are left out, as clients do."""
    held = {one["id"]: filled.get(one["id"], start_of(one)) for one in inputs(card)}
    return {name: value for name, value in held.items() if value}


def start_of(one: Json) -> str:
    """What an input holds before anybody touches it."""
    off = one.get("valueOff", "false") if one["type"] == "Input.Toggle" else ""
    return str(one.get("value", off))


def not_fitting(one: Json, value: str) -> str | None:
    """Why a value cannot be put into an input."""
    if not value:
        return None
    if one["type"] == "Input.ChoiceSet":
        known = {choice["value"] for choice in one.get("choices", [])}
        chosen = value.split(",") if one.get("isMultiSelect") else [value]
        return None if set(chosen) <= known else f"{value} is none of {known}"
    if one["type"] == "Input.Date" and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return f"{value} is no date"
    if one["type"] == "Input.Text" and len(value) > one.get("maxLength", len(value)):
        return f"longer than {one['maxLength']}"
    return None
