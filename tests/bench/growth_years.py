"""Commands in a partnership with ten years of records, and in one with a single year."""

import time
from pathlib import Path

from bot.commands import COMMANDS, HOME, REPLY
from bot.domain.commitment import Commitment
from bot.messages import Said, Sender
from bot.ports import Store
from bot.router import Router
from tests import builders
from tests.bench.crowd import desk, opened
from tests.bench.digest import PEOPLE, TEN_YEARS, TIMES, TIMES_SLOWER, YEAR, fill
from tests.bench.table import Result

LINES = {
    "/commit": "/commit share the rubric with grade 4 by Friday #data-teams",
    "/headway mine": "/headway mine",
    "/headway find": "/headway find planning time",
}


async def measure(folder: Path) -> list[Result]:
    """The same lines in both, in turns: a busy machine is then as busy for one as for the other."""
    async with (
        opened(folder / "commands-year.db") as year,
        opened(folder / "commands-ten-years.db") as ten_years,
    ):
        await _fill(year, YEAR)
        await _fill(ten_years, TEN_YEARS)
        return [await _compared(word, ten_years, year) for word in LINES]


async def _compared(word: str, ten_years: Store, year: Store) -> Result:
    took = [[await _took(store, word, n) for store in (ten_years, year)] for n in range(TIMES)]
    return _grown(word, *map(min, zip(*took, strict=True)))


def _grown(word: str, ten: float, year: float) -> Result:
    return Result(
        what=f"{word} with ten years of records",
        ours=f"{ten * 1000:.1f} ms",
        theirs=f"{year * 1000:.1f} ms (ours, one year)",
        ratio=f"{ten / year:.2f} times as long",
        aim=f"at most {TIMES_SLOWER} times",
        met=ten / year <= TIMES_SLOWER,
    )


async def _fill(store: Store, weeks: int) -> None:
    """So many weeks; the next promise gets a number after those that are there."""
    await fill(store, weeks, PEOPLE)
    async with store.write() as tx:
        while await tx.next_number("riverbend", Commitment.LETTER) <= weeks * PEOPLE:
            pass


async def _took(store: Store, word: str, number: int) -> float:
    """Seconds until a line is answered."""
    tools = desk(store, {}).tools
    router = Router(store=store, tools=tools, commands=COMMANDS, reply=REPLY, home=HOME)
    said = _said(LINES[word], f"{word}-{number}")
    began = time.perf_counter()
    response = await router.handle(said)
    took = time.perf_counter() - began
    if response.reply is None or not response.reply.blocks:
        raise AssertionError(f"{said.text} was not answered.")
    return took


def _said(line: str, event: str) -> Said:
    """The first of the people types a line."""
    workspace = builders.workspace()
    who = "p00000@riverbend.example"
    sender = Sender(platform=workspace.platform, workspace=workspace.id, user=who, email=who)
    return Said(sender=sender, event=event, at=builders.FRIDAY, text=line)
