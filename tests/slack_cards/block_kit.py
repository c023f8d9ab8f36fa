"""Whether Slack would take it: asked of slack_sdk's models, of Slack's own types, and of a list.

The models know the limits of blocks and elements; the types (``block_kit.ts``, from @slack/types)
refuse every unknown field and wrong shape; the list here is what the documentation says beyond
them. Each raises AssertionError, ``jsonschema.ValidationError`` or ``SlackObjectFormationError``.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

Json = dict[str, Any]
_SCHEMA = Path(__file__).parent / "block_kit.schema.json"
_BLOCKS = {
    "actions": "ActionsBlock",
    "context": "ContextBlock",
    "divider": "DividerBlock",
    "header": "HeaderBlock",
    "image": "ImageBlock",
    "input": "InputBlock",
    "rich_text": "RichTextBlock",
    "section": "SectionBlock",
}


def check_message(text: str, blocks: list[Json]) -> None:
    """What chat.postMessage and chat.update take."""
    assert 1 <= len(text) <= 40_000
    assert len(blocks) <= 50
    assert sum(125 + _length(block) for block in blocks) <= 13_000
    _conforms("Message", {"text": text, "blocks": []})
    _check_blocks(blocks)


def check_view(view: Json) -> None:
    """What views.open, views.update and views.publish take."""
    assert 1 <= len(view["blocks"]) <= 100
    assert len(json.dumps(view, ensure_ascii=False).encode()) <= 250_000
    _conforms({"modal": "Modal", "home": "Home"}[view["type"]], view | {"blocks": []})
    View(**view).validate_json()
    _check_blocks(view["blocks"])


def everything_in(part: object) -> Iterator[Json]:
    """Every object in a payload, the payload first."""
    if isinstance(part, Mapping):
        yield dict(part)
        part = list(part.values())
    for inner in part if isinstance(part, list) else ():
        yield from everything_in(inner)


def _check_blocks(blocks: list[Json]) -> None:
    for block in blocks:
        _conforms(_BLOCKS[block["type"]], block)
        known = Block.parse(block)
        assert known is not None
        known.validate_json()
        assert known.to_dict() == block
        _check_texts(block)
    _all_different([block["block_id"] for block in blocks if "block_id" in block])
    buttons = [one for one in everything_in(blocks) if one.get("type") == "button"]
    _all_different([button["action_id"] for button in buttons])
    assert all(block["elements"] for block in blocks if "elements" in block)


def _check_texts(block: Json) -> None:
    for part in everything_in(block):
        if isinstance(part.get("text"), str):
            assert 1 <= len(part["text"]) <= 3000
        if part.get("type") == "rich_text_section":
            assert part["elements"]
        if part.get("type") == "plain_text_input":
            assert 1 <= part["max_length"] <= 3000
            assert len(part.get("initial_value", "")) <= part["max_length"]
        if "options" in part:
            assert 1 <= len(part["options"]) <= 100
            assert all(1 <= len(option["value"]) <= 150 for option in part["options"])
        assert part.get("value") != ""


def _length(block: Json) -> int:
    texts = (part.get("text") for part in everything_in(block))
    return sum(len(text) for text in texts if isinstance(text, str))


def _all_different(names: list[str]) -> None:
    assert len(names) == len(set(names))
    assert all(len(name) <= 255 for name in names)


def _conforms(definition: str, part: Json) -> None:
    _validator(definition).validate(part)


@cache
def _validator(definition: str) -> Draft7Validator:
    schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    return Draft7Validator(schema | {"$ref": f"#/definitions/{definition}"})
