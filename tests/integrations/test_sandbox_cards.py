"""Messages as terminal text, and to JSON and back."""

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.messages import (
    Actions,
    Button,
    Heading,
    Html,
    Message,
    Note,
    Paragraph,
    Style,
    safe,
)
from integrations.sandbox import as_text, from_body, to_body
from tests.attached import DOCUMENT, PICTURE
from tests.integrations.sandbox_desk import CARD


def _said(text: str, *, width: int = 80) -> str:
    return as_text(Message(text="", blocks=(Paragraph(text=safe(text)),)), width=width)[0]


def _buttons(*labels: str) -> tuple[Button, ...]:
    return tuple(Button(label=label, action="a.b", value=label) for label in labels)


def test_buttons_are_numbered_and_the_chosen_one_is_marked() -> None:
    text, buttons = as_text(CARD)
    assert text == "Two minutes for the effort?\nData teams  [1] slow  [●2 steady]"
    assert [button.value for button in buttons] == ["k1/slow", "k1/steady"]


def test_numbers_go_on_through_all_rows() -> None:
    rows = Actions(buttons=_buttons("Done", "Not yet")), Actions(buttons=_buttons("Skip"))
    text, buttons = as_text(Message(text="", blocks=rows), first_number=7)
    assert text == "[7] Done  [8] Not yet\n[9] Skip"
    assert len(buttons) == 3


def test_rows_of_buttons_that_are_too_long_go_under_their_text() -> None:
    rows = Actions(text=safe("Share the rubric"), buttons=_buttons("Done", "Not yet", "Change"))
    text, _ = as_text(Message(text="", blocks=(rows,)), width=24)
    assert text == "Share the rubric\n  [1] Done  [2] Not yet\n  [3] Change"


def test_rows_without_text_that_are_too_long_are_broken() -> None:
    rows = Actions(buttons=_buttons("Done", "Not yet"))
    assert as_text(Message(text="", blocks=(rows,)), width=12)[0] == "  [1] Done\n  [2] Not yet"


def test_headings_stand_apart_and_small_print_in_brackets() -> None:
    blocks = (Paragraph(text=safe("One")), Heading(text=safe("Two")), Note(text=safe("Three")))
    assert as_text(Message(text="", blocks=blocks))[0] == "One\n\nTwo\n(Three)"


def test_rich_text_becomes_plain() -> None:
    blocks = (Paragraph(text=Html("<b>Kept</b>: 3 &lt; 4 &amp; &lt;script&gt;")),)
    assert as_text(Message(text="", blocks=blocks))[0] == "Kept: 3 < 4 & <script>"


def test_long_lines_are_broken_at_words_and_bullets_hang() -> None:
    assert _said("• Share the rubric", width=12) == "• Share the\n  rubric"
    assert _said("one\n\ntwo") == "one\n\ntwo"


def test_people_cannot_move_the_cursor_or_turn_the_screen_round() -> None:
    assert _said("a\x1b[2Jb\rc\x07d\u202ee\tf\x00\u0085g") == "a[2Jbcde fg"
    label = as_text(Message(text="", blocks=(Actions(buttons=_buttons("o\x1bk\nay")),)))[0]
    assert label == "[1] ok ay"


def test_emoji_and_right_to_left_text_stay() -> None:
    text = "👩🏽‍🏫 שלום\u200f!"
    assert _said(text) == text


_TEXT = st.text(max_size=40)
_BUTTON = st.builds(
    Button,
    label=_TEXT,
    action=_TEXT,
    value=_TEXT,
    style=st.sampled_from(Style),
    chosen=st.booleans(),
)
_HTML = _TEXT.map(safe)
_BLOCK = st.one_of(
    st.builds(Heading, text=_HTML, kind=st.just("heading")),
    st.builds(Paragraph, text=_HTML, kind=st.just("paragraph")),
    st.builds(Note, text=_HTML, kind=st.just("note")),
    st.builds(
        Actions,
        text=_HTML,
        buttons=st.lists(_BUTTON, max_size=3).map(tuple),
        kind=st.just("actions"),
    ),
)


@given(st.builds(Message, text=_TEXT, blocks=st.lists(_BLOCK, max_size=4).map(tuple)))
def test_any_message_goes_to_json_and_back(message: Message) -> None:
    assert from_body(json.loads(json.dumps(to_body(message)))) == message


def test_files_are_told_in_words_after_the_message() -> None:
    text, _ = as_text(Message(text="The week", files=(PICTURE, DOCUMENT)))
    assert text == f"The week\n[picture: {PICTURE.alt}]\n[file: {DOCUMENT.name}]"


def test_files_go_to_json_and_back() -> None:
    message = Message(text="The week", files=(PICTURE, DOCUMENT))
    assert from_body(json.loads(json.dumps(to_body(message)))) == message
