"""What people choose and type, as Slack puts it into ``state.values`` and ``actions``.

https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload/
"""

from collections.abc import Mapping

from tests.slack.fake.blocks import elements_of
from tests.slack.fake.state import Json

KEYS = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "overflow": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
}
"""The kind of an element → where its value stands → where the app said what it is at first."""


def element(blocks: list[Json], action_id: str, nth: int = 0) -> Json:
    """The ``nth`` element of that name, with its ``block_id``."""
    found = [one for one in elements_of(blocks) if one["action_id"] == action_id]
    assert found, f"no {action_id} among {[one['action_id'] for one in elements_of(blocks)]}"
    return found[nth]


def chosen(one: Json, value: object) -> Json:
    """An element's value; options are named by their ``value`` and must be there."""
    if one["type"] == "button":
        return {"text": one["text"], **({"value": one["value"]} if "value" in one else {})}
    key = KEYS[one["type"]][0]
    if key == "selected_option" and isinstance(value, str):
        return {key: _options(one)[value]}
    if key == "selected_options" and isinstance(value, list):
        return {key: [_options(one)[name] for name in value]}
    return {key: value}


def values(blocks: list[Json], given: Mapping[str, object] | None = None) -> Json:
    """``state.values``: what was given (by block_id or action_id), else what stood there."""
    found: Json = {}
    given = given or {}
    named = {name for one in elements_of(blocks) for name in (one["block_id"], one["action_id"])}
    assert named >= set(given), f"{set(given) - named} are not among {named}"
    for one in elements_of(blocks):
        if one["type"] in KEYS:
            key, first = KEYS[one["type"]]
            name = next((name for name in (one["block_id"], one["action_id"]) if name in given), "")
            value = chosen(one, given[name]) if name else {key: one.get(first, _nothing(key))}
            found.setdefault(one["block_id"], {})[one["action_id"]] = {"type": one["type"], **value}
    return found


def missing(blocks: list[Json], filled: Json) -> list[str]:
    """The fields that must be filled, and are not: Slack sends no form with one of them."""
    return [
        block["block_id"]
        for block in blocks
        if block["type"] == "input"
        and not block.get("optional")
        and not any(_filled(one) for one in filled[block["block_id"]].values())
    ]


def _filled(one: Json) -> bool:
    return bool(one[KEYS[one["type"]][0]])


def _nothing(key: str) -> object:
    return [] if key in {"selected_options", "selected_users"} else None


def _options(one: Json) -> Json:
    groups = [group["options"] for group in one.get("option_groups", [])]
    every = [option for group in [one.get("options", []), *groups] for option in group]
    return {option["value"]: option for option in every}
