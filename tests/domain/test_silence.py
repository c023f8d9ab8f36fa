"""Who was asked and who was heard, as facts of a week."""

from datetime import date

import pytest

from bot.domain.audience import Audience, Viewer
from bot.domain.checkin import CheckIn, CheckInState
from bot.domain.facts import facts
from bot.domain.people import Level
from bot.domain.silence import Unheard
from tests.builders import (
    FRIDAY,
    MONDAY,
    ONE_DAY,
    ONE_WEEK,
    checkin,
    material,
    person,
)

LATER = FRIDAY + ONE_DAY


EVERY_CHECKIN_STATE = (
    checkin("boyd", answered_at=MONDAY),
    checkin("rossi"),
    checkin("nowak", state=CheckInState.SKIPPED),
    checkin("chen", state=CheckInState.AWAY),
    checkin("haddad", state=CheckInState.MISSED),
    checkin("price", state=CheckInState.UNREACHED),
    checkin("vance", answered_at=MONDAY),
    checkin("imai"),
)


PEOPLE = (
    person(),
    person("rossi", "Paula Rossi", school="marsh"),
    person("nowak", "Ewa Nowak"),
    person("chen", "Mei Chen", level=Level.DISTRICT),
    person("haddad", "Sami Haddad"),
    person("price", "Jordan Price"),
    person("vance", "Ruth Vance", level=Level.PARTNER),
    person("imai", "Ken Imai", level=Level.PARTNER),
)


def test_the_partner_sees_who_was_not_heard_from_and_since_when() -> None:
    given = material(
        people=PEOPLE, checkins=EVERY_CHECKIN_STATE, heard={"rossi": MONDAY - ONE_WEEK}
    )

    silent = facts(given).silence

    assert silent.quiet.people == (
        Unheard(name="P. Rossi", since=date(2027, 1, 4)),
        Unheard(name="K. Imai", partner=True),
    )
    assert [u.name for u in silent.skipped.people] == ["E. Nowak"]
    assert [u.name for u in silent.away.people] == ["M. Chen"]
    assert [u.name for u in silent.unreached.people] == ["J. Price"]


def test_the_leaders_see_counts_of_their_own_side_and_no_names() -> None:
    given = material(Audience.LEADERS, people=PEOPLE, checkins=EVERY_CHECKIN_STATE)

    silent = facts(given).silence

    groups = (silent.quiet, silent.skipped, silent.away, silent.unreached)
    assert [group.count for group in groups] == [1, 1, 1, 1]
    assert all(group.people == () for group in groups)
    assert (silent.asked, silent.answered, silent.missed) == (3, 1, 1)
    assert (silent.partner_asked, silent.partner_answered) == (2, 1)


def test_somebody_out_of_reach_is_told_with_the_day_and_the_reason_not_as_silent() -> None:
    gone = person(unreachable_since=MONDAY, unreachable_because="the account is closed")
    given = material(people=(gone,), checkins=(checkin(),))

    silent = facts(given).silence

    expected = Unheard(name="T. Boyd", since=MONDAY.date(), because="the account is closed")
    assert silent.unreached.people == (expected,)
    assert silent.quiet.both_sides == 0


@pytest.mark.parametrize("who", [person(left=MONDAY), person(unreachable_since=LATER)])
def test_a_leaver_is_not_waited_for_and_tomorrow_is_not_known_today(who: object) -> None:
    silent = facts(material(people=(who,))).silence

    assert not silent.anything


def test_an_answer_after_the_window_does_not_change_what_the_week_was() -> None:
    given = material(checkins=(checkin(answered_at=LATER),), heard={"boyd": MONDAY - ONE_WEEK})

    found = facts(given)

    assert (found.figures["asked"], found.figures["answered"]) == (1, 0)
    assert found.silence.quiet.people == (Unheard(name="T. Boyd", since=date(2027, 1, 4)),)


def test_asked_twice_and_answered_once_is_heard() -> None:
    twice = (checkin(answered_at=MONDAY), checkin(id="another", cadence="monthly"))

    found = facts(material(checkins=twice))

    assert (found.silence.asked, found.silence.answered) == (1, 1)
    assert (found.figures["asked"], found.figures["answered"]) == (2, 1)
    assert found.silence.quiet.both_sides == 0


def test_figures_count_the_district_s_check_ins_and_the_partner_s_apart() -> None:
    figures = facts(material(people=PEOPLE, checkins=EVERY_CHECKIN_STATE)).figures

    assert {key: figures[key] for key in ("asked", "answered", "skipped", "away", "missed")} == {
        "asked": 3,
        "answered": 1,
        "skipped": 1,
        "away": 1,
        "missed": 1,
    }
    assert (figures["partner_asked"], figures["partner_answered"]) == (2, 1)
    assert figures["not_reached"] == 1


@pytest.mark.parametrize("reads", [Audience.NETWORK, Audience.PUBLIC, None])
def test_readers_outside_the_leadership_learn_nothing_of_who_was_asked(
    reads: Audience | None,
) -> None:
    viewer = Viewer(partnership="riverbend", reads=reads)
    given = material(viewer=viewer, people=PEOPLE, checkins=EVERY_CHECKIN_STATE)

    found = facts(given)

    assert not found.silence.anything
    assert not any(found.figures.values())


def test_a_partner_of_another_partnership_learns_nothing_of_who_was_asked() -> None:
    viewer = Viewer(partnership="east", reads=Audience.PARTNER)
    given = material(viewer=viewer, people=PEOPLE, checkins=EVERY_CHECKIN_STATE)

    assert not facts(given).silence.anything


def checked_in_elsewhere() -> CheckIn:
    return checkin(partnership="east", answered_at=MONDAY)


@pytest.mark.parametrize("checked", [checked_in_elsewhere(), checkin(asked_at=LATER)])
def test_check_ins_of_another_week_or_partnership_do_not_count(checked: CheckIn) -> None:
    assert facts(material(checkins=(checked,))).figures["asked"] == 0
