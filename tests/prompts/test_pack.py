"""The quarterly pack in words: each part, its records, and nothing of another audience."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

import pytest

from bot.domain.audience import Audience
from bot.domain.checkin import Momentum
from bot.domain.document import Bullets, Document, Heading, Paragraph, Picture, Table
from bot.domain.material import Material
from bot.domain.pack import pack_of
from bot.domain.walkthrough import Prediction
from bot.messages import File, plain
from prompts.pack import document, message
from tests import evidence
from tests.builders import blocker, commitment
from tests.quarters import JANUARY, KEPT, MADE_ON, MARCH, Q1, quarter, rated, rich_quarter

PARTNER, LEADERS = Audience.PARTNER, Audience.LEADERS
FILE = File(id="f", name="pack.docx", media_type="x", title="Quarterly pack: Riverbend")


def made(material: Material, *pictures: Picture) -> Document:
    return document(pack_of(material, Q1), material, pictures, made_on=MADE_ON)


def texts(document: Document) -> Iterator[str]:
    """Everything that a document says, each line with its numbers."""
    for part in document.parts:
        match part:
            case Heading():
                yield part.text
            case Paragraph():
                yield part.line.text
            case Bullets():
                yield part.title
                yield from (f"{line.text} {' '.join(line.sources)}" for line in part.lines)
            case Table():
                yield " | ".join(part.columns)
                yield from (" | ".join((*row.cells, *row.sources)) for row in part.rows)


def told(material: Material) -> str:
    return "\n".join(texts(made(material)))


@pytest.mark.parametrize(
    "line",
    [
        "Data teams: from slow in January to steady, rated by 1 person.",
        "Riverbend Public Schools kept 1 promise, 1 of them after the day promised; 1 is late, 1 d",
        "Harbor Center kept 1 promise; 1 is late.",
        "“free grade 5 to plan” is 78 days late (T. Boyd, Riverbend Public Schools). Keep it with",
        "“send the protocol” is 58 days late (R. Vance, Harbor Center). Keep it with a new",
        "“no common planning time in grade 5” has been in the way for 93 days. Who can clear it",
        "Teachers who visited another classroom: 61 % on Monday, 11 Jan, and the target is 90 %.",
        "Data teams | slow (2) | no rating | steady (1) | ▃·▅ | up | A-103 | A-101",
        "Harbor Center | 2 | 1 | 0 | 1 | 0 | 0 | 1",
        "Kept: bring the exit tickets (T. Boyd) — six teams used them C-31",
        "Dropped: draft a schedule (T. Boyd) — the board decides in May C-32",
        "Not sorted yet, 93 days: no common planning time in grade 5 (Lincoln Elementary) · partne",
        "Principals sit in for the first ten minutes (Lincoln Elementary) H-4",
        "Students explain their reasoning | 5 of 9 classrooms (1 walkthrough) | 5 of 9; predicted",
        "Lincoln Elementary | 2 | 3.0 of 4 | 2.5 | 3.0 | 1 of 2 | D-5 | D-6",
        "Leaders at each other’s schools since 1 July: 2 of 6 visits made (33 %). V-1 V-2",
        "Teachers who visited another classroom | 61 %, Monday, 11 Jan | 48 % | 90 % | below | I-9",
        "Corrected: Teachers who visited another classroom, Marsh Street Elementary, Monday, 9 Nov",
        "of 12 agreed: January",
        "Debrief of Tuesday, 12 Jan. Worked: short visits.",
        "The vision now reads “Every student explains their thinking”, because the old one named",
        "Thursday, 22 Apr: tell the board (T. Boyd, Riverbend Public Schools) C-34",
        "Wednesday, 14 Apr, R. Vance: walk grade 5 with the principals S-9",
    ],
)
def test_the_partners_pack_tells(line: str) -> None:
    assert line in rich()


@lru_cache
def rich() -> str:
    """The partner's pack of the rich quarter, put into words once."""
    return told(rich_quarter(PARTNER))


def test_what_was_predicted_and_not_looked_for_is_named() -> None:
    predicted = Prediction(text="checks", look_for="checks", seen=3, of=5)
    walks = (
        evidence.walked(1, evidence.found("task", 3, 5), predictions=(predicted,)),
        evidence.walked(2, evidence.found("task", 3, 5), not_looked_for=("checks",)),
    )
    assert (
        "Predicted, and not looked for: The teacher checks for understanding (Lincoln Elementary)"
        in told(quarter(walkthroughs=walks))
    )


def test_what_was_said_to_the_partner_alone_is_not_in_the_leaders_pack() -> None:
    leaders = told(rich_quarter(LEADERS))
    assert "planning time in grade 5" not in leaders
    assert "short visits" not in leaders
    assert "B-3" not in leaders
    assert "partner only" not in leaders


def test_nothing_that_is_for_oneself_is_in_any_pack() -> None:
    mine = commitment(77, text="hidden", audience=Audience.SELF, due=MARCH.date())
    for reads in (PARTNER, LEADERS, Audience.PUBLIC):
        assert "hidden" not in told(quarter(reads, commitments=(mine,)))


def test_every_line_about_records_names_them() -> None:
    lists = [part for part in made(rich_quarter(PARTNER)).parts if isinstance(part, Bullets)]
    assert all(line.sources for part in lists for line in part.lines)


def test_an_empty_quarter_says_so_in_each_part() -> None:
    empty = told(quarter(LEADERS))
    assert "Nothing was kept in this quarter that leaders may read." in empty
    for line in ("No promises to tell.", "Nothing to tell.", "No walkthrough to tell."):
        assert line in empty
    assert "No reading to show of Teachers who visited another classroom and Teams" in empty
    assert "The agenda was not revised." in empty
    assert "No promise falls due, and no site day is planned." in empty


