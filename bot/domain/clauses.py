"""A typed line in its clauses: "marsh with @rossi: what was said; next: what follows"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_HEAD = re.compile(r":(?=\s|$)|[;\n]")
_BREAK = re.compile(r"[;\n]")
_LABEL = re.compile(r"\s*([A-Za-z][A-Za-z ]*?)\s*:(?:\s+|$)")


@dataclass(frozen=True, kw_only=True)
class Clauses:
    """What a line says: where and when in its ``head``, what was ``said``, and ``named`` clauses.

    ``named`` holds the clauses that begin with a label, by what the label means, in their order.
    """

    head: str
    said: tuple[str, ...] = ()
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def first(self, name: str) -> str:
        """The first clause of that name, empty without one."""
        return next(iter(self.named.get(name, ())), "")


def read_clauses(text: str, labels: Mapping[str, str]) -> Clauses:
    """Take a line to its clauses, which end at a semicolon or a line's end.

    The head ends at the first colon; without one the whole first clause is the head. ``labels``
    says what a label means: {"next": "next", "next step": "next"}.
    """
    found = _HEAD.search(text)
    head, body = (text[: found.start()], text[found.end() :]) if found else (text, "")
    said: list[str] = []
    named: dict[str, tuple[str, ...]] = {}
    for clause in _BREAK.split(body):
        label = _LABEL.match(clause)
        name = labels.get(label[1].lower()) if label else None
        if label and name:
            named[name] = (*named.get(name, ()), clause[label.end() :].strip())
        elif clause.strip():
            said.append(clause.strip())
    filled = {name: tuple(filter(None, clauses)) for name, clauses in named.items()}
    return Clauses(head=head.strip(), said=tuple(said), named=filled)
