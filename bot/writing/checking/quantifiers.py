"""Whether "all", "most", "no one", "only" and their like are true of what is cited."""

from collections.abc import Iterator, Sequence

from bot.writing.checking.grounds import Part, World, content
from bot.writing.checking.known import PARTNER, Kind
from bot.writing.checking.lexicon import lexicon
from bot.writing.checking.numbers import Number, numbers_of
from bot.writing.checking.rough import is_wrongly_rough
from bot.writing.checking.said import said_statuses
from bot.writing.checking.shares import Share, fits, share_of, sides_behind, universe
from bot.writing.checking.text import BREAKS, Token, stem, tokens

_NEAR = 3
_NEARLY = 0.8
_SEVERAL, _MANY, _SCORES = 3, 5, 24


def check(part: Part, world: World) -> Iterator[str]:
    """Yields "quantifier"."""
    words = part.words
    texts = [(tokens(item.text), bool(item.ref)) for item in part.items]
    for n, token in enumerate(words):
        kind = lexicon().quantifiers.get(token.low)
        if not kind or _is_no_quantity(words, n) or _is_quoted(words, n, texts):
            continue
        if not _is_true(kind, n, part, world):
            yield "quantifier"
    if any(
        is_wrongly_rough(one, part, [text for text, _ in texts]) for one in numbers_of(part.text)
    ):
        yield "quantifier"


def _is_no_quantity(words: Sequence[Token], n: int) -> bool:
    low = words[n].low
    after = words[n + 1].low if n + 1 < len(words) else ""
    before = words[n - 1].low if n else ""
    if low == "no":
        return after in lexicon().sets["no_number"] and after != "one"
    return (
        (low == "each" and after == "other")
        or (low == "most" and before in {"the", "at"} and after != "of")
        or (low == "all" and before in {"at", "after", "of"} and (not after or after in BREAKS))
    )


def _is_quoted(
    words: Sequence[Token], n: int, texts: Sequence[tuple[tuple[Token, ...], bool]]
) -> bool:
    """Whether a record says so of the same: "every exit slip"."""
    mine, kind = _about(words, n), lexicon().quantifiers[words[n].low]
    after = words[n + 1].low if n + 1 < len(words) else ""
    is_bare = after in lexicon().small
    for text, is_record in texts:
        for place, token in enumerate(text):
            if lexicon().quantifiers.get(token.low) != kind or _is_no_quantity(text, place):
                continue
            its = _about(text, place)
            # What the template says in short is quoted only in its own words.
            # Of promises and blockers nobody writes in one: they are counted, not quoted.
            counted = {stem("promise"), stem("blocker")} & {*mine}
            alike = ({*mine} & {*its} and not counted) if is_record else mine[:1] == its[:1]
            alike = alike or (is_bare and len(_clause(words, n) & _clause(text, place)) > 2)
            rest = _clause(words, n) - {*its}
            if (alike or not (mine or its)) and _is_told(rest, text, place):
                return True
    return False


def _clause(words: Sequence[Token], n: int) -> set[str]:
    """The stems of the words between the marks around a word."""
    breaks = [place for place, token in enumerate(words) if token.text in BREAKS]
    start = max((place for place in breaks if place < n), default=-1)
    end = min((place for place in breaks if place > n), default=len(words))
    return {
        t.stem for t in words[start + 1 : end] if t.is_word and t.low not in lexicon().sets["loose"]
    }


def _is_told(mine: set[str], text: Sequence[Token], place: int) -> bool:
    """Whether a sentence with these stems tells the clause of a text with the word at a place.

    It does not where it tells another clause with a quantity of its own more.
    """
    clauses: list[list[Token]] = [[]]
    here = 0
    for n, token in enumerate(text):
        if token.text in BREAKS:
            clauses.append([])
        clauses[-1].append(token)
        here = len(clauses) - 1 if n == place else here
    told = [sum(token.stem in mine for token in clause) for clause in clauses]
    others = (told[n] for n, clause in enumerate(clauses) if n != here and _has_quantity(clause))
    return 2 * told[here] >= max(others, default=0)


def _has_quantity(clause: Sequence[Token]) -> bool:
    known = lexicon().numbers
    return any(token.low in known or token.low in lexicon().quantifiers for token in clause)


