"""A conversation that the app is or was in, as it is kept."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.ports import PlatformItem
from integrations.teams.member import Member
from integrations.teams.settings import PLATFORM
from integrations.teams.values import Conversation

CONVERSATION = "conversation"
MEMBER = "member"
PERSONAL = "personal"
CHANNEL = "channel"
TEAM = "team"


@dataclass(frozen=True, kw_only=True)
class Known:
    """The way to a person, a channel, a group chat or a team; ``seen`` is when it was first so.

    Of a person also the Entra object id (``user``), the id by which the app alone knows them
    (``account``), the ``addresses`` that Teams told, and the IANA ``zone``. ``welcomed``: told of
    an install since the last removal; ``removed``: when the app was removed there.

    A member of a team is known by the same, and ``at`` is then the team.
    """

    at: Conversation
    scope: str
    seen: datetime
    user: str | None = None
    account: str | None = None
    team: str | None = None
    addresses: tuple[str, ...] = ()
    zone: str | None = None
    welcomed: bool = False
    removed: datetime | None = None

    @property
    def key(self) -> str:
        """What it is found by within its tenant."""
        return key_of(self.user) if self.user else self.at.id

    @property
    def member(self) -> Member:
        """The person."""
        return Member(user=self.user or "", account=self.account or "", addresses=self.addresses)

    def since(self, before: "Known | None") -> "Known":
        """This meeting after what was known before; what is older than a removal tells nothing."""
        if before is None:
            return self
        if before.removed and self.seen <= before.removed:
            return before
        now = replace(
            self,
            team=self.team or before.team,
            account=self.account or before.account,
            addresses=self.addresses or before.addresses,
            zone=self.zone or before.zone,
            welcomed=self.welcomed or before.welcomed,
        )
        return before if now == replace(before, seen=self.seen) else now

    def gone(self, at: datetime) -> "Known":
        """The same after the app was removed there; a removal from before it was seen is none."""
        if self.removed or at < self.seen:
            return self
        return replace(self, removed=at, welcomed=False, addresses=())


def key_of(user: str) -> str:
    """Entra object ids are the same in capitals."""
    return user.lower()


def item_of(known: Known, kind: str) -> PlatformItem:
    """A row for it."""
    at, removed = known.at, known.removed
    return PlatformItem(
        platform=PLATFORM,
        kind=kind,
        id=f"{at.tenant}/{known.key}",
        parent=at.tenant,
        at=known.seen,
        body={
            "app": at.app,
            "service_url": at.service_url,
            "conversation": at.id,
            "scope": known.scope,
            "user": known.user,
            "account": known.account,
            "team": known.team,
            "addresses": list(known.addresses),
            "zone": known.zone,
            "welcomed": known.welcomed,
            "removed": removed.isoformat() if removed else None,
        },
    )


def read_item(item: PlatformItem | None) -> Known | None:
    """From its row; None without one, and from one that was emptied."""
    if item is None or not item.body:
        return None
    body: dict[str, Any] = dict(item.body)
    at = Conversation(
        app=body.pop("app"),
        tenant=item.parent,
        service_url=body.pop("service_url"),
        id=body.pop("conversation"),
    )
    removed = body.pop("removed")
    return Known(
        at=at,
        seen=item.at,
        addresses=tuple(body.pop("addresses")),
        removed=datetime.fromisoformat(removed) if removed else None,
        **body,
    )
