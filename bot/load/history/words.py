"""What an import brings, as lines of text."""

from collections.abc import Iterator
from typing import Any

from bot.domain.partnership import Partnership
from bot.load.history.plan import Plan
from prompts.filters import count, short

SHOWN = 5
MOST_LEFT = 20
LONGEST = 72


def told(found: Plan[Any], partnership: Partnership, unused: tuple[str, ...]) -> Iterator[str]:
    """How many are new, by month and school, the first of them, and what is left out."""
    kind, new, left = found.kind, len(found.new), len(found.left)
    rows = f"{count(new + left, 'row')}: {count(new, f'new {kind.one}', f'new {kind.many}')}"
    yield f"{rows}, {left} there already."
    if unused:
        yield f"Columns that are not used: {', '.join(unused)}."
    yield from _months(found, partnership)
    yield from _first(found, partnership)
    yield from _left(found)


def _months(found: Plan[Any], partnership: Partnership) -> Iterator[str]:
    for number, (month, schools) in enumerate(found.by_month().items()):
        if not number:
            yield "\nNew, by month and school"
        named = sorted((_school(partnership, key), amount) for key, amount in schools.items())
        yield f"  {month:%Y-%m}  {', '.join(f'{name} {amount}' for name, amount in named)}"


def _first(found: Plan[Any], partnership: Partnership) -> Iterator[str]:
    for number, draft in enumerate(found.new[:SHOWN]):
        if not number:
            yield "\nThe first of them"
        school, day = found.kind.place(draft.record)
        said = short(found.kind.line(draft.record), LONGEST)
        yield f"  line {draft.line}: {day}, {_school(partnership, school)}: {said}"
    if len(found.new) > SHOWN:
        yield f"  … and {len(found.new) - SHOWN} more."


def _left(found: Plan[Any]) -> Iterator[str]:
    for number, left in enumerate(found.left[:MOST_LEFT]):
        if not number:
            yield "\nLeft out, for they are there already"
        yield f"  line {left.line}: as {left.same_as}"
    if len(found.left) > MOST_LEFT:
        yield f"  … and {len(found.left) - MOST_LEFT} more."


def _school(partnership: Partnership, key: str | None) -> str:
    return partnership.school_name(key) or "the whole district"