def _about(words: Sequence[Token], n: int) -> list[str]:
    """The stems of the words that follow, as far as they belong to it."""
    found: list[str] = []
    for token in words[n + 1 :]:
        if token.text in BREAKS or len(found) == _NEAR:
            break
        if token.is_word and token.low not in lexicon().sets["loose"]:
            found.append(token.stem)
    return found


def _is_true(kind: str, n: int, part: Part, world: World) -> bool:
    about = frozenset(_about(part.words, n))
    if kind == "only":
        return _only(n, part, world)
    if kind == "none" and _is_zero(part, world):
        return True
    if kind == "both" and _are_two(about, n, part):
        return True
    if kind in {"all", "both"} and _are_theirs(kind, n, part):
        return True
    share = share_of(about, n, part, world)
    return share is not None and _holds(kind, share, part, n)


def _is_zero(part: Part, world: World) -> bool:
    """Whether a cited figure says that there is none of it."""
    zero = {key for key in part.claim.figures if world.figures[key] == 0}
    told = (note for note in part.notes if note.kind == "figure" and note.figures & zero)
    return any(part.stems & content(note.text) for note in told)


def _are_two(about: frozenset[str], n: int, part: Part) -> bool:
    """Whether the records count two of it, or two are named."""
    two = (one for item in part.items for one in numbers_of(item.text) if one.value == 2)
    if any(one.unit & about and one.of is None for one in two):
        return True
    for kind in (Kind.PERSON, Kind.SCHOOL):
        if len({each.keys for each in part.of(kind)}) == 2:
            return True
    after = [token.low for token in part.words[n + 1 : n + 5]]
    return "and" in after and "," not in after[: after.index("and")]


def _are_theirs(kind: str, n: int, part: Part) -> bool:
    """Whether "all of them Ann's" and its like is so of every promise and blocker that is cited."""
    if [token.low for token in part.words[n + 1 : n + 3]] != ["of", "them"]:
        return False
    theirs = [sheet for sheet in part.cited if sheet.kind in {"commitment", "blocker"}]
    people = {key for each in part.of(Kind.PERSON) if each.at[0] > n for key in each.keys}
    sides = sides_behind(n, part)
    if not theirs or (kind == "both" and len(theirs) != 2) or not (people or sides):
        return False
    return all(
        (not people or sheet.people & people) and (not sides or sheet.partner is (PARTNER in sides))
        for sheet in theirs
    )


def _holds(kind: str, share: Share, part: Part, n: int) -> bool:
    before = " ".join(token.low for token in part.words[max(n - 2, 0) : n])
    part_of = share.n / share.of if share.of else 0.0
    if before.endswith(("nearly", "almost")):
        return kind in {"all", "half"} and (
            _NEARLY <= part_of < 1 if kind == "all" else 0.4 <= part_of < 0.5
        )
    if before.endswith(("more than", "over")) and kind == "half":
        return part_of > 0.5
    if before.endswith(("less than", "fewer than", "under")) and kind == "half":
        return part_of < 0.5
    if before.endswith("not"):
        return kind == "all" and part_of < 1
    but = _all_but(part, n)
    if kind == "all" and but:
        return share.of - share.n == but
    return {
        "scores": share.n >= _SCORES,
        "all": share.of > 0 and part_of == 1,
        "both": share.of == 2 and part_of == 1,
        "none": share.n == 0,
        "most": part_of > 0.5,
        "half": part_of == 0.5,
        "many": share.n >= _SEVERAL if part.words[n].low == "several" else share.n >= _MANY,
        "some": share.n > 0,
        "few": share.n >= 2 and part_of <= 0.5,
    }[kind]


def _all_but(part: Part, n: int) -> float:
    """How many "all but two" leaves out."""
    if n + 1 >= len(part.words) or part.words[n + 1].low != "but":
        return 0
    return next((one.value for one in numbers_of(part.text) if one.at[0] == n + 2), 0)


def _only(n: int, part: Part, world: World) -> bool:
    """Whether "only" stands before a part of a whole, or before all that there is."""
    for one in numbers_of(part.text):
        if n < one.at[0] <= n + 2:
            if one.of is not None or one.percent:
                return True
            return _is_all(one, part, world)
    return False


def _is_all(one: Number, part: Part, world: World) -> bool:
    said = said_statuses(part)
    if not said:
        return True
    kind = "blocker" if stem("blocker") in one.unit else "commitment"
    return sum(fits(sheet, said) for sheet in universe(kind, part, world)) == one.value
