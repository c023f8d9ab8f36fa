"""What goes wrong in a database is logged, so it holds nothing that a person wrote."""

import sqlite3
import traceback
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.errors import HeadwayError
from storage import open_store
from tests.builders import commitment

WORDS = "words in confidence"


async def test_no_error_shows_what_somebody_wrote(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/headway.db")
    await store.prepare()
    with closing(sqlite3.connect(tmp_path / "headway.db")) as database:
        database.execute("DROP TABLE commitments")
    with pytest.raises(HeadwayError) as raised:
        async with store.write() as tx:
            await tx.add(commitment(text=WORDS))
    told = "".join(traceback.format_exception(raised.value))
    assert "commitments" in told
    assert WORDS not in told
    await store.close()


async def test_a_file_that_is_no_database_is_told_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "headway.db").write_text("Dear diary")
    store = open_store(f"sqlite:///{tmp_path}/headway.db")
    with pytest.raises(HeadwayError, match="file is not a database"):
        await store.prepare()
    assert "file is not a database" in (await store.ready() or "")
    await store.close()
