"""The picture of visits: who has been at which school this school year."""

from collections.abc import Iterable
from datetime import date

from bot.domain.coverage import Coverage, LeaderSeen
from bot.domain.picture import Cell, Column, Grid, GridRow
from bot.domain.visit import Visit


def draw_coverage(seen: Coverage, visits: Iterable[Visit], *, today: date, by_name: bool) -> Grid:
    """Who has been at which school: with ``by_name`` each leader, else anybody of each school.

    ``seen`` is the coverage of these visits; pass those that the reader may see.
    """
    keys = [one.school.key for one in seen.schools]
    recent = [visit for visit in visits if visit.is_open and visit.day >= seen.since]
    named = tuple(_of_leader(row, keys) for row in seen.leaders)
    return Grid(
        columns=tuple(Column(school=one.school.key, by=one.by, of=one.of) for one in seen.schools),
        rows=named if by_name else tuple(_of_school(seen, key) for key in keys),
        since=seen.since,
        until=today,
        reached=seen.reached,
        wanted=seen.wanted,
        sources=tuple(v.ref for v in sorted(recent, key=lambda visit: visit.number)),
    )


def _of_leader(row: LeaderSeen, keys: list[str]) -> GridRow:
    cells = dict.fromkeys(row.visited, Cell.BEEN) | dict.fromkeys(row.missing, Cell.NOT_YET)
    return GridRow(person=row.person.key, cells=tuple(cells.get(key, Cell.OWN) for key in keys))


def _of_school(seen: Coverage, guest: str) -> GridRow:
    cells = [
        Cell.OWN if one.school.key == guest else Cell.BEEN if guest in one.guests else Cell.NOT_YET
        for one in seen.schools
    ]
    return GridRow(school=guest, cells=tuple(cells))
