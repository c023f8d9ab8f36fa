"""``headway digest``"""

import json
from datetime import UTC, datetime

import pytest

from bot.bootstrap import Headway
from bot.domain.audience import Audience
from bot.domain.digest import Digest, Line, PostedDigest
from tests.builders import blocker, commitment
from tests.cli.shell import Ran, Shell, keep, with_bot

WEEK = "2027-W02"
FRIDAY = datetime(2027, 1, 15, 20, 0, 5, tzinfo=UTC)
MONDAY = datetime(2027, 1, 11, 13, 0, 10, tzinfo=UTC)


@pytest.fixture
def week(riverbend: None) -> None:
    """A week in which the leaders were asked and one record of each audience was kept."""

    async def ask(headway: Headway) -> None:
        await headway.tick(MONDAY)

    with_bot(ask)
    keep(
        commitment(12, audience=Audience.LEADERS, text="share the rubric"),
        blocker(3, audience=Audience.PARTNER, text="no common planning time"),
    )


@pytest.mark.usefixtures("week")
def test_as_json_it_has_the_shape_that_programs_rely_on(headway: Shell) -> None:
    printed = json.loads(headway("digest", "riverbend", "--week", WEEK, "--format", "json").out)
    assert list(printed) == [
        *("partnership", "week", "audience", "writer", "headline", "sections", "figures"),
    ]
    head = {name: printed[name] for name in ("partnership", "week", "audience", "writer")}
    assert head == {
        "partnership": "riverbend",
        "week": WEEK,
        "audience": "leaders",
        "writer": "template",
    }
    assert set(printed["headline"]) == {"text", "sources"}
    assert all(set(section) == {"key", "title", "lines"} for section in printed["sections"])
    lines = [line for section in printed["sections"] for line in section["lines"]]
    assert all(set(line) == {"text", "sources"} for line in lines)
    assert ["C-12"] in [line["sources"] for line in lines]
    figures = ("asked", "answered", "commitments_open", "commitments_kept", "commitments_overdue")
    assert [printed["figures"][name] for name in figures] == [7, 0, 1, 0, 0]
    assert {"blockers_open", "blockers_cleared"} <= set(printed["figures"])


@pytest.mark.usefixtures("week")
def test_what_was_said_to_the_partner_alone_stands_in_the_partners_digest_alone(
    headway: Shell,
) -> None:
    assert "planning time" not in headway("digest", "riverbend", "--week", WEEK).out
    partner = headway("digest", "riverbend", "--week", WEEK, "--audience", "partner").out
    assert "no common planning time" in partner
    assert "[B-3]" in partner


@pytest.mark.usefixtures("week")
def test_it_can_be_pasted_as_markdown(headway: Shell) -> None:
    out = headway("digest", "riverbend", "--week", WEEK, "--format", "markdown").out
    assert out.startswith("# ")
    assert "\n## " in out


@pytest.mark.usefixtures("week")
def test_text_is_plain_and_broken_between_words_at_80(headway: Shell) -> None:
    text = "share the protocol " * 6
    keep(commitment(13, text=text))
    out = headway("digest", "riverbend", "--week", WEEK).out
    assert max(map(len, out.splitlines())) <= 80
    assert text.strip() in " ".join(out.split())
    assert "\x1b" not in out


@pytest.mark.usefixtures("week")
def test_what_was_posted_is_printed_as_it_was(headway: Shell) -> None:
    digest = Digest(
        partnership="riverbend",
        week=WEEK,
        audience=Audience.LEADERS,
        writer="template",
        headline=Line(text="As it was posted.", sources=()),
        sections=(),
        figures={},
    )
    posted = PostedDigest(
        partnership="riverbend",
        week=WEEK,
        audience=Audience.LEADERS,
        made_at=FRIDAY,
        digest=digest,
    )
    keep(posted)
    assert headway("digest", "riverbend", "--week", WEEK).out == "As it was posted.\n"


@pytest.mark.usefixtures("riverbend")
def test_without_a_week_it_is_the_running_one(headway: Shell) -> None:
    ran = headway("digest", "riverbend", "--format", "json")
    assert json.loads(ran.out)["figures"]["asked"] == 0


@pytest.mark.usefixtures("riverbend")
@pytest.mark.parametrize("week", ["next", "2027-W60", "2027-02"])
def test_what_is_no_week_is_refused(headway: Shell, week: str) -> None:
    said = f'"{week}" is not a week. Write it as 2027-W02.\n'
    assert headway("digest", "riverbend", "--week", week) == Ran(2, "", said)


@pytest.mark.usefixtures("riverbend")
def test_of_an_unknown_partnership_the_known_ones_are_named(headway: Shell) -> None:
    said = 'There is no partnership "river". There is riverbend.\n'
    assert headway("digest", "river") == Ran(2, "", said)


def test_before_anything_is_loaded_it_says_how_to_load(headway: Shell) -> None:
    said = 'There is no partnership "river". Load one: headway load FILE\n'
    assert headway("digest", "river") == Ran(2, "", said)
