"""Somebody as Teams shows them in a conversation; pure."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from integrations.teams.values import Json

_GUEST = "#ext#"


@dataclass(frozen=True, kw_only=True)
class Member:
    """What counts of a TeamsChannelAccount, and of an activity's ``from``.

    ``user`` is the Entra object id, ``account`` the id by which our app alone knows them.
    ``addresses`` holds the e-mail address first, then the user principal name, in lower case; a
    guest's user principal name is no address.
    https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context
    """

    user: str
    account: str
    addresses: tuple[str, ...] = ()

    @classmethod
    def read(cls, shown: Json) -> "Member":
        """From the wire. Old clients and trials send no Entra object id: then it is the account."""
        account = str(shown.get("id") or "")
        user = str(shown.get("aadObjectId") or shown.get("objectId") or account)
        names = (str(shown.get(name) or "") for name in ("email", "userPrincipalName"))
        found = [name.lower() for name in names if "@" in name and _GUEST not in name.lower()]
        return cls(user=user, account=account, addresses=tuple(dict.fromkeys(found)))


def known_zone(name: object) -> str | None:
    """An IANA zone that this machine knows too, from an activity's ``localTimezone``."""
    try:
        return ZoneInfo(name).key if isinstance(name, str) and name else None
    except (ValueError, OSError, KeyError):
        return None
