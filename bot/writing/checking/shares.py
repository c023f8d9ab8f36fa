"""How many of how many it is that a sentence speaks of with "all", "most" or "none"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.writing.checking.dates import dates_of
from bot.writing.checking.grounds import Part, World
from bot.writing.checking.known import DISTRICT, PARTNER, Kind
from bot.writing.checking.lexicon import lexicon
from bot.writing.checking.numbers import numbers_of
from bot.writing.checking.said import Said, said_statuses, satisfies
from bot.writing.checking.text import stem
from bot.writing.sheet import Sheet

_WITHIN = 4
_EACH = frozenset(("all", "every", "each", "both"))
_ARE = frozenset(("are", "is", "were", "was", "belong"))


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    n: float
    of: float


def share_of(about: frozenset[str], n: int, part: Part, world: World) -> Share | None:
    """The share that the quantifier at a place tells of, ``about`` being the stems behind it.

    None where nothing that is cited can be counted like that.
    """
    people = {stem("leader"), stem("principal"), "everyon", "everybody", "nobody"} & about
    low = part.words[n].low
    pronoun = low in {"nobody", "everyone", "everybody"} or (
        part.words[n + 1 : n + 2] and (low == "no" and part.words[n + 1].low == "one")
    )
    checkins = {"asked", "answered", "partner_asked", "partner_answered"}
    if people or pronoun or (part.claim.figures and {*part.claim.figures} <= checkins):
        return _of_people(part, world)
    if stem("classroom") in about or not {stem("promise"), stem("blocker")} & about:
        pair = _pair(part)
        if pair:
            return pair
    return _of_records(about, n, part, world) if _is_of_records(n, part) else None


def _is_of_records(n: int, part: Part) -> bool:
    """Whether promises or blockers are meant, by name or by nothing else behind the word."""
    nouns = {stem("promise"), stem("blocker"), "thing"}
    named = {at for each in part.named for at in range(*each.at)}
    for at, token in enumerate(part.words[n + 1 : n + 7], n + 1):
        if token.stem in nouns:
            return True
        if token.is_word and at not in named and token.low not in lexicon().sets["aside"]:
            return token.low in lexicon().sets["of_records"]
    return False


def _of_people(part: Part, world: World) -> Share | None:
    """How many checked in of those who were asked: of the partner where it is named."""
    sides = {key for each in part.of(Kind.SIDE) for key in each.keys}
    sides |= {token.low for token in part.words}
    prefix = "partner_" if "partner" in sides else ""
    if not {f"{prefix}asked", f"{prefix}answered"} & {*part.claim.figures}:
        return None
    answered, asked = world.figures[f"{prefix}answered"], world.figures[f"{prefix}asked"]
    silent = any(
        token.low in lexicon().sets["silent"] or token.low.endswith("n't") for token in part.words
    )
    return Share(asked - answered if silent else answered, asked)


def _pair(part: Part) -> Share | None:
    """What was seen in how many classrooms, of the finding that is told of most."""
    found = [
        (len(part.stems & item.stems), one)
        for item in part.items
        for one in numbers_of(item.text)
        if one.of is not None and one.role == "now" and item.name.startswith("seen")
    ]
    values = {(one.value, one.of) for near, one in found if near == max(near for near, _ in found)}
    if len(values) != 1:
        return None
    value, of = values.pop()
    return Share(value, of or 0)


def _of_records(about: frozenset[str], n: int, part: Part, world: World) -> Share | None:
    kind = _kind(about, part)
    cited = [sheet for sheet in part.cited if sheet.kind == kind]
    low = part.words[n].low
    said = _said_of(n, part)
    counted = any(
        n < one.at[0] <= n + _WITHIN and one.of is None and one.value == len(cited)
        for one in numbers_of(part.text)
    )
    if not said:
        return Share(len(cited), len(cited)) if low == "both" and cited else None
    noun = _noun(n, part)
    within = [one for one in said if n < one.at < noun]
    if within and low in _EACH:
        return _of_those(within, said, cited, part, world)
    if low in _EACH and len(said) > 1 and any(one.status == "due" for one in said[:-1]):
        return _of_due(said[-1], cited, universe(kind, part, world))
    narrow = low in {"both", "neither"} or counted or low in {"many", "several", "few"}
    everything = cited if narrow else universe(kind, part, world)
    held = [sheet for sheet in everything if fits(sheet, said) and _is_due_then(sheet, said, part)]
    if low in {"no", "none", "neither", "nobody"}:
        # "No promise is late" denies what it names: what is counted is what is late.
        held = [sheet for sheet in everything if _fits_denied(sheet, said)]
    return Share(len(held), len(everything))


def _of_due(said: Said, cited: Sequence[Sheet], known: Sequence[Sheet]) -> Share:
    """How many of what was due are as it is said: those that are late were due, cited or not."""
    due = {sheet.ref: sheet for sheet in (*cited, *known) if sheet in cited or _is_late(sheet)}
    held = sum(satisfies(said, sheet.marks) for sheet in due.values())
    return Share(held, len(due))


def _is_late(sheet: Sheet) -> bool:
    return {"late", "open"} <= sheet.marks


def _noun(n: int, part: Part) -> int:
    """Where the word for what is meant stands behind the quantifier; 0 if none does."""
    nouns = {stem("promise"), stem("blocker"), "thing"}
    return next((at for at in range(n + 1, len(part.words)) if part.words[at].stem in nouns), 0)


def _said_of(n: int, part: Part) -> list[Said]:
    """The statuses that are said of it: those before the next quantity, else all."""
    said = said_statuses(part)
    ahead = [one.at[0] for one in numbers_of(part.text) if one.at[0] > n + 3]
    ahead += [
        at for at, token in enumerate(part.words) if at > n and token.low in lexicon().quantifiers
    ]
    end = min(ahead, default=len(part.words))
    return [one for one in said if n < one.at < end] or said


def _is_due_then(sheet: Sheet, said: Sequence[Said], part: Part) -> bool:
    """Whether it is due on the day that the sentence names, if it says that it is due."""
    if not any(one.status == "due" for one in said):
        return True
    due = [real for day in dates_of(sheet.facts.get("due", "")) if (real := day.real)]
    return all(any(day.fits(real) for real in due) for day in dates_of(part.text))


def _of_those(
    within: Sequence[Said], said: Sequence[Said], cited: Sequence[Sheet], part: Part, world: World
) -> Share:
    """Of those that are late, how many are as it is said: "all late promises are Ann's"."""
    kind = cited[0].kind if cited else "commitment"
    those = [sheet for sheet in world.sheets.values() if sheet.kind == kind]
    those = [sheet for sheet in those if all(satisfies(one, sheet.marks) for one in within)]
    if any(one.status == "late" for one in within):
        those = [sheet for sheet in those if "open" in sheet.marks]
    people = {key for each in part.of(Kind.PERSON) for key in each.keys}
    rest = [one for one in said if one not in within]
    held = [sheet for sheet in those if not people or sheet.people & people]
    side = said_side(part)
    held = [sheet for sheet in held if side is None or sheet.partner is (side == PARTNER)]
    held = [sheet for sheet in held if all(satisfies(one, sheet.marks) for one in rest)]
    return Share(len(held), len(those))


def _kind(about: frozenset[str], part: Part) -> str:
    """Of which kind of record it is said: of the one that is named, else the one that is cited."""
    named = {"blocker": stem("blocker"), "commitment": stem("promise")}
    kinds = {sheet.kind for sheet in part.cited}
    found = next((kind for kind, word in named.items() if word in about), "")
    return found or (kinds.pop() if len(kinds) == 1 else "commitment")


def fits(sheet: Sheet, said: Sequence[Said]) -> bool:
    """Whether anything of what is said is so of a record."""
    return any(satisfies(one, sheet.marks) for one in said)


def _fits_denied(sheet: Sheet, said: Sequence[Said]) -> bool:
    return any(one.status in sheet.marks for one in said)


def universe(kind: str, part: Part, world: World) -> list[Sheet]:
    """All of that kind that the week knows, of whom and of which side the part names."""
    people = {key for each in part.of(Kind.PERSON) for key in each.keys}
    sides = {key for each in part.of(Kind.SIDE) for key in each.keys}
    sides |= {t.low for t in part.words if t.low in {"partner", "district"}}
    found = [sheet for sheet in world.sheets.values() if sheet.kind == kind]
    if people:
        found = [sheet for sheet in found if sheet.people & people]
    if len(sides) == 1:
        found = [sheet for sheet in found if sheet.partner is ("partner" in sides)]
    return found


def said_side(part: Part) -> str | None:
    """Whose side something is said to be: "… are the district's"; None if it says nothing of it."""
    are = next((at for at, token in enumerate(part.words) if token.low in _ARE), len(part.words))
    sides = sides_behind(are, part)
    return sides.pop() if len(sides) == 1 else None


def sides_behind(n: int, part: Part) -> set[str]:
    """The sides that a part names behind a place, by name or as "the partner's"."""
    sides = {key for each in part.of(Kind.SIDE) if each.at[0] > n for key in each.keys}
    words = {re.split("['’]", token.low)[0] for token in part.words[n + 1 :]}
    return sides | ({PARTNER, DISTRICT} & words)
