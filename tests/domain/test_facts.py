"""What the facts of a week promise to every writer of a digest."""

from datetime import date
from typing import Any

import pytest

from bot.domain.audience import Audience
from bot.domain.checkin import Momentum
from bot.domain.facts import facts
from bot.domain.material import readable
from bot.domain.people import Level
from tests.builders import (
    FRIDAY,
    MONDAY,
    ONE_DAY,
    ONE_WEEK,
    answer,
    blocker,
    checkin,
    commitment,
    help_,
    material,
    person,
    taps,
    walkthrough,
)
from tests.evidence import (
    debriefed,
    found,
    meeting,
    reading,
    revision,
    site_day,
    visit,
    walked,
)
from tests.evidence import material as evidence_of

LATER = FRIDAY + ONE_DAY
LAST_WEEK = MONDAY - ONE_WEEK


def test_words_are_answers_that_are_told_nowhere_else() -> None:
    given = material(
        answers=(
            answer(1, text="grade 4 has the rubric"),
            answer(2, question="in-the-way", text="no time"),
            answer(3, text="nothing new"),
            answer(4, at=MONDAY - ONE_WEEK),
            taps(5),
            answer(6, question="surprise", text="the board came along", by="vance"),
        )
    )

    told = facts(given).words

    assert [(t.ref, t.who, t.place) for t in told] == [
        ("A-1", "T. Boyd", "Lincoln Elementary"),
        ("A-6", "R. Vance", "Harbor Center"),
    ]


def test_a_correction_says_what_the_answer_reads_now() -> None:
    given = material(
        answers=(
            answer(1, at=MONDAY - 9 * ONE_WEEK, corrected_at=MONDAY, text="two teams, not three"),
            taps(2, {"data-teams": Momentum.SLOW, "gone": Momentum.STEADY}, corrected_at=FRIDAY),
            answer(3, corrected_at=LATER),
        )
    )

    text, ratings = facts(given).corrections

    assert (text.ref, text.text, text.day) == ("A-1", "two teams, not three", date(2026, 11, 9))
    assert ratings.ratings == (("Data teams", "slow"), ("gone", "steady"))


def test_helps_are_those_of_the_week() -> None:
    found = facts(material(helps=(help_(1), help_(2, at=MONDAY - ONE_WEEK))))

    assert [help_.ref for help_ in found.helps] == ["H-1"]
    assert found.figures["helps"] == 1


@pytest.mark.parametrize("change", [{"withdrawn": True}, {"at": LATER}, {"partnership": "east"}])
def test_what_was_undone_or_made_later_or_elsewhere_is_told_nowhere(
    change: dict[str, Any],
) -> None:
    network = {"audience": Audience.NETWORK, **change}
    given = material(
        answers=(answer(**network),),
        commitments=(commitment(**network),),
        blockers=(blocker(**network),),
        helps=(help_(**network),),
    )

    found = facts(given)

    assert found.is_quiet
    assert not any(found.figures.values())


def test_a_person_s_own_preview_holds_what_only_that_person_may_read() -> None:
    given = material(viewer=person().viewer, answers=(answer(audience=Audience.SELF),))

    assert [told.audience for told in facts(given).words] == [Audience.SELF]


def test_people_are_called_in_full_where_two_would_be_called_alike() -> None:
    given = material(people=(person(), person("tom", "Tom Boyd")))

    assert [given.name(key) for key in ("boyd", "tom", "gone", None)] == [
        "Terrence Boyd",
        "Tom Boyd",
        "gone",
        "",
    ]


def test_a_person_stands_at_a_school_or_with_the_partner_or_in_a_role() -> None:
    chief = person("dana", "Dana Whitfield", level=Level.DISTRICT, role="superintendent")
    given = material(people=(person(), chief, person("vance", "Ruth Vance", level=Level.PARTNER)))

    assert [given.place(key) for key in ("boyd", "dana", "vance", "gone")] == [
        "Lincoln Elementary",
        "superintendent",
        "Harbor Center",
        "",
    ]


def test_what_is_readable_stays_so_when_it_is_read_again() -> None:
    given = material(answers=(answer(1), answer(2, audience=Audience.SELF)))

    assert readable(readable(given)) == readable(given)
    assert [a.ref for a in readable(given).answers] == ["A-1"]


def test_evidence_is_counted_and_ends_the_quiet() -> None:
    tuesday, given = debriefed(4)

    week = facts(
        evidence_of(
            walkthroughs=(walked(7, found("task", 9, 9)), walked(8, found("task", 1, 2))),
            visits=(visit(),),
            data_teams=(meeting(1), meeting(2)),
            readings=(reading(),),
            site_days=(tuesday, site_day(5)),
            revisions=(revision(),),
            changes=(given,),
        )
    )

    counted = ("walkthroughs", "classrooms", "visits", "data_teams", "readings", "site_days")
    assert [week.figures[name] for name in counted] == [2, 9, 1, 2, 1, 1]
    assert week.figures["revisions"] == 1
    assert not week.is_quiet


@pytest.mark.parametrize(
    ("records", "quiet"),
    [
        ({"visits": (visit(),)}, False),
        ({"data_teams": (meeting(),)}, False),
        ({"readings": (reading(),)}, False),
        ({"revisions": (revision(),)}, False),
        ({"site_days": (site_day(),)}, True),
        ({"visits": (visit(at=LAST_WEEK),), "readings": (reading(at=LAST_WEEK),)}, True),
        ({"readings": (reading(survey=1, answers=4),)}, True),
    ],
)
def test_evidence_of_the_week_is_news_and_a_day_that_comes_is_not(
    records: dict[str, Any], quiet: object
) -> None:
    assert facts(evidence_of(**records)).is_quiet is quiet


def test_of_few_classrooms_the_material_holds_only_that_somebody_was_there() -> None:
    few = walked(7, found("task", 1, 2), pattern="one class copied", grades="grade 2")

    (told,) = readable(evidence_of(walkthroughs=(few,))).walkthroughs

    assert (told.school, told.findings, told.pattern, told.classes) == ("lincoln", (), "", "")


def test_a_week_without_anything_is_quiet_and_an_answer_ends_that() -> None:
    old = commitment(at=MONDAY - ONE_WEEK)

    assert facts(material(checkins=(checkin(),), commitments=(old,))).is_quiet
    assert facts(
        material(checkins=(checkin(),), commitments=(commitment(at=MONDAY - ONE_WEEK),))
    ).is_quiet
    assert not facts(material(checkins=(checkin(answered_at=MONDAY),))).is_quiet
    assert not facts(material(answers=(answer(),))).is_quiet


def test_a_week_with_nothing_but_a_walkthrough_is_not_quiet() -> None:
    found = facts(material(walkthroughs=(walkthrough(), walkthrough(2, withdrawn=True))))

    assert not found.is_quiet
    assert found.figures["walkthroughs"] == 1
