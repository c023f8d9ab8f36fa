"""Who is who at a chat platform: its users matched with our people, leavers and joiners noticed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.people import Person
from bot.ledger.directory import known_by_email, people_at, persons_of, who_is
from bot.ledger.people import lives_in, lost, seen_again
from bot.messages import Sender
from bot.ports import Clock, OneOf, PlatformItem, Store, Transaction

_KIND = "user"


@dataclass(frozen=True, kw_only=True)
class PlatformUser:
    """A user as the platform shows them; ``zone`` is an IANA name that this machine knows."""

    id: str
    email: str | None
    zone: str | None
    gone: bool


@dataclass(frozen=True, kw_only=True)
class Users:
    """Matches a platform's users with our people, by id, and by e-mail address without one.

    ``left`` is why somebody is not reached who is gone, and ``back`` holds the reasons that are
    over as soon as the platform shows the person again.
    """

    platform: str
    store: Store
    clock: Clock
    left: str
    back: Collection[str]

    async def kept(self, sender: Sender) -> Sender | None:
        """The sender with what is stored of them; None if nothing is, and they are no one's id."""
        async with self.store.read() as tx:
            known = await tx.find(Person, user=sender.user, left=None)
            email = await self._email(tx, sender.workspace, sender.user)
            more = not email and await known_by_email(tx, known)
        return replace(sender, email=email) if (known and not more) or email else None

    async def keys_of(
        self, sender: Sender, users: set[str], district: str | None = None
    ) -> dict[str, str]:
        """The keys of these users in a district of the sender's, or in all of them.

        Who has another key in another of these districts, or whose key is somebody else's there,
        stays an id: a name must not be mistaken for that of another.
        """
        if not users:
            return {}
        async with self.store.read() as tx:
            mine = {person.partnership for person in await persons_of(tx, sender)}
            among = tuple(key for key in sorted(mine) if district in {None, key})
            emails = {user: await self._email(tx, sender.workspace, user) for user in sorted(users)}
            here = await self._here(tx, sender.workspace, emails)
            found = {(user, one.key) for one, user in here if one.partnership in among}
            keys = tuple({key for _, key in found})
            named = await tx.find(Person, partnership=OneOf(among), key=OneOf(keys), left=None)
        return {user: key if _is_sure(user, key, here, named) else user for user, key in found}

    async def users_of(
        self, sender: Sender, keys: set[str], district: str | None = None
    ) -> dict[str, str]:
        """The user ids of these people of one of the sender's districts, in their workspace.

        Without a district it is the only one that the sender is in.
        """
        if not keys:
            return {}
        team = sender.workspace
        async with self.store.read() as tx:
            me = await who_is(tx, sender, district)
            wanted = [(me.partnership, key) for key in sorted(keys)] if me else []
            people = await tx.get_all(Person, wanted)
            here = await people_at(tx, people, platform=self.platform, workspace=team)
            found = {one.key: one.user or await self._user(tx, team, one.email) for one in here}
        return {key: user for key, user in found.items() if user}

    async def told(self, workspace: str, shown: Iterable[PlatformUser]) -> None:
        """Keep what the platform tells of users: who left, who is there again, in which zone."""
        users = {user.id: user for user in shown}
        emails = {key: user.email for key, user in users.items()}
        async with self.store.read() as tx:
            if not await self._here(tx, workspace, emails):
                return
        now = await self.clock.now()
        async with self.store.write() as tx:
            for person, key in await self._here(tx, workspace, emails):
                if person.user or await self._noted(tx, workspace, users[key], now):
                    await self._settle(tx, person, users[key], now)

    async def _here(
        self, tx: Transaction, workspace: str, emails: Mapping[str, str | None]
    ) -> list[tuple[Person, str]]:
        """Our people in this workspace, each with the id of the user they are, out of these."""
        ids = {email: user for user, email in emails.items() if email}
        found = await tx.find(Person, user=OneOf(tuple(emails)), left=None)
        found += await tx.find(Person, email=OneOf(tuple(ids)), user=None, left=None)
        here = await people_at(tx, found, platform=self.platform, workspace=workspace)
        return [(person, person.user or ids[person.email or ""]) for person in here]

    async def _settle(
        self, tx: Transaction, person: Person, user: PlatformUser, now: datetime
    ) -> None:
        if user.gone:
            await lost(tx, person, because=self.left, now=now)
            return
        if person.unreachable_because in self.back:
            person = await seen_again(tx, person, now=now)
        await lives_in(tx, person, user.zone)

    async def _email(self, tx: Transaction, workspace: str, user: str) -> str | None:
        item = await tx.get(PlatformItem, self.platform, _KIND, f"{workspace}/{user}")
        return item.mark if item else None

    async def _notes(
        self, tx: Transaction, workspace: str, email: str | None
    ) -> list[PlatformItem]:
        if email is None:
            return []
        return await tx.find(
            PlatformItem, platform=self.platform, mark=email, kind=_KIND, parent=workspace
        )

    async def _user(self, tx: Transaction, workspace: str, email: str | None) -> str | None:
        notes = await self._notes(tx, workspace, email)
        return next((str(item.body["user"]) for item in notes), None)

    async def _noted(
        self, tx: Transaction, workspace: str, user: PlatformUser, now: datetime
    ) -> bool:
        """Keep whose an address is; False if it has become another user's.

        No address is kept but those of our people who are found by them.
        """
        known = await self._notes(tx, workspace, user.email)
        others = [one for one in known if one.body["user"] != user.id]
        if user.gone and others:
            return False
        new = PlatformItem(
            platform=self.platform,
            kind=_KIND,
            id=f"{workspace}/{user.id}",
            parent=workspace,
            mark=None if user.gone else user.email,
            at=now,
            body={"user": user.id},
        )
        await tx.put(*(replace(one, mark=None) for one in others), new)
        return True


def _is_sure(
    user: str, key: str, here: Iterable[tuple[Person, str]], named: Iterable[Person]
) -> bool:
    """Whether the user has this key alone, and nobody else has it."""
    theirs = {(person.partnership, person.key) for person, of in here if of == user}
    known = {(one.partnership, one.key) for one in named if one.key == key}
    return known <= theirs and {its for _, its in theirs & known} == {key}
