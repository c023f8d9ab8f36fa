"""A user as Slack shows them."""

from zoneinfo import ZoneInfo

from integrations.slack.text import Json
from integrations.users import PlatformUser


class SlackUser(PlatformUser):
    """What counts of https://docs.slack.dev/reference/objects/user-object."""

    @classmethod
    def read(cls, shown: Json, team: str) -> "SlackUser | None":
        """A user of this workspace; None for those of others, whose addresses are not vouched for.

        In an Enterprise organisation somebody can be of several.
        """
        homes = [shown.get("team_id"), *shown.get("enterprise_user", {}).get("teams", ())]
        if team not in homes or shown.get("is_stranger"):
            return None
        email = shown.get("profile", {}).get("email")
        return cls(
            id=shown["id"],
            email=email.lower() if email else None,
            zone=_zone(shown.get("tz")),
            gone=bool(shown.get("deleted")),
        )


def _zone(name: str | None) -> str | None:
    """An IANA zone that this machine knows too."""
    try:
        return ZoneInfo(name).key if name else None
    except (ValueError, OSError, KeyError):
        return None
