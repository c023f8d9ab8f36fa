"""The words of the grid: who has been at which school."""

from bot.domain.picture import Cell, Grid, GridRow, Span, Worded
from prompts.chart_words import Names, Subject, described, footer, when


def grid_worded(picture: Grid, subject: Subject, names: Names) -> Worded:
    """The words of a grid with at least one row."""
    title = subject.say("title")
    columns = tuple(names.school(column.school) for column in picture.columns)
    rows = tuple(_name(row, names) for row in picture.rows)
    by_name = any(row.person for row in picture.rows)
    fewest = min(picture.columns, key=lambda column: (column.by - column.of, column.school))
    share = {"reached": picture.reached, "wanted": picture.wanted, "percent": picture.percent}
    since = when(picture.since, Span.DAY)
    school = names.school(fewest.school)
    message = subject.say("message", **share, since=since, school=school, fewest=fewest)
    said = [
        subject.say("row", name=name, been=_been(row, columns))
        for row, name in zip(picture.rows, rows, strict=True)
    ]
    totals = tuple(f"{column.by} of {column.of}" for column in picture.columns)
    note = subject.say("note", by_name=by_name)
    days = when(picture.since, Span.DAY), when(picture.until, Span.DAY)
    return Worded(
        title=title,
        message=message,
        titles=columns,
        labels=(rows, totals),
        legend=tuple(subject.say(f"cell_{cell}") for cell in Cell),
        axis=subject.say("axis", **share),
        note=note,
        footer=footer(picture, names, *days),
        described=described(title, [message, *said, note], picture),
    )


def _name(row: GridRow, names: Names) -> str:
    return names.people[row.person] if row.person else names.school(row.school)


def _been(row: GridRow, columns: tuple[str, ...]) -> list[str]:
    cells = zip(columns, row.cells, strict=True)
    return [name for name, cell in cells if cell is Cell.BEEN]
