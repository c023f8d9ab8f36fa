"""What people type after a word: names, tags and the rest; and replies in plain words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.cadence import Makes, Question

_MARKED = re.compile(r"(?<!\S)([@#])([\w][\w.'-]*\w|\w)", re.UNICODE)
_LABEL = re.compile(r"\s*([A-Za-z][A-Za-z' ]{2,40}?)\s*[:\-–—]\s+(.*)", re.DOTALL)
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


def read_marks(text: str) -> Typed:
    """Take ``@chen`` and ``#data-teams`` out of a text; both lose their sign."""
    found = [(match[1], match[2]) for match in _MARKED.finditer(text)]
    rest = " ".join(_MARKED.sub(" ", text).split())
    return Typed(
        text=rest,
        people=tuple(word for sign, word in found if sign == "@"),
        tags=tuple(word for sign, word in found if sign == "#"),
    )


def split_first(text: str) -> tuple[str, str]:
    """The first word, in lower case, and what follows it."""
    first, _, rest = text.strip().partition(" ")
    return first.lower(), rest.strip()


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
        named = labels.get(match[1].strip().lower()) if match else None
        key = named or key
        said = match[2] if match and named else line
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
