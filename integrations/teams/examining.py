"""What is well in an organization's Teams and what is not, for ``headway doctor``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import HeadwayError
from bot.domain.people import Channel, Person, Side, Workspace
from bot.ports import Address
from integrations.core import Finding
from integrations.faults import Faults
from integrations.links import Links
from integrations.teams.conversations import NOT_HERE
from integrations.teams.gateway import Gateway
from integrations.teams.outbound import TeamsChat
from integrations.teams.references import References
from integrations.teams.settings import PLATFORM, TeamsSettings

_NO_FILES = (
    "pictures and documents are not shown in Teams. Set HEADWAY_PUBLIC_URL, the address of this "
    "server such as https://headway.example.org, and HEADWAY_SECRET_KEY, 32 characters or more."
)


@dataclass(frozen=True, kw_only=True)
class Examining:
    """Looks, and changes nothing."""

    settings: TeamsSettings
    gateway: Gateway
    chat: TeamsChat
    references: References
    faults: Faults
    links: Links | None

    async def findings(
        self,
        workspace: str,
        *,
        channels: Sequence[Channel],
        people: Sequence[Person],
        since: datetime,
    ) -> list[Finding]:
        """About an organization: the registration, its channels and people, and faults since."""
        faults = await self.faults.since(since)
        return [
            *self._registered(workspace),
            *[await self._channel(workspace, channel) for channel in channels],
            *await self._people(workspace, people),
            *self._files(),
            *[(False, fault.words) for fault in faults if fault.workspace == workspace],
        ]

    def _registered(self, tenant: str) -> Iterator[Finding]:
        """A registration serves a single tenant: which ones there are, if not this one's."""
        tenants = [app.tenant for app in self.settings.registrations]
        if not self.settings.local and tenant not in tenants:
            text = (
                f"there is no registration for the tenant, only for {', '.join(tenants)}. Correct "
                "the id in the file, or add the tenant's registration to TEAMS_APPS."
            )
            yield False, text

    def _files(self) -> Iterator[Finding]:
        if self.links is None and not self.settings.local:
            yield False, _NO_FILES

    async def _channel(self, tenant: str, channel: Channel) -> Finding:
        """Whoever is in a conversation may list its members."""
        name = f"the channel {channel.key} ({channel.id})"
        workspace = Workspace(side=Side.DISTRICT, platform=PLATFORM, id=tenant)
        try:
            at = await self.chat.conversation_of(Address(workspace=workspace, channel=channel.id))
            members = await self.gateway.members(at)
        except HeadwayError as error:
            return False, f"{name}: {error} Headway does not know this channel: add the app there."
        return True, f"{name} has {len(members)} members, and Headway is in it."

    async def _people(self, tenant: str, people: Sequence[Person]) -> list[Finding]:
        lost = [one for one in people if not await self._met(tenant, one)]
        number = len(people) - len(lost)
        found = f"{number} of {len(people)} people have Headway in Teams, or are in a team with it."
        return [(True, found), *((False, f"{one.name}: {NOT_HERE}") for one in lost)]

    async def _met(self, tenant: str, person: Person) -> bool:
        asked = self.references.person, self.references.member
        known = [await one(tenant, user=person.user, email=person.email) for one in asked]
        return any(one and not one.removed for one in known)
