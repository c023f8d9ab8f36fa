"""Which databases can be opened, and what is said about those that cannot."""

import sys
from pathlib import Path

import pytest

from bot.domain.errors import HeadwayError
from bot.domain.inbox import Received
from storage import open_store


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://localhost/headway", "in a mysql database"),
        ("", "in a nameless database"),
        ("headway.db", "sqlite:///headway.db"),
        ("sqlite://", "Name a file"),
        ("sqlite:///:memory:", "Name a file"),
        ("postgresql://user:secret@host:port/name", "cannot be read"),
    ],
)
def test_an_address_that_is_no_database_of_ours_is_refused(url: str, said: str) -> None:
    with pytest.raises(HeadwayError, match=said) as refused:
        open_store(url)
    assert "secret" not in str(refused.value)


def test_opening_connects_to_nothing(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/headway.db")
    assert list(tmp_path.iterdir()) == []


async def test_a_relative_path_stays_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_store("sqlite:///headway.db")
    monkeypatch.chdir("/")
    await store.prepare()
    await store.close()
    assert (tmp_path / "headway.db").exists()


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/at/all.db", "postgresql://me:secret@127.0.0.1:1/headway"]
)
async def test_a_database_that_is_not_there_is_named_without_its_password(url: str) -> None:
    store = open_store(url)
    answer = await store.ready()
    with pytest.raises(HeadwayError, match="cannot be used") as refused:
        async with store.write() as tx:
            await tx.count(Received)
    await store.close()
    assert answer == str(refused.value)
    assert "secret" not in answer


def test_postgres_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(HeadwayError, match=r"headway-bot\[postgres\]"):
        open_store("postgresql://localhost/headway")
