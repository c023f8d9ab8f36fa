"""What the checker lets stand and what it refuses, over sentences written without knowing it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.writing.checker import Checker
from tests.writing.planted import (
    DigestKey,
    Verdict,
    checkers,
    judged,
    page_rows,
    planted,
    refused,
    table,
)


@pytest.fixture(scope="module")
def month() -> Mapping[DigestKey, Checker]:
    return checkers()


@pytest.fixture(scope="module")
def verdicts(month: Mapping[DigestKey, Checker]) -> list[Verdict]:
    return judged(month)


def test_the_planted_set_is_large_and_half_of_it_is_true() -> None:
    sentences = planted()
    true = [sentence for sentence in sentences if sentence.is_true]
    assert len(sentences) >= 320
    assert 0.45 <= len(true) / len(sentences) <= 0.55
    assert len({(each.digest, each.claim) for each in sentences}) == len(sentences)


def test_true_sentences_cite_what_the_readers_of_their_digest_may_see(
    month: Mapping[DigestKey, Checker],
) -> None:
    for sentence in (each for each in planted() if each.is_true):
        known = month[sentence.digest].sheets
        assert known.records.keys() >= set(sentence.claim.sources), sentence
        assert known.figures.keys() >= set(sentence.claim.figures), sentence


@pytest.mark.parametrize("held_out", [False, True])
def test_of_inventions_at_least_99_in_100_are_refused(
    verdicts: list[Verdict], held_out: bool
) -> None:
    invented = [v for v in verdicts if not v.sentence.is_true and v.sentence.held_out is held_out]
    assert refused(invented) >= 0.99, table(verdicts)


@pytest.mark.parametrize("held_out", [False, True])
def test_of_true_sentences_at_most_5_in_100_are_refused(
    verdicts: list[Verdict], held_out: bool
) -> None:
    true = [v for v in verdicts if v.sentence.is_true and v.sentence.held_out is held_out]
    assert refused(true) <= 0.05, table(verdicts)


def test_the_page_tells_what_is_measured(verdicts: list[Verdict]) -> None:
    page = Path(__file__).parents[2] / "docs" / "writer.md"
    assert page_rows(verdicts) in page.read_text()
