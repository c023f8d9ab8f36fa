"""The agenda: what a line asks to revise, and what becomes of the texts and the strategies."""

import pytest

from bot.domain.agenda import Agenda, Strategy
from bot.domain.revision import Part, Wanted, read_wanted, revised, words_of

TEAMS = Strategy(key="data-teams", name="Data teams", success="Every team ends with pledges.")
TALK = Strategy(key="student-talk", name="Student talk")
AGENDA = Agenda(theory_of_action="If we, then they.", vision="All.", strategies=(TEAMS, TALK))


def wanted(part: Part, strategy: str | None = None, words: str = "", why: str = "") -> Wanted:
    return Wanted(part=part, strategy=strategy, words=words, why=why)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vision: Talk because we saw it", wanted(Part.VISION, words="Talk", why="we saw it")),
        ("Theory: If\nso because X", wanted(Part.THEORY, words="If\nso", why="X")),
        ("theory of action: If", wanted(Part.THEORY, words="If")),
        (
            "vision: A because B because of C",
            wanted(Part.VISION, words="A because B", why="C"),
        ),
        (
            "#Data-Teams success: Pledges: kept because it counts",
            wanted(Part.SUCCESS, "data-teams", "Pledges: kept", "it counts"),
        ),
        ("data-teams name: Teams", wanted(Part.NAME, "data-teams", "Teams")),
        (
            "add strategy peer-visits Peer visits: One a term because we ask",
            wanted(Part.STRATEGY, "peer-visits", "Peer visits: One a term", "we ask"),
        ),
        ("add peers Peer visits", wanted(Part.STRATEGY, "peers", "Peer visits")),
        (
            "give up student-talk because it is done",
            wanted(Part.STRATEGY, "student-talk", why="it is done"),
        ),
        ("give up strategy #student-talk", wanted(Part.STRATEGY, "student-talk")),
        ("vision", None),
        ("data-teams look: x", None),
    ],
)
def test_a_line_says_what_is_revised_how_and_why(text: str, expected: Wanted | None) -> None:
    assert read_wanted(text) == expected


@pytest.mark.parametrize(
    ("part", "strategy", "now"),
    [
        (Part.VISION, None, "All."),
        (Part.THEORY, None, "If we, then they."),
        (Part.NAME, "data-teams", "Data teams"),
        (Part.SUCCESS, "data-teams", "Every team ends with pledges."),
        (Part.STRATEGY, "data-teams", "Data teams: Every team ends with pledges."),
        (Part.STRATEGY, "student-talk", "Student talk"),
        (Part.STRATEGY, "unknown", ""),
    ],
)
def test_each_part_has_its_words_and_putting_them_back_changes_nothing(
    part: Part, strategy: str | None, now: str
) -> None:
    assert words_of(AGENDA, part, strategy) == now
    if now:
        assert revised(AGENDA, part, strategy, now) == AGENDA
        assert words_of(revised(AGENDA, part, strategy, "New"), part, strategy) == "New"


def test_a_new_strategy_comes_last_with_its_name_and_success() -> None:
    added = revised(AGENDA, Part.STRATEGY, "peers", "Peer visits: One a term: at least")

    new = Strategy(key="peers", name="Peer visits", success="One a term: at least")
    assert added.strategies == (TEAMS, TALK, new)


def test_a_strategy_that_is_given_up_is_still_known_and_can_come_back_as_it_was() -> None:
    without = revised(AGENDA, Part.STRATEGY, "data-teams", "")

    assert [one.key for one in without.current] == ["student-talk"]
    assert without.strategy_name("data-teams") == "Data teams"
    assert words_of(without, Part.STRATEGY, "data-teams") == ""
    back = "Data teams: Every team ends with pledges."
    assert revised(without, Part.STRATEGY, "data-teams", back) == AGENDA


def test_renaming_keeps_the_key() -> None:
    renamed = revised(AGENDA, Part.NAME, "data-teams", "Teams")

    assert renamed.strategy_name("data-teams") == "Teams"


def test_five_strategies_are_few_and_six_are_too_many() -> None:
    def of(count: int) -> Agenda:
        strategies = tuple(Strategy(key=f"s-{n}", name="S", retired=n > count) for n in range(1, 9))
        return Agenda(strategies=strategies)

    assert (of(5).is_full, of(6).is_full) == (False, True)
