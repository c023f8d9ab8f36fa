"""That the check of cards finds what Teams would refuse or show otherwise."""

from copy import deepcopy

import pytest

from bot.messages import Actions, Button, Heading, Message, safe
from integrations.teams.cards import to_cards
from tests.teams_cards.adaptive import Json, check_card, check_message

BUTTON = Button(label="Done", action="commit.done", value="C-1")
ROW = Actions(text=safe("Visit"), buttons=(BUTTON,))
CARD = to_cards(Message(text="?", blocks=(Heading(text=safe("Good")), ROW)))[0].card
WRONG: dict[str, Json] = {
    "a newer version": {"version": "1.6"},
    "no version": {"version": None},
    "a mention": {"msteams": {"width": "full", "entities": []}},
    "an unknown property": {"layouts": []},
    "nothing to see": {"body": []},
    "an unknown element": {"body": [{"type": "Badge", "text": "new"}]},
    "an unknown property of an element": {"body": [CARD["body"][1] | {"targetWidth": "narrow"}]},
    "an unknown property of a run": {
        "body": [
            {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "a", "wrap": 1}]}
        ]
    },
    "no text": {"body": [{"type": "TextBlock", "wrap": True}]},
    "Markdown": {"body": [CARD["body"][0] | {"text": "*Good*"}]},
    "a list": {"body": [CARD["body"][0] | {"text": "1. Good"}]},
    "seven buttons": {"body": [CARD["body"][2] | {"actions": CARD["body"][2]["actions"] * 7}]},
    "no buttons": {"body": [{"type": "ActionSet", "actions": []}]},
    "an element that Teams does not show": {"body": [{"type": "Media", "sources": []}]},
}


def test_a_card_that_is_right_is_right() -> None:
    check_message(CARD, "Good")


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_found(change: Json) -> None:
    with pytest.raises(AssertionError):
        check_card(deepcopy(CARD) | change)


def test_a_message_that_is_too_heavy_is_found() -> None:
    heavy = CARD | {"body": CARD["body"] * 60}
    check_card(heavy)
    with pytest.raises(AssertionError):
        check_message(heavy, "Good")
