"""What people typed, read from Slack's marks."""

import pytest

from integrations.slack.said import mentioned, typed, without_mention

PEOPLE = {"U3": "chen"}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("&amp;lt;", "&lt;"),
        ("ask <@U3> and <@U4>", "ask @chen and @U4"),
        ("ask <@U3|mei> and <@U4|dana>", "ask @chen and @dana"),
        ("in <#C1|general> and <#C2>", "in #general and #C2"),
        ("<!channel> <!here> <!subteam^S1|@coaches>", "@channel @here @coaches"),
        ("<!date^1392734382^{date}|18 Feb>", "18 Feb"),
        ("<https://x.example/a|x.example/a>", "x.example/a"),
        ("<https://x.example/a>", "https://x.example/a"),
        ("<https://x.example/a|the rubric>", "the rubric (https://x.example/a)"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<tel:+1555|+1555>", "+1555"),
        ("1 < 2 <> <b> <", "1 < 2 <> <b> <"),
    ],
)
def test_marks_are_read_as_people_see_them(text: str, plain: str) -> None:
    assert typed(text, PEOPLE) == plain


def test_those_who_are_named_are_found() -> None:
    assert mentioned("<@U3> and <@W4|x> but not <@bad> nor @U5") == {"U3", "W4"}


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("<@UB> help", "help"),
        ("<@UB>: help", "help"),
        ("<@UB|headway>, help", "help"),
        ("thank you <@UB>!", "thank you !"),
        ("help <@U3>", "help <@U3>"),
    ],
)
def test_the_bots_own_name_is_no_part_of_what_it_is_told(text: str, rest: str) -> None:
    assert without_mention(text, "UB") == rest


def test_without_a_bot_nothing_is_taken_away() -> None:
    assert without_mention(" <@UB> help ", "") == "<@UB> help"
