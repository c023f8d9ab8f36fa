"""Messages and the home tab at Slack."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import (
    Actions,
    Block,
    Button,
    Heading,
    Html,
    Message,
    Note,
    Style,
    plain,
    safe,
)
from integrations.files import shows
from integrations.slack.cards import (
    Payload,
    home,
    pressed,
    to_blocks,
    to_messages,
)
from integrations.slack.text import Json
from integrations.values import long_values, short_value
from tests.anything import messages
from tests.slack_cards.block_kit import check_message, check_view
from tests.slack_cards.reading import bare, read

TEXTS = st.text(max_size=300) | st.integers(0, 9000).map(lambda size: ("word " * 1800)[:size])
HTML = TEXTS.map(safe)
VALUES = st.text(max_size=20) | st.just("a" * 2001)
MESSAGES = messages(TEXTS, HTML, VALUES, most_buttons=60, most_blocks=15)
DONE = Button(label="Done", action="commit.done", value="C-1")


def one(*blocks: Block, text: str = "Good morning") -> Payload:
    (payload,) = to_messages(Message(text=text, blocks=blocks))
    check_message(payload.text, payload.blocks)
    return payload


def elements(*buttons: Button, text: str = "") -> list[Json]:
    return list(one(Actions(buttons=buttons, text=safe(text))).blocks[-1]["elements"])


@given(message=MESSAGES)
@settings(deadline=None)
def test_slack_takes_every_message_and_no_text_is_lost(message: Message) -> None:
    pictures = {file.id: f"F{number:09d}" for number, file in enumerate(message.files)}
    payloads = to_messages(message, pictures=pictures)
    for payload in payloads:
        check_message(payload.text, payload.blocks)

    blocks = [block for payload in payloads for block in payload.blocks]
    images = [block["alt_text"] for block in blocks if block["type"] == "image"]
    assert images == [shows(file) for file in message.files]
    seen = bare("".join(read(payload.blocks) for payload in payloads))
    for block in message.blocks:
        assert bare(plain(block.text)) in seen
    for button in message.buttons():
        assert bare(button.label) in seen


@given(message=MESSAGES)
@settings(deadline=None)
def test_every_press_brings_back_its_action_and_value(message: Message) -> None:
    kept = long_values(message)
    blocks = [block for payload in to_messages(message) for block in payload.blocks]
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    presses = [pressed(button) for row in rows for button in row]

    back = [(action, kept.get(value, value)) for action, value in presses]
    assert back == [(button.action, button.value) for button in message.buttons()]


def test_a_message_without_blocks_is_its_text_taken_literally() -> None:
    assert read(one(text="*5* of <!channel> :smile:").blocks) == "*5* of <!channel> :smile:"


def test_a_message_that_says_nothing_still_has_a_text() -> None:
    assert to_messages(Message(text=" ")) == [Payload(text="…", blocks=[])]


def test_the_notification_is_the_first_line_and_the_rest_is_read_out() -> None:
    payload = one(Heading(text=safe("Yours, Terrence")), Note(text=safe("a & b")), text="Two due")
    assert payload.text == "Two due\nYours, Terrence\na &amp; b"


def test_a_first_line_that_stands_in_the_message_is_not_said_twice() -> None:
    assert one(Heading(text=safe("Kept.")), text="Kept.").text == "Kept."


def test_a_short_heading_is_a_header() -> None:
    (block,) = one(Heading(text=Html("<b>Good morning</b>"))).blocks
    assert (block["type"], block["text"]["text"]) == ("header", "Good morning")


@pytest.mark.parametrize("text", ["a" * 151, "two\nlines"])
def test_a_heading_that_is_no_header_is_bold(text: str) -> None:
    (block,) = one(Heading(text=safe(text))).blocks
    assert block["elements"][0]["elements"][0]["style"] == {"bold": True}
    assert read([block]) == text


def test_small_print_is_a_context() -> None:
    (block,) = one(Note(text=Html("Only <i>you</i> read it."))).blocks
    assert (block["type"], read([block])) == ("context", "Only you read it.")


def test_buttons_stand_under_their_line() -> None:
    text, row = one(Actions(text=safe("Visit grade 4"), buttons=(DONE,))).blocks
    assert (text["type"], row["type"]) == ("rich_text", "actions")


def test_a_button_is_read_out_with_the_line_it_belongs_to() -> None:
    assert elements(DONE, text="Visit grade 4")[0]["accessibility_label"] == "Done: Visit grade 4"
    assert "accessibility_label" not in elements(DONE)[0]


def test_styles_are_slacks() -> None:
    styles = [elements(replace(DONE, style=style))[0].get("style") for style in Style]
    assert styles == [None, "primary", "danger"]


def test_the_chosen_one_is_ticked_and_coloured() -> None:
    (button,) = elements(replace(DONE, chosen=True, style=Style.DANGER))
    assert (button["text"]["text"], button["style"]) == ("✓ Done", "primary")


def test_a_label_that_is_too_long_stands_whole_above() -> None:
    label = "Yes, " + "very " * 20
    text, row = one(Actions(buttons=(replace(DONE, label=label), DONE))).blocks
    assert bare(read([text])) == bare(label)
    assert row["elements"][0]["text"]["text"].endswith("…")


def test_same_buttons_have_ids_of_their_own() -> None:
    assert [one["action_id"] for one in elements(DONE, DONE)] == ["commit.done#1", "commit.done#2"]


def test_a_long_value_is_kept_elsewhere_under_the_same_name_each_time() -> None:
    value = "the whole text " * 300
    message = Message(text="?", blocks=(Actions(buttons=(DONE, replace(DONE, value=value))),))
    assert long_values(message) == {short_value(value): value}
    assert short_value("C-1") == "C-1"


def test_a_text_of_ten_thousand_characters_is_one_message() -> None:
    assert len(to_messages(Message(text="Grade 4 studied the exit tickets. " * 300))) == 1


def test_a_longer_one_goes_on_in_further_messages_with_its_buttons_beside_their_line() -> None:
    rows = tuple(Actions(text=safe(f"Promise {n}"), buttons=(DONE,)) for n in range(200))
    payloads = to_messages(Message(text="All", blocks=rows))
    assert len(payloads) == 8
    for payload in payloads:
        check_message(payload.text, payload.blocks)
        assert [block["type"] for block in payload.blocks[:2]] == ["rich_text", "actions"]
        assert payload.blocks[-1]["type"] == "actions"


def test_messages_can_be_made_lighter_still() -> None:
    message = Message(text="word " * 2000)
    lighter = to_messages(message, heaviest=6000)
    assert len(lighter) == 3
    assert bare("".join(read(payload.blocks) for payload in lighter)) == bare(message.text)


def more(left_out: int) -> Html:
    return safe(f"and {left_out} more: /headway mine")


@pytest.mark.parametrize("size", [5, 1500, 3000])
@pytest.mark.parametrize("records", [1, 49, 50, 51, 200])
def test_the_home_tab_takes_any_number_of_records(records: int, size: int) -> None:
    rows = [Actions(text=safe("é" * size), buttons=(DONE,))] * records
    view = home(rows, more=more)

    check_view(view)
    shown = sum(block["type"] == "actions" for block in view["blocks"])
    if shown < records:
        assert read(view["blocks"][-1:]) == f"and {records - shown} more: /headway mine"


def test_a_home_tab_that_fits_says_nothing_of_more() -> None:
    rows = [Actions(text=safe("Visit"), buttons=(DONE,))] * 50
    assert home(rows, more=more) == {"type": "home", "blocks": to_blocks(rows)}


def test_a_home_tab_shows_as_much_as_fits() -> None:
    view = home([Actions(text=safe("Visit"), buttons=(DONE,))] * 51, more=more)
    assert len(view["blocks"]) == 99
    assert read(view["blocks"][-1:]) == "and 2 more: /headway mine"
