"""The picture of visits: who has been at which school."""

from datetime import date

from bot.domain.coverage import coverage, school_year
from bot.domain.people import Level, Person
from bot.domain.picture import Cell, Grid
from bot.domain.picture_coverage import draw_coverage
from bot.domain.visit import Visit
from tests.builders import TODAY, person
from tests.evidence import partnership, people, visit

BEEN, NOT_YET, OWN = Cell.BEEN, Cell.NOT_YET, Cell.OWN
TEACHER = person("price", "Jordan Price", school="high", level=Level.TEAM)


def drawn(*visits: Visit, by_name: bool = True) -> Grid:
    everybody: tuple[Person, ...] = (*people(), TEACHER)
    seen = coverage(partnership(), everybody, visits, since=school_year(TODAY))
    return draw_coverage(seen, visits, today=TODAY, by_name=by_name)


def test_each_leader_has_a_row_with_a_cell_for_each_school() -> None:
    picture = drawn(visit(school="lincoln", visitors=("rossi",)))
    assert [(row.person, row.cells) for row in picture.rows] == [
        ("nowak", (NOT_YET, NOT_YET, OWN)),
        ("rossi", (BEEN, OWN, NOT_YET)),
        ("boyd", (OWN, NOT_YET, NOT_YET)),
    ]
    assert (picture.reached, picture.wanted, picture.percent) == (1, 6, 17)
    assert [(column.by, column.of) for column in picture.columns] == [(1, 2), (0, 2), (0, 2)]


def test_without_names_the_rows_are_schools_from_which_anybody_came() -> None:
    picture = drawn(visit(3, school="marsh", visitors=("price",)), by_name=False)
    assert [(row.school, row.cells) for row in picture.rows] == [
        ("lincoln", (OWN, NOT_YET, NOT_YET)),
        ("marsh", (NOT_YET, OWN, NOT_YET)),
        ("high", (NOT_YET, BEEN, OWN)),
    ]
    assert not [row for row in picture.rows if row.person]
    assert (picture.reached, picture.sources) == (0, ("V-3",))


def test_where_nobody_has_been_anywhere_there_is_nothing_to_draw() -> None:
    last_year = visit(day=date(2026, 5, 4), school="lincoln", visitors=("rossi",))
    assert not drawn(last_year).panels
    assert not drawn(visit(withdrawn=True)).sources


def test_where_no_visit_is_wanted_no_share_is_reached() -> None:
    seen = coverage(partnership(), (), (), since=school_year(TODAY))
    assert draw_coverage(seen, (), today=TODAY, by_name=True).percent == 0
