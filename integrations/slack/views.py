"""Forms as modals, and what was filled in as the values of our fields; pure.

A field has the platform's own picker as long as that can show what stands in the field; where it
cannot (an owner who is in another workspace), it is a line of text, so that nothing gets lost.

https://docs.slack.dev/reference/views/modal-views
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.messages import Field, FieldKind, Form, Option
from integrations.fields import is_day, is_time, offered
from integrations.slack.text import Json, plain_text, rich_text
from integrations.texts import cut_at, pieces

FORM = "form"
"""The ``callback_id`` of every form."""
LONGEST_TITLE = 24
LONGEST_LABEL = 2000
"""https://docs.slack.dev/reference/block-kit/blocks/input-block, hints too"""
LONGEST_INPUT = 3000
"""https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element"""
MOST_OPTIONS = 100
"""https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element"""
LONGEST_OPTION = 75
"""https://docs.slack.dev/reference/block-kit/composition-objects/option-object"""

_INPUT = "input"
_AFTER = {"\n": "after-line", " ": "after-space", "": "after-nothing"}
"""How a further piece of a long text is called, by what stood before it."""
_BEFORE = {name: joint for joint, name in _AFTER.items()}


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A form as it was sent: its own action and value, its fields, and the view's metadata."""

    action: str
    value: str
    fields: dict[str, str]
    metadata: str = ""


def to_view(form: Form, *, users: Mapping[str, str], metadata: str = "") -> Json:
    """A form as a modal. ``users``: the Slack ids of our people, by their keys.

    ``metadata`` comes back with it; with the form's action and value it has at most 2,900
    characters. A text longer than an input takes stands in several, one below the other.
    """
    blocks = [block for field in form.fields for block in _inputs(field, users)]
    kept = {"action": form.action, "value": form.value, "metadata": metadata}
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": plain_text(form.title, LONGEST_TITLE),
        "submit": plain_text(form.submit, LONGEST_TITLE),
        "private_metadata": json.dumps(kept, ensure_ascii=False),
        "blocks": [*rich_text(form.intro), *blocks],
    }


def read_view(view: Mapping[str, Any], people: Mapping[str, str]) -> Filled:
    """What was filled in, from the ``view`` of a submission; an empty field is "".

    ``people``: the keys of our people, by their Slack ids. Somebody else stays an id, so that the
    command can say at the field that it does not know them.
    https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
    """
    fields: dict[str, str] = {}
    for block_id, element in _elements(view):
        action_id = element["action_id"]
        text = _value(view["state"]["values"][block_id][action_id], people)
        if action_id == _INPUT:
            fields[block_id] = text
        elif text:
            fields[block_id.rpartition("#")[0]] += _BEFORE[action_id] + text
    return Filled(fields=fields, **json.loads(view["private_metadata"]))


def errors_for(errors: Mapping[str, str], view: Mapping[str, Any]) -> Json:
    """The answer that puts errors at their fields; one without a field stands at the first.

    https://docs.slack.dev/surfaces/modals#displaying_errors
    """
    blocks = [block_id for block_id, _ in _elements(view)]
    at_blocks: dict[str, str] = {}
    for key, error in errors.items():
        block_id = key if key in blocks else blocks[0]
        at_blocks[block_id] = " ".join(filter(None, (at_blocks.get(block_id), error)))
    return {"response_action": "errors", "errors": at_blocks}


def _elements(view: Mapping[str, Any]) -> Iterator[tuple[str, Json]]:
    for block in view["blocks"]:
        if block["type"] == "input":
            yield block["block_id"], block["element"]


def _value(state: Mapping[str, Any], people: Mapping[str, str]) -> str:
    kind = state["type"]
    if kind == "static_select":
        # Each value was sent with a sign before it: Slack takes no empty ones.
        chosen = state["selected_option"] or {"value": "="}
        return str(chosen["value"]).removeprefix("=")
    if kind == "users_select":
        user = state["selected_user"] or ""
        return people.get(user, user)
    names = {"datepicker": "selected_date", "timepicker": "selected_time"}
    return str(state[names.get(kind, "value")] or "")


def _inputs(field: Field, users: Mapping[str, str]) -> Iterator[Json]:
    picker = _picker(field, users)
    if picker:
        yield _input(field, picker)
        return
    first, *others = _pieces(field.value)
    yield _input(field, _text_input(field, first[1], _INPUT))
    for number, (joint, text) in enumerate(others, 2):
        block = _input(field, _text_input(field, text, _AFTER[joint]))
        yield block | {"block_id": f"{field.key}#{number}", "optional": True}


def _input(field: Field, element: Json) -> Json:
    block: Json = {
        "type": "input",
        "block_id": field.key,
        "label": plain_text(field.label, LONGEST_LABEL),
        "element": {"action_id": _INPUT} | element,
        "optional": not field.required,
    }
    return block | ({"hint": plain_text(field.hint, LONGEST_LABEL)} if field.hint else {})


def _picker(field: Field, users: Mapping[str, str]) -> Json | None:
    """Slack's own picker for the field; None where a line of text is right."""
    value = field.value
    if field.kind is FieldKind.CHOICE and field.options:
        return _select(field)
    if field.kind is FieldKind.DATE and (not value or is_day(value)):
        return {"type": "datepicker"} | ({"initial_date": value} if value else {})
    if field.kind is FieldKind.TIME and (not value or is_time(value)):
        return {"type": "timepicker"} | ({"initial_time": value} if value else {})
    if field.kind is FieldKind.PERSON and (not value or value in users):
        return {"type": "users_select"} | ({"initial_user": users[value]} if value else {})
    return None


def _select(field: Field) -> Json:
    """A menu, short on a phone; radio buttons would make a check-in's form three times as long.

    What stands in the field can be chosen although it is no longer offered.
    """
    options = offered(field, field.options)
    element: Json = {"type": "static_select"} | _menu(options)
    chosen = next((_option(one) for one in options if one.value == field.value), None)
    return element | ({"initial_option": chosen} if chosen else {})


def _menu(options: Sequence[Option]) -> Json:
    if len(options) <= MOST_OPTIONS:
        return {"options": [_option(option) for option in options]}
    groups = [options[at : at + MOST_OPTIONS] for at in range(0, len(options), MOST_OPTIONS)]
    return {"option_groups": [_group(group) for group in groups]}


def _group(options: Sequence[Option]) -> Json:
    label = f"{options[0].label} – {options[-1].label}"
    return {"label": plain_text(label, LONGEST_OPTION), "options": [_option(o) for o in options]}


def _option(option: Option) -> Json:
    label, *rest = pieces(option.label, LONGEST_OPTION)
    made = {"text": plain_text(label, LONGEST_OPTION), "value": f"={option.value}"}
    more = "".join(rest).strip()
    return made | ({"description": plain_text(more, LONGEST_OPTION)} if more else {})


def _text_input(field: Field, text: str, name: str) -> Json:
    element: Json = {
        "type": "plain_text_input",
        "action_id": name,
        "multiline": field.kind is FieldKind.LINES or "\n" in text,
        # What stands there already may stay, however long.
        "max_length": min(LONGEST_INPUT, max(field.max_length, len(text))),
    }
    return element | ({"initial_value": text} if text else {})


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """What fits into one input each, and the white space in front of it that was left out."""
    joint = ""
    while len(text) > LONGEST_INPUT:
        at = cut_at(text, LONGEST_INPUT)
        yield joint, text[:at]
        joint = text[at] if text[at] in _AFTER else ""
        text = text[at + len(joint) :]
    yield joint, text
