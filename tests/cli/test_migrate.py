"""``headway migrate``"""

from pathlib import Path

from tests.cli.shell import Ran, Shell


def test_it_makes_the_database_and_does_nothing_to_one_that_is_there(
    headway: Shell, place: Path
) -> None:
    done = Ran(0, "The database has this version's shape.\n", "")
    assert headway("migrate") == done
    assert (place / "headway.db").exists()
    assert headway("migrate") == done
