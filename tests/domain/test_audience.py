"""The one rule of who may read what."""

import pytest

from bot.domain.audience import Audience, Viewer, may_see, visible
from bot.domain.people import Level
from tests.builders import MONDAY, commitment, help_, person

READS = {
    Level.PARTNER: {"partner", "leaders", "network", "public"},
    Level.DISTRICT: {"leaders", "network", "public"},
    Level.SCHOOL: {"leaders", "network", "public"},
    Level.TEAM: {"leaders", "network", "public"},
    Level.BOARD: {"public"},
}


@pytest.mark.parametrize("level", list(Level))
def test_each_level_reads_what_is_meant_for_it_and_wider(level: Level) -> None:
    viewer = person("somebody", level=level).viewer

    seen = {a.value for a in Audience if may_see(viewer, help_(audience=a))}

    assert seen == READS[level]


@pytest.mark.parametrize("level", list(Level))
def test_ones_own_record_is_always_seen(level: Level) -> None:
    viewer = person("boyd", level=level).viewer

    assert all(may_see(viewer, help_(audience=audience)) for audience in Audience)


def test_the_owner_of_a_promise_sees_it_whoever_wrote_it_down() -> None:
    promise = commitment(by="chen", owner="boyd", audience=Audience.SELF)

    assert may_see(person("boyd").viewer, promise)
    assert may_see(person("chen").viewer, promise)
    assert not may_see(person("rossi").viewer, promise)


def test_a_leaver_sees_nothing_not_even_what_was_theirs() -> None:
    viewer = person("boyd", left=MONDAY).viewer

    assert not any(may_see(viewer, help_(audience=audience)) for audience in Audience)


def test_a_digest_has_no_own_records() -> None:
    partner = Viewer(partnership="riverbend", reads=Audience.PARTNER)

    assert not may_see(partner, help_(audience=Audience.SELF))


def test_another_district_sees_only_what_its_author_gave_to_the_network() -> None:
    other = Viewer(partnership="lakeside", person="boyd", reads=Audience.PARTNER)

    seen = {audience.value for audience in Audience if may_see(other, help_(audience=audience))}

    assert seen == {"network", "public"}


def test_visible_keeps_the_order() -> None:
    helps = [help_(n, audience=a) for n, a in enumerate(Audience)]

    seen = visible(person("rossi").viewer, helps)

    assert [one.audience for one in seen] == ["leaders", "network", "public"]
