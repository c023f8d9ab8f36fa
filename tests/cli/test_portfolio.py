"""``headway portfolio``"""

import json
from dataclasses import replace

import pytest

from bot.bootstrap import Headway
from bot.domain.people import Channel
from bot.load import PartnershipFile
from tests.cli.shell import Ran, Shell, with_bot
from tests.neighbours import neighbour, with_portfolio


def load(*files: PartnershipFile) -> None:
    """Load these files into the sandbox."""

    async def loaded(headway: Headway) -> None:
        for file in files:
            await headway.load(file.played_on("sandbox"))

    with_bot(loaded)


@pytest.fixture
def two(riverbend: None) -> None:
    """Hillcrest and Lakeside in one portfolio, beside Riverbend that is in none."""
    load(with_portfolio(neighbour()), with_portfolio(neighbour("lakeside")))


@pytest.mark.usefixtures("two")
def test_it_prints_each_district(headway: Shell) -> None:
    lines = headway("portfolio").out.splitlines()
    assert "2 districts: nothing late or stuck" in lines[0]
    assert [line[:12] for line in lines if line.startswith("- ")] == [
        "- Hillcrest ",
        "- Lakeside P",
    ]


@pytest.mark.usefixtures("two")
def test_as_json_it_has_the_shape_that_programs_rely_on(headway: Shell) -> None:
    printed = json.loads(headway("portfolio", "lakeside", "--format", "json").out)
    assert {*printed} == {
        *("portfolio", "week", "audience", "writer", "headline", "sections", "figures"),
    }
    assert printed["figures"]["districts"] == 2
    assert printed["portfolio"].startswith("sandbox/T000000001/C000000002/")


@pytest.mark.usefixtures("two")
def test_as_markdown(headway: Shell) -> None:
    assert "## District by district" in headway("portfolio", "--format", "markdown").out


@pytest.mark.usefixtures("riverbend")
def test_where_no_file_names_a_channel_it_says_so(headway: Shell) -> None:
    assert_refused(headway("portfolio"), "No partnership file names a portfolio's channel")


@pytest.mark.usefixtures("two")
def test_a_partnership_that_is_in_none_is_named(headway: Shell) -> None:
    assert_refused(headway("portfolio", "riverbend"), 'No portfolio has a partnership "riverbend"')


@pytest.mark.usefixtures("two")
def test_of_several_portfolios_one_has_to_be_named(headway: Shell) -> None:
    load(with_portfolio(neighbour("elsewhere", channels=moved())))
    assert_refused(headway("portfolio"), "There are several portfolios")
    assert "1 district" in headway("portfolio", "elsewhere").out


def moved() -> tuple[Channel, ...]:
    """The partner's channel with another id."""
    return tuple(replace(one, id="C9") for one in neighbour().partnership.channels)


def assert_refused(ran: Ran, why: str) -> None:
    """It ends with one line that says what to do."""
    assert ran.code == 2
    assert why in ran.err
