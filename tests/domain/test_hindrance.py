"""What is in the way, as facts of a week."""

from dataclasses import replace
from datetime import date

from bot.domain.audience import Audience
from bot.domain.blocker import BlockerState, Factor
from bot.domain.facts import facts
from tests.builders import (
    MONDAY,
    blocker,
    material,
    partnership,
)


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
