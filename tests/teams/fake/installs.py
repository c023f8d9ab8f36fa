"""What happens to a bot and to its teams: the state changes, and the bot hears of it."""

from typing import TYPE_CHECKING

from tests.teams.fake import payloads
from tests.teams.fake.payloads import Scene
from tests.teams.fake.reply import Reply
from tests.teams.fake.state import Conversation, Json

if TYPE_CHECKING:
    from tests.teams.fake.teams import Teams


class Changes:
    """What somebody changes in one conversation; ``tell=False`` leaves the bot unaware."""

    def __init__(self, teams: "Teams", scene: Scene, *, tell: bool = True) -> None:
        self.teams, self.scene, self.there, self.told = teams, scene, scene.there, tell

    async def add(self) -> list[Reply]:
        """The bot comes. A personal chat's ``conversationUpdate`` comes the first time only."""
        self.there.apps.add(self.scene.app.id)
        self.there.removed.discard(self.scene.app.id)
        bot = {"id": self.scene.app.bot}
        sent = [payloads.installation(self.scene, "add")]
        if not (self.there.kind == "personal" and self.there.greeted):
            sent.insert(0, payloads.members(self.scene, "membersAdded", bot))
        self.there.greeted |= self.told
        return await self._tell(*sent)

    async def remove(self) -> list[Reply]:
        """The bot goes; what it wrote stays."""
        self.there.apps.discard(self.scene.app.id)
        self.there.removed.add(self.scene.app.id)
        sent = [payloads.installation(self.scene, "remove")]
        if self.there.kind != "personal":
            bot = {"id": self.scene.app.bot}
            sent.insert(0, payloads.members(self.scene, "membersRemoved", bot))
        return await self._tell(*sent)

    async def join(self) -> list[Reply]:
        """The person comes to a team or a group chat."""
        self.there.members.append(self.scene.user.id)
        whom = self.scene.account(self.scene.user)
        return await self._tell(payloads.members(self.scene, "membersAdded", whom))

    async def leave(self) -> list[Reply]:
        """The person leaves it."""
        self.there.members.remove(self.scene.user.id)
        whom = self.scene.account(self.scene.user)
        return await self._tell(payloads.members(self.scene, "membersRemoved", whom))

    async def rename(self, channel: Conversation, name: str) -> list[Reply]:
        """A channel of the team gets another name."""
        channel.name = name
        return await self._tell(payloads.about_channel(self.scene, "channelRenamed", channel))

    async def delete(self, channel: Conversation) -> list[Reply]:
        """A channel of the team is deleted."""
        channel.deleted = True
        return await self._tell(payloads.about_channel(self.scene, "channelDeleted", channel))

    async def _tell(self, *activities: Json) -> list[Reply]:
        """Bots that are there hear of it, and one that was removed hears of just that."""
        app = self.scene.app
        removed = any(one.get("action") == "remove" for one in activities)
        if not self.told or not (removed or app.id in self.there.apps):
            return []
        return [await self.teams.deliver(app, one) for one in activities]
