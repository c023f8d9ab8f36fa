"""Where the demo keeps its database."""

from pathlib import Path

import pytest

from bot.demo.home import DATABASE, DemoHomeError, home


def test_a_folder_of_its_own_goes_away_at_the_end() -> None:
    with home(None) as path:
        path.write_text("a database")
    assert not path.parent.exists()


def test_a_folder_that_somebody_named_is_made_and_stays(tmp_path: Path) -> None:
    with home(tmp_path / "new" / "demo") as path:
        path.write_text("a database")
    assert (tmp_path / "new" / "demo" / DATABASE).read_text() == "a database"


def test_what_is_there_already_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_text("dear to somebody")
    with pytest.raises(DemoHomeError, match="is there already"), home(tmp_path):
        pass
    assert (tmp_path / DATABASE).read_text() == "dear to somebody"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DemoHomeError, match="it is a file"), home(tmp_path / "file"):
        pass


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DemoHomeError, match="not a directory"), home(tmp_path / "file" / "sub"):
        pass
