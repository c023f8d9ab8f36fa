"""What the bot in Teams has kept by the time that it is killed."""

from pathlib import Path

from tests.faults.district import MONDAY, process_of, wait_until
from tests.faults.teams_district import TeamsDistrict
from tests.faults.teams_trouble import Holds

LOST = "SELECT count(*) FROM people WHERE unreachable_since IS NOT NULL"


def test_a_removal_that_was_answered_is_kept(in_teams: TeamsDistrict, tmp_path: Path) -> None:
    with in_teams.copied(tmp_path / "district") as district:
        with process_of(district.serve()):
            wait_until(district.settled)
            district.tell_removed(4)
        with process_of(district.serve()):
            wait_until(lambda: district.passes() >= 2)
        assert district.number(LOST) == 1
        assert district.fates()[4][0] == "failed"


def test_while_a_pass_waits_for_its_token_nothing_has_left(
    in_teams: TeamsDistrict, tmp_path: Path
) -> None:
    with in_teams.copied(tmp_path / "district") as district:
        holds = Holds("token")
        district.meet(holds)
        with process_of(district.start("tick", "--at", MONDAY)):
            wait_until(lambda: holds.held > 0)
        assert district.leaving() == 0
        district.lift()
        district.tick(MONDAY)
        assert district.unknown() == []
