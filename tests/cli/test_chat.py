"""``headway chat``"""

import builtins
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.bootstrap import Headway
from tests.cli.shell import Ran, Shell, keep, with_bot
from tests.fakes import MONDAY, RIVERBEND


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What somebody will type, before the input ends."""
    lines: list[str] = []

    def read(_prompt: str) -> str:
        if not lines:
            raise EOFError
        return lines.pop(0)

    monkeypatch.setattr(builtins, "input", read)
    return lines


@pytest.fixture
def asked(riverbend: None) -> None:
    async def ask(headway: Headway) -> None:
        await headway.tick(MONDAY)

    with_bot(ask)


@pytest.mark.usefixtures("asked")
def test_somebody_reads_the_check_in_and_commits(headway: Shell, typing: list[str]) -> None:
    typing += ["/commit share the rubric", ":quit"]
    ran = headway("chat", "--as", "boyd")
    assert ran.code == 0
    assert "Good morning, Terrence. Two minutes for the effort?" in ran.out
    assert "share the rubric" in ran.out
    assert "C-1" in ran.out


@pytest.mark.usefixtures("asked")
def test_the_end_of_input_ends_it(headway: Shell, typing: list[str]) -> None:
    assert not typing
    assert headway("chat", "--as", "boyd", "--partnership", "riverbend").code == 0


@pytest.mark.usefixtures("riverbend")
def test_ctrl_c_ends_it_at_once() -> None:
    words = [sys.executable, "-m", "bot", "chat", "--as", "boyd"]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as chat:
        assert chat.stdout is not None
        seen = ""
        while not seen.endswith("> "):
            seen += chat.stdout.read(1) or pytest.fail(seen)
        chat.send_signal(signal.SIGINT)
        _, said = chat.communicate(timeout=5)
    assert (chat.returncode, said) == (0, "")


@pytest.mark.usefixtures("riverbend")
def test_a_person_without_a_user_id_is_there_by_address(headway: Shell, typing: list[str]) -> None:
    typing += ["/headway help", ":quit"]
    assert "/checkin" in headway("chat", "--as", "price").out


@pytest.mark.usefixtures("riverbend")
def test_for_a_mistyped_person_the_nearest_is_named(headway: Shell) -> None:
    said = 'Nobody here is "bod". Did you mean boyd?\n'
    assert headway("chat", "--as", "bod") == Ran(2, "", said)


@pytest.mark.usefixtures("riverbend")
def test_for_an_unknown_person_everybody_is_named(headway: Shell) -> None:
    ran = headway("chat", "--as", "zzzzzzzz")
    assert ran.code == 2
    assert "There is boyd, chen, haddad" in ran.err


def test_before_anything_is_loaded_it_says_how_to_load(headway: Shell) -> None:
    said = "No partnership is loaded yet: headway load FILE --sandbox\n"
    assert headway("chat", "--as", "boyd") == Ran(2, "", said)


@pytest.mark.usefixtures("riverbend")
def test_of_several_partnerships_one_must_be_named(headway: Shell, place: Path) -> None:
    path = place / "hillcrest.yaml"
    path.write_text(RIVERBEND.read_text().replace("key: riverbend\n", "key: hillcrest\n"))
    headway("load", str(path), "--sandbox")
    said = "Say which partnership: --partnership hillcrest or riverbend.\n"
    assert headway("chat", "--as", "boyd") == Ran(2, "", said)


def test_somebody_on_another_platform_is_not_played_unasked(headway: Shell) -> None:
    headway("load", str(RIVERBEND))
    said = "Terrence Boyd is on slack. To try it here, load the file with --sandbox.\n"
    assert headway("chat", "--as", "boyd") == Ran(2, "", said)


def test_somebody_without_a_workspace_is_not_played(headway: Shell) -> None:
    from tests.builders import partnership, person

    keep(partnership(workspaces=()), person())
    assert "Terrence Boyd is on no workspace." in headway("chat", "--as", "boyd").err
