"""Installations in the store, sealed."""

from dataclasses import replace
from datetime import datetime

import structlog
from pydantic import TypeAdapter

from bot.ports import PlatformItem, Store
from integrations.slack.installation import Installation
from integrations.slack.sealing import Seal
from integrations.slack.settings import PLATFORM

log = structlog.get_logger()

_KIND = "install"
_PLAIN = TypeAdapter(Installation)


class Vault:
    """One installation for each workspace; what stands in the database is of no use elsewhere."""

    def __init__(self, store: Store, seal: Seal) -> None:
        """Seal with this what is kept in the store."""
        self._store = store
        self._seal = seal

    async def get(self, team: str) -> Installation | None:
        """A workspace's installation, or None if there is none or its key is not known any more."""
        async with self._store.read() as tx:
            item = await tx.get(PlatformItem, PLATFORM, _KIND, team)
        found = self._opened(item)
        if item and found and self._seal.is_old(str(item.body["sealed"])):
            await self.put(found, instead_of=found)
        return found

    async def put(
        self, installation: Installation, *, instead_of: Installation | None = None
    ) -> None:
        """Keep an installation. With ``instead_of`` only if that one is still the one kept."""
        sealed = self._seal.close(installation.team, _PLAIN.dump_python(installation, mode="json"))
        item = PlatformItem(
            platform=PLATFORM,
            kind=_KIND,
            id=installation.team,
            at=installation.installed_at,
            body={"sealed": sealed},
        )
        async with self._store.write() as tx:
            kept = await tx.get(PlatformItem, PLATFORM, _KIND, installation.team)
            if instead_of is None or self._opened(kept) == instead_of:
                await tx.put(item)

    async def remove(self, team: str, *, at: datetime) -> bool:
        """Forget the installation, unless it is newer than that moment. Whether it did."""
        async with self._store.write() as tx:
            item = await tx.get(PlatformItem, PLATFORM, _KIND, team)
            # Slack's moments are whole seconds.
            if item is None or not item.body or item.at.replace(microsecond=0) > at:
                return False
            await tx.put(replace(item, body={}))
        return True

    async def teams(self) -> set[str]:
        """The workspaces that have one."""
        async with self._store.read() as tx:
            items = await tx.find(PlatformItem, platform=PLATFORM, kind=_KIND)
        return {item.id for item in items if item.body}

    def _opened(self, item: PlatformItem | None) -> Installation | None:
        if item is None or not item.body:
            return None
        value = self._seal.open(item.id, str(item.body["sealed"]))
        if value is None:
            log.error(
                "HEADWAY_SECRET_KEY does not open this workspace's token: put the old key after "
                "the new one and a comma, or install the app again.",
                action="slack_token_unreadable",
                workspace=item.id,
            )
            return None
        return _PLAIN.validate_python(value)
