"""``kill -9`` while a digest waits to be read over: one card, one post in each channel."""

from pathlib import Path

import pytest

from tests.faults.district import (
    FRIDAY,
    HEAD,
    PERSON,
    SUNDAY,
    District,
    Expectation,
    Outcome,
    kill_when,
    two_at_a_time,
)

FIVE = "2027-01-15T22:00:05Z"
"""Friday, five seconds past 17:00 in New York: nobody has decided on the draft."""
PLAN = "post_to: [leadership, partner]"
READ_OVER = f'{PLAN}, approve: p0, approve_by: "17:00"'
MESSAGES = "SELECT count(*) FROM platform_items WHERE kind = 'message' AND mark LIKE '%/{}/%'"
DRAFTS = "SELECT count(*) FROM digest_drafts WHERE state = '{}'"
CARDS, POSTS = MESSAGES.format("draft"), MESSAGES.format("digest")
MADE, GIVEN_UP = DRAFTS.format("waiting"), DRAFTS.format("template")


@pytest.fixture(scope="module")
def approved(loaded: District, tmp_path_factory: pytest.TempPathFactory) -> District:
    """Millbrook, whose leaders' digest one principal reads over; copy it before use."""
    district = loaded.copy(tmp_path_factory.mktemp("approved") / "district")
    file = district.file.with_name("millbrook.yaml")
    people = "".join(PERSON.format(n=n) for n in range(district.people))
    file.write_text(HEAD.replace(PLAN, READ_OVER) + people)
    district.run("load", str(file), "--sandbox")
    district.tick(SUNDAY)
    return district


def test_a_tick_killed_as_a_draft_is_made_and_as_it_is_given_up(
    approved: District, tmp_path: Path, expect_once: Expectation
) -> None:
    """As soon as the row is written, and as soon as the message is out."""

    def run(killed_at: tuple[str, str, int]) -> Outcome:
        first, then, posts = killed_at
        district = approved.copy(tmp_path / str(posts))
        kill_when(lambda: district.number(first) > 0, district.start("tick", "--at", FRIDAY))
        district.tick(FRIDAY)
        assert (district.number(MADE), district.number(CARDS), district.posts()) == (1, 1, 0)
        five = district.start("tick", "--at", FIVE)
        kill_when(lambda: district.number(then) >= max(posts, 1), five)
        return recovered(district, district.tick(FIVE))

    cases = [(MADE, GIVEN_UP, 0), (CARDS, POSTS, 2)]
    expect_once("tick killed with a draft to read over", two_at_a_time(run, cases))


def recovered(district: District, seconds: float) -> Outcome:
    """The card and both digests: each once, and nothing of it left to do."""
    assert district.number(GIVEN_UP) == 1
    assert district.number("SELECT count(*) FROM deliveries WHERE state <> 'sent'") == 0
    there = [district.number(CARDS), district.posts(), district.number(POSTS) - district.posts()]
    return Outcome(twice=there.count(2), never=there.count(0), seconds=seconds)
