"""The planted sentences, and the month of the demo that they are about.

``python -m tests.writing.planted`` tells how many of each kind the checker refuses.
"""

import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.writing.checker import Checker
from bot.writing.claim import Claim
from tests.writing.month import checker, month

FILE = Path(__file__).with_name("planted.toml")
TRUE = "true"
DigestKey = tuple[str, str]
"""A week and an audience."""


@dataclass(frozen=True, kw_only=True)
class Planted:
    """A sentence over one digest of the demo; ``kind`` is what is invented in it, or ``TRUE``."""

    digest: DigestKey
    claim: Claim
    kind: str
    held_out: bool

    @property
    def is_true(self) -> bool:
        return self.kind == TRUE


def planted() -> list[Planted]:
    """Every sentence; of the true ones and of the inventions every second one is held out."""
    digests = tomllib.loads(FILE.read_text())["digest"]
    return [*_halved(digests, TRUE), *_halved(digests, "invented")]


def _halved(digests: Iterable[Mapping[str, Any]], name: str) -> Iterator[Planted]:
    sentences = [(digest, sentence) for digest in digests for sentence in digest[name]]
    for number, (digest, sentence) in enumerate(sentences):
        yield Planted(
            digest=(digest["week"], digest["audience"]),
            claim=_claim(sentence, digest.get("ratings", {})),
            kind=sentence.get("kind", TRUE),
            held_out=number % 2 == 1,
        )


def _claim(sentence: Mapping[str, str], ratings: Mapping[str, str]) -> Claim:
    sources = [ratings.get(word, word) for word in sentence.get("sources", "").split()]
    return Claim(
        text=sentence["text"],
        sources=tuple(" ".join(sources).split()),
        figures=tuple(sentence.get("figures", "").split()),
    )


def checkers() -> dict[DigestKey, Checker]:
    """A checker of each digest of the demo, with what was known when it was made."""
    return {(str(week), reads.value): checker(found) for (week, reads), found in month().items()}


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the checker says to a sentence: nothing, or why it is refused."""

    sentence: Planted
    reason: str | None


def judged(by: Mapping[DigestKey, Checker]) -> list[Verdict]:
    """Every planted sentence before the checker of its digest."""
    return [Verdict(sentence=each, reason=by[each.digest].check(each.claim)) for each in planted()]


def refused(verdicts: Sequence[Verdict]) -> float:
    """The share of these that was refused."""
    return sum(verdict.reason is not None for verdict in verdicts) / len(verdicts)


def table(verdicts: Sequence[Verdict]) -> str:
    """How many of each kind were refused, in the open half and in the one held out."""
    kinds = sorted({verdict.sentence.kind for verdict in verdicts})
    lines = [f"{'kind':12} {'open half':>12} {'held out':>12} {'all':>12}"]
    lines += [_row(kind, [v for v in verdicts if v.sentence.kind == kind]) for kind in kinds]
    lines.append(_row("inventions", [v for v in verdicts if not v.sentence.is_true]))
    return "\n".join(lines)


def _row(name: str, of: Sequence[Verdict]) -> str:
    halves = [[v for v in of if v.sentence.held_out is held] for held in (False, True)]
    counts = [f"{sum(v.reason is not None for v in part)} of {len(part)}" for part in (*halves, of)]
    return f"{name:12} " + " ".join(f"{count:>12}" for count in counts)


def page_rows(verdicts: Sequence[Verdict]) -> str:
    """The rows of ``docs/writer.md`` that tell what is measured now."""
    halves = {"open half": (False,), "held out": (True,), "all": (False, True)}
    return "\n".join(
        f"| now, {name} | {_refused(verdicts, held, False)} | {_refused(verdicts, held, True)} |"
        for name, held in halves.items()
    )


def _refused(verdicts: Sequence[Verdict], held: tuple[bool, ...], is_true: bool) -> str:
    of = [v for v in verdicts if v.sentence.is_true is is_true and v.sentence.held_out in held]
    return f"{sum(v.reason is not None for v in of)} of {len(of)}"


if __name__ == "__main__":
    sys.stdout.write(table(judged(checkers())) + "\n")
