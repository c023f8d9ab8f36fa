"""What an import would bring: new records, and rows that are there already."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from pydantic import TypeAdapter

from bot.domain.history import Change
from bot.domain.record import Statement
from bot.load.history.kinds import Kind
from bot.load.history.reading import Draft
from bot.ports import Transaction

R = TypeVar("R", bound=Statement)


@dataclass(frozen=True, kw_only=True)
class Left:
    """A line that is left out: the same record ("W-7") or an earlier ``line`` is there already."""

    line: int
    same_as: str


@dataclass(frozen=True, kw_only=True)
class Plan(Generic[R]):
    """What is new, by the day it was, and what is left out, each in its order."""

    kind: Kind[R]
    new: tuple[Draft[R], ...]
    left: tuple[Left, ...]

    def by_month(self) -> Mapping[date, Mapping[str | None, int]]:
        """How many are new in each month (its first day), the earliest first, by school."""
        months: dict[date, Counter[str | None]] = {}
        for draft in self.new:
            school, day = self.kind.place(draft.record)
            months.setdefault(day.replace(day=1), Counter())[school] += 1
        return months


async def plan(
    tx: Transaction, kind: Kind[R], partnership: str, drafts: Sequence[Draft[R]]
) -> Plan[R]:
    """Sort out which drafts are new.

    A record that was changed or taken back since is known by what it was at first, too: importing a
    file again makes nothing twice, and brings nothing back.
    """
    there = await _contents(tx, kind, partnership)
    new: list[Draft[R]] = []
    left: list[Left] = []
    for draft in drafts:
        content = kind.content(draft.record)
        if content in there:
            left.append(Left(line=draft.line, same_as=there[content]))
        else:
            there[content] = f"line {draft.line}"
            new.append(draft)
    new.sort(key=lambda draft: (kind.place(draft.record)[1], draft.line))
    return Plan(kind=kind, new=tuple(new), left=tuple(left))


async def _contents(tx: Transaction, kind: Kind[R], partnership: str) -> dict[Hashable, str]:
    records = await tx.find(kind.type, partnership=partnership)
    first = await _as_made(tx, kind, partnership, [r.ref for r in records if r.version > 1])
    return {kind.content(record): record.ref for record in (*first, *records)}


async def _as_made(
    tx: Transaction, kind: Kind[R], partnership: str, refs: Iterable[str]
) -> list[R]:
    keys = [(partnership, ref, 1) for ref in refs]
    adapter: TypeAdapter[R] = TypeAdapter(kind.type)
    made = await tx.get_all(Change, keys) if keys else []
    return [adapter.validate_python(change.after) for change in made]


async def keep_all(tx: Transaction, kind: Kind[R], drafts: Iterable[Draft[R]]) -> list[R]:
    """Store the drafts under the numbers that come next; their history says from which line.

    It does not say from which file: people put names into those.
    """
    lines: dict[str, int] = {}
    kept = []
    for draft in drafts:
        record = await kind.keep(tx, draft.record)
        lines[record.ref] = draft.line
        kept.append(record)
    made = await tx.get_all(Change, [(record.partnership, record.ref, 1) for record in kept])
    await tx.put(*(replace(one, why=f"import, line {lines[one.ref]}") for one in made))
    return kept
