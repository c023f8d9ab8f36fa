"""Who has just taken somebody's place, and has not been heard from since."""

from collections.abc import Iterable

from bot.domain.checkin import CheckIn
from bot.domain.handover import Handover
from bot.domain.people import Person
from bot.ledger.directory import Directory
from bot.ports import AtLeast, OneOf, Transaction


async def newcomers_among(
    tx: Transaction, directory: Directory, people: Iterable[Person]
) -> dict[str, str]:
    """The first name of the one before, by the key of each newcomer among these people."""
    here, keys = directory.partnership.key, tuple(person.key for person in people)
    handed = await tx.find(Handover, partnership=here, new=OneOf(keys), undone=False)
    newcomers = {}
    for one in handed:
        answered = await tx.find(
            CheckIn, partnership=here, person=one.new, answered_at=AtLeast(one.at), limit=1
        )
        old = await tx.get(Person, here, one.old)
        if old and not answered:
            newcomers[one.new] = old.first_name
    return newcomers
