"""Rich text at Slack: what people write is shown as they wrote it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import Html, plain, safe
from integrations.slack.text import (
    LONGEST_TEXT,
    Json,
    escaped,
    plain_text,
    rich_text,
    spoken,
)
from integrations.texts import pieces, shortened
from tests.slack_cards.block_kit import check_message, everything_in
from tests.slack_cards.reading import bare, read

ANYTHING = st.text() | st.text("*_~`<>&!@#|: •\n\tab") | st.text("a \n", max_size=9000)
PARTS = st.lists(st.tuples(st.sampled_from(["{}", "<b>{}</b>", "<i>{}</i>"]), ANYTHING), max_size=9)


def html(parts: list[tuple[str, str]]) -> Html:
    return Html("".join(mark.format(safe(text)) for mark, text in parts))


def sections(text: str) -> list[Json]:
    (block,) = rich_text(Html(text))
    return list(block["elements"])


@given(text=ANYTHING)
def test_any_text_of_a_person_comes_out_literally(text: str) -> None:
    blocks = rich_text(safe(text))

    assert bare(read(blocks)) == bare(text)
    kinds = {part["type"] for part in everything_in(blocks) if "type" in part}
    assert kinds <= {"rich_text", "rich_text_section", "rich_text_list", "text"}


@given(parts=PARTS)
@settings(deadline=None)
def test_rich_text_loses_nothing_and_is_what_slack_takes(parts: list[tuple[str, str]]) -> None:
    text = html(parts)
    for block in (blocks := rich_text(text)):
        check_message("Good morning", [block])

    assert bare(read(blocks)) == bare(plain(text))


@given(parts=PARTS)
def test_bold_and_italic_words_are_so_at_slack(parts: list[tuple[str, str]]) -> None:
    for style, mark in (("bold", "<b>{}</b>"), ("italic", "<i>{}</i>")):
        meant = "".join(text for how, text in parts if how == mark)
        styled = [
            part["text"]
            for part in everything_in(rich_text(html(parts)))
            if part.get("style", {}) == {style: True}
        ]
        assert bare("".join(styled)).replace("•", "") == bare(meant).replace("•", "")


def test_lines_stay_lines() -> None:
    (section,) = sections("<b>Kept:</b> one\n\ntwo")
    assert section["elements"] == [
        {"type": "text", "text": "Kept:", "style": {"bold": True}},
        {"type": "text", "text": " one\n\ntwo"},
    ]


def test_a_line_feed_has_the_style_of_the_line_it_ends() -> None:
    (section,) = sections("\n<i>one\ntwo</i>")
    assert section["elements"] == [
        {"type": "text", "text": "\n"},
        {"type": "text", "text": "one\ntwo", "style": {"italic": True}},
    ]


def test_lines_with_a_bullet_are_a_list() -> None:
    title, listed, end = sections("Promised\n• <i>one</i>\n• two\nThanks")
    assert [part["type"] for part in (title, end)] == ["rich_text_section"] * 2
    assert (listed["type"], listed["style"]) == ("rich_text_list", "bullet")
    one, two = listed["elements"]
    assert one["elements"] == [{"type": "text", "text": "one", "style": {"italic": True}}]
    assert two["elements"] == [{"type": "text", "text": "two"}]


def test_a_bullet_with_nothing_after_it_is_text() -> None:
    (section,) = sections("• \n•")
    assert section["type"] == "rich_text_section"


def test_an_empty_line_between_lists_parts_them() -> None:
    assert [part["type"] for part in sections("• one\n\n• two")] == ["rich_text_list"] * 2


def test_marks_in_marks_end_where_they_end() -> None:
    (section,) = sections("<b>a<b>b</b>c</b>d")
    bold = [part["text"] for part in section["elements"] if "style" in part]
    assert "".join(bold) == "abc"


def test_nothing_is_no_block() -> None:
    assert rich_text(Html("")) == rich_text(Html(" \n ")) == rich_text(Html("<b></b>")) == []


def test_a_block_that_would_look_empty_is_left_out() -> None:
    first, last = rich_text(safe("a" * 2999 + "\n" * 4000 + "b"))
    assert (bare(read([first])), bare(read([last]))) == ("a" * 2999, "b")


@given(text=ANYTHING, longest=st.integers(2, 50))
def test_pieces_fit_and_are_the_text(text: str, longest: int) -> None:
    found = pieces(text, longest)
    assert "".join(found) == text
    assert all(len(piece) <= longest for piece in found)


def test_a_long_text_is_cut_between_words() -> None:
    assert pieces("one two three\nfour five", 10) == ["one two", " three", "\nfour five"]


def test_what_is_shortened_says_so() -> None:
    assert shortened("one two", 7) == "one two"
    assert shortened("one two", 5) == "one…"


def test_plain_text_shows_codes_as_they_are_typed_and_is_never_empty() -> None:
    assert plain_text(":smile:") == {"type": "plain_text", "text": ":smile:", "emoji": False}
    assert plain_text("")["text"] == "…"
    assert len(plain_text("a" * 4000)["text"]) == LONGEST_TEXT


def test_the_text_of_a_message_mentions_nobody() -> None:
    assert escaped("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


@given(parts=PARTS)
def test_what_a_block_says_is_what_people_read(parts: list[tuple[str, str]]) -> None:
    for block in rich_text(html(parts)):
        assert spoken(block) == read([block])
