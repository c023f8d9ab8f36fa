"""What people mean by the names, tags and numbers that they type."""

import re
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.audience import may_see
from bot.domain.blocker import Factor
from bot.domain.commitment import Commitment
from bot.domain.people import Person
from bot.domain.record import Statement, nearest, nearest_number, parse_ref
from bot.domain.typed import read_marks
from bot.router.command import Context, MisunderstoodError
from prompts.words import words

S = TypeVar("S", bound=Statement)
FILE = "understand"
MOST_NAMED = 8


@dataclass(frozen=True, kw_only=True)
class Understood:
    """A statement in somebody's words, with whom and what its marks named."""

    text: str
    person: Person | None = None
    strategy: str | None = None
    factor: Factor | None = None


async def understand(context: Context, text: str, *, typed: str, signs: str = "@#") -> Understood:
    """Read ``@person``, ``#strategy`` and ``#factor`` in a text; ``signs`` leaves one sort alone.

    Raises MisunderstoodError with the nearest right spelling for one that nobody knows.
    """
    marks = read_marks(text, signs)
    person, strategy, factor = None, None, None
    for word in marks.people:
        person = await the_person(context, word, typed=typed)
    for tag in marks.tags:
        found = next((kind for kind in Factor if kind.value == tag.lower()), None)
        factor = found or factor
        strategy = strategy if found else the_strategy(context, tag, typed=typed)
    return Understood(text=marks.text, person=person, strategy=strategy, factor=factor)


async def the_person(context: Context, word: str, *, typed: str) -> Person:
    """The person of the partnership whom a word names."""
    found = await context.find_person(word)
    if found:
        return found
    near = (await context.everybody()).nearest_person(word)
    message = words(FILE).plain("unknown_person", word=word, near=near)
    suggestion = _corrected(typed, f"@{word}", near and f"@{near}")
    stranger = near is None
    raise MisunderstoodError(message, typed=typed, suggestion=suggestion, stranger=stranger)


def the_strategy(context: Context, tag: str, *, typed: str) -> str:
    """The key of the strategy that a tag names."""
    found, near = context.directory.nearest_strategy(tag)
    if found:
        return found
    near = near or nearest(tag, list(Factor))
    known = ["#" + strategy.key for strategy in context.directory.partnership.agenda.current]
    message = words(FILE).plain("unknown_tag", tag=tag, near=near, known=known)
    suggestion = _corrected(typed, f"#{tag}", near and f"#{near}")
    raise MisunderstoodError(message, typed=typed, suggestion=suggestion)


async def the_record(context: Context, kind: type[S], ref: str, *, typed: str = "") -> S:
    """The record of a kind with that number, as far as the person may see it.

    Raises MisunderstoodError with the nearest own open number for one that is not there. A record
    that the person may not see is not there.
    """
    parsed = parse_ref(ref if ref[:1].isalpha() else f"{kind.LETTER}-{ref}")
    if parsed and parsed[0] == kind.LETTER:
        found = await context.tx.get(kind, context.partnership, parsed[1])
        if found and may_see(context.viewer, found) and not found.withdrawn:
            return found
    own = await _own_open(context, kind)
    near = nearest_number(parsed[1], own) if parsed else None
    meant = own.get(near) if near is not None else None
    message = words(FILE).plain(
        "unknown_number",
        ref=f"{kind.LETTER}-{parsed[1]}" if parsed else ref,
        own=[record.ref for record in own.values()][:MOST_NAMED],
        near=meant.told if meant else None,
    )
    suggestion = _corrected(typed, ref, meant.ref if meant else None)
    show = "/headway mine" if own else ""
    raise MisunderstoodError(message, typed=typed, suggestion=suggestion, show=show)


async def _own_open(context: Context, kind: type[S]) -> dict[int, S]:
    me, partnership = context.person.key, context.partnership
    owns = issubclass(kind, Commitment)
    found = await (
        context.tx.find(kind, partnership=partnership, owner=me)
        if owns
        else context.tx.find(kind, partnership=partnership, by=me)
    )
    return {record.number: record for record in found if record.is_open}


def _corrected(typed: str, wrong: str, right: str | None) -> str | None:
    """The typed line with the right spelling in the place of the wrong one, whatever its case."""
    found = re.search(rf"(?<!\w){re.escape(wrong)}(?!\w)", typed, re.IGNORECASE)
    if not right or not found:
        return None
    return f"{typed[: found.start()]}{right}{typed[found.end() :]}"
