"""Whether the kinds of evidence agree, as either reader reads it; and a rich week as a whole."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.domain.audience import Audience
from bot.domain.checkin import Momentum
from bot.domain.digest import Digest
from bot.domain.facts import facts
from bot.domain.material import Material
from prompts.digest import TemplateWriter
from prompts.digest_formats import as_text, sources_of
from tests.builders import MONDAY, ONE_WEEK, taps
from tests.evidence import (
    NOVEMBER,
    found,
    material,
    meeting,
    reading,
    rich_week,
    walked,
)

DATA = Path(__file__).parent.parent / "data"
BEFORE: dict[str, Any] = {"at": NOVEMBER, "day": NOVEMBER.date()}


def digest(given: Material) -> Digest:
    return asyncio.run(TemplateWriter().write(facts(given), given))


def lines(key: str, reads: Audience = Audience.PARTNER, /, **changes: Any) -> list[str]:  # noqa: ANN401 - fields of several types
    """The texts of one section with their sources, as one string each."""
    made = digest(material(reads, **changes))
    said = [line for section in made.sections if section.key == key for line in section.lines]
    return [f"{line.text} {sources_of(line)}".strip() for line in said]


def test_where_leaders_alone_speak_the_evidence_is_not_mentioned() -> None:
    assert lines("agreement", answers=(taps(31),)) == []


def test_one_kind_of_source_is_called_one_and_never_support() -> None:
    given = {"answers": (taps(31),), "readings": (reading(9), reading(7, value=48, **BEFORE))}

    assert lines("agreement", **given) == [
        (
            "One source so far: Data teams (what leaders say);"
            " Leaders in classrooms (what we measured) [A-31 I-9 I-7]"
        )
    ]


@pytest.mark.parametrize(
    ("tap", "value", "said"),
    [
        (Momentum.SLOW, 48, "Data teams: the sources do not agree yet. Leaders call it slow and"),
        (Momentum.STEADY, 48, "Data teams: supported, two kinds of sources agree. Leaders call"),
    ],
)
def test_what_several_kinds_say_is_told_in_words(tap: Momentum, value: int, said: str) -> None:
    readings = (
        reading(9, indicator="confidence"),
        reading(7, indicator="confidence", value=value, **BEFORE),
    )

    (line,) = lines("agreement", answers=(taps(31, {"data-teams": tap}),), readings=readings)

    assert line.startswith(said)


def test_two_kinds_that_fall_are_told_as_falling() -> None:
    given = (
        taps(30, {"data-teams": Momentum.STRONG}, at=MONDAY - ONE_WEEK),
        taps(31, {"data-teams": Momentum.SLOW}),
    )
    teams = (meeting(4, (4, 4), **BEFORE), meeting(5, (2, 2)))

    assert lines("agreement", answers=given, data_teams=teams) == [
        (
            "Data teams: falling back, two kinds of sources agree. Leaders say it went down to slow"
            " and data teams are further from the rubric (2.0, 4.0 before) [A-31 A-30 D-5 D-4]"
        )
    ]


CONTRADICTING: dict[str, Any] = {
    "answers": (taps(31, {"student-talk": Momentum.STEADY}),),
    "walkthroughs": (
        walked(5, found("reasoning", 5, 8, 18), **BEFORE),
        walked(7, found("reasoning", 3, 9, 22)),
    ),
}


def test_the_partner_reads_a_contradiction_with_its_records_and_as_the_first_question() -> None:
    refs = "[F-22 F-18 A-31]"

    assert lines("agreement", **CONTRADICTING) == [
        (
            "Student talk: the sources contradict each other. Leaders call it steady;"
            f" look-fors are seen less often (3 of 9, 5 of 8 before) {refs}"
        )
    ]
    assert lines("next", **CONTRADICTING)[0] == (
        "Student talk: what leaders say points up, classrooms down."
        f" What would explain both? {refs}"
    )


def test_the_leaders_read_a_contradiction_in_careful_words() -> None:
    assert lines("agreement", Audience.LEADERS, **CONTRADICTING) == [
        (
            "Student talk: the evidence points two ways. Leaders call it steady; look-fors are seen"
            " less often (3 of 9, 5 of 8 before). Worth looking at together [F-22 F-18 A-31]"
        )
    ]


@pytest.mark.parametrize("reads", [Audience.PARTNER, Audience.LEADERS])
def test_a_rich_week_reads_as_it_stands_in_its_file(reads: Audience) -> None:
    made = digest(rich_week(reads))

    assert as_text(made) == (DATA / f"rich_week_{reads}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("reads", [Audience.PARTNER, Audience.LEADERS])
def test_a_rich_week_can_be_read_on_a_phone(reads: Audience) -> None:
    made = digest(rich_week(reads))

    assert all(len(section.lines) <= 6 for section in made.sections)
    assert all(len(line.text) < 300 for line in made.lines())
