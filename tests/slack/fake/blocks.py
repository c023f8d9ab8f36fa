"""Block Kit's limits, refused in Slack's words.

https://docs.slack.dev/reference/block-kit/blocks/, …/block-elements/, …/composition-objects/ and
…/reference/views/. That all blocks of a message together hold some 13,200 characters is told in
https://github.com/slackapi/bolt-js/issues/2509 alone.
"""

import json
from collections.abc import Iterator
from typing import Any

from tests.slack.fake.state import Json, Team

# The type of a block or an element → what of it → how long that text or list may be.
LIMITS: dict[str, dict[str, int]] = {
    "section": {"text": 3000, "fields": 10},
    "header": {"text": 150},
    "mrkdwn": {"text": 3000},
    "plain_text": {"text": 3000},
    "markdown": {"text": 12_000},
    "actions": {"elements": 25},
    "context": {"elements": 10},
    "image": {"image_url": 3000, "alt_text": 2000},
    "input": {"label": 2000, "hint": 2000},
    "button": {"text": 75, "value": 2000, "url": 3000, "accessibility_label": 75},
    "overflow": {"options": 5},
    "checkboxes": {"options": 10},
    "radio_buttons": {"options": 10},
    "plain_text_input": {"placeholder": 150, "initial_value": 3000},
    "modal": {"title": 24, "submit": 24, "close": 24, "blocks": 100, "private_metadata": 3000},
    "home": {"blocks": 100, "private_metadata": 3000},
}
SELECT = {"placeholder": 150, "options": 100, "option_groups": 100}
ANY = {"block_id": 255, "action_id": 255, "callback_id": 255, "external_id": 255}
OPTION = {"text": 75, "value": 150, "description": 75}
CONFIRM = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
BLOCKS = {"section", "header", "markdown", "rich_text", "image", "divider", "context", "actions"}
BLOCKS |= {"input", "table"}
ALL_TOGETHER = 13_200


def faults_of(blocks: list[Json], *, message: bool) -> list[str]:
    """What Slack would say against these blocks of a message or a view."""
    most = 50 if message else 100
    found = [f"no more than {most} items allowed"] if len(blocks) > most else []
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    if len(ids) != len(set(ids)):
        found.append("`block_id` already exists")
    for place, block in enumerate(blocks):
        if block.get("type") not in BLOCKS:
            found.append(f"unsupported type: {block.get('type')} [json-pointer:/blocks/{place}]")
        actions = [one["action_id"] for one in elements_of([block]) if one.get("action_id")]
        if len(actions) != len(set(actions)):
            found.append(f"`action_id` already exists [json-pointer:/blocks/{place}]")
        if any(len(one.get("text", "")) > 2000 for one in block.get("fields", [])):
            found.append(f"must be less than 2001 characters [json-pointer:/blocks/{place}/fields]")
        found += _walk(block, f"/blocks/{place}")
    return found


def view_faults(view: Json) -> list[str]:
    """What Slack would say against a view."""
    found = [] if view.get("type") in {"modal", "home"} else ["unsupported view type"]
    if view.get("type") == "modal" and not view.get("title"):
        found.append("missing required field: title [json-pointer:/view]")
    inputs = any(block.get("type") == "input" for block in view.get("blocks", []))
    if view.get("type") == "modal" and inputs and not view.get("submit"):
        found.append("missing required field: submit [json-pointer:/view]")
    shell = {key: value for key, value in view.items() if key != "blocks"}
    return found + _walk(shell, "/view") + faults_of(view.get("blocks", []), message=False)


def image_faults(team: Team, blocks: list[Json]) -> list[str]:
    """What Slack says against the pictures of a message: they must be read already."""
    found = []
    for number, block in enumerate(blocks):
        if block.get("type") != "image":
            continue
        if not block.get("alt_text") or not block.get("slack_file"):
            found.append(f"missing required field [json-pointer:/blocks/{number}]")
        file = team.files.get(block.get("slack_file", {}).get("id", ""))
        if file is None or not (file.is_complete and file.is_read and file.is_picture):
            found.append(f"invalid slack file [json-pointer:/blocks/{number}/slack_file]")
    return found


def too_long_together(blocks: list[Json]) -> bool:
    """Whether the blocks of a message hold more than Slack takes in all."""
    return len(json.dumps(blocks, ensure_ascii=False)) > ALL_TOGETHER


def elements_of(blocks: list[Json]) -> Iterator[Json]:
    """Everything in blocks that somebody can press or fill."""
    for block in blocks:
        inside = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        for one in inside:
            if one and "action_id" in one:
                yield {**one, "block_id": block.get("block_id", "")}


def _walk(thing: Json, where: str) -> list[str]:
    found: list[str] = []
    for name, most in _limits(thing).items():
        if name in thing and thing[name] is not None:
            found += _measure(thing[name], most, f"{where}/{name}")
    for name, value in thing.items():
        parts: list[Any] = value if isinstance(value, list) else [value]
        for number, part in enumerate(parts):
            if isinstance(part, dict):
                step = f"/{number}" if isinstance(value, list) else ""
                found += _walk(part, f"{where}/{name}{step}")
    return found


def _limits(thing: Json) -> dict[str, int]:
    kind = str(thing.get("type", ""))
    if "_select" in kind:
        return ANY | SELECT
    if "confirm" in thing and "title" in thing:
        return CONFIRM
    if not kind and "value" in thing:
        return OPTION
    return ANY | LIMITS.get(kind, {})


def _measure(value: Any, most: int, where: str) -> list[str]:  # noqa: ANN401 - JSON
    text = value.get("text", "") if isinstance(value, dict) else value
    unit = "items" if isinstance(text, list) else "characters"
    if len(text) > most:
        return [f"must be less than {most + 1} {unit} [json-pointer:{where}]"]
    if isinstance(value, dict | list) and not text:
        return [f"must be more than 0 {unit} [json-pointer:{where}]"]
    return []
