"""Rich text: what people write stays what it is."""

from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Actions, Button, Html, Message, Paragraph, plain, safe


@given(text=st.text())
def test_text_made_safe_reads_as_it_was_written(text: str) -> None:
    assert plain(safe(text)) == text


def test_nothing_but_our_own_marks_is_markup() -> None:
    assert safe("<script>&") == "&lt;script&gt;&amp;"
    assert plain(Html("<b>Kept:</b> &lt;b&gt;")) == "Kept: <b>"


def test_a_message_knows_its_buttons_in_the_order_they_are_seen() -> None:
    one = Button(label="One", action="a.b", value="1")
    two = Button(label="Two", action="a.b", value="2")
    rows = (Paragraph(text=safe("x")), Actions(buttons=(one,)), Actions(buttons=(two,)))

    assert Message(text="x", blocks=rows).buttons() == [one, two]
