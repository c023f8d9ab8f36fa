"""Rich text: what people write stays what it is."""

from hypothesis import given
from hypothesis import strategies as st

from bot.messages import (
    Actions,
    Button,
    Html,
    Message,
    Paragraph,
    plain,
    put_on,
    safe,
    taken_off,
    within,
)


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


@given(value=st.text(), key=st.from_regex(r"[a-z0-9-]+", fullmatch=True))
def test_a_value_comes_back_from_its_district_as_it_was(value: str, key: str) -> None:
    carried = put_on(value, key)

    assert taken_off(carried) == (key, value)
    assert within(carried, "elsewhere") == carried
