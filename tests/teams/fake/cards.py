"""What Teams takes as a message and as a card.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference and
…/bots/how-to/format-your-bot-messages; sizes: …/bots/how-to/conversations/send-proactive-messages.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jsonschema import Draft6Validator

from tests.teams.fake.state import Json, RefusedError

ADAPTIVE = "application/vnd.microsoft.card.adaptive"
LARGEST = 28 * 1024
SCHEMA = Path(__file__).parents[1] / "published" / "adaptive-card.json"
NEWEST = (1, 5)


def check(activity: Json, size: int, *, cards: bool = True) -> None:
    """Refuse what Teams refuses of a message."""
    if size > LARGEST:
        raise RefusedError(413, "MessageSizeTooBig", "Message size too large.")
    if activity.get("type") == "typing":
        return
    if activity.get("type") != "message":
        raise RefusedError(400, "BadSyntax", f"Unknown activity type {activity.get('type')}")
    if not activity.get("text") and not activity.get("attachments"):
        raise RefusedError(400, "BadSyntax", "Empty message")
    for attachment in activity.get("attachments") or []:
        trouble = trouble_with(attachment) if cards else None
        if trouble:
            raise RefusedError(400, "BadSyntax", trouble)


def trouble_with(attachment: Json) -> str | None:
    """What is wrong with an attached card."""
    if attachment.get("contentType") != ADAPTIVE:
        return f"not a card of ours: {attachment.get('contentType')}"
    card = attachment.get("content")
    if not isinstance(card, dict) or card.get("type") != "AdaptiveCard":
        return "no AdaptiveCard in the attachment"
    if tuple(int(part) for part in str(card.get("version", "0.0")).split(".")) > NEWEST:
        return f"Teams shows no card of version {card.get('version')}"
    return _against_schema(json.dumps(card))


@cache
def _against_schema(card: str) -> str | None:
    bare = {name: value for name, value in json.loads(card).items() if name != "msteams"}
    error = next(_validator().iter_errors(bare), None)
    return f"{error.json_path}: {error.message[:300]}" if error else None


@cache
def _validator() -> Draft6Validator:
    return Draft6Validator(json.loads(SCHEMA.read_text("utf-8")))


def card_of(message: Json) -> Json | None:
    """The first card of a message."""
    for attachment in message.get("attachments") or []:
        if attachment.get("contentType") == ADAPTIVE:
            card: Json = attachment["content"]
            return card
    return None


def elements(part: object) -> Iterator[Json]:
    """All elements and actions of a card, in the order of reading; hidden ones are left out."""
    if isinstance(part, list):
        for one in part:
            yield from elements(one)
    if not isinstance(part, dict) or part.get("isVisible") is False:
        return
    if "type" in part:
        yield part
    for name, inner in part.items():
        if name not in {"data", "fallback", "msteams"}:
            yield from elements(inner)


def words_of(message: Json) -> str:
    """All that a message says, the labels of its buttons included, one part a line."""
    card = card_of(message)
    spoken = [str(message.get("text") or "")] + (spoken_by(card) if card else [])
    return "\n".join(line for line in spoken if line)


def spoken_by(card: Json) -> list[str]:
    """All that a card says."""
    return [line for one in elements(card) for line in _spoken(one)]


def _spoken(one: Json) -> list[str]:
    kind = one["type"]
    if kind == "TextBlock":
        return [one.get("text", "")]
    if kind == "RichTextBlock":
        runs = (run if isinstance(run, str) else run["text"] for run in one["inlines"])
        return ["".join(runs)]
    if kind == "FactSet":
        return [f"{fact['title']} {fact['value']}" for fact in one["facts"]]
    if kind.startswith("Input."):
        return [line for line in (one.get("label"), one.get("errorMessage")) if line]
    if kind == "Image":
        return [one["altText"]]
    return [one["title"]] if kind.startswith("Action.") and one.get("title") else []


def buttons(card: Json) -> list[Json]:
    """The actions of a card."""
    return [one for one in elements(card) if one["type"].startswith("Action.")]


def inputs(card: Json) -> list[Json]:
    """The inputs of a card."""
    return [one for one in elements(card) if one["type"].startswith("Input.")]
