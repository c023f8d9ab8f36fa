"""Who reads what is shared in a partner's network, and who takes it back."""

from dataclasses import replace

import pytest

from bot.domain.audience import Audience, Viewer
from bot.domain.network import Shared, may_read, may_take_back, network_of
from bot.domain.unnamed import own_names
from tests.builders import MONDAY, partnership, person

OURS = partnership()
NETWORK = network_of(OURS)
OTHER = Viewer(partnership="hillcrest", reads=Audience.LEADERS)


def shared() -> Shared:
    """A text of Boyd's."""
    assert NETWORK is not None
    return Shared(
        **vars(NETWORK),
        number=3,
        partnership="riverbend",
        by="boyd",
        at=MONDAY,
        text="exit debriefs",
        source="H-1",
        was=Audience.LEADERS,
    )


def test_it_is_read_in_the_same_network_and_in_no_other() -> None:
    assert may_read(OTHER, NETWORK, shared())
    assert not may_read(OTHER, None, shared())
    assert not may_read(OTHER, NETWORK, replace(shared(), partner="another"))
    assert not may_read(OTHER, NETWORK, replace(shared(), platform="another"))
    assert not may_read(OTHER, NETWORK, replace(shared(), workspace="another"))


def test_who_left_or_reads_what_is_public_alone_reads_nothing() -> None:
    assert not may_read(replace(OTHER, reads=None), NETWORK, shared())
    assert not may_read(replace(OTHER, reads=Audience.PUBLIC), NETWORK, shared())


def test_its_author_reads_it() -> None:
    assert (
        may_read(Viewer(partnership="riverbend", reads=None, person="boyd"), NETWORK, shared())
        is False
    )
    assert may_read(
        Viewer(partnership="riverbend", reads=Audience.PUBLIC, person="boyd"), NETWORK, shared()
    )


def test_taken_back_nothing_is_left_but_a_number() -> None:
    gone = shared().taken_back(by="boyd", at=MONDAY)
    assert (gone.ref, gone.text, gone.strategy, gone.shown) == ("N-3", "", "", "")
    assert not may_read(OTHER, NETWORK, gone)


def test_without_a_workspace_of_the_partner_there_is_no_network() -> None:
    assert network_of(replace(OURS, workspaces=OURS.workspaces[:1])) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("principals sit in for ten minutes", ()),
        ("a high school and a middle school did it", ()),
        ("Terrence’s way, and boyd’s", ("Terrence", "boyd")),
    ],
)
def test_a_districts_own_people_are_named(text: str, named: tuple[str, ...]) -> None:
    assert own_names(text, OURS, [person("boyd", name="Terrence Boyd")]) == named


def test_a_leaver_and_another_districts_leader_take_nothing_back() -> None:
    boyd = person("boyd")
    assert may_take_back(boyd, shared())
    assert not may_take_back(replace(boyd, left=MONDAY), shared())
    assert not may_take_back(replace(boyd, partnership="hillcrest"), shared())
