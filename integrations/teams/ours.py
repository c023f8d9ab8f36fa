"""Which of Teams' users are our people, and what Teams tells of these."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.people import Person
from bot.ledger.directory import known_by_email, people_at
from bot.ledger.people import lives_in, lost, seen_again
from bot.ports import Clock, OneOf, Store, Transaction
from integrations.teams.member import Member
from integrations.teams.settings import PLATFORM


@dataclass(frozen=True)
class Ours:
    """Matches by Entra object id; those whose file entry has none by e-mail, then by UPN."""

    store: Store
    clock: Clock

    async def among(self, tenant: str, members: Iterable[Member]) -> list[Member]:
        """Those of them who are people of ours in this tenant."""
        async with self.store.read() as tx:
            found = await _found(tx, tenant, list(members))
        return list({member.user: member for _, member in found}.values())

    async def email(self, addresses: Sequence[str]) -> str | None:
        """The one of somebody's addresses by which our people are known, else the first."""
        async with self.store.read() as tx:
            found = await tx.find(Person, email=OneOf(tuple(addresses)), left=None, limit=1)
        return found[0].email if found else next(iter(addresses), None)

    async def by_email_too(self, user: str) -> bool:
        """See ``known_by_email``."""
        async with self.store.read() as tx:
            return await known_by_email(tx, await tx.find(Person, user=user, left=None))

    async def here(
        self, tenant: str, members: Sequence[Member], *, over: Collection[str] | None = None
    ) -> None:
        """Teams shows them: what kept them from being reached is over, or just these reasons."""
        async with self.store.read() as tx:
            found = await _found(tx, tenant, members)
        if not any(_back(person, over) for person, _ in found):
            return
        now = await self.clock.now()
        async with self.store.write() as tx:
            for person, _ in await _found(tx, tenant, members):
                if _back(person, over):
                    await seen_again(tx, person, now=now)

    async def lost(
        self, tx: Transaction, tenant: str, member: Member, *, because: str, at: datetime
    ) -> None:
        """They are not reached any more since then."""
        for person, _ in await _found(tx, tenant, [member]):
            await lost(tx, person, because=because, now=at)

    async def live_in(self, tenant: str, member: Member, zone: str) -> None:
        """Keep the IANA zone in which somebody is."""
        async with self.store.read() as tx:
            found = await _found(tx, tenant, [member])
        if any(person.platform_timezone != zone for person, _ in found):
            async with self.store.write() as tx:
                for person, _ in await _found(tx, tenant, [member]):
                    await lives_in(tx, person, zone)


async def _found(
    tx: Transaction, tenant: str, members: Sequence[Member]
) -> list[tuple[Person, Member]]:
    by_user = {member.user: member for member in members}
    names = {address: member for member in members for address in member.addresses[1:]}
    by_address = names | {member.addresses[0]: member for member in members if member.addresses}
    found = await tx.find(Person, user=OneOf(tuple(by_user)), left=None)
    found += await tx.find(Person, email=OneOf(tuple(by_address)), user=None, left=None)
    here = await people_at(tx, found, platform=PLATFORM, workspace=tenant)
    return [(one, by_user[one.user] if one.user else by_address[one.email or ""]) for one in here]


def _back(person: Person, over: Collection[str] | None) -> bool:
    if person.unreachable_since is None:
        return False
    return over is None or person.unreachable_because in over
