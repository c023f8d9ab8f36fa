"""The words of coverage: who has visited whom, as a table that fits a phone."""

from collections.abc import Iterable, Iterator, Sequence

from bot.domain.coverage import Coverage, Goal, LeaderSeen, SchoolSeen, Suggestion
from bot.messages import TYPES, Actions, Block, Button, Html, Message, Paragraph, plain
from prompts.statement import Place
from prompts.words import words

FILE = "coverage"
VISITED, NOT_YET = "●", "○"
MOST_DOTS = 12
"""More do not fit beside a school's name on a phone."""

MOST_SHOWN = 20


def coverage_message(
    place: Place,
    seen: Coverage,
    goal: Goal | None,
    suggested: Sequence[Suggestion],
    *,
    by_name: bool,
) -> Message:
    """The share reached, the goal, the schools, the reader's own row, and who could go next.

    With ``by_name`` every leader has a row; without it nobody but the reader is named.
    """
    title = words(FILE).rich("title", since=seen.since)
    if not seen.wanted:
        return _message(title, Paragraph(text=words(FILE).rich("none_wanted")))
    rows: list[Block] = [
        Paragraph(text=_summary(seen, goal)),
        _lines("schools", (_school(place, one) for one in seen.schools)),
    ]
    own = [row for row in seen.leaders if row.person.key == place.reader]
    if own:
        rows.append(_lines("own", _been(place, own[0])))
    if by_name:
        rows.append(_lines("leaders", (_leader(place, row) for row in seen.leaders)))
    return _message(title, *rows, *_next(place, goal, suggested, by_name=by_name))


def _message(title: Html, *rows: Block) -> Message:
    return Message(text=plain(title), blocks=(Paragraph(text=title), *rows))


def _lines(title: str, lines: Iterable[Html]) -> Paragraph:
    """A paragraph of lines under a title: as many as can be read, and how many more there are."""
    shown = list(lines)
    more = len(shown) - MOST_SHOWN
    if more > 0:
        shown = [*shown[:MOST_SHOWN], words(FILE).rich("more", more=more)]
    return Paragraph(text=Html("\n".join([words(FILE).rich(title), *shown])))


def _summary(seen: Coverage, goal: Goal | None) -> Html:
    success = goal.strategy.success if goal else ""
    share = words(FILE).rich(
        "share",
        reached=seen.reached,
        wanted=seen.wanted,
        percent=seen.percent,
        success=success,
        sources=seen.sources,
    )
    lines = [share] if success else [share, words(FILE).rich("no_goal")]
    if goal and goal.indicator:
        target = f"{goal.indicator.target:g}"
        lines.append(words(FILE).rich("measure", name=goal.indicator.name, target=target))
    return Html("\n".join(lines))


def _school(place: Place, one: SchoolSeen) -> Html:
    few = one.of <= MOST_DOTS
    return words(FILE).rich(
        "school",
        dots=VISITED * one.by + NOT_YET * (one.of - one.by) if few else "",
        school=one.school.name,
        by=one.by,
        of=one.of,
        guests=[place.partnership.school_name(key) for key in one.guests],
    )


def _been(place: Place, row: LeaderSeen) -> Iterator[Html]:
    name = place.partnership.school_name
    yield from (words(FILE).rich("been", school=name(key)) for key in row.visited)
    yield from (words(FILE).rich("not_been", school=name(key)) for key in row.missing)


def _leader(place: Place, row: LeaderSeen) -> Html:
    name = words(FILE).rich("leader", name=row.person.name)
    return Html(" ".join([name, *_been(place, row)]))


def _next(
    place: Place, goal: Goal | None, suggested: Sequence[Suggestion], *, by_name: bool
) -> Iterator[Block]:
    if not suggested:
        return
    yield _lines("next", (_suggestion(place, one, by_name=by_name) for one in suggested))
    first = suggested[0]
    if first.person.key == place.reader:
        tag = f" #{goal.strategy.key}" if goal else ""
        line = f"/commit visit {first.school.name}{tag}"
        yield Actions(
            buttons=(Button(label=words(FILE).plain("promise"), action=TYPES, value=line),)
        )


def _suggestion(place: Place, one: Suggestion, *, by_name: bool) -> Html:
    say = words(FILE).plain
    who = one.person.name if by_name else ""
    if one.person.key == place.reader:
        who = say("you")
    school = place.partnership.school_name(one.person.school)
    return words(FILE).rich(
        "suggestion",
        who=who or say("from_school", school=school),
        school=one.school.name,
        why=list(_reasons(place, one)),
    )


def _reasons(place: Place, one: Suggestion) -> Iterator[str]:
    say = words(FILE).plain
    yield say("why_last", last=one.last) if one.last else say("why_never")
    if one.same_level:
        yield say("why_level", level=one.school.level)
    if one.shared:
        yield say("why_shared", strategies=[place.strategy(key) for key in one.shared])
