"""The words of fidelity: how near data-team meetings come to the rubric, with a picture of text."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.domain.bars import BARS, by_month
from bot.domain.data_team import DataTeam
from bot.domain.fidelity import SchoolFidelity
from bot.messages import Block, Html, Message, Note, Paragraph, plain
from prompts.statement import Place
from prompts.words import words

FILE = "fidelity"
MOST_NUMBERS = 8


def fidelity_message(
    place: Place,
    schools: Sequence[SchoolFidelity],
    meetings: Sequence[DataTeam],
    *,
    since: date,
    school: str = "",
) -> Message:
    """Each school with its mean, the spread of its teams, the principal and a bar for each month.

    ``meetings`` are all that the reader may see: those that do not count are said as well.
    ``school`` is the name of the only one that was asked for.
    """
    title = words(FILE).rich("title", since=since)
    left = list(_left_out(schools, meetings))
    if not schools:
        blocks = [Paragraph(text=words(FILE).rich("empty", since=since, school=school)), *left]
        return Message(text=plain(title), blocks=(Paragraph(text=title), *blocks))
    rows = [Paragraph(text=_school(place, one)) for one in schools]
    picture = words(FILE).rich("picture", lowest_bar=BARS[0], highest_bar=BARS[-1])
    blocks = [*_across(place, schools), *rows, *left, Note(text=picture)]
    return Message(text=plain(title), blocks=(Paragraph(text=title), *blocks))


def _across(place: Place, schools: Sequence[SchoolFidelity]) -> Iterator[Block]:
    """The spread between schools, where there are several on the same rubric and scale."""
    if len(schools) < 2 or len({(one.rubric, one.scale) for one in schools}) > 1:
        return
    lowest = min(schools, key=lambda one: one.mean)
    highest = max(schools, key=lambda one: one.mean)
    text = words(FILE).rich(
        "across",
        lowest=_figure(lowest.mean),
        low=place.partnership.school_name(lowest.school),
        highest=_figure(highest.mean),
        high=place.partnership.school_name(highest.school),
    )
    yield Paragraph(text=text)


def _school(place: Place, one: SchoolFidelity) -> Html:
    low, high = one.scale
    months = [(month.month, month.mean) for month in one.months]
    first, last = (f"{day:%B}" for day in (months[0][0], months[-1][0]))
    head = words(FILE).rich(
        "school",
        school=place.partnership.school_name(one.school),
        bars=by_month(months, lowest=low, highest=high),
        first=first,
        last=last,
        mean=_figure(one.mean),
        before="" if one.before is None else _figure(one.before),
        lowest=low,
        highest=high,
        meetings=one.meetings,
        once=one.met_once,
    )
    spread = words(FILE).rich(
        "within", teams=one.teams, low=_figure(one.lowest), high=_figure(one.highest)
    )
    known = one.meetings - one.principal_unknown
    principal = words(FILE).rich("principal", known=known, there=one.with_principal)
    return Html(f"{head}\n{spread} {principal} {_refs('sources', one.sources)}")


def _left_out(schools: Sequence[SchoolFidelity], meetings: Sequence[DataTeam]) -> Iterator[Block]:
    counted = {ref for one in schools for ref in one.sources}
    by_day = sorted(meetings, key=lambda one: (one.day, one.number))
    empty = [one.ref for one in by_day if not one.scores]
    other = [one.ref for one in by_day if one.scores and one.ref not in counted]
    for name, refs in (("unscored", empty), ("other_scale", other)):
        if refs:
            yield Paragraph(text=_refs(name, refs))


def _refs(name: str, refs: Sequence[str]) -> Html:
    """The numbers of the latest meetings, and how many more there are."""
    shown, more = refs[-MOST_NUMBERS:], max(0, len(refs) - MOST_NUMBERS)
    return words(FILE).rich(name, refs=shown, more=more, meetings=len(refs))


def _figure(value: float) -> str:
    return f"{value:.1f}"
