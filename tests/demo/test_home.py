"""Where the demo keeps its database."""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.bootstrap import build
from bot.demo.district import KEY, read_district
from bot.demo.ending import end_at
from bot.demo.home import DATABASE, DemoHomeError, home
from bot.load import PartnershipFile
from bot.settings import Settings
from tests.fakes import MONDAY, riverbend


def test_a_folder_of_its_own_goes_away_at_the_end() -> None:
    with home(None) as lives:
        lives.path.write_text("a database")
    assert not lives.path.parent.exists()


def test_a_folder_that_somebody_named_is_made_and_stays(tmp_path: Path) -> None:
    with home(tmp_path / "new" / "demo") as lives:
        assert not lives.lived_in
        lives.path.write_text("a database")
    assert (tmp_path / "new" / "demo" / DATABASE).read_text() == "a database"


@pytest.mark.parametrize("content", ["", "dear to somebody"])
def test_what_is_no_database_is_not_touched(tmp_path: Path, content: str) -> None:
    (tmp_path / DATABASE).write_text(content)
    with pytest.raises(DemoHomeError, match="is there already"), home(tmp_path):
        pass
    assert (tmp_path / DATABASE).read_text() == content


def lived_in(folder: Path, files: Sequence[PartnershipFile], *, ended: bool = True) -> bytes:
    """Make a database of these partnerships there; with an end of the story or without."""

    async def live() -> None:
        url = f"sqlite:///{folder / DATABASE}"
        headway = await build(Settings(database_url=url)).open()
        for file in files:
            await headway.load(file)
        if ended:
            await end_at(headway.store, MONDAY)
        await headway.close()

    asyncio.run(live())
    return (folder / DATABASE).read_bytes()


def elsewhere(file: PartnershipFile) -> PartnershipFile:
    """The same partnership, with one side on another platform."""
    here, there = file.partnership.workspaces
    workspaces = (here, replace(there, platform="slack"))
    return replace(file, partnership=replace(file.partnership, workspaces=workspaces))


def test_a_demo_that_was_kept_is_known_again(tmp_path: Path) -> None:
    before, there = lived_in(tmp_path, [read_district()]), sorted(tmp_path.iterdir())
    with home(tmp_path) as lives:
        assert lives.lived_in
    assert ((tmp_path / DATABASE).read_bytes(), sorted(tmp_path.iterdir())) == (before, there)


def test_one_that_was_killed_is_known_by_what_stands_in_its_log(tmp_path: Path) -> None:
    lived_in(tmp_path, [read_district()], ended=False)
    with closing(sqlite3.connect(tmp_path / DATABASE)) as database:
        database.execute("PRAGMA wal_autocheckpoint = 0")
        database.execute(
            "INSERT INTO platform_items (platform, kind, id, parent, at, body)"
            " VALUES ('sandbox', 'story', 'ended', '', '2027-01-29 20:00:01.000000+00:00', '{}')"
        )
        database.commit()
        with home(tmp_path) as lives:
            assert lives.lived_in


@pytest.mark.parametrize(
    ("files", "ended"),
    [
        ([], True),
        ([riverbend()], True),
        ([read_district(), riverbend()], True),
        ([elsewhere(read_district())], True),
        ([read_district()], False),
    ],
    ids=["empty", "another", "two", "on Slack", "broken off"],
)
def test_no_other_database_is_gone_on_with_or_changed(
    tmp_path: Path, files: list[PartnershipFile], ended: bool
) -> None:
    before, there = lived_in(tmp_path, files, ended=ended), sorted(tmp_path.iterdir())
    with pytest.raises(DemoHomeError, match="no demo that was played to its end"), home(tmp_path):
        pass
    assert ((tmp_path / DATABASE).read_bytes(), sorted(tmp_path.iterdir())) == (before, there)


def test_the_district_is_known_by_its_key() -> None:
    assert read_district().partnership.key == KEY


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DemoHomeError, match="it is a file"), home(tmp_path / "file"):
        pass


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DemoHomeError, match="not a directory"), home(tmp_path / "file" / "sub"):
        pass
