"""What all commands have in common: help, mistakes and settings."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import command_line
from tests.cli.shell import Ran, Shell

NO_MYSQL = (
    "Headway cannot keep anything in a mysql database. Say sqlite:///headway.db (a file) "
    "or postgresql://user:password@host/name."
)
COMMANDS = [command.name or "" for command in command_line().registered_commands]


def test_headway_alone_lists_its_commands_whole(headway: Shell) -> None:
    ran = headway()
    assert ran.code == 0
    assert all(f"\n  {command} " in ran.out for command in COMMANDS)
    assert "...\n" not in ran.out.partition("Commands:")[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_ends_with_examples_one_a_line(
    headway: Shell, command: str
) -> None:
    ran = headway(command, "--help")
    examples = ran.out.partition("Examples:\n")[2].splitlines()
    assert ran.code == 0
    assert examples
    assert all(f"headway {command}" in example for example in examples)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("frobnicate", "headway: No such command 'frobnicate'. Try: headway --help"),
        ("tik", "headway: No such command 'tik'. Did you mean 'tick'? Try: headway --help"),
        ("load", "headway load: Missing argument 'FILE'. Try: headway load --help"),
        ("digest", "headway digest: Missing argument 'PARTNERSHIP'. Try: headway digest --help"),
        ("chat", "headway chat: Missing option '--as'. Try: headway chat --help"),
        ("tick --bogus", "headway tick: No such option: --bogus. Try: headway tick --help"),
    ],
)
def test_a_mistyped_line_is_one_line_that_says_what_to_type(
    headway: Shell, typed: str, said: str
) -> None:
    assert headway(*typed.split()) == Ran(2, "", f"{said}\n")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "abc", 'HEADWAY_PORT cannot be "abc". Write a whole number from 1 to 65535.'),
        ("PORT", "99999", 'HEADWAY_PORT cannot be "99999". Write a whole number from 1 to 65535.'),
        ("LOG", "loud", 'HEADWAY_LOG cannot be "loud". Write text or json.'),
        (
            "TICK_SECONDS",
            "0",
            'HEADWAY_TICK_SECONDS cannot be "0". Write seconds, from 1 to 3600.',
        ),
        (
            "DATABASE_URL",
            "mysql://localhost/x",
            NO_MYSQL,
        ),
    ],
)
def test_a_wrong_setting_is_one_line_that_says_what_to_write(
    headway: Shell, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"HEADWAY_{name}", value)
    assert headway("tick") == Ran(2, "", f"{said}\n")


def test_a_file_that_is_no_database_is_told_in_one_line(headway: Shell, place: Path) -> None:
    (place / "headway.db").write_text("Dear diary")
    ran = headway("tick")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "file is not a database" in ran.err


def test_settings_are_read_from_the_env_file_too(headway: Shell, place: Path) -> None:
    (place / ".env").write_text("HEADWAY_LOG=quiet\n")
    assert 'HEADWAY_LOG cannot be "quiet"' in headway("tick").err


def test_an_empty_variable_counts_as_missing(
    headway: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEADWAY_LOG", "")
    assert headway("migrate").code == 0


def test_a_process_tells_a_mistake_on_standard_error_alone(process: Callable[..., Ran]) -> None:
    assert process("tick", "--at", "noon") == Ran(
        2, "", '"noon" is not a moment with a zone. Write it as 2027-01-11T13:00:10Z.\n'
    )
