"""The picture of momentum: how each strategy moves, week by week, as the people in it see it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from statistics import fmean

from bot.domain.agenda import Strategy
from bot.domain.checkin import MOMENTUM, Answer, Momentum
from bot.domain.picture import Lines, Panel, Point, Span

SCALE = (float(min(Momentum)), float(max(Momentum)))
WEEKS = 12
ONE_WEEK = timedelta(weeks=1)
FEWEST_RATINGS = 3
"""With fewer in a week a single person's rating could be read off, so that the week is left out."""

Weeks = dict[date, dict[str, Answer]]
"""The last rating of each person in each week, by the week's Monday."""


def draw_momentum(
    strategies: Sequence[Strategy],
    answers: Iterable[Answer],
    *,
    today: date,
    day_of: Callable[[datetime], date],
) -> Lines:
    """The mean of the ratings of each of the last twelve weeks, for each strategy that has any.

    Pass what the reader may see. ``day_of`` tells the day of a moment where the district is. Of
    several ratings by one person in a week the last counts; a week of fewer than three people is
    left out.
    """
    first = Span.WEEK.begin(today) - timedelta(weeks=WEEKS - 1)
    taps = sorted(
        (a for a in answers if a.question == MOMENTUM and not a.withdrawn),
        key=lambda answer: (answer.at, answer.number),
    )
    rated = ((Span.WEEK.begin(day_of(a.at)), a) for a in taps if day_of(a.at) <= today)
    recent = [(week, answer) for week, answer in rated if week >= first]
    panels, sources, left_out = [], set[int](), 0
    for strategy in strategies:
        weeks = _weeks(strategy.key, recent)
        told = {week: by for week, by in weeks.items() if len(by) >= FEWEST_RATINGS}
        left_out += len(weeks) - len(told)
        sources |= {answer.number for by in told.values() for answer in by.values()}
        if told:
            points = tuple(_points(strategy.key, told))
            panels.append(Panel(key=strategy.key, points=points, scale=SCALE))
    refs = tuple(f"{Answer.LETTER}-{number}" for number in sorted(sources))
    return Lines(panels=tuple(panels), span=Span.WEEK, sources=refs, left_out=left_out)


def _weeks(strategy: str, recent: Iterable[tuple[date, Answer]]) -> Weeks:
    weeks: Weeks = {}
    for week, answer in recent:
        if strategy in answer.ratings:
            weeks.setdefault(week, {})[answer.by] = answer
    return weeks


def _points(strategy: str, weeks: Weeks) -> Iterator[Point]:
    for week, by in sorted(weeks.items()):
        given = [int(answer.ratings[strategy]) for answer in by.values()]
        yield Point(day=week, value=fmean(given), n=len(given))
