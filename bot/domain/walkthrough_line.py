"""A typed line about a walkthrough, taken to its parts."""

import re
from dataclasses import dataclass

_CLAUSE = re.compile(
    r"(?:^|[;\n])\s*(?P<label>focus|next|pattern|wondering|part|with|predict)"
    r"(?: question| step| level of work| of the lesson|ion|ed|s)?\s*:(?P<text>[^;\n]*)",
    re.IGNORECASE,
)
_WITH = re.compile(r"\s*,?\s*\bwith\b(?P<names>.*)$", re.IGNORECASE)
_HEAD = re.compile(r":(?:\s+|$)")
_BETWEEN = re.compile(r"\s*(?:[,;\n&]|\band\b|\s(?=@))\s*", re.IGNORECASE)
_NUMBER = r"(?:k|\d{1,2}(?:st|nd|rd|th)?)"
_NUMBERS = rf"{_NUMBER}(?:\s*(?:-|–|to|and|&|,|/)\s*{_NUMBER})*"
_GRADE = re.compile(
    rf"\b(?:(?:grades?|gr\.?)\s*{_NUMBERS}|{_NUMBERS}\s+grades?)(?![\w/-])"
    rf"|^(?:kindergarten|k(?:\s*[-–]\s*\d{{1,2}})?)(?![\w-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """A typed line in its parts; ``head`` names the school, the grade and subject, and the day.

    ``names`` are those of the observers, ``predict`` is what is expected to be seen next time.
    """

    head: str
    seen: str = ""
    focus: str = ""
    part: str = ""
    names: str = ""
    pattern: str = ""
    wondering: str = ""
    next_step: str = ""
    predict: str = ""


def read_parts(text: str) -> Parts:
    """Take "lincoln grade 4 math with @price: reasoning 3/5; next: plan one" to its parts.

    The head ends at the first colon; without one everything is the head. ``focus:``, ``part:``,
    ``with:``, ``pattern:``, ``wondering:``, ``next:`` and ``predict:`` begin a part of their own
    after a semicolon, on a new line, or right after the head.
    """
    named, rest = _clauses(text)
    head, *behind = _HEAD.split(rest, maxsplit=1)
    first, seen = _clauses("".join(behind))
    named |= first
    head, names = split_with(head)
    return Parts(
        head=head,
        seen=seen.strip(" ;\n"),
        focus=named.get("focus", ""),
        part=named.get("part", ""),
        names=", ".join(filter(None, (names, named.get("with", "")))),
        pattern=named.get("pattern", ""),
        wondering=named.get("wondering", ""),
        next_step=named.get("next", ""),
        predict=named.get("predict", ""),
    )


def _clauses(text: str) -> tuple[dict[str, str], str]:
    named = {match["label"].lower(): match["text"].strip() for match in _CLAUSE.finditer(text)}
    return named, _CLAUSE.sub("", text)


def split_with(text: str) -> tuple[str, str]:
    """What stands before "with @price and @vance", and the names; those may be empty.

    "with" begins names only where a name with its sign follows, for rooms "with new curricula" are
    no person.
    """
    match = _WITH.search(text)
    if not match or "@" not in match["names"]:
        return text.strip(), ""
    return text[: match.start()].strip(), match["names"].strip()


def split_names(text: str) -> tuple[str, ...]:
    """The single names of "@price, Ruth Vance and @boyd", without their signs."""
    found = (name.strip(" .").removeprefix("@") for name in _BETWEEN.split(text.strip()))
    return tuple(filter(None, found))


def split_classes(text: str) -> tuple[str, str]:
    """Grades and subject of "grade 4 math", "science grades 3-5", "K" or "math"."""
    match = _GRADE.search(text)
    if not match:
        return "", text.strip()
    subject = f"{text[: match.start()]} {text[match.end() :]}"
    return match[0].strip(), " ".join(subject.split()).strip(" ,")


def begins_with_grade(text: str) -> bool:
    """Whether a text names a grade first, and no school."""
    return _GRADE.match(text) is not None
