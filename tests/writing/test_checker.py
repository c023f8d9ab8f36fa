"""The checker on the sentences that it was tuned with, and on the template's own lines."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.domain.digest import Line
from bot.domain.material import Material
from bot.writing.checker import Checker
from bot.writing.claim import Claim
from tests import builders
from tests.evidence import material, people
from tests.writing.month import checker, said
from tests.writing.tuned import Key, claim, materials

TUNING = tomllib.loads(Path(__file__).with_name("tuning.toml").read_text(encoding="utf-8"))
MOST_TRUE_REFUSED = 0.05
LEAST_REFUSED = 0.99


@pytest.fixture(scope="module")
def weeks() -> Mapping[Key, Material]:
    return materials()


@pytest.fixture(scope="module")
def checkers(weeks: Mapping[Key, Material]) -> Mapping[Key, Checker]:
    return {key: checker(material) for key, material in weeks.items()}


def sentences(kind: str) -> list[tuple[Key, list[str]]]:
    found: list[dict[str, Any]] = TUNING["digest"]
    return [((each["week"], each["audience"]), one) for each in found for one in each[kind]]


def own(line: Line, checker: Checker) -> Claim:
    """The line as a claim that cites what the line does, or all figures if it cites nothing."""
    text = line.text.removesuffix(" · partner only")
    figures = () if line.sources else tuple(checker.sheets.figures)
    return Claim(text=text, sources=line.sources, figures=figures)


def test_true_and_well_cited_sentences_may_stand(checkers: Mapping[Key, Checker]) -> None:
    true = sentences("true")
    wrong = [one for key, one in true if checkers[key].check(claim(*one))]

    assert len(true) >= 100
    assert len(wrong) <= MOST_TRUE_REFUSED * len(true), wrong


def test_sentences_with_one_invention_are_refused(checkers: Mapping[Key, Checker]) -> None:
    invented = sentences("invented")
    passed = [one for key, one in invented if not checkers[key].check(claim(*one[1:]))]

    assert len(invented) >= 130
    assert len(passed) <= (1 - LEAST_REFUSED) * len(invented), passed


def test_every_line_of_the_template_stands_with_its_own_sources(
    weeks: Mapping[Key, Material], checkers: Mapping[Key, Checker]
) -> None:
    refused = [
        line.text
        for key, material in weeks.items()
        for line in said(material).lines()
        if checkers[key].check(own(line, checkers[key]))
    ]
    assert refused == []


SWAPS = (
    *(("T. Boyd", "P. Rossi"), ("P. Rossi", "E. Nowak"), ("R. Vance", "E. Nowak")),
    *(("Lincoln Elementary", "Marsh Street Elementary"), ("Riverbend High", "Lincoln Elementary")),
    *(("11 Jan", "12 Jan"), ("20 Jan", "21 Jan"), ("Wednesday", "Thursday")),
    *(("Late by 3 days", "Late by 4 days"), ("18 days", "19 days"), ("2 of 3", "3 of 3")),
    *(("5 of 9", "6 of 9"), ("9 of 9", "8 of 9"), ("predicted 6", "predicted 7")),
    *(("3 of 8", "4 of 8"), ("in November", "in October"), ("3.0", "3.5"), ("61 %", "63 %")),
    *(
        ("target 90 %", "target 95 %"),
        ("up from", "down from"),
        ("slow to steady", "slow to strong"),
    ),
    *(("strong, rated by 2", "steady, rated by 2"), ("rated by 2", "rated by 3")),
    *(
        ("supported", "falling back"),
        ("Late by", "Kept, late by"),
        ("Student talk ··", "Data teams ··"),
    ),
)


@pytest.mark.parametrize("key", [("rich", "leaders"), ("rich", "partner")])
@pytest.mark.parametrize(("told", "other"), SWAPS)
def test_a_line_of_the_template_with_one_thing_swapped_is_refused(
    weeks: Mapping[Key, Material],
    checkers: Mapping[Key, Checker],
    key: Key,
    told: str,
    other: str,
) -> None:
    judge = checkers[key]
    lines = [line for section in said(weeks[key]).sections for line in section.lines]
    swapped = [own(line, judge) for line in lines if told in line.text and line.sources]
    passed = [
        each.text
        for each in swapped
        if not judge.check(
            Claim(text=each.text.replace(told, other), sources=each.sources, figures=each.figures)
        )
    ]
    assert passed == []


def test_a_refused_sentence_is_told_why_in_one_word(checkers: Mapping[Key, Checker]) -> None:
    found = tomllib.loads(Path(__file__).with_name("reasons.toml").read_text(encoding="utf-8"))
    judged = [
        (checkers[each["week"], each["audience"]].check(claim(text, cites)) or "", why, text)
        for each in found["digest"]
        for text, cites, why in each["judged"]
    ]
    assert [one for one in judged if one[0] != one[1]] == []


def test_a_name_that_people_and_schools_share_is_a_school_first() -> None:
    teacher = builders.person("ann", "Ann Lincoln", school="marsh")
    given = material(people=(*people(), teacher), commitments=(builders.commitment(9),))
    judge = checker(given)

    assert judge.check(claim("The rubric is to be shared with grade 4 at Lincoln.", "C-9")) is None
    assert judge.check(claim("Ann Lincoln shares the rubric with grade 4.", "C-9")) == "name"
