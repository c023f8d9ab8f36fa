"""The loader of texts, and every text of every file."""

import re
import subprocess
import sys
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from bot.messages import Html, plain, safe
from prompts.environment import environment
from prompts.words import Words, marked, words

FILES = sorted(
    path.name.removesuffix(".toml")
    for path in files("prompts").iterdir()
    if path.name.endswith(".toml")
)
TAG = re.compile(r"<[^>]*>")


def said(text: str, /, **values: object) -> str:
    return Words({"it": text}).plain("it", **values)


def said_richly(text: str, /, **values: object) -> Html:
    return Words({"it": text}).rich("it", **values)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("rich", [True, False])
def test_every_text_of_every_file_compiles(file: str, rich: bool) -> None:
    texts = words(file)

    assert [environment(rich=rich).from_string(texts.source(name)) for name in texts]


@pytest.mark.parametrize("file", FILES)
def test_texts_hold_no_markup_but_bold_and_italics(file: str) -> None:
    texts = words(file)

    tags = {tag for name in texts for tag in TAG.findall(texts.source(name))}

    assert tags <= {"<b>", "</b>", "<i>", "</i>"}


def test_a_name_in_a_table_is_reached_through_a_dot() -> None:
    assert words("digest").plain("trend.first", now="slow") == "slow"


def test_a_file_is_read_once() -> None:
    assert words("digest") is words("digest")


def test_a_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        words("digest").plain("no such name")


def test_a_value_that_is_missing_is_an_error_and_never_a_gap() -> None:
    with pytest.raises(UndefinedError):
        said("Good morning, {{ name }}.")


def test_a_text_cannot_reach_behind_its_values() -> None:
    with pytest.raises(SecurityError):
        said("{{ ''.__class__.__mro__ }}")


def test_plain_texts_escape_nothing_and_are_trimmed() -> None:
    assert said("\n  {{ text }} \n", text="<b>5 & 6</b>") == "<b>5 & 6</b>"


@given(st.text(max_size=40))
def test_rich_texts_escape_every_value_as_safe_does(text: str) -> None:
    assert said_richly("({{ text }})", text=text) == f"({safe(text)})"


@given(st.lists(st.text(max_size=10), max_size=4))
def test_rich_lists_escape_every_item(items: list[str]) -> None:
    assert plain(said_richly("({{ items|joined }})", items=items)) == said(
        "({{ items|joined }})", items=items
    )


def test_what_is_rich_already_is_not_escaped_twice() -> None:
    inner = said_richly("<i>{{ text }}</i>", text='<3 & "more"')

    assert said_richly("<b>{{ inner }}</b>", inner=marked(inner)) == (
        '<b><i>&lt;3 &amp; "more"</i></b>'
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ d|day }}", "Friday, 5 Feb"),
        ("{{ d|long_day }}", "Friday, 5 Feb 2027"),
        ("{{ d|day_month }}", "5 February"),
        ("{{ d|near(d) }}", "Friday, 5 Feb"),
        ("{{ d|near(d.replace(2026)) }}", "Friday, 5 Feb 2027"),
    ],
)
def test_days_are_said_in_words(text: str, expected: str) -> None:
    assert said(text, d=date(2027, 2, 5)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ 1|count('promise') }}", "1 promise"),
        ("{{ 0|count('promise') }}", "0 promises"),
        ("{{ 3|count('person', 'people') }}", "3 people"),
        ("{{ []|joined }}", ""),
        ("{{ ['a']|joined }}", "a"),
        ("{{ ['a', 'b', 'c']|joined }}", "a, b and c"),
        ("{{ 'one\n two'|short }}", "one two"),
        ("{{ 'one, two three'|short(8) }}", "one…"),
        ("{{ 'onetwothree'|short(5) }}", "onet…"),
        ("{{ 'a\x1b[2Jb\u202ec'|short }}", "a[2Jbc"),
        ("{{ 'It is done. '|bare }}", "It is done"),
    ],
)
def test_counts_lists_and_long_texts_are_said_shortly(text: str, expected: str) -> None:
    assert said(text) == expected


@given(st.text(max_size=60), st.integers(min_value=2, max_value=30))
def test_a_shortened_text_is_one_line_and_never_too_long(text: str, limit: int) -> None:
    short = said("{{ text|short(limit) }}", text=text, limit=limit)

    assert len(short) <= limit
    assert len(short.splitlines()) <= 1


def test_loading_the_module_does_not_pay_for_jinja2() -> None:
    code = "import sys, prompts.digest, prompts.digest_formats; sys.exit('jinja2' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
