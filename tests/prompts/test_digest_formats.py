"""The four forms of a digest."""

from dataclasses import replace

import pytest

from bot.domain.audience import Audience
from bot.domain.digest import Digest, Line, Section
from bot.messages import Heading, Html, Note, Paragraph, plain
from prompts.digest_formats import as_json, as_markdown, as_message, as_text


def written(*texts: str, title: str = "In the way") -> Digest:
    return Digest(
        partnership="riverbend",
        week="2027-W02",
        audience=Audience.LEADERS,
        writer="template",
        headline=Line(text="Week of 11 January", sources=("A-1",)),
        sections=(Section(key="k", title=title, lines=tuple(Line(text=t) for t in texts)),),
        figures={"asked": 2},
    )


def test_text_is_wrapped_and_ends_each_line_with_its_sources() -> None:
    made = written("one two three four five")

    assert as_text(made, width=20).splitlines() == [
        "Week of 11 January",
        "[A-1]",
        "",
        "In the way",
        "- one two three four",
        "  five",
    ]


def test_very_many_sources_are_counted_in_text_and_complete_in_json() -> None:
    many = tuple(f"A-{number}" for number in range(1, 9))
    made = replace(written(), headline=Line(text="Up", sources=many))

    assert as_text(made).startswith("Up [A-1 A-2 A-3 A-4 A-5 +3]")
    assert as_json(made)["headline"] == {"text": "Up", "sources": list(many)}


def test_markdown_has_a_title_per_section_and_a_list() -> None:
    assert as_markdown(written("no time")) == (
        "# Week of 11 January [A-1]\n\n## In the way\n\n- no time\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*loud* [link](x) <b>", r"- \*loud\* \[link\](x) \<b\>"),
        ("# title", r"- \# title"),
        ("- item", r"- \- item"),
        ("5. item", r"- 5\. item"),
        ("C-12 is 5.5 done", "- C-12 is 5.5 done"),
    ],
)
def test_markdown_takes_the_meaning_out_of_what_people_wrote(text: str, expected: str) -> None:
    assert as_markdown(written(text)).splitlines()[-1] == expected


def test_json_has_the_shape_that_the_command_line_promises() -> None:
    assert as_json(written("no time")) == {
        "partnership": "riverbend",
        "week": "2027-W02",
        "audience": "leaders",
        "writer": "template",
        "headline": {"text": "Week of 11 January", "sources": ["A-1"]},
        "sections": [
            {"key": "k", "title": "In the way", "lines": [{"text": "no time", "sources": []}]}
        ],
        "figures": {"asked": 2},
    }


def test_a_message_begins_with_the_headline_and_ends_with_who_reads_it() -> None:
    message = as_message(written("no <time>"), partner="Harbor & Center")

    assert message.text == "Week of 11 January"
    assert message.blocks == (
        Heading(text=Html("Week of 11 January <i>[A-1]</i>")),
        Paragraph(text=Html("<b>In the way</b>\n• no &lt;time&gt;")),
        Note(text=Html("Leaders and Harbor &amp; Center read this.")),
    )


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (Audience.SELF, "Only you see this."),
        (Audience.PARTNER, "The partner reads this."),
        (Audience.LEADERS, "Leaders and the partner read this."),
        (Audience.NETWORK, "Leaders, the partner and its other districts read this."),
        (Audience.PUBLIC, "This may be shared outside."),
    ],
)
def test_the_small_print_says_who_reads_it(audience: Audience, expected: str) -> None:
    message = as_message(replace(written(), audience=audience))

    assert plain(message.blocks[-1].text) == expected


def test_a_preview_says_that_it_is_one() -> None:
    message = as_message(written(), only_you=True)

    assert plain(message.blocks[-1].text) == "Only you see this preview."


def test_an_edited_sentence_says_by_whom_in_every_form() -> None:
    line = Line(text="Marsh waits", sources=("A-2",), edited_by="R. Vance")
    made = replace(written(), headline=line)
    told = "Marsh waits (edited by R. Vance)"

    assert as_text(made).startswith(f"{told} [A-2]")
    assert as_markdown(made).startswith(f"# {told} [A-2]")
    assert as_json(made)["headline"] == {"text": told, "sources": ["A-2"]}
    assert as_message(made).blocks[0] == Heading(text=Html(f"{told} <i>[A-2]</i>"))
