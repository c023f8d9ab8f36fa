"""A digest as a whole: its headline, its empty weeks, which sections there are."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.agenda import Agenda
from bot.domain.audience import Audience
from bot.domain.checkin import CheckInState, Momentum
from bot.domain.commitment import CommitmentState
from bot.domain.digest import Digest
from bot.domain.facts import facts
from bot.domain.material import Material
from prompts.digest import TemplateWriter
from prompts.digest_formats import sources_of
from tests.builders import (
    MONDAY,
    ONE_WEEK,
    TODAY,
    answer,
    blocker,
    checkin,
    commitment,
    help_,
    material,
    partnership,
    taps,
)

KEPT = commitment(state=CommitmentState.KEPT, closed_at=MONDAY)


LATE = commitment(due=date(2027, 1, 12))


COACH_ANSWERED = checkin("vance", answered_at=MONDAY)


def digest(given: Material) -> Digest:
    return asyncio.run(TemplateWriter().write(facts(given), given))


def lines(key: str, reads: Audience = Audience.PARTNER, /, **changes: Any) -> list[str]:  # noqa: ANN401 - fields of several types
    """The texts of one section with their sources, as one string each."""
    made = digest(material(reads, **changes))
    found = [line for section in made.sections if section.key == key for line in section.lines]
    return [f"{line.text} {sources_of(line)}".strip() for line in found]


def headline(reads: Audience = Audience.PARTNER, /, **changes: Any) -> str:  # noqa: ANN401 - fields of several types
    return digest(material(reads, **changes)).headline.text


def test_the_headline_says_what_moved_and_the_sticking_point_with_their_sources() -> None:
    answers = (
        taps(1, {"student-talk": Momentum.SLOW}, at=MONDAY - ONE_WEEK),
        taps(2, {"student-talk": Momentum.STEADY}),
    )
    made = digest(material(answers=answers, blockers=(blocker(since=date(2026, 12, 28)),)))

    assert made.headline.text == (
        "Week of 11 January — Student talk up to steady; "
        "in the way for 18 days: no common planning time in grade 5"
    )
    assert made.headline.sources == ("B-1", "A-2", "A-1")


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ({"helps": (help_(),)}, "what was shared"),
        ({"checkins": (checkin(answered_at=MONDAY),)}, "1 of 1 leader checked in"),
        ({"checkins": (COACH_ANSWERED,)}, "1 of 1 at Harbor Center checked in"),
        ({"commitments": (KEPT,)}, "1 promise kept"),
        ({"commitments": (LATE,), "helps": (help_(),)}, "1 promise late"),
        ({"blockers": (blocker(since=TODAY),)}, "new in the way: no common planning time"),
    ],
)
def test_without_movement_the_headline_says_what_there_is(
    records: dict[str, Any], expected: str
) -> None:
    assert expected in headline(**records)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ((2, 3), (3, 2), "Data teams up, Student talk down"),
        ((3, 3), (3, 1), "Student talk down to stalled"),
    ],
)
def test_good_news_in_the_headline_does_not_hide_the_other(
    before: tuple[int, int], now: tuple[int, int], expected: str
) -> None:
    keys = ("data-teams", "student-talk")
    last, this = (dict(zip(keys, map(Momentum, taps), strict=True)) for taps in (before, now))

    assert expected in headline(answers=(taps(1, last, at=MONDAY - ONE_WEEK), taps(2, this)))


def test_an_empty_week_says_so_in_one_sentence() -> None:
    open_before = {
        "commitments": tuple(commitment(n, at=MONDAY - ONE_WEEK) for n in range(4)),
        "blockers": tuple(blocker(n, at=MONDAY - ONE_WEEK) for n in range(2)),
    }
    made = digest(material(Audience.LEADERS, closed_for=("Winter recess",), **open_before))

    assert made.headline.text == (
        "Nobody checked in this week (Winter recess). Open from before: 4 promises, 2 blockers."
    )
    assert made.sections == ()


@pytest.mark.parametrize(
    ("reads", "changes", "expected"),
    [
        (Audience.LEADERS, {}, "Nobody was asked this week."),
        (Audience.LEADERS, {"checkins": (checkin(),)}, "Nobody checked in this week."),
        (
            Audience.PARTNER,
            {"checkins": (checkin(state=CheckInState.MISSED),)},
            "Headway was not running, so nobody was asked this week.",
        ),
        (Audience.PUBLIC, {}, "Nothing new this week that is shared outside."),
    ],
)
def test_an_empty_week_says_why_it_is_empty(
    reads: Audience, changes: dict[str, Any], expected: str
) -> None:
    assert headline(reads, **changes) == expected


def test_an_empty_week_still_says_what_is_late_and_falls_due() -> None:
    late = commitment(1, due=date(2027, 1, 12), at=MONDAY - ONE_WEEK)
    due = commitment(2, due=TODAY, at=MONDAY - ONE_WEEK)
    made = digest(material(Audience.LEADERS, commitments=(late, due)))

    assert made.headline.text.endswith("Open from before: 2 promises (1 late), 0 blockers.")
    assert [section.key for section in made.sections] == ["promises", "next"]
    assert made.sections[1].lines[0].text == "1 promise falls due, today."


def test_the_title_of_the_promises_counts_them() -> None:
    given = material(commitments=(commitment(1), commitment(2, due=date(2027, 1, 12))))

    titles = [section.title for section in digest(given).sections]

    assert "Promises — 1 late, 1 new" in titles


def test_without_strategies_or_people_there_is_still_a_digest() -> None:
    bare = replace(partnership(), agenda=Agenda())
    made = digest(material(partnership=bare, people=(), answers=(answer(), taps(2))))

    assert [line.text for line in made.sections[0].lines] == ["boyd: “grade 4 has the rubric”"]
