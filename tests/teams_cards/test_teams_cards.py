"""Messages at Teams."""

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
    Paragraph,
    Style,
    plain,
    safe,
)
from integrations.files import shows
from integrations.teams.cards import Payload, pressed, to_cards
from integrations.values import long_values
from tests.anything import messages
from tests.slack_cards.reading import bare
from tests.teams_cards.adaptive import Json, buttons, check_message, read, size, words_in

TEXTS = st.text(max_size=300) | st.integers(0, 40_000).map(lambda size: ("wörd " * 8000)[:size])
HTML = TEXTS.map(safe) | st.lists(st.sampled_from(["<b>a</b>", "b", "<i>c</i>"]), max_size=400).map(
    lambda parts: Html("".join(parts))
)
VALUES = st.text(max_size=20) | st.sampled_from(["a" * 2000, "a" * 2001, '"' * 2000])
MESSAGES = messages(TEXTS, HTML, VALUES, most_buttons=20, most_blocks=12)
DONE = Button(label="Done", action="commit.done", value="C-1")


def one(*blocks: Block, text: str = "Good morning") -> Payload:
    (payload,) = to_cards(Message(text=text, blocks=blocks))
    check_message(payload.card, payload.text)
    return payload


def body(*blocks: Block) -> list[Json]:
    return list(one(*blocks).card["body"])


def button_of(button: Button, text: str = "") -> Json:
    (found,) = buttons(one(Actions(buttons=(button,), text=safe(text))).card)
    return found


def press(button: Json) -> tuple[str, str]:
    """What comes back of a button, as Teams sends it."""
    return pressed(button if button["type"] == "Action.Execute" else button["data"])


@given(message=MESSAGES)
@settings(deadline=None)
def test_teams_takes_every_message_and_no_text_is_lost(message: Message) -> None:
    links = {file.id: f"https://headway.example.org/files/{file.id}" for file in message.files}
    payloads = to_cards(message, links=links)
    for payload in payloads:
        check_message(payload.card, payload.text)

    elements = [element for payload in payloads for element in payload.card["body"]]
    images = [element["altText"] for element in elements if element["type"] == "Image"]
    assert images == [shows(file) for file in message.files if file.is_picture]
    seen = bare("".join(word for payload in payloads for word in words_in(payload.card)))
    for block in message.blocks:
        assert bare(plain(block.text)) in seen
    rows = [button for payload in payloads for button in buttons(payload.card)]
    labels = [button["title"] for button in rows if button["type"] != "Action.OpenUrl"]
    for label, button in zip(labels, message.buttons(), strict=True):
        whole, shown = button.label.removeprefix("✓ "), label.removeprefix("✓ ")
        is_cut = shown != whole
        assert not is_cut or (whole.startswith(shown[:-1]) and bare(whole) in seen)


@given(message=MESSAGES)
@settings(deadline=None)
def test_every_press_brings_back_its_action_and_value(message: Message) -> None:
    kept = long_values(message)
    presses = [press(button) for payload in to_cards(message) for button in buttons(payload.card)]

    back = [(action, kept.get(value, value)) for action, value in presses]
    assert back == [(button.action, button.value) for button in message.buttons()]


def test_a_message_without_blocks_is_its_text_taken_literally() -> None:
    written = "**5** of <at>all</at> [x](javascript:alert(1)) &amp; {{DATE(2027-02-05T08:00:00Z)}}"
    assert read(one(text=written).card) == written


def test_a_message_that_says_nothing_still_has_something_to_see() -> None:
    assert read(one(text=" ").card) == "…"


def test_a_message_of_empty_blocks_still_has_something_to_see() -> None:
    assert read(one(Note(text=Html(" ")), Actions(buttons=())).card) == "…"


@pytest.mark.parametrize("text", ["Two due\nToday", " \nTwo due\n"])
def test_the_notification_is_the_first_line(text: str) -> None:
    assert one(Note(text=safe("a")), text=text).text == "Two due"


def test_a_notification_is_short() -> None:
    assert len(one(text="word " * 100).text) <= 200


def test_lines_are_elements_of_their_own_and_an_empty_line_is_a_gap() -> None:
    found = body(Paragraph(text=safe("one\ntwo\n\n• three\n• four")))
    said = [(one["inlines"][0]["text"], one.get("spacing")) for one in found]
    assert said == [("one", None), ("two", "None"), ("• three", None), ("• four", "None")]


def test_bold_and_italic_are_styles_of_literal_text() -> None:
    (line,) = body(Paragraph(text=Html("<b>C-12</b> &lt;b&gt; <i>now</i>")))
    assert line["inlines"] == [
        {"type": "TextRun", "text": "C-12", "weight": "Bolder"},
        {"type": "TextRun", "text": " <b> "},
        {"type": "TextRun", "text": "now", "italic": True},
    ]


@pytest.mark.parametrize(
    "text",
    ["Good morning, Terrence", "Check-in", "Where are you in the effort?", "École (2): hier."],
)
def test_a_heading_is_one_for_screen_readers(text: str) -> None:
    (found,) = body(Heading(text=safe(text)))
    assert (found["type"], found["style"], found["text"]) == ("TextBlock", "heading", text)


@pytest.mark.parametrize(
    "text",
    [
        "1. of",
        "- one",
        "# x",
        "a *b* c",
        "_a_",
        "[x](y)",
        "www.x.com",
        "a\nb",
        "<at>b</at>",
        "a&lt;",
    ],
)
def test_a_heading_in_which_markdown_could_find_a_mark_is_literal_text(text: str) -> None:
    found = body(Heading(text=safe(text)))
    assert {one["type"] for one in found} == {"RichTextBlock"}
    assert {run["weight"] for one in found for run in one["inlines"]} == {"Bolder"}
    assert read(one(Heading(text=safe(text))).card) == text


