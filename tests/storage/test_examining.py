"""What a store says of its database, for ``headway doctor``."""

import sqlite3
from pathlib import Path

import pytest

from storage import examining, open_store
from storage.migrate import known


async def examined(url: str) -> list[tuple[bool, str]]:
    store = open_store(url)
    await store.prepare()
    found = await store.examined()
    await store.close()
    return list(found)


async def test_of_a_file_it_says_how_large_it_is_and_where(tmp_path: Path) -> None:
    ((well, said),) = await examined(f"sqlite:///{tmp_path}/headway.db")
    assert well
    assert said.startswith(f"SQLite {sqlite3.sqlite_version}, shape {known()[-1]}: 0.")
    assert said.endswith(f"MB in {tmp_path}/headway.db. No other program holds it.")


async def test_a_disk_that_is_nearly_full_needs_care(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examining, "ROOM", 2**70)
    _, (well, said) = await examined(f"sqlite:///{tmp_path}/headway.db")
    assert (well, said.endswith("Make room on its disk.")) == (False, True)


async def test_a_file_that_another_program_holds_needs_care(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/headway.db")
    await store.prepare()
    other = sqlite3.connect(tmp_path / "headway.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ((well, said),) = await store.examined()
    other.close()
    await store.close()
    assert (well, "database is locked" in said) == (False, True)


async def test_of_a_server_it_says_which_and_how_many_connections_it_has(
    new_database: str,
) -> None:
    ((well, said),) = await examined(new_database)
    assert well
    assert said.startswith("PostgreSQL ")
    assert said.endswith("connections are taken.")


async def test_a_server_that_is_old_or_nearly_taken_needs_care(
    new_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examining, "OLDEST", 99)
    monkeypatch.setattr(examining, "CONNECTIONS", 100_000)
    _, old, full = await examined(new_database)
    assert (old[0], full[0]) == (False, False)
    assert old[1].endswith("is too old. Install 99 or newer.")
    assert "Raise max_connections" in full[1]
