"""What a sentence says became of things: "kept", "not yet cleared", "shared the rubric"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.writing.checking.dates import dates_of
from bot.writing.checking.grounds import Part
from bot.writing.checking.known import Kind
from bot.writing.checking.lexicon import lexicon
from bot.writing.checking.text import Token, phrase_at, stem, tokens

OF_PROMISES = frozenset(
    ("kept", "late", "open", "dropped", "moved", "reopened", "due", "new", "ended")
)
OF_BLOCKERS = frozenset(("cleared", "standing", "open", "new", "raised", "ended"))
OF_MEETINGS = frozenset(("present", "absent"))
WEAK = frozenset(("open", "new", "due"))
"""Words that mean little where there is nothing that they could be the status of."""
_NOT = frozenset(
    ("not", "never", "no", "n't", "without", "nor", "neither", "none", "yet", "hardly")
)
_WHERE = frozenset(("up", "down", "toward", "towards", "away", "back", "nearer", "further"))
_AFTER_UP = frozenset(
    ("from", "to", "since", "again", ",", ".", ";", "and", "in", "on", "this", "by")
)
NEVER = "never"
"""What nobody can know, such as that a promise will be late."""
_NEAR = 4
_FLIPPED = {"kept": "open", "cleared": "standing", "open": "closed", "reached": "short"}


@dataclass(frozen=True, slots=True)
class Said:
    """A status that is said, or said not to be; ``at`` is where."""

    status: str
    at: int
    holds: bool = True


def said_statuses(part: Part) -> list[Said]:
    """What a part says became of promises and blockers."""
    return said_of(part, OF_PROMISES | OF_BLOCKERS | OF_MEETINGS)


def said_of(part: Part, statuses: frozenset[str]) -> list[Said]:
    """What a part says of these statuses."""
    return [said for said in _said(part) if said.status in statuses | {NEVER}]


def satisfies(said: Said, marks: frozenset[str]) -> bool:
    """Whether something with these marks is as it is said to be."""
    if said.holds:
        return said.status in marks or (said.status == "closed" and not marks & {"open"})
    flipped = _FLIPPED.get(said.status)
    return flipped in marks if flipped else said.status not in marks


def _said(part: Part) -> Iterator[Said]:
    words = part.words
    free = [tokens(text) for text in part.free()]
    phrases = _phrases()
    n = 0
    while n < len(words):
        able = phrases.get(words[n].low, ())
        found = next(((s, p) for s, p in able if phrase_at(words, n, p)), None)
        if found and not _is_quoted(found[1], free) and _means(found[0], words, n):
            yield from _turned(found[0], words, n)
        n += len(found[1]) if found else 1
    yield from _deeds(part)


@lru_cache
def _phrases() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Every phrase of every status by its first word, the longest first."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for status, phrases in lexicon().statuses.items():
        for phrase in phrases:
            found.setdefault(phrase[0], []).append((status, phrase))
    return {word: sorted(able, key=lambda each: -len(each[1])) for word, able in found.items()}


def _is_quoted(phrase: tuple[str, ...], texts: Sequence[tuple[Token, ...]]) -> bool:
    """Whether somebody wrote it in the records."""
    return any(phrase_at(text, n, phrase) for text in texts for n in range(len(text)))


def _means(status: str, words: Sequence[Token], n: int) -> bool:
    """Whether a word that has many meanings has this one here."""
    low = words[n].low
    before = words[n - 1].low if n else ""
    after = words[n + 1].low if n + 1 < len(words) else ""
    if low in {"up", "down"}:
        return before in lexicon().sets["before_up"] or after in _AFTER_UP or n + 1 == len(words)
    if status == "moved":
        near = {token.low for token in words[n + 1 : n + 4]}
        return not near & (_WHERE | {"slow", "steady", "strong", "stalled"})
    if low in {"falls", "falling", "fall"}:
        return after != "due"
    if low == "due":
        return after != "to" or "date" in {token.low for token in words}
    return True


def _turned(status: str, words: Sequence[Token], n: int) -> Iterator[Said]:
    """The status as it is said: as a fact, denied, or as something that may be one day."""
    before = [token.low for token in words[max(n - _NEAR, 0) : n]]
    if status in {"kept", "cleared"} and set(before[-2:]) & lexicon().sets["modal"]:
        yield Said("open", n)
        return
    if status == "late" and set(before[-3:]) & {"will", "may", "might", "could", "would"}:
        yield Said(NEVER, n)
        return
    denied = bool(set(before) & _NOT) or any(low.endswith("n't") for low in before)
    denied = denied or _is_of_none(words, n)
    yield Said(status, n, holds=not denied or status in {"due", "new"})


def _is_of_none(words: Sequence[Token], n: int) -> bool:
    """Whether it is said of no promise and no blocker: "no promise of hers is late"."""
    nouns = {stem("promise"), stem("blocker")}
    return any(
        token.low in {"no", "none"} and {other.stem for other in words[at + 1 : at + 4]} & nouns
        for at, token in enumerate(words[:n])
    )


def _deeds(part: Part) -> Iterator[Said]:
    """Promises told as done by a verb: "shared the rubric" says that it was kept."""
    promises = [sheet for sheet in part.sheets if sheet.kind == "commitment"]
    written = {token.low for text in part.free() for token in tokens(text)}
    promised = {token.low for sheet in promises for token in tokens(sheet.facts["text"])}
    people = {each.at[1] for each in part.of(Kind.PERSON) if not each.is_owner(part.words)}
    named = {n for each in part.named for n in range(*each.at)}
    is_due = any(day.how == "due" for day in dates_of(part.claim.text))
    verbs = {token.stem for sheet in promises for token in tokens(sheet.facts["text"])[:1]}
    for n, token in enumerate(part.words):
        if n in named:
            continue
        its = token.stem in verbs and token.low not in promised
        did = n > 0 and (part.words[n - 1].low == "did" or n in people)
        # "By Friday he brings it" is still to come.
        did = did and not (token.low.endswith("s") and is_due)
        if (
            (its and _is_past(token.low))
            or (token.stem in verbs and did)
            or (promises and _is_deed(token, written) and _is_alone(part))
        ):
            yield from _turned("kept", part.words, n)


def _is_deed(token: Token, written: set[str]) -> bool:
    """Whether it is a verb of the past that neither the records hold nor promising needs."""
    if token.low in written or token.low in lexicon().undone or not _is_past(token.low):
        return False
    return lexicon().verbs.get(token.low) not in {"be", "have", "do", "say", "see"}


def _is_alone(part: Part) -> bool:
    """Whether nothing but promises is told."""
    return all(sheet.kind == "commitment" for sheet in part.sheets)


def _is_past(low: str) -> bool:
    verbs = lexicon().verbs
    if low.endswith(("ing", "s")):
        return False
    return low.endswith("ed") or (low in verbs and verbs[low] != low)
