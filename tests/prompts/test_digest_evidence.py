"""The lines of a digest about evidence, for either reader."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.audience import Audience
from bot.domain.digest import Digest
from bot.domain.facts import facts
from bot.domain.material import Material
from bot.domain.site_day import SiteDayState
from bot.domain.walkthrough import Finding, Prediction
from prompts.digest import TemplateWriter
from prompts.digest_formats import sources_of
from tests.builders import FRIDAY, MONDAY, ONE_DAY, ONE_WEEK, commitment, walkthrough
from tests.evidence import (
    NOVEMBER,
    debriefed,
    edit,
    found,
    material,
    meeting,
    partnership,
    reading,
    revision,
    site_day,
    visit,
    walked,
)

LINCOLN = "9 classrooms at Lincoln Elementary, grade 4 math, Monday, 11 Jan"
BEFORE: dict[str, Any] = {"at": NOVEMBER, "day": NOVEMBER.date()}


def digest(given: Material) -> Digest:
    return asyncio.run(TemplateWriter().write(facts(given), given))


def lines(key: str, reads: Audience = Audience.PARTNER, /, **changes: Any) -> list[str]:  # noqa: ANN401 - fields of several types
    """The texts of one section with their sources, as one string each."""
    made = digest(material(reads, **changes))
    said = [line for section in made.sections if section.key == key for line in section.lines]
    return [f"{line.text} {sources_of(line)}".strip() for line in said]


def test_what_was_seen_has_its_classrooms_and_no_name() -> None:
    seen = (
        walkthrough(7),
        walkthrough(8, school="marsh", grades="", subject="", findings=(), text="nobody asked why"),
        walkthrough(9, at=MONDAY - ONE_WEEK),
    )
    lincoln = "5 classrooms at Lincoln Elementary, grade 4 math, Monday, 11 Jan"
    assert lines("seen", walkthroughs=seen) == [
        f"{lincoln}: reasoning in 3 of 5 [W-7]",
        "Marsh Street Elementary, Monday, 11 Jan: nobody asked why [W-8]",
    ]


def test_of_few_classrooms_nothing_is_told_that_could_point_at_a_teacher() -> None:
    few = walkthrough(7, text="talk 1/2", findings=(Finding(text="talk", seen=1, of=2),))
    rest = "What was seen in fewer than three is not told here. [W-7]"
    assert lines("seen", walkthroughs=(few,)) == [
        f"Somebody was in classrooms at Lincoln Elementary, Monday, 11 Jan. {rest}"
    ]


def test_a_walkthrough_for_oneself_or_the_partner_stays_there() -> None:
    kept = (walkthrough(7, audience=Audience.SELF), walkthrough(8, audience=Audience.PARTNER))
    assert [line[-30:] for line in lines("seen", walkthroughs=kept)] == [
        "in 3 of 5 · partner only [W-8]"
    ]
    assert lines("seen", Audience.LEADERS, walkthroughs=kept) == []


def test_a_finding_stands_beside_its_prediction_and_the_time_before() -> None:
    predicted = Prediction(text="reasoning", look_for="reasoning", seen=6, of=9)
    given = (
        walked(5, found("reasoning", 3, 8, 18), predictions=(predicted,), **BEFORE),
        walked(7, found("reasoning", 5, 9, 22), pattern="steps, but not why."),
    )

    seen = "Students explain their reasoning in 5 of 9 (predicted 6; 3 of 8 in November)"
    assert lines("seen", walkthroughs=given) == [
        f"{LINCOLN}: {seen}. Pattern: steps, but not why [W-7 F-22 F-18]"
    ]


def test_a_prediction_for_other_classrooms_says_of_how_many() -> None:
    predicted = Prediction(text="reasoning", look_for="reasoning", seen=4, of=5)
    given = (
        walked(5, predictions=(predicted,), **BEFORE),
        walked(7, found("reasoning", 5, 9, 22)),
    )

    (line,) = lines("seen", walkthroughs=given)

    assert line.endswith("in 5 of 9 (predicted 4 of 5) [W-7 F-22 W-5]")


@pytest.mark.parametrize(
    ("day", "when"),
    [
        (date(2027, 1, 4), "on 4 January"),
        (date(2026, 12, 4), "in December"),
        (date(2026, 1, 12), "in January 2026"),
    ],
)
def test_the_time_before_is_said_as_one_says_it(day: date, when: str) -> None:
    given = (
        walked(5, found("reasoning", 3, 8), at=MONDAY - ONE_WEEK, day=day),
        walked(7, found("reasoning", 5, 9)),
    )

    assert lines("seen", walkthroughs=given)[0].endswith(f"(3 of 8 {when}) [W-7 W-5]")


def test_what_was_predicted_and_not_looked_for_is_said_and_nothing_else_is() -> None:
    predicted = Prediction(text="task", look_for="task", seen=6, of=9)
    given = (
        walked(5, predictions=(predicted,), **BEFORE),
        walked(7, found("reasoning", 5, 9), not_looked_for=("task", "checks")),
    )

    (line,) = lines("seen", walkthroughs=given)

    assert line.endswith(
        "in 5 of 9. Predicted, and not looked for: The task is at grade level [W-7]"
    )


def test_of_many_look_fors_those_that_can_be_compared_come_first() -> None:
    others = [Finding(text=f"look-for {n}", look_for=f"l{n}", seen=n, of=9) for n in range(5)]
    given = (
        walked(5, found("reasoning", 3, 8), **BEFORE),
        walked(7, *others, found("reasoning", 5, 9)),
    )

    (line,) = lines("seen", walkthroughs=given)

    assert line.startswith(f"{LINCOLN}: Students explain their reasoning in 5 of 9 (3 of 8")
    assert line.endswith("look-for 2 in 2 of 9; and 2 more look-fors [W-7 W-5]")


def test_what_was_seen_in_words_is_told_where_there_is_no_pattern() -> None:
    given = (walked(7, found("task", 9, 9), text="they copy from the board."),)

    (line,) = lines("seen", walkthroughs=given)

    assert (
        line == f"{LINCOLN}: The task is at grade level in 9 of 9. they copy from the board [W-7]"
    )


def test_a_walkthrough_under_way_is_not_told_before_it_is_finished() -> None:
    begun = walked(7, found("task", 9, 9), at=FRIDAY - 8 * ONE_DAY)
    closing = edit("W-7", {"under_way": True}, {"under_way": False})

    assert lines("seen", walkthroughs=(replace(begun, at=MONDAY, under_way=True),)) == []
    assert len(lines("seen", walkthroughs=(begun,), changes=(closing,))) == 1
    assert lines("seen", walkthroughs=(begun,)) == []


def test_a_visit_says_who_came_what_they_take_home_and_how_far_the_year_is() -> None:
    guests = visit(2, visitors=("rossi", "nobody"))

    assert lines("visits", visits=(guests, visit(1, visitors=("nowak",), **BEFORE))) == [
        (
            "P. Rossi at Lincoln Elementary, Monday, 11 Jan."
            " Taken home: a why question for every lesson [V-2]"
        ),
        "Leaders at each other’s schools since 1 July: 2 of 6 visits made (33 %) [V-1 V-2]",
    ]


def test_visitors_who_are_not_of_the_partnership_have_no_name() -> None:
    (line, _) = lines("visits", visits=(visit(visitors=("nobody",), text=""),))

    assert line == "Somebody at Lincoln Elementary, Monday, 11 Jan [V-1]"


def test_without_another_school_there_is_no_coverage_to_tell() -> None:
    alone = replace(partnership(), schools=partnership().schools[:1])

    assert len(lines("visits", partnership=alone, people=(), visits=(visit(),))) == 1


def test_data_teams_are_told_by_school_with_spread_principal_and_pledges() -> None:
    given = {
        "data_teams": (
            meeting(4, (2, 2), **BEFORE),
            meeting(5, (3, 3)),
            meeting(6, (2, 2), team="grade 5", principal=False),
            meeting(7, (), school="marsh", principal=None),
            meeting(8, (), school="high", principal=False),
        ),
        "commitments": (commitment(1, came_from="D-5"), commitment(2, came_from="A-5")),
    }

    scores = "2.5 on the rubric of 1 to 4 (2.0 before), its teams from 2.0 to 3.0"
    assert lines("data-teams", **given) == [
        "Riverbend High: 1 meeting, the principal was not there; not scored [D-8]",
        f"Lincoln Elementary: 2 meetings, the principal was at 1; {scores}; 1 pledge [D-5 D-6 D-4]",
        "Marsh Street Elementary: 1 meeting; not scored [D-7]",
    ]


def test_a_reading_says_its_target_its_trend_and_where_it_comes_from() -> None:
    given = (
        reading(9),
        reading(7, value=48, **BEFORE),
        reading(8, school="marsh", value=95, text=""),
        reading(5, indicator="confidence", value=72, survey=1, answers=9),
        reading(4, indicator="confidence", value=72, at=NOVEMBER, day=NOVEMBER.date()),
        reading(3, indicator="confidence", value=90, survey=2, answers=4),
        reading(2, indicator="gone"),
    )

    visited = "Teachers who visited another classroom"
    assert lines("measured", readings=given) == [
        "Teams confident in using data: 72 %, as in November; target 80 %; 9 answers [I-5 I-4]",
        f"{visited}, Marsh Street Elementary: 95 %; target 90 % reached [I-8]",
        f"{visited}: 61 %, up from 48 % in November; target 90 % (visit log) [I-9 I-7]",
    ]


def test_a_reading_that_fell_says_so() -> None:
    (line,) = lines("measured", readings=(reading(9), reading(7, value=70, **BEFORE)))

    assert "61 %, down from 70 % in November" in line


def test_a_reading_that_was_corrected_after_it_was_told_is_visibly_so() -> None:
    changes = (
        edit("I-7", {"value": 44.0}, {"value": 40.0}),
        edit("I-9", {"value": 60.0}, {"value": 61.0}),
        edit("I-5", {"text": "log"}, {"text": "the log"}),
    )
    readings = (reading(7, value=40, **BEFORE), reading(9), reading(5, value=9, **BEFORE))

    told = lines("measured", readings=readings, changes=changes)

    assert told[1:] == [
        (
            "Corrected: Teachers who visited another classroom, Monday, 9 Nov 2026: 40 %, not 44 %"
            " [I-7 I-5]"
        )
    ]


def test_site_days_tell_the_debrief_what_comes_and_how_many_are_used() -> None:
    tuesday, given = debriefed(4)
    days = (
        tuesday,
        site_day(6),
        site_day(7, day=date(2027, 2, 3)),
        site_day(8, state=SiteDayState.CALLED_OFF),
        site_day(9, coaches=("nobody",), day=date(2027, 1, 25)),
    )

    assert lines("site-days", Audience.LEADERS, site_days=days, changes=(given,)) == [
        (
            "Debrief of Tuesday, 12 Jan. Worked: short visits. Did not work: no time to talk."
            " To change: book the last period [S-4]"
        ),
        "Wednesday, 20 Jan, R. Vance: walk grade 5 with the principals [S-6]",
        "Monday, 25 Jan: walk grade 5 with the principals [S-9]",
        "1 of the 4 days agreed for January used [S-4]",
    ]


def test_an_empty_week_still_says_which_site_day_comes() -> None:
    made = digest(material(site_days=(site_day(6),)))

    assert [section.key for section in made.sections] == ["site-days"]
    assert made.headline.text == "Nobody was asked this week."


def test_a_revision_says_what_it_reads_now_and_why() -> None:
    changed, new, gone = (
        revision(1, strategy="student-talk", part="name", after="Talk", text=""),
        revision(2, strategy="student-talk", part="strategy", before="", after="Talk"),
        revision(3, strategy="student-talk", part="strategy", before="Talk", after=""),
    )

    why = "because the old one named no students"
    assert lines("revised", revisions=(revision(4), changed, new, gone)) == [
        f"The vision now reads “Every student explains their thinking”, {why} [R-4]",
        "Student talk, name now reads “Talk” [R-1]",
        f"New strategy: Talk, {why} [R-2]",
        f"Given up: Talk, {why} [R-3]",
    ]
