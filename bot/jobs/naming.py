"""Naming the district in messages to people who are in several; to all others nothing changes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.delivery import Delivery
from bot.domain.partnership import Partnership
from bot.domain.people import Person
from bot.jobs.desk import Desk
from bot.jobs.letters import Draft, Finish, Messages
from bot.ledger.directory import Directory, several_among
from bot.messages import Message
from bot.ports import Transaction
from prompts.districts import of_district


async def naming_districts(
    tx: Transaction,
    directories: Mapping[str, Directory],
    deliveries: Sequence[Delivery],
    messages: Messages,
) -> Messages:
    """The messages; one to a person in several districts names its own, and its buttons stay there.

    It asks for people of all partnerships, so the transaction must not be narrowed yet.
    """
    readers = {
        delivery.id: person
        for delivery in deliveries
        if delivery.id in messages and (person := _reader(directories, delivery))
    }
    several = await several_among(tx, readers.values())
    named = {
        delivery: _named(messages[delivery], directories[person.partnership].partnership)
        for delivery, person in readers.items()
        if (person.partnership, person.key) in several
    }
    return messages | named


def _reader(directories: Mapping[str, Directory], delivery: Delivery) -> Person | None:
    directory = directories.get(delivery.partnership)
    return directory.people.get(delivery.to_person or "") if directory else None


def _named(draft: Draft, partnership: Partnership) -> Draft:
    finish = _finishing(draft.finish, partnership) if draft.finish else None
    return replace(draft, message=of_district(draft.message, partnership), finish=finish)


def _finishing(finish: Finish, partnership: Partnership) -> Finish:
    async def finished(desk: Desk, delivery: Delivery, now: datetime) -> Message:
        return of_district(await finish(desk, delivery, now), partnership)

    return finished
