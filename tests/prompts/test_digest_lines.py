"""The lines of each section of a digest, for either reader."""

import asyncio
from datetime import date
from typing import Any

import pytest

from bot.domain.audience import Audience
from bot.domain.blocker import BlockerState, Factor
from bot.domain.checkin import CheckInState, Momentum
from bot.domain.commitment import CommitmentState
from bot.domain.digest import Digest
from bot.domain.facts import facts
from bot.domain.history import Deed
from bot.domain.material import Material
from bot.domain.people import Level, Side
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
    moved,
    person,
    taps,
)

KEPT = commitment(state=CommitmentState.KEPT, closed_at=MONDAY)


UNHEARD = (checkin("boyd"), checkin("vance", state=CheckInState.SKIPPED))


def digest(given: Material) -> Digest:
    return asyncio.run(TemplateWriter().write(facts(given), given))


def lines(key: str, reads: Audience = Audience.PARTNER, /, **changes: Any) -> list[str]:  # noqa: ANN401 - fields of several types
    """The texts of one section with their sources, as one string each."""
    made = digest(material(reads, **changes))
    found = [line for section in made.sections if section.key == key for line in section.lines]
    return [f"{line.text} {sources_of(line)}".strip() for line in found]


def test_each_strategy_has_its_bars_its_trend_and_its_sources() -> None:
    answers = (
        taps(1, {"data-teams": Momentum.SLOW}, at=MONDAY - 3 * ONE_WEEK),
        taps(2, {"data-teams": Momentum.STALLED}),
        taps(3, {"data-teams": Momentum.STRONG}, by="rossi"),
    )

    standing = "▃··▅ up from slow to steady in 3 weeks, rated by 2 (from stalled to strong)"
    assert lines("where", answers=answers) == [
        f"Data teams {standing} [A-2 A-3 A-1]",
        "Student talk ···· no rating to show",
    ]


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        ((3,), "···▅ steady, rated by 1"),
        ((3, 3), "··▅▅ steady, second week running, rated by 1"),
        ((3, 3, 3), "·▅▅▅ steady, third week running, rated by 1"),
        ((3, 3, 3, 3), "▅▅▅▅ steady for four weeks, rated by 1"),
        ((3, 0, 3), "·▅·▅ steady, as 2 weeks ago, rated by 1"),
        ((4, 3), "··▇▅ down from strong to steady, rated by 1"),
        ((4, 0), "··▇· no rating to show; strong last week"),
    ],
)
def test_a_trend_is_said_in_words(weeks: tuple[int, ...], expected: str) -> None:
    answers = tuple(
        taps(n, {"data-teams": Momentum(tap)}, at=MONDAY - ONE_WEEK * (len(weeks) - n))
        for n, tap in enumerate(weeks, 1)
        if tap
    )
    other = taps(9, {"student-talk": Momentum.STEADY})

    assert lines("where", answers=(*answers, other))[0].startswith(f"Data teams {expected}")


def test_where_says_how_many_checked_in_and_quotes_people_in_short() -> None:
    found = lines(
        "where",
        answers=(answer(text="grade 4\nhas it. " + "more " * 60),),
        checkins=(checkin(answered_at=MONDAY), checkin("vance")),
    )

    assert found[:2] == [
        "1 of 1 leader checked in, none of 1 at Harbor Center.",
        "No ratings of the strategies to show this week.",
    ]
    assert found[2].startswith("T. Boyd, Lincoln Elementary: “grade 4 has it. more more")
    assert found[2].endswith("more…” [A-1]")


def test_promises_of_both_sides_are_told_by_what_became_of_them() -> None:
    due = date(2027, 1, 20)
    commitments = (
        commitment(1, state=CommitmentState.KEPT, closed_at=MONDAY, note="It is in the folder."),
        commitment(2, due=date(2027, 1, 12), owner="vance", side=Side.PARTNER),
        commitment(3, due=due),
        commitment(4, due=date(2027, 3, 12)),
        commitment(5),
        commitment(6, state=CommitmentState.DROPPED, closed_at=MONDAY, note="no money"),
        commitment(7, due=date(2028, 2, 4)),
    )
    changes = (
        moved("C-4", "2027-01-29", "2027-03-12", why="testing week"),
        moved("C-5", None, "", deed=Deed.REOPENED, why="not yet"),
    )

    what = "share the rubric with grade 4 (T. Boyd)"
    assert lines("promises", commitments=commitments, changes=changes) == [
        f"Kept: {what} — It is in the folder [C-1]",
        "Late by 3 days: share the rubric with grade 4 (R. Vance, partner) [C-2]",
        f"Due Wednesday, 20 Jan: {what} [C-3]",
        f"Moved from Friday, 29 Jan to Friday, 12 Mar: {what} — testing week [C-4]",
        f"Open again: {what} — not yet [C-5]",
        f"Dropped: {what} — no money [C-6]",
        f"New: {what}, by Friday, 4 Feb 2028 [C-7]",
        "Open promises: 4 of the district, 1 of Harbor Center.",
    ]


def test_a_long_list_is_cut_and_the_rest_keeps_its_sources() -> None:
    found = lines("helping", helps=tuple(help_(n) for n in range(1, 9)))

    assert len(found) == 6
    assert found[-1] == "And 3 more that help [H-6 H-7 H-8]"


