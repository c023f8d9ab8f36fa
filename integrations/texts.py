"""Texts on their way to a platform: styled runs of rich text, and long texts in pieces; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.messages import Html, plain

_TAG = re.compile(r"(</?[bi]>)")


@dataclass(frozen=True, kw_only=True)
class Run:
    """Text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


Line = list[Run]


def runs(text: Html) -> Iterator[Run]:
    """Rich text as literal text beside its style, without a mark in it."""
    depth = {"b": 0, "i": 0}
    for part in _TAG.split(text):
        if _TAG.fullmatch(part):
            depth[part[-2]] += -1 if part[1] == "/" else 1
        elif part:
            yield Run(text=plain(Html(part)), bold=depth["b"] > 0, italic=depth["i"] > 0)


def lines(text: Html) -> Iterator[Line]:
    """Rich text line by line; an empty line has nothing to see in it."""
    line: Line = []
    for run in runs(text):
        first, *others = run.text.split("\n")
        line.append(replace(run, text=first))
        for other in others:
            yield line
            line = [replace(run, text=other)]
    yield line


def words_of(line: Line) -> str:
    """What a line says."""
    return "".join(run.text for run in line)


def between(line: Line, start: int, end: int) -> Line:
    """The part of a line from one place in its words to another."""
    found, at = [], 0
    for run in line:
        text = run.text[max(0, start - at) : max(0, end - at)]
        if text:
            found.append(replace(run, text=text))
        at += len(run.text)
    return found


def shortened(text: str, longest: int) -> str:
    """The text, or as much of it as fits with a "…" at its end."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def cut_at(text: str, longest: int) -> int:
    """Where to cut a text that is too long: at its last line feed or space, else at ``longest``."""
    for gap in ("\n", " "):
        at = text.rfind(gap, longest // 2, longest + 1)
        if at > 0:
            return at
    return longest


def pieces(text: str, longest: int) -> list[str]:
    """The text in pieces that fit; put together again they are the text."""
    found = []
    while len(text) > longest:
        at = cut_at(text, longest)
        found.append(text[:at])
        text = text[at:]
    return [*found, text]