def test_small_print_is_small_and_subtle() -> None:
    (line,) = body(Note(text=safe("Only you read it.")))
    assert line["inlines"] == [
        {"type": "TextRun", "text": "Only you read it.", "size": "Small", "isSubtle": True}
    ]


def test_buttons_stand_under_their_line() -> None:
    kinds = [one["type"] for one in body(Actions(text=safe("Visit grade 4"), buttons=(DONE,)))]
    assert kinds == ["RichTextBlock", "ActionSet"]


def test_buttons_without_a_line_stand_apart_from_what_is_above() -> None:
    _, ours, _, other = body(
        Actions(text=safe("a"), buttons=(DONE,)), Note(text=safe("b")), Actions(buttons=(DONE,))
    )
    assert (ours["spacing"], other["spacing"]) == ("Small", "Medium")


def test_a_button_is_told_with_the_line_it_belongs_to() -> None:
    assert button_of(DONE, "Visit\ngrade 4")["tooltip"] == "Done: Visit grade 4"
    assert len(button_of(DONE, "word " * 100)["tooltip"]) <= 120
    assert "tooltip" not in button_of(DONE)


def test_styles_are_those_of_cards() -> None:
    styles = [button_of(replace(DONE, style=style)).get("style") for style in Style]
    assert styles == [None, "positive", "destructive"]


def test_the_chosen_one_is_ticked_and_coloured() -> None:
    button = button_of(replace(DONE, chosen=True, style=Style.DANGER), "Coaching")
    said = (button["title"], button["tooltip"], button["style"])
    assert said == ("✓ Done", "✓ Done: Coaching", "positive")


def test_a_button_sends_its_action_and_value() -> None:
    button = button_of(DONE)
    assert (button["type"], button["verb"]) == ("Action.Execute", "commit.done")
    assert button["data"] == {"value": "C-1"}


def test_a_button_that_opens_a_form_asks_for_a_dialog() -> None:
    button = button_of(replace(DONE, form=True))
    assert button["type"] == "Action.Submit"
    assert button["data"]["msteams"] == {"type": "task/fetch"}


@pytest.mark.parametrize(
    "data",
    [
        {"type": "task/fetch", "action": "commit.done", "value": "C-1"},
        {"action": "commit.done", "value": "C-1", "msteams": {"type": "task/fetch"}},
        {"verb": "commit.done", "data": {"value": "C-1"}, "type": "Action.Execute", "id": "x"},
    ],
)
def test_presses_are_read_however_teams_sends_them(data: Json) -> None:
    assert pressed(data) == ("commit.done", "C-1")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"verb": "commit.done"},
        {"verb": 5, "data": {"value": "C-1"}},
        {"verb": "", "data": {"value": "C-1"}},
        {"verb": "commit.done", "data": "C-1"},
        {"verb": "commit.done", "data": None},
        {"verb": "commit.done", "data": {"value": ["C-1"]}},
        {"action": {"verb": "commit.done"}, "value": "C-1"},
    ],
)
def test_a_press_that_no_button_of_ours_sends_is_nothing(data: Json) -> None:
    assert pressed(data) == ("", "")


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (["Done", "Not yet", "Change date"], [3]),
        (["stalled", "slow", "steady", "strong"], [2, 2]),
        (["1", "2", "3", "4", "5", "6", "7"], [4, 3]),
        (["A label that is longer than any phone is wide", "Done"], [1, 1]),
    ],
)
def test_a_row_of_buttons_fits_on_a_phone(labels: list[str], rows: list[int]) -> None:
    sets = body(Actions(buttons=tuple(replace(DONE, label=label) for label in labels)))
    assert [len(one["actions"]) for one in sets if one["type"] == "ActionSet"] == rows


def test_a_label_that_a_phone_would_cut_stands_above_its_button() -> None:
    label = "The teacher checks for understanding"
    above, row = body(Actions(buttons=(replace(DONE, label=label, chosen=True),)))
    (button,) = row["actions"]
    assert read({"body": [above]}) == label
    assert button["title"] == "✓ The teacher checks for un…"
    assert button["tooltip"] == f"✓ {label}"


def test_a_text_of_ten_thousand_characters_is_one_message() -> None:
    assert len(to_cards(Message(text="Grade 4 studied the exit tickets. " * 300))) == 1


def test_a_longer_one_goes_on_in_further_messages_with_its_buttons_beside_their_line() -> None:
    rows = tuple(Actions(text=safe(f"Promise {n}"), buttons=(DONE,)) for n in range(200))
    payloads = to_cards(Message(text="All", blocks=rows))
    assert len(payloads) > 2
    for payload in payloads:
        check_message(payload.card, payload.text)
        kinds = [one["type"] for one in payload.card["body"]]
        assert kinds == ["RichTextBlock", "ActionSet"] * (len(kinds) // 2)
    fullest = max(size(payload.card) for payload in payloads)
    assert fullest > 24_000


def test_messages_can_be_made_lighter_still() -> None:
    message = Message(text="word " * 2000)
    lighter = to_cards(message, heaviest=10_000)
    assert len(lighter) > len(to_cards(message))
    assert bare("".join(read(payload.card) for payload in lighter)) == bare(message.text)
    assert all(size(payload.card) <= 10_000 for payload in lighter)


def test_buttons_that_do_not_fit_into_one_message_go_on_in_the_next() -> None:
    heavy = tuple(replace(DONE, value=f"{n}" * 2000) for n in range(9))
    payloads = to_cards(Message(text="?", blocks=(Actions(text=safe("All"), buttons=heavy),)))
    assert len(payloads) == 2
    assert [len(buttons(payload.card)) for payload in payloads] == [6, 3]
