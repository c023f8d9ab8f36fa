"""Many people of many partnerships, and stores on files to keep them in."""

import gc
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.domain.agenda import Agenda, Strategy
from bot.domain.cadence import Cadence, QuestionSet
from bot.domain.partnership import Partnership
from bot.domain.people import Person, School, Side, Workspace
from bot.domain.schedule import Occurs, Schedule
from bot.jobs import Desk
from bot.ledger.tools import Tools
from bot.ports import ChatPlatform, Store
from integrations.calendars import holidays_of
from integrations.dates import DateWords
from integrations.documents import DocxDocuments
from integrations.screening import NameScreen
from prompts.digest import TemplateWriter
from storage import open_store
from tests import builders

Work = Callable[[Store], Awaitable[None]]

PLATFORM = "sandbox"
RUNS = 3
STRATEGIES = 3
NOW = builders.MONDAY + timedelta(minutes=10)
"""Ten minutes past 8:00 on a Monday in New York: whoever is due is not late yet."""


@asynccontextmanager
async def opened(database: Path) -> AsyncIterator[Store]:
    """The store in a SQLite file, which is made if it is not there."""
    store = open_store(f"sqlite:///{database}")
    await store.prepare()
    yield store
    await store.close()


async def shortest(folder: Path, fill: Work, work: Work) -> float:
    """Seconds that the work takes: the shortest of three runs, each on a copy of one filled file.

    The first pays for what a service imports and reads once; the others take as long as the
    machine's other programs let them.
    """
    filled = folder / "filled.db"
    async with opened(filled) as store:
        await fill(store)
    copies = [Path(shutil.copy(filled, folder / f"run-{n}.db")) for n in range(RUNS)]
    return min([await _timed(copy, work) for copy in copies])


async def _timed(database: Path, work: Work) -> float:
    async with opened(database) as store:
        # As ``headway serve`` does once it has started.
        gc.freeze()
        began = time.perf_counter()
        await work(store)
        return time.perf_counter() - began


def desk(store: Store, platforms: dict[str, ChatPlatform]) -> Desk:
    """What the jobs work with, with these platforms on."""
    tools = Tools(
        dates=DateWords(),
        holidays_of=holidays_of,
        writer=TemplateWriter(),
        template=TemplateWriter(),
        screen=NameScreen(),
        documents=DocxDocuments(),
    )
    return Desk(store=store, tools=tools, platforms=platforms)


def partnerships(number: int) -> list[Partnership]:
    """So many partnerships as Riverbend is one, each with its own places, words and questions."""
    return [_partnership(f"district-{n:03}") for n in range(number)]


def _partnership(key: str) -> Partnership:
    workspaces = (
        Workspace(side=Side.DISTRICT, platform=PLATFORM, id=f"T-{key}"),
        Workspace(side=Side.PARTNER, platform=PLATFORM, id=f"P-{key}"),
    )
    schools = (School(key="lincoln", name=f"Lincoln of {key}", level="elementary"),)
    strategies = tuple(
        Strategy(key=f"s{n}", name=f"Strategy {n} of {key}") for n in range(STRATEGIES)
    )
    questions = tuple(replace(q, text=f"In {key}: {q.text}") for q in builders.QUESTIONS)
    return builders.partnership(
        key=key,
        workspaces=workspaces,
        schools=schools,
        agenda=Agenda(strategies=strategies),
        question_sets=(QuestionSet(key="leaders", questions=questions),),
    )


def people(partnership: Partnership, number: int) -> list[Person]:
    """So many people of one partnership, each a principal in its district."""
    key = partnership.key
    return [
        builders.person(f"p{n:05}", f"Kim Doe {n}", partnership=key, email=f"p{n:05}@{key}.example")
        for n in range(number)
    ]


def schedules(
    partnership: Partnership, people: list[Person], due: Callable[[int], timedelta]
) -> list[Schedule]:
    """A row of the clock for each person, due so long after now as ``due`` says of its place."""
    (cadence,) = partnership.cadences
    return [_schedule(cadence, person, due(n)) for n, person in enumerate(people)]


def _schedule(cadence: Cadence, person: Person, after: timedelta) -> Schedule:
    planned = Schedule(
        partnership=person.partnership,
        occurs=Occurs.CHECK_IN,
        cadence=cadence.key,
        person=person.key,
        period=builders.MONDAY.date(),
    )
    return replace(planned, next_due=NOW + after)
