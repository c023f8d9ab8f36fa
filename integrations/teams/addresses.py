"""Whose an address is, as Teams told it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.ports import Clock, PlatformItem, Store, Transaction
from integrations.teams.known import key_of
from integrations.teams.settings import PLATFORM

_KIND = "address"
_MOST = 2
"""An e-mail address and a user principal name."""


@dataclass(frozen=True)
class Addresses:
    """Two rows for each person, marked with their addresses; without a mark nothing is left."""

    store: Store
    clock: Clock

    async def owner(self, tenant: str, address: str) -> str | None:
        """The Entra object id of the newest owner."""
        async with self.store.read() as tx:
            found = await tx.find(
                PlatformItem,
                platform=PLATFORM,
                mark=address.lower(),
                kind=_KIND,
                parent=tenant,
                order="-at",
                limit=1,
            )
        return str(found[0].body["user"]) if found else None

    async def put(self, tenant: str, user: str, addresses: Sequence[str]) -> None:
        """Let a person be found by just these addresses; there is a write if they are others."""
        marks = [*addresses, *[None] * _MOST][:_MOST]
        ids = _ids(tenant, user)
        async with self.store.read() as tx:
            found = await tx.get_all(PlatformItem, [(PLATFORM, _KIND, each) for each in ids])
        kept = {item.id: item.mark for item in found}
        if [kept.get(each) for each in ids] == marks:
            return
        now = await self.clock.now()
        items = [_row(tenant, user, each, mark, now) for each, mark in zip(ids, marks, strict=True)]
        async with self.store.write() as tx:
            await tx.put(*items)

    async def drop(self, tx: Transaction, tenant: str, user: str) -> None:
        """Let a person be found by none."""
        now = await self.clock.now()
        await tx.put(*(_row(tenant, user, each, None, now) for each in _ids(tenant, user)))


def _ids(tenant: str, user: str) -> list[str]:
    return [f"{tenant}/{key_of(user)}/{number}" for number in range(_MOST)]


def _row(tenant: str, user: str, key: str, mark: str | None, now: datetime) -> PlatformItem:
    return PlatformItem(
        platform=PLATFORM,
        kind=_KIND,
        id=key,
        parent=tenant,
        mark=mark,
        at=now,
        body={"user": user},
    )