def test_without_measures_or_agreed_days_it_says_that() -> None:
    bare = evidence.partnership()
    bare = replace(bare, agenda=replace(bare.agenda, indicators=(), strategies=()))
    said = told(quarter(partnership=replace(bare, site_days_per_month=None)))
    assert "No measure to tell." in said
    assert "How many days a month were agreed is not written down." in said
    assert "Strategy |" not in said


def test_what_is_steady_and_what_was_not_rated_is_said() -> None:
    answers = (rated(1, JANUARY, Momentum.STEADY), rated(2, MARCH, Momentum.STEADY))
    steady = told(quarter(answers=answers))
    assert "Data teams: steady, as in January, rated by 1 person." in steady
    assert "Student talk | no rating | no rating | no rating | ··· | not rated" in steady
    once = told(quarter(answers=answers[:1]))
    assert "Data teams: steady, rated by 1 person." in once
    unrated = told(quarter(commitments=(commitment(),)))
    assert "No rating of the strategies to show" in unrated
    assert "Harbor Center has no promises to tell." in unrated
    assert "Nothing asks for a decision." in unrated


def test_a_long_list_ends_with_how_many_more_and_their_numbers() -> None:
    kept = [commitment(number, **KEPT) for number in range(1, 12)]
    assert "And 3 more kept C-9 C-10 C-11" in told(quarter(commitments=tuple(kept)))


def test_what_was_closed_since_says_so() -> None:
    since = {**KEPT, "closed_at": quarter().until.replace(month=5)}
    late = commitment(1, due=date(2027, 3, 1), **since)
    assert (
        "Late by 30 days: share the rubric with grade 4 (T. Boyd) — closed since then C-1"
        in told(quarter(commitments=(late,)))
    )


def test_who_can_clear_what_is_stuck_is_asked_by_name() -> None:
    stuck = blocker(1, since=date(2027, 1, 1), can_clear="nowak")
    said = told(quarter(blockers=(stuck,)))
    assert "Will E. Nowak clear it, and by when?" in said
    assert "(Lincoln Elementary; E. Nowak could clear it)" in said


def test_a_quarter_that_is_running_tells_what_is_late_now_and_used_so_far() -> None:
    late = commitment(1, due=date(2027, 1, 29))
    running = told(quarter(commitments=(late,), today=date(2027, 2, 3)))
    over = told(quarter(commitments=(late,)))
    assert ("Late now\n" in running, "agreed so far" in running) == (True, True)
    assert ("Late at the end of the quarter\n" in over, "so far" in over) == (True, False)


def test_readings_of_before_and_teams_without_scores_are_told_as_such() -> None:
    then = {"at": evidence.NOVEMBER, "day": evidence.NOVEMBER.date()}
    old = evidence.reading(1, value=95, school="marsh", **then)
    unscored = evidence.meeting(2, (), principal=None)
    once = evidence.meeting(3, school="high")
    said = told(quarter(readings=(old,), data_teams=(unscored, once)))
    assert "Marsh Street Elementary | not read in this quarter; 95 %, Monday, 9 Nov 2026" in said
    assert "| — | 90 % | reached | I-1" in said
    assert "Lincoln Elementary | 1 | — | — | — | — | D-2" in said
    assert "Riverbend High | 1 | 3.0 of 4 | — | 3.0 | 1 of 1 | D-3" in said


def test_walkthroughs_of_few_classrooms_are_counted_and_nothing_more_is_told() -> None:
    few = evidence.walked(1, evidence.found("task", 1, 2, 14))
    said = told(quarter(walkthroughs=(few,)))
    assert "1 walkthrough in which 0 classrooms were counted" in said
    assert "The task is at grade level" not in said


def test_visits_where_none_are_hoped_for_have_no_coverage() -> None:
    alone = (evidence.people()[-1],)
    said = told(quarter(people=alone, visits=(evidence.visit(),)))
    assert "1 visit in the quarter, to Lincoln Elementary. V-1" in said
    assert "Leaders at each other" not in said


def test_a_picture_stands_in_the_place_of_the_bars() -> None:
    picture = Picture(content=b"png", alt="Data teams up")
    parts = made(rich_quarter(PARTNER), picture).parts
    before = parts[parts.index(picture) - 1]
    assert isinstance(before, Heading)
    assert before.text == "What moved"
    assert not any("▃" in text for text in texts(made(rich_quarter(PARTNER), picture)))


def test_the_document_says_for_whom_and_of_when_it_is() -> None:
    running = made(quarter(LEADERS, today=date(2027, 2, 3)))
    assert running.subtitle == "January to March 2027, so far: up to Wednesday, 3 Feb"
    assert running.readers == "For the leaders of Riverbend Public Schools and Harbor Center."
    assert made(quarter(PARTNER)).subtitle == "January to March 2027"
    assert "For Harbor Center alone · made on Friday, 2 Apr 2027" in made(quarter(PARTNER)).footer


def test_the_message_is_short_and_carries_the_document() -> None:
    material = rich_quarter(LEADERS)
    sent = message(pack_of(material, Q1), material, FILE)
    assert sent.files == (FILE,)
    assert sent.text == "Quarterly pack: Riverbend, January to March 2027"
    said = "\n".join(plain(block.text) for block in sent.blocks)
    assert "• Data teams: from slow in January to steady" in said
    assert "In the document: decisions needed, what moved, promises of both sides and" in said
    assert len(said.splitlines()) <= 12
