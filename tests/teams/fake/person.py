"""What people do in Teams: install and remove the app, come and go, and talk."""

from collections.abc import Sequence

from tests.teams.fake import payloads
from tests.teams.fake.hands import Hands
from tests.teams.fake.installs import Changes
from tests.teams.fake.payloads import Scene
from tests.teams.fake.reply import Reply
from tests.teams.fake.state import Json


class Person(Hands):
    """Somebody of a tenant. Every act returns the bot's answer, already applied."""

    # --- installing

    async def installs(self, *, tell: bool = True) -> list[Reply]:
        """Adds the app for themselves."""
        return await Changes(self.teams, self._scene(self.chat), tell=tell).add()

    async def uninstalls(self, *, tell: bool = True) -> list[Reply]:
        """Removes the app from their own chat."""
        return await Changes(self.teams, self._scene(self.chat), tell=tell).remove()

    async def adds_bot(self, conversation: str, *, tell: bool = True) -> list[Reply]:
        """Adds the app to a team (by any of its channels) or to a group chat."""
        return await self._changes(conversation, tell=tell).add()

    async def removes_bot(self, conversation: str, *, tell: bool = True) -> list[Reply]:
        """Removes the app there."""
        return await self._changes(conversation, tell=tell).remove()

    async def joins(self, conversation: str, *, tell: bool = True) -> list[Reply]:
        """Comes to a team or a group chat."""
        return await self._changes(conversation, tell=tell).join()

    async def leaves(self, conversation: str, *, tell: bool = True) -> list[Reply]:
        """Leaves it."""
        return await self._changes(conversation, tell=tell).leave()

    async def renames(self, channel: str, name: str) -> list[Reply]:
        """Gives a channel another name."""
        there = self._there(channel)
        assert there.team is not None
        return await self._changes(there.team.id).rename(there, name)

    async def deletes(self, channel: str) -> list[Reply]:
        """Deletes a channel."""
        there = self._there(channel)
        assert there.team is not None
        return await self._changes(there.team.id).delete(there)

    # --- talking

    async def types(self, text: str) -> Reply:
        """Writes to the bot in their own chat."""
        return await self._write(self._scene(self.chat), text, [])

    async def mentions_bot(
        self,
        conversation: str,
        text: str,
        *,
        thread: Json | None = None,
        people: Sequence["Person"] = (),
    ) -> Reply:
        """Writes ``@Headway …`` in a channel or group chat; ``@Full Name`` mentions ``people``."""
        scene = self._scene(self._there(conversation), thread)
        named = [(one.id, one.user.name) for one in people]
        bot = (self.bot.bot, self.bot.name)
        return await self._write(scene, f"@{self.bot.name} {text}", [bot, *named])

    def says(self, conversation: str, text: str, thread: Json | None = None) -> Json:
        """Writes something that no bot hears; the message."""
        there = self._there(conversation)
        kept = payloads.written(self.state, self.user.id, text)
        kept["root"] = (thread["root"] or thread["id"]) if thread else None
        there.messages[kept["id"]] = kept
        return kept

    async def edits(self, message: Json, text: str) -> Reply:
        """Writes a message of their own anew."""
        there = self._where(message)
        anew = payloads.written(self.state, self.user.id, text)
        same = {name: message[name] for name in ("id", "root", "at")}
        there.messages[message["id"]] = anew | same | {"edits": message["edits"] + 1}
        scene = self._scene(there, there.messages[message["id"]])
        return await self._tell(payloads.edited(scene, there.messages[message["id"]]))

    async def _write(self, scene: Scene, text: str, mentioned: Sequence[tuple[str, str]]) -> Reply:
        reached = self.bot.id in scene.there.apps and self.bot.id not in self.user.blocks
        assert reached, "the app is not there: Teams answers the person with 403"
        kept = payloads.written(self.state, self.user.id, text, mentioned)
        kept["root"] = scene.root
        scene.there.messages[kept["id"]] = kept
        inside = scene if scene.root or not scene.there.team else self._scene(scene.there, kept)
        return await self._tell(payloads.message(inside, kept))

    def _changes(self, conversation: str, *, tell: bool = True) -> Changes:
        return Changes(self.teams, self._scene(self._there(conversation)), tell=tell)
