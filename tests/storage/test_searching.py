"""Records are found by their words, on every store alike."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.domain.audience import Audience
from bot.domain.help import Help
from bot.domain.searching import wanted
from bot.ports.store import Store
from storage import open_store

NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)


def a_help(number: int, text: str, partnership: str = "riverbend") -> Help:
    return Help(
        partnership=partnership,
        number=number,
        by="boyd",
        at=NOON + timedelta(days=number),
        audience=Audience.LEADERS,
        text=text,
    )


async def keep(store: Store, *helps: Help) -> None:
    async with store.write() as tx:
        await tx.add(*helps)


async def found(store: Store, text: str, *, skip: int = 0, limit: int = 10) -> list[str]:
    async with store.read() as tx:
        return await tx.search("riverbend", wanted(text), skip=skip, limit=limit)


async def test_a_record_is_found_by_the_beginnings_of_all_words(store: Store) -> None:
    await keep(store, a_help(1, "The new schedule, at last"), a_help(2, "Schedules and coffee"))

    assert await found(store, "SCHEDULES") == ["H-2", "H-1"]
    assert await found(store, "sched last") == ["H-1"]
    assert await found(store, "tea") == []


async def test_signs_and_accents_do_not_matter(store: Store) -> None:
    await keep(store, a_help(1, "René’s co-teaching: “it's 50% better”"))

    for text in ("rene", "co-teaching", "it's 50%", '"better" OR :* & (', "boyd"):
        assert await found(store, text) == (["H-1"] if "OR" not in text else []), text


async def test_the_latest_come_first_and_in_parts(store: Store) -> None:
    await keep(store, *(a_help(number, "coffee") for number in range(1, 6)))

    assert await found(store, "coffee", limit=2) == ["H-5", "H-4"]
    assert await found(store, "coffee", skip=4, limit=2) == ["H-1"]


async def test_a_changed_record_is_found_by_its_new_words_alone(store: Store) -> None:
    await keep(store, a_help(1, "coffee"))
    async with store.write() as tx:
        await tx.put(a_help(1, "tea"))

    assert await found(store, "coffee") == []
    assert await found(store, "tea") == ["H-1"]


async def test_what_was_taken_back_and_what_is_elsewhere_is_not_found(store: Store) -> None:
    await keep(store, a_help(1, "coffee"), a_help(2, "coffee", partnership="lakeside"))
    async with store.write() as tx:
        await tx.put(replace(a_help(1, "coffee"), withdrawn=True))

    assert await found(store, "coffee") == []


async def test_what_was_added_in_vain_changes_nothing(store: Store) -> None:
    await keep(store, a_help(1, "coffee"))
    async with store.write() as tx:
        await tx.add_missing(a_help(1, "tea"))

    assert await found(store, "tea") == []


async def test_a_file_that_was_vacuumed_or_copied_finds_the_same(tmp_path: Path) -> None:
    """https://www.sqlite.org/lang_vacuum.html: it changes row numbers that nobody chose."""
    store = open_store(f"sqlite:///{tmp_path}/headway.db")
    await store.prepare()
    await keep(store, a_help(1, "coffee"), a_help(2, "tea"), a_help(3, "water"))
    await store.close()
    with closing(sqlite3.connect(tmp_path / "headway.db")) as connection:
        connection.execute("DELETE FROM searchable WHERE ref = 'H-1'")
        connection.commit()
        connection.execute("VACUUM")
        connection.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))

    for name in ("headway.db", "copy.db"):
        store = open_store(f"sqlite:///{tmp_path}/{name}")
        assert [await found(store, word) for word in ("tea", "water")] == [["H-2"], ["H-3"]]
        await store.close()
