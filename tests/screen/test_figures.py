"""Floors for what docs/privacy.md tells; better figures go there, worse ones fail here."""

import pytest

from integrations.screening import NameScreen
from tests.screen.measure import Sentence, measured, names, sentences

TUNED, SECOND = sentences()


def test_there_are_400_sentences_and_more_than_half_name_nobody() -> None:
    assert len(TUNED) == len(SECOND) == 200
    assert 150 < sum(bool(sentence.spans) for sentence in TUNED + SECOND) < 200


@pytest.mark.parametrize(
    ("half", "with_lists", "recall"),
    [(TUNED, True, 0.94), (SECOND, True, 0.94), (TUNED, False, 0.39), (SECOND, False, 0.32)],
)
def test_recall_does_not_fall(half: list[Sentence], with_lists: bool, recall: float) -> None:
    figures = measured(NameScreen(), names(with_lists=with_lists), half)

    assert figures.recall >= recall, figures.missed


@pytest.mark.parametrize("half", [TUNED, SECOND])
@pytest.mark.parametrize("with_lists", [True, False])
def test_false_alarms_do_not_rise(half: list[Sentence], with_lists: bool) -> None:
    figures = measured(NameScreen(), names(with_lists=with_lists), half)

    assert figures.disturbed_share <= 0.03, figures.disturbed
    assert figures.wrong_share <= 0.06, figures.wrong
