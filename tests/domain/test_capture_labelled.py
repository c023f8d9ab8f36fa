"""What the rules propose in 300 labelled sentences of the field: figures, and floors under them."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.domain.proposing import Proposal, proposals

DATA = Path(__file__).parent.parent / "data"
PEOPLE = {"chen", "boyd", "rossi", "haddad", "nowak", "ortega", "price", "vance", "imai"}
LEAST_PRECISION, LEAST_RECALL = 0.9, 0.7


def read(name: str) -> list[Mapping[str, Any]]:
    groups = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    return [each for group in groups.values() for each in group]


@pytest.fixture(scope="module")
def labelled() -> list[Mapping[str, Any]]:
    return read("capture_sentences")


def proposed(text: str) -> list[Proposal]:
    """What is proposed once names are looked up: a promise of nobody known is none."""
    return [
        each
        for each in proposals(text)
        if each.person is None or each.person.lower().lstrip("@").split()[-1] in PEOPLE
    ]


def found(expected: Iterable[str], made: list[Proposal]) -> int:
    """How many of the expected ones were proposed, each by a proposal of its own."""
    left, right = list(made), 0
    for wanted in expected:
        kind, _, word = wanted.partition(": ")
        fits = [one for one in left if one.kind.value == kind and word in one.text]
        if fits:
            left.remove(fits[0])
            right += 1
    return right


def counted(chosen: Iterable[Mapping[str, Any]], kind: str = "") -> Counter[str]:
    """How many proposals, of one kind or of all, were expected, made and right."""
    counts: Counter[str] = Counter()
    for each in chosen:
        wanted = [one for one in each["expected"] if one.startswith(kind)]
        made = [one for one in proposed(each["text"]) if one.kind.value.startswith(kind)]
        right = found(wanted, made)
        counts += Counter(expected=len(wanted), proposed=len(made), right=right)
    return counts


def measured(name: str, chosen: list[Mapping[str, Any]]) -> tuple[float, float]:
    """Precision and recall, printed for each kind too (pytest -s shows them)."""
    for kind in ("commitment", "blocker", "help"):
        figures(f"{name}, {kind}", counted(chosen, kind))
    return figures(f"{name}, all", counted(chosen))


def figures(name: str, counts: Counter[str]) -> tuple[float, float]:
    precision = counts["right"] / counts["proposed"]
    recall = counts["right"] / counts["expected"]
    print(f"{name}: precision {precision:.3f}, recall {recall:.3f}, {dict(counts)}")  # noqa: T201 - the figures are what it is for
    return precision, recall


def test_the_set_holds_300_sentences_and_every_second_one_is_held_out(
    labelled: list[Mapping[str, Any]],
) -> None:
    assert len({each["text"] for each in labelled}) == 300
    assert [each.get("held_out", False) for each in labelled] == [False, True] * 150


@pytest.mark.parametrize("half", ["tuned", "held out", "whole"])
def test_at_least_nine_in_ten_proposals_are_right_and_seven_in_ten_are_found(
    labelled: list[Mapping[str, Any]], half: str
) -> None:
    chosen = [e for e in labelled if half in {"whole", "held out" if "held_out" in e else "tuned"}]

    precision, recall = measured(half, chosen)

    assert precision >= LEAST_PRECISION
    assert recall >= LEAST_RECALL


def test_sentences_written_after_the_rules_fare_as_well() -> None:
    precision, recall = measured("later", read("capture_sentences_later"))

    assert precision >= LEAST_PRECISION
    assert recall >= LEAST_RECALL
