"""What an activity tells of where the app is, and of who is there; pure.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from integrations.teams.known import CHANNEL, PERSONAL, TEAM, Known
from integrations.teams.member import Member
from integrations.teams.said import inner
from integrations.teams.values import App, Conversation, Json

_SPOKEN = {"message", "invoke"}


@dataclass(frozen=True, kw_only=True)
class Change:
    """Where and when it was heard, and from whom.

    ``added`` and ``removed``: the app was, also with a new version of it (``add-upgrade``).
    ``joined``: people came to a team; ``left``: the ids of those who went.
    """

    at: Conversation
    moment: datetime
    scope: str
    who: Member
    team: Known | None
    spoke: bool
    added: bool
    removed: bool
    joined: bool
    left: frozenset[str]

    @property
    def place(self) -> Known:
        """The chat with a person, a channel or a group chat."""
        known = Known(at=self.at, scope=self.scope, seen=self.moment)
        if self.scope == PERSONAL:
            return replace(known, user=self.who.user, account=self.who.account)
        if self.team is None:
            return known
        # A team and its General channel have one id.
        return self.team if self.at.id == self.team.at.id else replace(known, team=self.team.at.id)

    @classmethod
    def read(cls, activity: Json, *, app: App, now: datetime) -> "Change":
        """From an activity, which was heard now."""
        at = Conversation.of(activity, app=app.id)
        moment = _moment(activity.get("timestamp")) or now
        install = activity.get("type") == "installationUpdate"
        action = str(activity.get("action") or "") if install else ""
        bot = str(inner(activity, "recipient").get("id") or "")
        came, went = _ids(activity.get("membersAdded")), _ids(activity.get("membersRemoved"))
        scope = str(inner(activity, "conversation").get("conversationType") or CHANNEL)
        return cls(
            at=at,
            moment=moment,
            scope=scope,
            who=Member.read(inner(activity, "from")),
            team=_team(activity, at, moment) if scope == CHANNEL else None,
            spoke=activity.get("type") in _SPOKEN,
            added=action.startswith("add") or bot in came,
            removed=action.startswith("remove") or bot in went,
            joined=bool(came - {bot}),
            left=went - {bot},
        )


def _team(activity: Json, at: Conversation, moment: datetime) -> Known | None:
    team = inner(activity, "channelData", "team").get("id")
    if not team:
        return None
    return Known(at=replace(at, id=str(team)), scope=TEAM, seen=moment)


def _ids(accounts: object) -> frozenset[str]:
    """Both ids of each account, of which Teams sends one or two."""
    shown: Iterable[object] = accounts if isinstance(accounts, list) else ()
    found = [Member.read(one) for one in shown if isinstance(one, dict)]
    return frozenset(name for one in found for name in (one.account, one.user))


def _moment(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
