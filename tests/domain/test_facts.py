"""What the facts of a week promise to every writer of a digest."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.agenda import Agenda, Strategy
from bot.domain.asking import Why
from bot.domain.audience import Audience, Viewer
from bot.domain.blocker import BlockerState, Factor
from bot.domain.checkin import CheckIn, CheckInState, Momentum
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.facts import Facts, facts
from bot.domain.history import Deed
from bot.domain.material import readable
from bot.domain.people import Level, Side
from bot.domain.silence import Unheard
from bot.domain.standing import Standing, Trend
from tests.builders import (
    FRIDAY,
    MONDAY,
    ONE_DAY,
    ONE_WEEK,
    TODAY,
    answer,
    blocker,
    checkin,
    commitment,
    help_,
    material,
    moved,
    partnership,
    person,
    taps,
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


def standing_of(*taps_in_weeks: Momentum | None) -> Standing:
    """Of data teams, tapped by one person like this, the last one in this week."""
    weeks = len(taps_in_weeks)
    answers = tuple(
        taps(week, {"data-teams": tap}, at=MONDAY - ONE_WEEK * (weeks - week))
        for week, tap in enumerate(taps_in_weeks, 1)
        if tap
    )
    return facts(material(answers=answers)).standings[0]


def about_promises(*commitments: Commitment, reads: Audience = Audience.LEADERS) -> Facts:
    return facts(material(reads, commitments=commitments))


@pytest.mark.parametrize(
    ("weeks", "trend", "running"),
    [
        ((Momentum.SLOW, Momentum.STEADY), Trend.UP, 1),
        ((Momentum.STRONG, Momentum.STEADY), Trend.DOWN, 1),
        ((Momentum.SLOW, Momentum.STEADY, Momentum.STEADY), Trend.SAME, 2),
        ((Momentum.STEADY,) * 4, Trend.SAME, 4),
        ((Momentum.STEADY, None, Momentum.STEADY), Trend.SAME, 1),
        ((Momentum.STEADY,), Trend.FIRST, 1),
        ((Momentum.STEADY, None), Trend.UNRATED, 1),
    ],
)
def test_momentum_is_compared_with_the_last_week_in_which_somebody_rated(
    weeks: tuple[Momentum | None, ...], trend: Trend, running: int
) -> None:
    standing = standing_of(*weeks)

    assert (standing.trend, standing.running) == (trend, running)


def test_momentum_cites_the_answers_of_this_week_and_of_the_one_it_is_compared_with() -> None:
    standing = standing_of(Momentum.SLOW, Momentum.STEADY, None, Momentum.STRONG)

    assert standing.sources == ("A-4", "A-2")
    assert standing.ago == 2


def test_momentum_is_the_average_of_everybody_s_last_rating() -> None:
    answers = (
        taps(1, {"data-teams": Momentum.STALLED}),
        taps(2, {"data-teams": Momentum.STEADY}, at=MONDAY + ONE_DAY),
        taps(3, {"data-teams": Momentum.STRONG}, by="rossi"),
    )

    standing = facts(material(answers=answers)).standings[0]

    assert standing.averages == (None, None, None, 3.5)
    assert (standing.now, standing.rated) == (Momentum.STRONG, 2)
    assert standing.spread == (Momentum.STEADY, Momentum.STRONG)


def test_a_rating_older_than_four_windows_or_of_a_retired_strategy_is_not_told() -> None:
    agenda = Agenda(strategies=(Strategy(key="data-teams", name="Data teams", retired=True),))
    old = facts(material(answers=(taps(at=FRIDAY - 4 * ONE_WEEK),)))
    retired = facts(material(partnership=partnership(agenda=agenda), answers=(taps(),)))

    assert [standing.now for standing in old.standings] == [None, None]
    assert old.standings[0].averages == (None,) * 4
    assert retired.standings == ()


def test_promises_of_both_sides_are_late_or_due_by_the_district_s_day() -> None:
    found = about_promises(
        commitment(1, due=date(2027, 1, 14)),
        commitment(2, due=date(2027, 1, 4), owner="vance", side=Side.PARTNER),
        commitment(3, due=TODAY),
        commitment(4, due=date(2027, 1, 22)),
        commitment(5, due=date(2027, 1, 23)),
    ).promises

    assert [(p.ref, p.late, p.partner) for p in found.late] == [
        ("C-2", 11, "Harbor Center"),
        ("C-1", 1, ""),
    ]
    assert [p.ref for p in found.due] == ["C-3", "C-4"]
    assert [p.ref for p in found.new] == ["C-5"]
    assert (found.open_district, found.open_partner, found.open) == (4, 1, 5)


def test_a_promise_is_kept_or_dropped_in_the_week_in_which_that_was_said() -> None:
    kept = commitment(1, state=CommitmentState.KEPT, closed_at=FRIDAY, note="in the folder")
    dropped = commitment(2, state=CommitmentState.DROPPED, closed_at=MONDAY, note="no money")
    before = replace(kept, number=3, closed_at=FRIDAY - ONE_WEEK)

    found = about_promises(kept, dropped, before).promises

    assert [(p.ref, p.why) for p in found.kept] == [("C-1", "in the folder")]
    assert [(p.ref, p.why) for p in found.dropped] == [("C-2", "no money")]
    assert (found.changed, found.open) == (True, 0)


def test_a_promise_that_was_moved_twice_is_told_once_from_the_first_date_to_the_last() -> None:
    changes = (
        moved("C-1", "2027-02-05", "2027-03-12", version=3, why="testing week"),
        moved("C-1", "2027-01-29", "2027-02-05", version=2),
    )
    given = material(commitments=(commitment(1, due=date(2027, 3, 12)),), changes=changes)

    (promise,) = facts(given).promises.moved

    assert (promise.was_due, promise.due) == (date(2027, 1, 29), date(2027, 3, 12))
    assert promise.why == "testing week"


@pytest.mark.parametrize(
    "change",
    [
        moved("C-1", "2027-01-29", "2027-01-29"),
        moved("C-1", "2027-01-29", "2027-02-05", at=LATER),
        moved("C-1", "2027-01-29", "2027-02-05", partnership="elsewhere"),
        moved("C-9", "2027-01-29", "2027-02-05"),
        moved("C-1", "2027-01-29", "2027-02-05", after={"text": "another"}),
    ],
)
def test_only_a_change_to_another_date_in_the_week_is_a_move(change: object) -> None:
    given = material(commitments=(commitment(1),), changes=(change,))

    assert facts(given).promises.moved == ()


def test_a_promise_opened_again_says_why() -> None:
    change = moved("C-1", None, "", deed=Deed.REOPENED, why="grade 5 is missing")

    found = facts(material(commitments=(commitment(1),), changes=(change,))).promises

    assert [(p.ref, p.why) for p in found.reopened] == [("C-1", "grade 5 is missing")]
    assert found.new == ()


def test_blockers_are_told_by_factor_with_their_age_the_oldest_first() -> None:
    given = material(
        blockers=(
            blocker(1, factor=Factor.CULTURE, since=date(2027, 1, 10)),
            blocker(2, factor=Factor.CONDITIONS, since=date(2027, 1, 13)),
            blocker(3, factor=Factor.CONDITIONS, since=date(2026, 12, 28), can_clear="vance"),
            blocker(4, since=date(2027, 1, 14)),
        )
    )

    found = facts(given).hindrances

    assert [(h.ref, h.days) for h in found.open] == [
        ("B-3", 18),
        ("B-2", 2),
        ("B-1", 5),
        ("B-4", 1),
    ]
    assert found.oldest is not None
    assert found.oldest.can_clear == "R. Vance"


def test_a_cleared_blocker_says_how_long_it_stood_and_who_cleared_it() -> None:
    cleared = blocker(
        since=date(2027, 1, 4), state=BlockerState.CLEARED, closed_at=MONDAY, closed_by="boyd"
    )

    found = facts(material(blockers=(cleared,))).hindrances

    assert [(h.days, h.cleared_by) for h in found.cleared] == [(7, "T. Boyd")]
    assert (found.open, found.oldest, found.raised) == ((), None, 0)


def test_who_raised_a_blocker_is_named_to_the_partner_and_placed_for_the_leaders() -> None:
    given = material(blockers=(blocker(),))
    for_leaders = replace(given, viewer=partnership().reader(Audience.LEADERS))

    partner, leaders = (facts(each).hindrances.open[0] for each in (given, for_leaders))

    assert (partner.raised_by, partner.place) == ("T. Boyd", "Lincoln Elementary")
    assert (leaders.raised_by, leaders.place) == ("", "Lincoln Elementary")


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


def test_the_partner_sees_who_was_not_heard_from_and_since_when() -> None:
    given = material(
        people=PEOPLE, checkins=EVERY_CHECKIN_STATE, heard={"rossi": MONDAY - ONE_WEEK}
    )

    silent = facts(given).silence

    assert silent.quiet.people == (
        Unheard(name="P. Rossi", since=date(2027, 1, 4)),
        Unheard(name="K. Imai"),
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


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ({"commitments": (commitment(strategy="data-teams", due=MONDAY.date()),)}, "C-1"),
        ({"blockers": (blocker(strategy="data-teams", since=date(2026, 12, 1)),)}, "B-1"),
    ],
)
def test_steady_beside_what_is_late_or_long_in_the_way_is_a_contradiction(
    record: dict[str, Any], why: str
) -> None:
    asks = facts(material(answers=(taps(7),), **record)).asks

    assert [(ask.why, ask.sources) for ask in asks] == [(Why.CONTRADICTION, (why, "A-7"))]


def test_what_is_late_for_another_strategy_contradicts_nothing() -> None:
    late = commitment(strategy="student-talk", due=MONDAY.date())

    asks = facts(material(answers=(taps(),), commitments=(late,))).asks

    assert [ask.why for ask in asks] == [Why.LATE]


def test_at_most_three_questions_one_of_each_kind_first_and_none_twice() -> None:
    given = material(
        answers=(
            taps(1, {"student-talk": Momentum.STRONG}, at=MONDAY - ONE_WEEK),
            taps(2, {"student-talk": Momentum.SLOW, "data-teams": Momentum.STEADY}),
        ),
        commitments=(
            commitment(1, due=date(2027, 1, 4), strategy="data-teams"),
            commitment(2, due=date(2027, 1, 5), strategy="data-teams"),
        ),
        blockers=(blocker(1), blocker(2, strategy="data-teams")),
    )

    asks = facts(given).asks

    assert [(ask.why, ask.about) for ask in asks] == [
        (Why.CONTRADICTION, "C-1"),
        (Why.FALLING, "A-2"),
        (Why.BLOCKED, "B-1"),
    ]


def test_what_is_late_is_worth_asking_where_nobody_calls_it_steady() -> None:
    found = about_promises(commitment(due=date(2027, 1, 4)), reads=Audience.PARTNER)

    assert [(ask.why, ask.sources) for ask in found.asks] == [(Why.LATE, ("C-1",))]


def test_only_the_partner_is_given_questions() -> None:
    assert about_promises(commitment(due=date(2027, 1, 4))).asks == ()


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


def test_a_person_s_own_preview_holds_what_only_that_person_may_read() -> None:
    given = material(viewer=person().viewer, answers=(answer(audience=Audience.SELF),))

    assert [told.audience for told in facts(given).words] == [Audience.SELF]


def checked_in_elsewhere() -> CheckIn:
    return checkin(partnership="east", answered_at=MONDAY)


@pytest.mark.parametrize("checked", [checked_in_elsewhere(), checkin(asked_at=LATER)])
def test_check_ins_of_another_week_or_partnership_do_not_count(checked: CheckIn) -> None:
    assert facts(material(checkins=(checked,))).figures["asked"] == 0


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
    given = material(answers=(answer(1), answer(2, audience=Audience.SELF)), people=PEOPLE)

    assert readable(readable(given)) == readable(given)
    assert [a.ref for a in readable(given).answers] == ["A-1"]


def test_a_week_without_anything_is_quiet_and_an_answer_ends_that() -> None:
    old = commitment(at=MONDAY - ONE_WEEK)

    assert facts(material(checkins=(checkin(),), commitments=(old,))).is_quiet
    assert facts(
        material(checkins=(checkin(),), commitments=(commitment(at=MONDAY - ONE_WEEK),))
    ).is_quiet
    assert not facts(material(checkins=(checkin(answered_at=MONDAY),))).is_quiet
    assert not facts(material(answers=(answer(),))).is_quiet
