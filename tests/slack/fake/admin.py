"""What happens to a workspace: the state changes, and the app hears of it."""

from tests.slack.fake import payloads
from tests.slack.fake.reply import Reply
from tests.slack.fake.slack import Slack


class Admin:
    """Somebody who runs a workspace."""

    def __init__(self, slack: Slack, team: str | None = None, by: str = "U000000001") -> None:
        self.slack, self.state, self.team, self.by = slack, slack.state, slack.team(team), by

    async def deactivates(self, user: str) -> Reply:
        """Somebody leaves: ``user_change``."""
        self.team.users[user].deleted = True
        return await self._user(user, "user_change")

    async def changes(self, user: str, **fields: object) -> Reply:
        """Somebody's profile changes: ``user_change``."""
        vars(self.team.users[user]).update(fields)
        return await self._user(user, "user_change")

    async def welcomes(self, user: str, **fields: object) -> Reply:
        """Somebody comes: ``team_join``."""
        self.slack.add_user(user, self.team.id, **fields)
        return await self._user(user, "team_join")

    async def renames(self, channel: str, name: str) -> Reply:
        """``channel_rename``."""
        self.team.channels[channel].name = name
        return await self._channel(channel, "rename")

    async def archives(self, channel: str) -> Reply:
        """``channel_archive``."""
        self.team.channels[channel].is_archived = True
        return await self._channel(channel, "archive")

    async def removes_bot(self, channel: str) -> Reply:
        """``channel_left``."""
        self.team.channels[channel].members.remove(self.team.bot_user)
        return await self._channel(channel, "left")

    async def removes(self, user: str, channel: str) -> Reply:
        """``member_left_channel``."""
        there = self.team.channels[channel]
        there.members.remove(user)
        left = payloads.member_left(self.state, self.team, self.team.users[user], there)
        return await self.slack.tell(left, self.team.id)

    async def uninstalls(self) -> list[Reply]:
        """``tokens_revoked`` and ``app_uninstalled``, in whatever order they come."""
        self.state.uninstall(self.team)
        gone = [payloads.revoked(self.state, self.team), payloads.uninstalled(self.state)]
        return [await self.slack.tell(inner, self.team.id) for inner in gone]

    async def _user(self, user: str, kind: str) -> Reply:
        inner = payloads.about_user(self.state, self.team, self.team.users[user], kind)
        return await self.slack.tell(inner, self.team.id)

    async def _channel(self, channel: str, what: str) -> Reply:
        there = self.team.channels[channel]
        prefix = "group" if there.is_private else "channel"
        inner = payloads.about_channel(self.state, there, f"{prefix}_{what}", self.by)
        return await self.slack.tell(inner, self.team.id)
