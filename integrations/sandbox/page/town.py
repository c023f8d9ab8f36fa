"""Who plays in the sandbox, and where each of them can look."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.domain.partnership import Partnership
from bot.domain.people import Level, Person, Side
from bot.domain.stored_file import StoredFile
from bot.ports import Store
from integrations.sandbox.inbound import SandboxInbound
from integrations.sandbox.items import PLATFORM, direct, user_of
from integrations.sandbox.items import channel as conversation
from integrations.sandbox.reading import Reading

_LEVELS = list(Level)


@dataclass(frozen=True, kw_only=True)
class Player:
    """Somebody whom a visitor can be. ``side`` is the name of the organisation."""

    person: Person
    user: str
    workspace: str
    side: str
    school: str | None

    @property
    def name(self) -> str:
        """The full name."""
        return self.person.name

    @property
    def role(self) -> str:
        """What somebody does, and where: "principal, Lincoln High School"."""
        return ", ".join(part for part in (self.person.role, self.school) if part)

    @property
    def initials(self) -> str:
        """One or two letters in the place of a picture."""
        first, *rest = self.name.split()
        return (first[0] + (rest[-1][0] if rest else "")).upper()


@dataclass(frozen=True, kw_only=True)
class Room:
    """A conversation that somebody can look into; ``unread`` messages wait in it."""

    key: str
    name: str
    unread: int


class Town:
    """Everybody who plays in the sandbox."""

    def __init__(self, *, store: Store, sandbox_of: Callable[[str], SandboxInbound]) -> None:
        self._store = store
        self._sandbox_of = sandbox_of

    async def players(self) -> list[Player]:
        """Everybody present, once: each district from its top, then the partner."""
        found = await self._everybody()
        return list({(one.workspace, one.user): one for one in found}.values())

    async def of(self, partnership: str) -> list[Player]:
        """Everybody present of one partnership."""
        return [one for one in await self._everybody() if one.person.partnership == partnership]

    async def _everybody(self) -> list[Player]:
        async with self._store.read() as tx:
            partnerships = {one.key: one for one in await tx.find(Partnership)}
            people = await tx.find(Person)
        found = [_player(partnerships[p.partnership], p) for p in people if not p.left]
        return sorted((player for player in found if player), key=_rank)

    async def newest(self) -> str:
        """The id of the newest message or edit of anybody."""
        return await Reading(store=self._store).newest()

    def sandbox(self, player: Player) -> SandboxInbound:
        """The side of the sandbox on which a player acts and reads."""
        return self._sandbox_of(player.workspace)

    async def rooms(self, player: Player) -> list[Room]:
        """The channels that a player can look into."""
        sandbox = self.sandbox(player)
        names = await self._channel_names(player)
        keys = (await sandbox.conversations(player.user))[1:]
        return [
            Room(key=key, name=names.get(key, key), unread=await sandbox.unread(player.user, key))
            for key in keys
        ]

    async def waiting(self, players: Sequence[Player]) -> dict[str, int]:
        """How many messages of the bot each player has not read, by user."""
        return {
            player.user: await self.sandbox(player).unread(player.user, direct(player.user))
            for player in players
        }

    async def files(self, ids: Iterable[str]) -> dict[str, StoredFile]:
        """The files with these ids that are there, by id."""
        async with self._store.read() as tx:
            found = await tx.get_all(StoredFile, [(one,) for one in ids])
        return {stored.id: stored for stored in found}

    async def _channel_names(self, player: Player) -> dict[str, str]:
        """The names of the channels of all partnerships that are in the player's workspace."""
        async with self._store.read() as tx:
            partnerships = await tx.find(Partnership)
        return {
            conversation(channel.id): channel.name
            for partnership in partnerships
            if any(player.workspace == one.id for one in partnership.workspaces)
            for channel in partnership.channels
        }


def _player(partnership: Partnership, person: Person) -> Player | None:
    """The person as a player, or None for somebody who is on another platform."""
    workspace = partnership.workspace(person.side)
    if workspace is None or workspace.platform != PLATFORM:
        return None
    sides = {Side.DISTRICT: partnership.district, Side.PARTNER: partnership.partner}
    return Player(
        person=person,
        user=user_of(person),
        workspace=workspace.id,
        side=sides[person.side].name,
        school=partnership.school_name(person.school),
    )


def _rank(player: Player) -> tuple[str, int, str]:
    return player.person.partnership, _LEVELS.index(player.person.level), player.name
