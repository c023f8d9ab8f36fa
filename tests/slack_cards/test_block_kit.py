"""The validator itself: it refuses what Slack refuses."""

import pytest
from jsonschema import ValidationError
from slack_sdk.errors import SlackObjectFormationError

from tests.slack_cards.block_kit import Json, check_message, check_view

REFUSED = (AssertionError, ValidationError, SlackObjectFormationError)


def button(**changes: object) -> Json:
    text = {"type": "plain_text", "text": "Done", "emoji": False}
    return {"type": "button", "action_id": "a", "value": "1", "text": text} | changes


def actions(*buttons: Json) -> Json:
    return {"type": "actions", "elements": list(buttons)}


def rich(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def entry(**element: object) -> Json:
    known = {"type": "plain_text_input", "action_id": "input", "max_length": 3000}
    label = {"type": "plain_text", "text": "What?"}
    return {"type": "input", "block_id": "what", "label": label, "element": known | element}


def modal(*blocks: Json, title: str = "A promise") -> Json:
    words = {"title": title, "submit": "Save"}
    texts = {name: {"type": "plain_text", "text": text} for name, text in words.items()}
    return {"type": "modal", "blocks": list(blocks), **texts}


def test_what_slack_takes_passes() -> None:
    check_message("Good morning", [rich("Good morning"), actions(button())])
    check_view(modal(rich("What you promised"), entry()))


@pytest.mark.parametrize(
    "block",
    [
        rich(""),
        rich("a" * 3001),
        actions(),
        actions(*(button(action_id=f"a{number}") for number in range(26))),
        actions(button(), button()),
        actions(button(value="")),
        actions(button(value="a" * 2001)),
        actions(button(style="primry")),
        actions(button(accesibility_label="Done")),
        {"type": "header", "text": {"type": "mrkdwn", "text": "Good morning"}},
        {"type": "header", "text": {"type": "plain_text", "text": "a" * 151}},
    ],
)
def test_a_block_that_slack_refuses_is_refused(block: Json) -> None:
    with pytest.raises(REFUSED):
        check_message("Good morning", [block])


@pytest.mark.parametrize("blocks", [[rich("a")] * 51, [rich("a" * 3000)] * 5])
def test_a_message_that_is_too_long_is_refused(blocks: list[Json]) -> None:
    with pytest.raises(REFUSED):
        check_message("Good morning", blocks)


@pytest.mark.parametrize(
    "view",
    [
        modal(),
        modal(*[rich("a")] * 101),
        modal(rich("a"), title="a" * 25),
        modal(rich("a")) | {"private_metadata": "a" * 3001},
        modal(rich("a")) | {"callback": "form"},
        modal(entry(), entry()),
        modal(entry(max_length=3001)),
        modal(entry(max_length=5, initial_value="longer")),
    ],
)
def test_a_view_that_slack_refuses_is_refused(view: Json) -> None:
    with pytest.raises(REFUSED):
        check_view(view)
