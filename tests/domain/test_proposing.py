"""How a text comes apart into sentences, and what holds proposals together."""

import pytest

from bot.domain.cadence import Makes
from bot.domain.offer import LONGEST_VALUE, offer, read_offer
from bot.domain.proposing import Proposal, is_said_in, proposals, sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("We met. I'll write it up!", ["We met.", "I'll write it up!"]),
        ("- first thing\n- second thing", ["first thing", "second thing"]),
        ("We met in grade 3. All good", ["We met in grade 3.", "All good"]),
        ("I'll use e.g. the rubric", ["I'll use e.g. the rubric"]),
        ("minutes, agenda etc.", ["minutes, agenda etc."]),
        (" \n ", []),
    ],
)
def test_a_text_comes_apart_where_sentences_end(text: str, parts: list[str]) -> None:
    assert list(sentences(text)) == parts


def test_the_same_words_are_known_again_whatever_their_case_and_punctuation() -> None:
    one, two, other = (
        Proposal(kind=kind, text=text, origin=origin)
        for kind, text, origin in (
            (Makes.HELP, "The coach helps!", "A-1"),
            (Makes.HELP, "the coach  helps", "A-2"),
            (Makes.BLOCKER, "the coach helps", "A-1"),
        )
    )

    assert one.words == two.words
    assert one.once != two.once
    assert one.words != other.words


def test_words_are_said_in_a_text_in_their_order_and_whole() -> None:
    assert is_said_in("share it", "I'll share it, Friday")
    assert not is_said_in("hare it", "share it")
    assert not is_said_in("it share", "share it")


def test_a_day_in_front_of_a_promise_stays_with_it() -> None:
    assert [one.text for one in proposals("On Monday I'll start the rotation")] == [
        "start the rotation on Monday"
    ]


def test_a_sentence_without_end_is_nothing_to_offer() -> None:
    assert proposals("I'll share " + "word " * 100) == ()


def test_an_offer_comes_back_from_its_button() -> None:
    one = Proposal(kind=Makes.HELP, text="the “coach” helps", origin="A-3")
    two = Proposal(kind=Makes.BLOCKER, text="no time", strategy="data-teams")
    made = offer([one, two], alone=False)

    assert read_offer(made.value(two)) == (made, two)


def test_an_offer_holds_what_its_buttons_can() -> None:
    quoting = [Proposal(kind=Makes.HELP, text=f"{n}" + '"' * 399) for n in range(3)]

    made = offer(quoting)

    assert len(made.proposals) == 2
    assert len(made.value(made.proposals[0])) <= LONGEST_VALUE
