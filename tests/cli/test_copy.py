"""``headway copy``"""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.delivery import DeliveryKind, DeliveryState, Occasion
from tests.builders import MONDAY, help_, workspace
from tests.cli.shell import Ran, Shell, keep

NOTICE = Occasion(partnership="riverbend", kind=DeliveryKind.NOTICE, name="news", at=MONDAY)


def helps_in(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM helps").fetchone()[0])


@pytest.mark.usefixtures("riverbend")
def test_everything_goes_to_an_empty_database_with_counts_and_checksums(
    headway: Shell, place: Path
) -> None:
    keep(help_(1), help_(2))
    done = headway("copy", "--to", "sqlite:///backup.db")
    assert (done.code, done.err) == (0, "")
    assert re.search(r"^helps +2  [0-9a-f]{12}$", done.out, re.MULTILINE)
    assert re.search(r"Copied [\d,]+ rows in \d+ tables\.\n$", done.out)
    assert helps_in(place / "backup.db") == 2


@pytest.mark.usefixtures("riverbend")
def test_the_checksums_of_the_same_are_the_same(
    headway: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = headway("copy", "--to", "sqlite:///backup.db").out
    monkeypatch.setenv("HEADWAY_DATABASE_URL", "sqlite:///backup.db")
    assert headway("copy", "--to", "sqlite:///again.db").out == first


@pytest.mark.usefixtures("riverbend")
def test_on_a_terminal_it_says_how_far_it_is(
    headway: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(help_(1))
    monkeypatch.setattr("bot.cli.copy.watched", lambda: True)
    assert "\r\x1b[Khelps: 1\r" in headway("copy", "--to", "sqlite:///backup.db").err


@pytest.mark.usefixtures("riverbend")
def test_that_headway_may_be_running_is_told(headway: Shell) -> None:
    keep(replace(NOTICE.to("person:boyd", workspace()), state=DeliveryState.SENDING))
    done = headway("copy", "--to", "sqlite:///backup.db")
    assert done.code == 0
    assert "to move, stop every serve and worker first" in done.err


@pytest.mark.usefixtures("riverbend")
def test_a_database_that_is_not_empty_is_refused(headway: Shell) -> None:
    headway("copy", "--to", "sqlite:///backup.db")
    said = (
        "The database to copy to is not empty: there is something in TABLE. "
        "Name one that is new. Nothing was changed.\n"
    )
    done = headway("copy", "--to", "sqlite:///backup.db")
    assert (done.code, done.out) == (2, "")
    assert re.sub(r" in \w+\.", " in TABLE.", done.err) == said


@pytest.mark.usefixtures("riverbend")
def test_an_address_of_no_database_is_told(headway: Shell) -> None:
    said = (
        "Headway cannot keep anything in a backup.db database. Say "
        "sqlite:///headway.db (a file) or postgresql://user:password@host/name.\n"
    )
    assert headway("copy", "--to", "backup.db") == Ran(2, "", said)
