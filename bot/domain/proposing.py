"""What a text in plain words promises, and what it says is in the way or helps: proposals only.

Rules, no model. Better none than a wrong one: a wish, a request, a condition, a question, a quote
or a deed that is done is not proposed. What stands here is kept only when a person taps it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from bot.domain import proposing_words as said
from bot.domain.cadence import Makes

MOST_PROPOSED = 3
LONGEST = 400
_SHORTEST_PROMISE = 2
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])['\")\]]*\s+(?=\S)|\n+|;\s+")
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|mr|mrs|ms|dr|vs|etc|approx))\.$", re.IGNORECASE)
_BULLET = re.compile(r"^[\s>*•·–—-]+|^\(?\d{1,2}[.)]\s+")
_LINKS = re.compile(
    r"^(?:(?:and|but|so|also|then|though|yes|sure|ok|well)\b[\s,–—-]*)+", re.IGNORECASE
)
_NEXT_PROMISE = re.compile(
    r"(?:,|\s+and|,\s*and|,?\s+but|,?\s+so)\s+(?=(?:I|we)(?:\s+will|['’]ll|\s+am\s+going)\b)",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(
    r",?\s+but\s+|\s+[–—-]\s+|,\s+(?:and\s+)?(?=(?:I|we)(?:['’]ll| will)\b)", re.IGNORECASE
)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]?")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """Something that may be kept if a person taps it.

    ``text`` are the person's own words. ``person`` is who promises it, as named in the text, or a
    key once that was looked up; None for the speaker. ``due`` and ``strategy`` (a key) are read
    from the text by whoever knows the days and the agenda. ``origin`` is the number of the answer
    that it was read in, empty for words that are kept nowhere.
    """

    kind: Makes
    text: str
    person: str | None = None
    due: date | None = None
    strategy: str | None = None
    origin: str = ""

    @property
    def words(self) -> str:
        """A hash by which the same words are known again, whatever their case and punctuation."""
        return _hash(f"{self.kind.value}:{_spelled(self.text)}")

    @property
    def once(self) -> str:
        """A hash of the words in this answer, or for this day: they may be kept again in another.

        Somebody who promises the same each week is asked each week.
        """
        return _hash(f"{self.kind.value}:{self.origin or self.due or ''}|{_spelled(self.text)}")


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def is_said_in(words: str, text: str) -> bool:
    """Whether a text says the same words in the same order, whatever stands around them."""
    return f" {_spelled(words)} " in f" {_spelled(text)} "


def _spelled(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def proposals(text: str) -> tuple[Proposal, ...]:
    """All that may be proposed from a text, the most certain first.

    Promises come before blockers, blockers before helps. The person of a promise is not looked up
    yet: of somebody whom nobody knows, nothing may be proposed.
    """
    found = [each for sentence in sentences(text) for each in _of_sentence(sentence)]
    once = {each.words: each for each in found}
    return tuple(sorted(once.values(), key=lambda each: list(Makes).index(each.kind)))


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, list marks taken off, with the sign that ends each."""
    pieces = _SENTENCE_ENDS.split(text)
    held = ""
    for piece in pieces:
        whole = f"{held} {piece}".strip()
        if _NO_END.search(whole) and piece is not pieces[-1]:
            held = whole
            continue
        held = ""
        if clean := _BULLET.sub("", whole).strip():
            yield clean


def may_be_proposed(kind: Makes, sentence: str) -> bool:
    """Whether a sentence may tell that at all, whoever found it there.

    No question, request or quote does, nor one that is too long to be offered. A promise stands
    under no condition; what is solved is not in the way; what might help does not help yet.
    """
    told = _unquoted(sentence)
    if told is None or said.UNDONE[kind].search(told):
        return False
    return not (said.WISH.search(told) or said.CONDITIONAL.search(told))


def trimmed(text: str) -> str:
    """The words without what only links them to others, and without the sign at their end."""
    return _LINKS.sub("", text.strip()).strip(" ,.;:!–—-")


def _unquoted(sentence: str) -> str | None:
    """The sentence with its quotes blotted out; None for one in which nothing may be found."""
    bare = _LINKS.sub("", sentence)
    if len(bare) > LONGEST or said.QUESTION.search(bare) or said.REQUEST.search(bare):
        return None
    told = _QUOTED.sub(lambda quoted: "_" * len(quoted[0]), bare)
    return None if told != bare and said.REPORTED.search(told) else told


def _of_sentence(sentence: str) -> Iterator[Proposal]:
    bare, told = _LINKS.sub("", sentence), _unquoted(sentence)
    if told is None:
        return
    sure = not (said.CONDITIONAL.search(told) or said.WISH.search(told))
    if sure:
        yield from _promises(bare, told)
    for start, end in _spans(told, _CLAUSE_ENDS):
        clause = told[start:end]
        kind = _kind_of(clause, told)
        if kind and not (sure and _promise(clause)):
            yield Proposal(kind=kind, text=trimmed(bare[start:end]))


def _promises(bare: str, told: str) -> Iterator[Proposal]:
    for start, end in _spans(told, _NEXT_PROMISE):
        if found := _promise(told[start:end]):
            yield _as_promise(found, bare[start:end])


def _spans(told: str, between: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where the clauses of a sentence begin and end."""
    begun = 0
    for gap in between.finditer(told):
        yield begun, gap.start()
        begun = gap.end()
    yield begun, len(told)


def _promise(clause: str) -> re.Match[str] | None:
    """Where in a clause a promise begins, if one does."""
    others = said.OTHERS_PROMISE.match(clause)
    if others and not said.NO_NAME.fullmatch(others["who"]):
        return others
    found = said.PROMISE.search(clause) or said.BARE_PROMISE.match(clause)
    if found is None and said.WHEN.search(clause):
        found = said.WEAK_PROMISE.search(clause)
    if found is None or said.REPORTED.search(clause[: found.start()]):
        return None
    rest = clause[found.end() :]
    vague = said.VAGUE.match(rest) or len(_WORD.findall(rest)) < _SHORTEST_PROMISE
    return None if vague else found


def _as_promise(found: re.Match[str], clause: str) -> Proposal:
    lead, text = clause[: found.start()].strip(), trimmed(clause[found.end() :])
    if said.LEADING_DAY.match(lead):
        text = f"{text} {lead[:1].lower()}{lead[1:].rstrip(',')}"
    return Proposal(kind=Makes.COMMITMENT, text=text, person=found.groupdict().get("who"))


def _kind_of(clause: str, sentence: str) -> Makes | None:
    """Whether a clause tells what is in the way, or what helps."""
    if said.WISH.search(clause):
        return None
    if said.BLOCKER.search(clause) and not said.THANKS_TO.search(clause):
        gone = said.SOLVED.search(sentence) or said.NO_BLOCKER.search(clause)
        return None if gone or said.CONDITIONAL.search(clause) else Makes.BLOCKER
    helps = said.HELP.search(clause) and not said.NO_HELP.search(clause)
    return Makes.HELP if helps else None