def test_what_is_in_the_way_says_the_factor_the_age_and_who_could_clear_it() -> None:
    blockers = (
        blocker(1, factor=Factor.CONDITIONS, since=date(2026, 12, 28), can_clear="vance"),
        blocker(2, since=TODAY, audience=Audience.PARTNER, by="gone"),
        blocker(
            3, state=BlockerState.CLEARED, closed_at=MONDAY, closed_by="boyd",
            since=date(2027, 1, 4), note="A room was found.",
        ),
    )  # fmt: skip

    what = "no common planning time in grade 5"
    assert lines("in-the-way", blockers=blockers) == [
        f"Conditions, 18 days: {what} (T. Boyd, Lincoln Elementary; R. Vance could clear it) [B-1]",
        f"Not sorted yet, new: {what} (gone) · partner only [B-2]",
        f"Cleared after 7 days: {what} (T. Boyd) — A room was found [B-3]",
    ]


def test_corrections_say_what_is_read_now() -> None:
    answers = (
        answer(1, at=MONDAY - ONE_WEEK, corrected_at=MONDAY, text="two teams"),
        answer(2, at=MONDAY - ONE_WEEK, corrected_at=MONDAY, text=""),
        taps(3, {"data-teams": Momentum.SLOW}, at=MONDAY - ONE_WEEK, corrected_at=MONDAY),
    )

    assert lines("corrections", answers=answers) == [
        "T. Boyd’s answer of Monday, 4 Jan now reads: “two teams” [A-1]",
        "T. Boyd’s answer of Monday, 4 Jan was taken back [A-2]",
        "T. Boyd’s answer of Monday, 4 Jan now reads: Data teams slow [A-3]",
    ]


def test_the_partner_reads_who_is_silent_and_since_when() -> None:
    gone = person("price", "Jordan Price", unreachable_since=MONDAY, unreachable_because="closed")
    people = (person(), person("vance", "Ruth Vance", level=Level.PARTNER), gone)
    missed = checkin("haddad", state=CheckInState.MISSED)

    assert lines(
        "silence", people=people, checkins=(*UNHEARD, missed), heard={"boyd": MONDAY - ONE_WEEK}
    ) == [
        "No answer this week: T. Boyd (last heard from Monday, 4 Jan)",
        "Skipped this week: R. Vance (not yet heard from)",
        "Not reached: J. Price, since Monday, 11 Jan (closed)",
        "1 check-in fell due while Headway was not running, and did not go out.",
    ]


def test_the_leaders_read_counts_alone() -> None:
    found = lines("silence", Audience.LEADERS, checkins=UNHEARD)

    assert found == ["No answer from 1 leader."]


def test_very_many_silent_names_are_cut() -> None:
    people = tuple(person(f"p{n}", f"Person Number{n}") for n in range(14))
    checkins = tuple(checkin(each.key) for each in people)

    (line,) = lines("silence", people=people, checkins=checkins)

    assert line.endswith("P. Number11 (not yet heard from); 2 more")


def test_a_question_names_what_is_said_and_the_record_that_contradicts_it() -> None:
    (late,) = lines(
        "next",
        answers=(taps(1),),
        commitments=(commitment(due=date(2027, 1, 12), strategy="data-teams"),),
    )
    (blocked,) = lines(
        "next",
        answers=(taps(1),),
        blockers=(blocker(since=date(2026, 12, 1), strategy="data-teams"),),
    )

    assert late == (
        "Data teams: rated steady, yet “share the rubric with grade 4” (T. Boyd) is 3 days late."
        " How do the two fit together? [C-1 A-1]"
    )
    assert "rated steady, yet “no common planning time in grade 5” has been in the way" in blocked


def test_the_partner_is_given_a_question_for_what_fell_is_late_or_blocks() -> None:
    answers = (
        taps(1, {"student-talk": Momentum.STEADY}, at=MONDAY - ONE_WEEK),
        taps(2, {"student-talk": Momentum.STALLED}),
    )
    late = commitment(due=date(2027, 1, 12), owner="vance", side=Side.PARTNER)
    blocked = blocker(can_clear="vance", since=date(2027, 1, 8))

    given = {"answers": answers, "commitments": (late,), "blockers": (blocked,)}
    what_fell, what_is_late, what_blocks = lines("next", **given)
    assert what_fell == "Student talk went down from steady to stalled. What changed? [A-2 A-1]"
    assert what_is_late == (
        "“share the rubric with grade 4” is 3 days late (R. Vance, partner)."
        " What would it take to finish it? [C-1]"
    )
    assert what_blocks == (
        "“no common planning time in grade 5” has been in the way for 7 days."
        " What does R. Vance need to clear it? [B-1]"
    )


def test_the_leaders_are_told_what_falls_due_next() -> None:
    due = (commitment(2, due=date(2027, 1, 20)), commitment(3, due=date(2027, 1, 19)))

    assert lines("next", Audience.LEADERS, commitments=due) == [
        "2 promises fall due, the first on Tuesday, 19 Jan. [C-3 C-2]"
    ]
