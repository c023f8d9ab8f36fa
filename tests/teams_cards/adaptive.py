"""What Teams takes, and what people read in it, written apart from what makes it."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator

Json = dict[str, Any]

PUBLISHED = Path(__file__).parents[1] / "teams" / "published" / "adaptive-card.json"
VALIDATOR = Draft6Validator(json.loads(PUBLISHED.read_text()))
ELEMENTS = {"RichTextBlock", "TextBlock", "ActionSet", "Image"}
INPUTS = {"Input.Text", "Input.Date", "Input.Time", "Input.ChoiceSet"}
SMALLEST_LIMIT = 28 * 1024
"""Bytes in UTF-16: the lowest limit of a message that Microsoft has published."""
MARKS = set('*_~`#[]{}<>\\|&@/=+$%^"')


def check_card(card: Json, *, elements: set[str] = ELEMENTS) -> None:
    """That Teams shows the card as it is meant, by the published schema and by its other rules."""
    assert card["version"] == "1.5"
    assert card["msteams"] == {"width": "full"}
    shell = {name: value for name, value in card.items() if name not in {"msteams", "body"}}
    assert _mistakes(json.dumps(shell)) == []
    assert card["body"]
    for element in card["body"]:
        assert _mistakes(json.dumps({"type": "AdaptiveCard", "body": [element]})) == []
    assert {one["type"] for one in card["body"]} <= elements
    for one in everything_in(card["body"]):
        _check_element(one)


def check_message(card: Json, text: str) -> None:
    """That a card goes through as a message with this notification."""
    check_card(card)
    assert "\n" not in text
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    activity = {"type": "message", "summary": text, "attachments": [attachment]}
    assert size(activity) < SMALLEST_LIMIT


def check_dialog(dialog: Json) -> None:
    """That Teams opens the dialog."""
    assert set(dialog) == {"title", "height", "width", "card"}
    assert {dialog["height"], dialog["width"]} <= {"small", "medium", "large"}
    assert dialog["card"]["contentType"] == "application/vnd.microsoft.card.adaptive"
    card = dialog["card"]["content"]
    check_card(card, elements=(ELEMENTS - {"ActionSet"}) | INPUTS)
    ids = [one["id"] for one in inputs(card)]
    assert len(ids) == len(set(ids))
    assert [one["type"] for one in card["actions"]] == ["Action.Submit"]


def size(activity: Json) -> int:
    return len(json.dumps(activity, ensure_ascii=False).encode("utf-16"))


def inputs(card: Json) -> list[Json]:
    return [one for one in card["body"] if one["type"] in INPUTS]


def buttons(card: Json) -> list[Json]:
    sets = (one["actions"] for one in card["body"] if one["type"] == "ActionSet")
    return [button for row in sets for button in row]


def everything_in(part: object) -> Iterator[Json]:
    if isinstance(part, dict):
        yield part
    for inner in (
        part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    ):
        yield from everything_in(inner)


def read(card: Json) -> str:
    """Every text, label and hint of a card, in their order, a line each."""
    return "\n".join(map(_words, [*card["body"], *card.get("actions", [])]))


def words_in(card: Json) -> list[str]:
    """The texts without labels of buttons, an element each."""
    return [_words(one) for one in card["body"] if one["type"] in {"RichTextBlock", "TextBlock"}]


def _words(element: Json) -> str:
    if element["type"] == "ActionSet":
        return "\n".join(_words(button) for button in element["actions"])
    if element["type"] == "Image":
        return str(element["altText"])
    if element["type"] == "RichTextBlock":
        return "".join(run["text"] for run in element["inlines"])
    return str(element.get("text") or element.get("title") or element.get("label"))


@cache
def _mistakes(card: str) -> list[str]:
    """What the published schema finds wrong; it is slow, and most elements come again."""
    return [error.message for error in VALIDATOR.iter_errors(json.loads(card))]


def _check_element(one: Json) -> None:
    kind = one.get("type", "")
    if kind == "TextBlock":
        # It is read as Markdown: nothing in it may be a mark.
        assert not MARKS & set(one["text"])
        assert not one["text"][0].isdecimal()
        assert one["wrap"] is True
    if kind == "TextRun":
        assert "{{" not in one["text"]
        assert "selectAction" not in one
    if kind == "ActionSet":
        assert 1 <= len(one["actions"]) <= 6
    if kind == "Image":
        assert one["altText"]
        assert one["url"].startswith("https://")
    if kind.startswith("Input."):
        assert one["id"]
        assert one["label"]
        assert one.get("isRequired") is None or one["errorMessage"]
        assert isinstance(one.get("maxLength", 0), int)
