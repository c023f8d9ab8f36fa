"""What every command of the command line shares."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.bootstrap import Headway, build
from bot.domain.errors import HeadwayError
from bot.domain.partnership import Partnership
from bot.domain.people import Person
from bot.ledger.directory import Directory, open_directory
from bot.ports import Transaction
from bot.settings import Settings, read_settings
from integrations.logs import set_up_logging

T = TypeVar("T")


def with_headway(work: Callable[[Headway], Awaitable[T]]) -> T:
    """Open the bot with the environment's settings, do the work, and close it again."""
    chosen = read_settings(Settings)
    set_up_logging(chosen.log)

    async def opened() -> T:
        headway = build(chosen)
        try:
            return await work(await headway.open())
        finally:
            await headway.close()

    return asyncio.run(opened())


def prepare() -> None:
    """Bring the database to this version's shape. Raises HeadwayError if it cannot be used."""

    async def nothing(_headway: Headway) -> None:
        return None

    with_headway(nothing)


async def the_directory(headway: Headway, tx: Transaction, partnership: str) -> Directory:
    """The directory of a partnership; nothing of another is seen in this transaction any more.

    Raises HeadwayError naming those there are.
    """
    directory = await open_directory(tx, partnership, headway.tools.holidays_of)
    if directory is None:
        known = await partnership_keys(tx)
        there = f"There is {', '.join(known)}." if known else "Load one: headway load FILE"
        raise HeadwayError(f'There is no partnership "{partnership}". {there}')
    await tx.narrow(partnership)
    return directory


async def partnership_keys(tx: Transaction) -> list[str]:
    """The keys of all partnerships."""
    return [partnership.key for partnership in await tx.find(Partnership)]


def the_person(directory: Directory, who: str) -> Person:
    """The person whom a key or a name means. Raises HeadwayError naming the nearest."""
    person = directory.find(who)
    if person is None:
        near = directory.nearest_person(who)
        known = f"Did you mean {near}?" if near else f"There is {', '.join(directory.people)}."
        raise HeadwayError(f'Nobody here is "{who}". {known}')
    return person
