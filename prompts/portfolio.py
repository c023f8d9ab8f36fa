"""The words for all of a partner's districts together: a line for each, and the weekly digest."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from bot.domain.audience import Audience
from bot.domain.digest import Digest, Line, Section, Week
from bot.domain.hindrance import Hindrance
from bot.domain.promise import Promise
from bot.domain.rollup import Rollup
from bot.messages import (
    TYPES,
    Actions,
    Block,
    Button,
    Html,
    Message,
    Note,
    Paragraph,
    within,
)
from prompts.digest_parts import bars_of, cut, trend_of
from prompts.filters import short
from prompts.replies import say
from prompts.words import words

FILE = "portfolio"
AT_ONCE = 10
"""How many districts stand in one block: Slack takes fifty blocks, and there may be more."""
MOST_BUTTONS = 5
LABEL = 40

T = TypeVar("T", Promise, Hindrance)


def not_partner() -> Message:
    """The answer to somebody of a district."""
    return say(words(FILE).rich("not_partner"))


def failed() -> Message:
    """What is posted where the digest could not be made."""
    return say(words(FILE).rich("digest.failed"))


def districts_message(name: str, rollups: Sequence[Rollup]) -> Message:
    """A line for each district, in the order given; buttons look closer at the first few."""
    rich = words(FILE).rich
    title = rich("title", name=name)
    lines = [rich("line", name=each.name, parts=parts_of(each)) for each in rollups]
    closer = Actions(text=rich("closer"), buttons=tuple(map(_closer, rollups[:MOST_BUTTONS])))
    parts = [lines[start : start + AT_ONCE] for start in range(0, len(lines), AT_ONCE)]
    told = (Paragraph(text=Html("\n".join(part))) for part in parts)
    blocks: list[Block] = [Paragraph(text=title), *told, closer]
    if len(rollups) > MOST_BUTTONS:
        blocks.append(Note(text=rich("closer_typed")))
    blocks.append(Note(text=rich("order")))
    needing = sum(each.signs > 0 for each in rollups)
    first = words(FILE).plain("first", name=name, needing=needing, n=len(rollups))
    return Message(text=first, blocks=tuple(blocks))


def _closer(rollup: Rollup) -> Button:
    """Types ``/digest`` in that district."""
    value = within("/digest", rollup.partnership)
    return Button(label=short(rollup.name, LABEL), action=TYPES, value=value)


def parts_of(rollup: Rollup) -> list[str]:
    """What is said of a district, in the order in which it is read."""
    return list(filter(None, _parts(rollup)))


def _parts(rollup: Rollup) -> Iterator[str]:
    said, stuck = words(FILE).plain, rollup.stuck
    yield said(
        "part.momentum",
        bars=bars_of(rollup.momentum.levels),
        trend=trend_of(words("digest"), rollup.momentum),
        falling=[each.name for each in rollup.falling],
    )
    if rollup.ours or rollup.theirs:
        yield said("part.late", ours=len(rollup.ours), theirs=len(rollup.theirs))
    if stuck:
        yield said("part.stuck", n=len(stuck), days=stuck[0].days)
    if not (rollup.ours or rollup.theirs or stuck):
        yield said("part.quiet")
    if rollup.unheard:
        yield said("part.unheard", n=rollup.unheard)
    if rollup.site_day:
        yield said("part.site_day", day=rollup.site_day, today=rollup.today)
    else:
        yield said("part.no_site_day")


def portfolio_digest(name: str, week: Week, rollups: Sequence[Rollup]) -> Digest:
    """The week of all districts, as the partner may read it; ``name`` is the portfolio's.

    Its sources are numbers with their district in front: "riverbend/C-12".
    """
    return Digest(
        partnership=name,
        week=str(week),
        audience=Audience.PARTNER,
        writer="template",
        headline=_headline(week, rollups),
        sections=tuple(section for section in _sections(rollups) if section.lines),
        figures=_figures(rollups),
    )


def _figures(rollups: Sequence[Rollup]) -> dict[str, int]:
    return {
        "districts": len(rollups),
        "late_partner": sum(len(each.ours) for each in rollups),
        "late_district": sum(len(each.theirs) for each in rollups),
        "blockers_stuck": sum(len(each.stuck) for each in rollups),
        "not_heard_from": sum(each.unheard for each in rollups),
    }


def _headline(week: Week, rollups: Sequence[Rollup]) -> Line:
    found = _figures(rollups)
    theirs = "theirs" if found["late_partner"] else "theirs_alone"
    named = (
        ("ours", found["late_partner"]),
        (theirs, found["late_district"]),
        ("stuck", found["blockers_stuck"]),
        ("unheard", found["not_heard_from"]),
    )
    parts = [words(FILE).plain(f"digest.{key}", n=n) for key, n in named if n]
    text = words(FILE).plain("digest.headline", monday=week.monday, n=len(rollups), parts=parts)
    sources = (_ref(each, ref) for each in rollups for ref in each.owed)
    return Line(text=text, sources=tuple(sources))


def _sections(rollups: Sequence[Rollup]) -> Iterator[Section]:
    """Each district in a line, then what needs the partner: its own late promises before all."""
    yield _section("districts", [_district(each) for each in rollups])
    late = _across(rollups, lambda each: each.ours, lambda one: -one.late)
    due = _across(rollups, lambda each: each.due, lambda one: one.due.toordinal() if one.due else 0)
    stuck = _across(rollups, lambda each: each.stuck, lambda one: -one.days)
    yield _section("late", [_promise("late", *each) for each in late])
    yield _section("due", [_promise("due", *each) for each in due])
    yield _section("stuck", [_blocked(*each) for each in stuck])


def _section(key: str, lines: Sequence[Line]) -> Section:
    shown = lines if key == "districts" else cut(words(FILE), key, lines)
    return Section(key=key, title=words(FILE).plain(f"section.{key}"), lines=tuple(shown))


def _across(
    rollups: Sequence[Rollup],
    found: Callable[[Rollup], Sequence[T]],
    rank: Callable[[T], int],
) -> list[tuple[Rollup, T]]:
    pairs = [(each, one) for each in rollups for one in found(each)]
    return sorted(pairs, key=lambda pair: (rank(pair[1]), pair[0].name))


def _district(rollup: Rollup) -> Line:
    text = words(FILE).plain("digest.district", name=rollup.name, parts=parts_of(rollup))
    return Line(text=text, sources=tuple(_ref(rollup, ref) for ref in rollup.sources))


def _promise(kind: str, rollup: Rollup, promise: Promise) -> Line:
    text = words(FILE).plain(
        f"digest.{kind}",
        name=rollup.name,
        text=promise.text,
        owner=promise.owner,
        days=promise.late,
        due=promise.due,
        today=rollup.today,
    )
    return Line(text=text, sources=(_ref(rollup, promise.ref),))


def _blocked(rollup: Rollup, hindrance: Hindrance) -> Line:
    text = words(FILE).plain(
        "digest.blocked",
        name=rollup.name,
        days=hindrance.days,
        text=hindrance.text,
        can_clear=hindrance.can_clear,
    )
    return Line(text=text, sources=(_ref(rollup, hindrance.ref),))


def _ref(rollup: Rollup, ref: str) -> str:
    return f"{rollup.partnership}/{ref}"
