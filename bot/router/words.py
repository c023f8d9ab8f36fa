"""From a typed line to a word and the text behind it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.record import nearest
from bot.domain.typed import split_first
from bot.router.command import Command

HOME, HELP, RECORD = "headway", "help", "record"
KEPT = frozenset({"commit", "blocker", "helping"})
"""Words that keep whatever stands behind them, but nobody promises a number."""
_NUMBER = re.compile(r"[A-Z]-\d{1,7}", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A typed line: its word, the text behind it, and the nearest word if this one is unknown."""

    typed: str
    word: str
    text: str
    near: str | None = None

    @property
    def suggestion(self) -> str | None:
        """The line with the nearest word in the place of the unknown one."""
        return f"/{HOME} {self.near} {self.text}".strip() if self.near else None


def read_line(text: str, commands: Mapping[str, Command], *, reply_expected: bool) -> Line | None:
    """What a line asks for, or None if it is a plain reply.

    With a slash a line is always a command. Without one it is a command if its first word is known;
    where a reply is expected, only if no sentence begins with that word or it stands alone
    ("Helping teachers plan …" is an answer, "help" is not).
    """
    typed = text.strip()
    if is_number(typed):
        return Line(typed=typed, word=RECORD, text=typed)
    word, rest = split_first(typed)
    if typed.startswith("/"):
        return _line(typed, word.removeprefix("/"), rest, commands)
    command = commands.get(HOME if word == HELP else word)
    if command is None or (reply_expected and rest and not _is_command(command, word, rest)):
        return None
    return _line(typed, word, rest, commands)


def is_number(text: str) -> bool:
    """Whether a text is a record's number and nothing else: "C-12"."""
    return _NUMBER.fullmatch(text.strip()) is not None


def _is_command(command: Command, word: str, rest: str) -> bool:
    """Whether a line is no answer: "help commit" is not, "help from the coach" is one."""
    return command.bare if word != HELP else " " not in rest


def _line(typed: str, word: str, rest: str, commands: Mapping[str, Command]) -> Line:
    if word == HOME:
        if is_number(rest):
            return Line(typed=typed, word=RECORD, text=rest)
        word, rest = split_first(rest)
    elif word in KEPT and is_number(rest):
        return Line(typed=typed, word=RECORD, text=rest)
    word = HOME if word in {"", HELP} else word.removeprefix("/")
    near = None if word in commands else nearest(word, [*commands, HELP])
    return Line(typed=typed, word=word, text=rest, near=near)
