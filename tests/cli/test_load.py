"""``headway load``"""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.load import table
from bot.load import Difference
from bot.load.values import What
from tests.cli.shell import Ran, Shell
from tests.fakes import RIVERBEND

OLD, NEW = "If every grade-level team", "When each grade-level team"


@pytest.fixture
def changed(place: Path) -> Path:
    path = place / "changed.yaml"
    path.write_text(RIVERBEND.read_text().replace(OLD, NEW))
    return path


def test_loading_says_what_was_added_and_again_that_nothing_has_changed(headway: Shell) -> None:
    first = headway("load", str(RIVERBEND))
    assert first.code == 0
    assert first.out.splitlines()[0].split() == ["What", "Key", "Change", "Detail"]
    assert "boyd                added   Terrence Boyd, principal" in first.out
    assert headway("load", str(RIVERBEND)).out == "riverbend: nothing has changed.\n"


def test_with_sandbox_every_workspace_is_played_there(headway: Shell) -> None:
    headway("load", str(RIVERBEND))
    ran = headway("load", str(RIVERBEND), "--sandbox")
    assert ran.out.count("platform: slack → sandbox") == 2


@pytest.mark.usefixtures("riverbend")
def test_what_is_piped_is_whole_and_one_line_a_change(headway: Shell, changed: Path) -> None:
    ran = headway("load", str(changed), "--sandbox")
    lines = ran.out.splitlines()
    assert len(lines) == 2
    assert f"{NEW} studies its own" in lines[1]
    assert lines[1].endswith("students learn more.")


@pytest.mark.usefixtures("riverbend")
def test_on_a_terminal_lines_are_shortened_to_its_width(
    headway: Shell, changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    ran = headway("load", str(changed), "--sandbox")
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "If every grade-l… → When each grade-…" in ran.out


def test_a_line_is_never_shortened_to_nothing() -> None:
    change = Difference(kind="strategy", key="k" * 70, what=What.CHANGED, detail="a" * 50)
    assert list(table([change], width=80))[1].endswith("  aaaaaaaaaaa…")


def test_what_may_be_a_slip_is_told_and_loaded(headway: Shell, place: Path) -> None:
    path = place / "slip.yaml"
    path.write_text(RIVERBEND.read_text().replace("open_for: 4 days", "open_for: 9 days"))
    ran = headway("load", str(path))
    assert ran.code == 0
    assert 'A check-in of "leaders-weekly" is still open when the next one comes.' in ran.out


def test_a_file_with_mistakes_is_refused_with_one_line_for_each(
    process: Callable[..., Ran], place: Path
) -> None:
    text = RIVERBEND.read_text().replace("school: marsh,", "school: mars,")
    (place / "wrong.yaml").write_text(text.replace('at: "08:00"', 'at: "25:00"'))
    ran = process("load", "wrong.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        'wrong.yaml:26: people[4].school: there is no school "mars". Did you mean "marsh"?',
        'wrong.yaml:85: cadences[0].at: "25:00" is not a time of day. Write it as "08:00".',
        "Nothing was changed. 2 mistakes.",
    ]


def test_a_file_that_cannot_be_read_is_told(headway: Shell) -> None:
    ran = headway("load", "nowhere.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "nowhere.yaml: there is no such file." in ran.err
