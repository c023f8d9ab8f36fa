"""Names, tags, numbers and reasons in what people type, and replies in plain words."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.typed import (
    Typed,
    is_question,
    read_marks,
    read_reply,
    split_first,
    split_reason,
    split_ref,
    whole_reason,
)
from tests.builders import QUESTIONS


@pytest.mark.parametrize(
    ("text", "rest", "people", "tags"),
    [
        ("share it by Friday @chen #data-teams", "share it by Friday", ["chen"], ["data-teams"]),
        ("@chen: call home", "call home", ["chen"], []),
        ("done by @chen, soon", "done, soon", ["chen"], []),
        ("share it with @chen by Friday", "share it with @chen by Friday", [], []),
        ("ask for @chen and @boyd", "ask for @chen and @boyd", [], []),
        ("poster #2 for a@b.example", "poster #2 for a@b.example", [], []),
        ("room #5a", "room", [], ["5a"]),
        ("one\n\n  two   three #x", "one\n\ntwo three", [], ["x"]),
        ("@o'neil-smith #Data_Teams.", ".", ["o'neil-smith"], ["Data_Teams"]),
        ("so:", "so:", [], []),
    ],
)
def test_marks_are_taken_out_unless_the_sentence_needs_them(
    text: str, rest: str, people: list[str], tags: list[str]
) -> None:
    assert read_marks(text) == Typed(text=rest, people=tuple(people), tags=tuple(tags))


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("C-12 minutes are in", ("C-12", "minutes are in")),
        ("c 12: minutes", ("c 12", "minutes")),
        ("12", ("12", "")),
        ("b3,\nnext line", ("b3", "next line")),
    ],
)
def test_a_number_is_split_from_the_words_behind_it(text: str, split: tuple[str, str]) -> None:
    assert split_ref(text) == split


@pytest.mark.parametrize("text", ["the rubric", "", "C-12x", "C--12", "12345678"])
def test_words_that_begin_with_no_number_are_not_split(text: str) -> None:
    assert split_ref(text) is None


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("to 12 March because testing week", ("to 12 March", "testing week")),
        ("to 12 March because of snow", ("to 12 March", "snow")),
        ("to Friday: snow", ("to Friday", "snow")),
        ("because of snow", ("", "snow")),
        ("to Friday", ("to Friday", "")),
    ],
)
def test_a_reason_is_what_stands_behind_because(text: str, split: tuple[str, str]) -> None:
    assert split_reason(text) == split


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("because the schedule changed", "the schedule changed"),
        ("the schedule changed since we met", "the schedule changed since we met"),
        ("", ""),
    ],
)
def test_a_whole_reason_needs_no_because(text: str, reason: str) -> None:
    assert whole_reason(text) == reason


@pytest.mark.parametrize(
    ("text", "split"),
    [("Done C-1 x", ("done", "C-1 x")), ("list\nx", ("list", "x")), ("\t", ("", ""))],
)
def test_the_first_word_is_split_off_in_lower_case(text: str, split: tuple[str, str]) -> None:
    assert split_first(text) == split


def test_a_reply_without_labels_answers_the_first_question() -> None:
    assert read_reply("we met\nIn short: all is well", QUESTIONS) == {
        "where": "we met\nIn short: all is well"
    }


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("In the way: x", "in-the-way"),
        ("• getting in the way – x", "in-the-way"),
        ("> blocker: x", "in-the-way"),
        ("in-the-way: x", "in-the-way"),
        ("*Helping:* x", "helping"),
        ("help - x", "helping"),
        ("Next step: x", "next"),
        ("where: x", "where"),
    ],
)
def test_a_label_names_its_question(line: str, key: str) -> None:
    assert read_reply(line, QUESTIONS) == {key: "x"}


def test_lines_under_a_label_belong_to_it() -> None:
    assert read_reply("Helping:\n- one\n- two\nnext: three", QUESTIONS) == {
        "helping": "- one\n- two",
        "next": "three",
    }


def test_a_label_with_nothing_behind_it_answers_nothing() -> None:
    assert read_reply("Next:", QUESTIONS) == {}


def test_without_questions_a_reply_is_where_one_is() -> None:
    assert read_reply("we met", ()) == {"where": "we met"}


@pytest.mark.parametrize("text", ["who reads this?", " when? "])
def test_one_short_line_with_a_question_mark_is_a_question(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize("text", ["we met", "we met?\nyes", "x" * 90 + "?"])
def test_anything_else_is_none(text: str) -> None:
    assert not is_question(text)


@given(text=st.text(alphabet="aZé1 @#.,:;\n'-_", max_size=60))
def test_no_letter_gets_lost(text: str) -> None:
    read = read_marks(text)

    told = "".join((read.text, *read.people, *read.tags))
    assert sorted(filter(str.isalnum, told)) == sorted(filter(str.isalnum, text))


@pytest.mark.parametrize("text", ["a " * 5000, "-" * 10_000, "by " * 4000 + "@", "a-" * 5000])
def test_long_nonsense_is_read_in_no_time(text: str) -> None:
    began = time.perf_counter()

    read_marks(text)
    read_reply(text, QUESTIONS)
    split_reason(text)
    split_ref(text)

    assert time.perf_counter() - began < 1
