"""Texts on their way to a platform: styled runs of rich text, and long texts in pieces; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.messages import Html, plain

_TAG = re.compile(r"(</?[bi]>)")


@dataclass(frozen=True, kw_only=True)
class Run:
    """Text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


def runs(text: Html) -> Iterator[Run]:
    """Rich text as literal text beside its style, without a mark in it."""
    depth = {"b": 0, "i": 0}
    for part in _TAG.split(text):
        if _TAG.fullmatch(part):
            depth[part[-2]] += -1 if part[1] == "/" else 1
        elif part:
            yield Run(text=plain(Html(part)), bold=depth["b"] > 0, italic=depth["i"] > 0)


def shortened(text: str, longest: int) -> str:
    """The text, or as much of it as fits with a "…" at its end."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def cut_at(text: str, longest: int) -> int:
    """Where to cut a text that is too long: at its last line feed or space, else at ``longest``."""
    for between in ("\n", " "):
        at = text.rfind(between, longest // 2, longest + 1)
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
