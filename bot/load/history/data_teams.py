"""Data teams to import: a column for each row of the rubric."""

from collections.abc import Hashable, Iterator

from bot.domain.agenda import Agenda, Rubric
from bot.domain.data_team import DataTeam, Score
from bot.domain.few_rooms import without_few_rooms
from bot.ledger.records import keep
from bot.load.history.cells import Cells
from bot.load.history.kinds import AUDIENCE, STRATEGY, Kind, common
from bot.load.history.layout import Field

_NEEDED = tuple(Field(key=key, needed=True) for key in ("date", "school", "team"))
_REST = tuple(Field(key=key) for key in ("rubric", "principal", "text"))


def _fields(agenda: Agenda) -> tuple[Field, ...]:
    rows = dict.fromkeys(row for rubric in agenda.rubrics for row in rubric.rows)
    return (*_NEEDED, *_REST, *(Field(key=row) for row in rows), STRATEGY, AUDIENCE)


def _read(cells: Cells) -> DataTeam | None:
    day, school = cells.day(), cells.school()
    team, text = cells.words("team"), without_few_rooms(cells.words("text"))
    principal = cells.yes_or_no("principal")
    if not team:
        cells.wrong("team", "the team is needed, such as grade 4.")
    rubric = _rubric(cells)
    scores = tuple(_scores(cells, rubric)) if rubric else ()
    base = common(cells, word="datateam", day=day, text=text)
    if cells.mistakes or day is None:
        return None
    return DataTeam(
        **vars(base),
        school=school,
        day=day,
        team=team,
        rubric=rubric.key if rubric else "",
        lowest=rubric.lowest if rubric else DataTeam.lowest,
        highest=rubric.highest if rubric else DataTeam.highest,
        scores=scores,
        principal=principal,
    )


def _rubric(cells: Cells) -> Rubric | None:
    """The rubric that the row names; where it names none, the only one there is."""
    rubrics = {rubric.key: rubric for rubric in cells.world.agenda.rubrics}
    names = {name.casefold(): r.key for r in rubrics.values() for name in (r.key, r.name)}
    chosen = cells.chosen("rubric", names, what="rubric")
    if not chosen and len(rubrics) == 1:
        return next(iter(rubrics.values()))
    if not chosen and rubrics and not cells.text("rubric"):
        cells.wrong("rubric", f"say which rubric it is: {', '.join(rubrics)}.")
    return rubrics.get(chosen)


def _scores(cells: Cells, rubric: Rubric) -> Iterator[Score]:
    for row in rubric.rows:
        score = cells.whole(row, lowest=rubric.lowest, highest=rubric.highest)
        if score is not None:
            yield Score(row=row, score=score)
    others = (row for each in cells.world.agenda.rubrics for row in each.rows)
    for row in dict.fromkeys(others):
        if row not in rubric.rows and cells.text(row):
            cells.wrong(row, f'the rubric "{rubric.name}" has no such row.')


def _content(record: DataTeam) -> Hashable:
    scores = sorted((score.row, score.score) for score in record.scores)
    what = (record.team.casefold(), record.rubric, record.text.casefold())
    return record.school, record.day, *what, *scores


def _line(record: DataTeam) -> str:
    scores = ", ".join(f"{score.row} {score.score}" for score in record.scores)
    return ": ".join(filter(None, (record.team, scores or record.text)))


DATA_TEAMS = Kind(
    type=DataTeam,
    one="data-team meeting",
    many="data-team meetings",
    fields=_fields,
    read=_read,
    content=_content,
    line=_line,
    place=lambda record: (record.school, record.day),
    keep=keep,
)
