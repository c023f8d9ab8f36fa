"""What is known of a record in words, for its reader alone."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.audience import Audience
from bot.domain.commitment import CommitmentState
from bot.domain.facts import facts
from bot.domain.history import Deed
from bot.domain.material import Material
from bot.domain.people import Side
from bot.domain.site_day import SiteDayState
from bot.writing.sheet import Sheet
from bot.writing.sheets import sheets
from tests import evidence
from tests.builders import FRIDAY, MONDAY, answer, blocker, commitment, person, taps, walkthrough
from tests.evidence import edit, material, meeting, rich_week, site_day


def known(given: Material) -> dict[str, Sheet]:
    return dict(sheets(facts(given), given).records)


@pytest.mark.parametrize("reads", list(Audience))
def test_a_reader_gets_sheets_of_what_may_be_read_alone(reads: Audience) -> None:
    kept = (commitment(1, audience=Audience.PARTNER), commitment(2, audience=Audience.SELF))
    found = known(material(reads, commitments=kept))
    assert set(found) <= ({"C-1"} if reads in {Audience.SELF, Audience.PARTNER} else set())


def test_the_sheets_of_leaders_hold_nothing_of_the_partner_alone() -> None:
    told = set(known(rich_week(Audience.PARTNER)))
    assert told - set(known(rich_week(Audience.LEADERS))) == {"B-3", "S-4"}


def test_a_promise_has_its_owner_its_side_and_how_late_it_is() -> None:
    late = commitment(
        9, due=date(2027, 1, 12), side=Side.PARTNER, owner="vance", strategy="data-teams"
    )
    found = known(material(commitments=(late,)))["C-9"]
    assert found.facts["owner"] == "R. Vance"
    assert found.facts["side"] == "Harbor Center"
    assert found.facts["late"] == "3 days late"
    assert found.facts["due"] == "due Tuesday, 12 Jan 2027"
    assert found.marks == {"open", "late", "due", "new"}


def test_a_promise_that_was_kept_late_says_so() -> None:
    kept = commitment(
        9,
        due=date(2027, 1, 12),
        state=CommitmentState.KEPT,
        closed_at=FRIDAY,
        note="it hangs there",
    )
    found = known(material(commitments=(kept,)))["C-9"]
    assert found.facts["late"] == "3 days late"
    assert found.facts["why"] == "it hangs there"
    assert {"kept", "late", "ended"} <= found.marks


def test_a_promise_that_was_moved_tells_from_when_and_why() -> None:
    moved = commitment(7, due=date(2027, 3, 12))
    edited = edit("C-7", {"due": "2027-01-12"}, {"due": "2027-03-12"})
    how = replace(edited, deed=Deed.MOVED, why="testing week")
    found = known(material(commitments=(moved,), changes=(how,)))["C-7"]
    assert found.facts["was due"] == "moved from Tuesday, 12 Jan 2027"
    assert found.facts["why"] == "testing week"


@pytest.mark.parametrize(
    ("reads", "who"), [(Audience.PARTNER, "T. Boyd"), (Audience.LEADERS, None)]
)
def test_who_raised_a_blocker_is_for_the_partner_alone(reads: Audience, who: str | None) -> None:
    found = known(material(reads, blockers=(blocker(3, can_clear="rossi"),)))["B-3"]
    assert found.facts.get("raised by") == who
    assert found.facts["raised at"] == "Lincoln Elementary"
    assert found.facts["can clear"] == "P. Rossi could clear it"


@pytest.mark.parametrize(
    ("reads", "who"), [(Audience.PARTNER, "T. Boyd"), (Audience.LEADERS, None)]
)
def test_who_tapped_what_is_for_the_partner_alone(reads: Audience, who: str | None) -> None:
    found = known(material(reads, answers=(taps(31),)))["A-31"]
    assert found.facts.get("said by") == who
    assert found.facts["ratings"] == "Data teams: steady"


def test_what_somebody_wrote_and_corrected_has_their_name() -> None:
    given = answer(4, text="Grade 5 has met once.", corrected_at=MONDAY)
    found = known(material(Audience.LEADERS, answers=(given,)))["A-4"]
    assert found.facts["said by"] == "T. Boyd"
    assert found.facts["corrected"] == "corrected since it was told"


def test_a_finding_stands_beside_its_prediction_and_the_time_before() -> None:
    found = known(rich_week(Audience.PARTNER))["F-22"]
    name = "Students explain their reasoning"
    assert found.facts["seen"] == f"{name} in 5 of 9 classrooms"
    assert found.facts["predicted"] == f"{name}: predicted in 6 of 9 classrooms"
    assert found.facts["before"].startswith(f"{name} in 3 of 8 classrooms before, on")
    assert found.marks == {"up"}


def test_what_was_counted_in_fewer_than_three_classrooms_is_in_no_sheet() -> None:
    found = known(rich_week(Audience.PARTNER))
    assert "F-24" not in found
    assert set(found["W-8"].facts) == {"school", "day"}


def test_a_finding_without_a_number_stands_in_its_walkthrough_alone() -> None:
    found = known(material(walkthroughs=(walkthrough(7),)))
    assert set(found) == {"W-7"}
    assert found["W-7"].facts["seen 1"] == "reasoning in 3 of 5 classrooms"


def test_a_reading_has_its_target_and_what_it_was_before() -> None:
    found = known(rich_week(Audience.PARTNER))
    assert found["I-9"].facts["target"] == "target 90 %"
    assert found["I-9"].facts["before"].startswith("48 % before, on")
    assert found["I-9"].marks == {"up", "short"}
    assert found["I-6"].facts["corrected"].endswith("corrected from 44 % to 40 %")


def test_a_reading_of_an_indicator_that_nobody_knows_has_no_sheet() -> None:
    assert known(material(readings=(evidence.reading(1, indicator="gone"),))) == {}


def test_a_meeting_tells_its_mean_and_whether_the_principal_was_there() -> None:
    found = known(rich_week(Audience.PARTNER))
    assert found["D-5"].facts["mean"].startswith("3.0 of 4 on the rubric")
    assert found["D-5"].facts["pledges"] == "1 pledge"
    assert found["D-5"].marks == {"present"}
    assert found["D-6"].marks == {"absent"}


def test_a_meeting_without_scores_is_not_scored() -> None:
    found = known(material(data_teams=(meeting(1, (), principal=None),)))["D-1"]
    assert found.facts["mean"] == "not scored"
    assert found.marks == set()


def test_a_site_day_tells_who_comes_and_its_debrief() -> None:
    found = known(rich_week(Audience.PARTNER))["S-4"]
    assert found.facts["who comes"] == "R. Vance"
    assert found.facts["to change"] == "book the last period"
    assert found.marks == {"kept"}


def test_a_site_day_that_was_called_off_is_told_as_such() -> None:
    off = site_day(5, state=SiteDayState.CALLED_OFF)
    assert known(material(site_days=(off,)))["S-5"].marks == {"dropped"}


def test_people_who_left_have_no_school_in_a_sheet() -> None:
    left = (person("gone", "Gil Gone", school=None),)
    found = known(material(people=left, commitments=(commitment(1, owner="gone", by="gone"),)))
    assert found["C-1"].places == set()
