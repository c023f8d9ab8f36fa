"""What people type after a word: names, tags and the rest; and replies in plain words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.cadence import Makes, Question

_MARKED = re.compile(
    r"(?<!\S)(?:by\s+(?=@))?([@#])(?!\d+(?![\w-]))(\w[\w.'-]*\w|\w)", re.IGNORECASE
)
_PART_OF_SENTENCE = re.compile(
    r"\b(?:and|ask|for|from|meet|of|remind|show|tell|than|thank|to|with)\s+$", re.IGNORECASE
)
_LABEL = re.compile(r"[\s>*_•-]*([A-Za-z][A-Za-z' -]{2,40}?)\s*[:\-–—][*_]*(?:\s+(.*))?", re.DOTALL)
_REF = re.compile(r"((?:[A-Za-z][ -]?)?\d{1,7})[:,]?(?:\s+(.*))?", re.DOTALL)
_WHY = re.compile(r"\s+(?:because(?: of)?|since|as)\s+|\s*[:;–—]\s+", re.IGNORECASE)

LONGEST_QUESTION = 80

_LABELS = {
    Makes.BLOCKER: ("in the way", "getting in the way", "blocker", "stuck"),
    Makes.HELP: ("helping", "what helps", "helps", "help"),
    Makes.COMMITMENT: ("next", "next step", "will do", "promise", "commitment"),
}


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A text without its ``@people`` and ``#tags``, which stand beside it in their order."""

    text: str
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def read_marks(text: str, signs: str = "@#") -> Typed:
    """Take ``@chen`` and ``#data-teams`` out of a text; both lose their sign.

    A name that the sentence needs ("share it with @chen") stays in it, and so does "#2". Of the
    two signs only those that are asked for are looked at.
    """
    found = [m for m in _MARKED.finditer(text) if m[1] in signs and not _needed(m)]
    rest = text
    for match in reversed(found):
        rest = rest[: match.start()].rstrip(" ") + rest[match.end() :]
    lines = (" ".join(line.split()) for line in rest.lstrip(" \n:,").rstrip().splitlines())
    return Typed(
        text="\n".join(lines),
        people=tuple(match[2] for match in found if match[1] == "@"),
        tags=tuple(match[2] for match in found if match[1] == "#"),
    )


def _needed(mark: re.Match[str]) -> bool:
    before = mark.string[: mark.start()]
    return mark[1] == "@" and _PART_OF_SENTENCE.search(before) is not None


def split_first(text: str) -> tuple[str, str]:
    """The first word, in lower case, and what follows it."""
    first, rest = [*text.split(maxsplit=1), "", ""][:2]
    return first.lower(), rest.strip()


def split_ref(text: str) -> tuple[str, str] | None:
    """The record number that a text begins with ("C-12", "c 12", "12"), and what follows it."""
    match = _REF.fullmatch(text.strip())
    return (match[1], (match[2] or "").strip()) if match else None


def whole_reason(text: str) -> str:
    """The text as a reason: without its first "because", all of it."""
    before, why = split_reason(text)
    return text.strip() if before else why


def split_reason(text: str) -> tuple[str, str]:
    """What stands before "because …" (or a colon), and the reason; both may be empty."""
    padded = f" {text.strip()}"
    match = _WHY.search(padded)
    if not match:
        return text.strip(), ""
    return padded[: match.start()].strip(), padded[match.end() :].strip()


def read_reply(text: str, questions: Iterable[Question]) -> dict[str, str]:
    """Which question each part of a plain reply answers.

    Lines that begin with a label ("in the way: …", "helping: …", "next: …") answer that question;
    all else answers the first question. Values are never empty.
    """
    labels = _labels(questions)
    first = next(iter(labels.values()), "where")
    answers: dict[str, list[str]] = {}
    key = first
    for line in text.splitlines() or [text]:
        match = _LABEL.fullmatch(line)
        named = labels.get(match[1].replace("-", " ").strip().lower()) if match else None
        key = named or key
        said = (match[2] or "") if match and named else line
        answers.setdefault(key, []).append(said.strip())
    joined = {question: "\n".join(lines).strip() for question, lines in answers.items()}
    return {question: words for question, words in joined.items() if words}


def is_question(text: str) -> bool:
    """Whether a reply reads like a question to the bot: one short line that ends with "?"."""
    stripped = text.strip()
    return stripped.endswith("?") and "\n" not in stripped and len(stripped) <= LONGEST_QUESTION


def _labels(questions: Iterable[Question]) -> dict[str, str]:
    labels: dict[str, str] = {}
    for question in questions:
        spoken = _LABELS[question.makes] if question.makes else ("where",)
        for label in (question.key.replace("-", " "), *spoken):
            labels.setdefault(label, question.key)
    return labels
