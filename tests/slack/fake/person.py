"""What people do in Slack, and what Slack makes of the app's answer."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tests.slack.fake import fields, payloads
from tests.slack.fake.messages import answer, place
from tests.slack.fake.methods_views import change, lay, made
from tests.slack.fake.payloads import ACTION, EVENT, SLASH
from tests.slack.fake.reply import Reply
from tests.slack.fake.state import Channel, Json, Team, User

if TYPE_CHECKING:
    from tests.slack.fake.slack import Slack


class Person:
    """Somebody in a workspace. Every act returns the app's answer, already applied."""

    def __init__(self, slack: "Slack", team: Team, user: User) -> None:
        self.slack, self.state, self.team, self.user = slack, slack.state, team, user

    @property
    def im(self) -> Channel:
        """The conversation with the bot."""
        return self.state.im(self.team, self.user.id)

    @property
    def modal(self) -> Json | None:
        """The view on top, if one is open."""
        stack = self.team.modals.get(self.user.id)
        return stack[-1] if stack else None

    @property
    def home(self) -> Json | None:
        """The home tab as it was published."""
        return self.team.homes.get(self.user.id)

    def sees(self, channel: str | None = None) -> list[Json]:
        """The messages of a conversation, those for this person alone included."""
        there = self._channel(channel)
        own = [one for one in there.ephemeral if one["to"] == self.user.id]
        return sorted([*there.messages.values(), *own], key=lambda one: float(one["ts"]))

    async def types(self, text: str, channel: str | None = None) -> Reply:
        """A slash command."""
        there = self._channel(channel)
        payload = payloads.slash(self.state, self.team, self.user, there, text)
        reply = await self.slack.deliver(SLASH, payload)
        if reply.ok and reply.body:
            content = reply.body if isinstance(reply.body, dict) else {"text": reply.body}
            answer(self.state, self.state.hooks[payload["response_url"].split("/")[-1]], content)
        return reply

    async def says(
        self, text: str, channel: str | None = None, thread: Json | None = None
    ) -> Reply | None:
        """Writes a message. The app hears of those to it, and of all in ``slack.listens_in``."""
        there = self._channel(channel)
        root = thread.get("thread_ts", thread["ts"]) if thread else None
        message = place(there, payloads.said(self.state, self.user, text, root))
        if there.user or there.id in self.slack.listens_in:
            return await self._event(payloads.message_event(there, message), there)
        if f"<@{self.team.bot_user}>" in text:
            return await self._event(payloads.app_mention(there, message), there)
        return None

    async def presses(
        self, on: Json, action_id: str, chooses: object = None, nth: int = 0
    ) -> Reply:
        """Presses a button, or chooses in a menu, of a message or a view as it stands."""
        one = fields.element(on["blocks"], action_id, nth)
        action = {"type": one["type"], "block_id": one["block_id"], "action_id": action_id}
        action |= fields.chosen(one, chooses) | {"action_ts": self.state.ts()}
        payload = self._interaction("block_actions") | {"actions": [action]}
        state = {"values": fields.values(on["blocks"])}
        if "ts" in on:
            where = self._where(on)
            payload |= payloads.on_message(self.state, self.team, self.user, where, on)
            payload |= {"state": state}
        else:
            container = {"type": "view", "view_id": on["id"]}
            payload |= {"container": container, "view": on | {"state": state}}
        return await self.slack.deliver(ACTION, payload)

    async def submits(self, view: Json | None = None, **given: object) -> Reply:
        """Fills fields of a form by block_id or action_id, ``_`` for ``-`` and ``__`` for ``.``."""
        named = {name.replace("_", "-").replace("--", "."): it for name, it in given.items()}
        return await self.sends(view, named)

    async def sends(self, view: Json | None, given: Mapping[str, object]) -> Reply:
        """Fills fields of a form, named exactly, and sends it."""
        view = self._open(view or self.modal)
        filled = fields.values(view["blocks"], given)
        assert not fields.missing(view["blocks"], filled), fields.missing(view["blocks"], filled)
        payload = self._interaction("view_submission") | {"response_urls": []}
        payload |= {"view": view | {"state": {"values": filled}, "team_id": self.user.home}}
        reply = await self.slack.deliver(ACTION, payload)
        if reply.ok:
            self._answered(view, reply)
        return reply

    async def closes(self, *, everything: bool = False) -> Reply | None:
        """Closes the view on top, or all; the app hears of it if the view says so."""
        stack = self.team.modals[self.user.id]
        view = stack[-1]
        stack[:] = [] if everything else stack[:-1]
        if not view["notify_on_close"]:
            return None
        payload = self._interaction("view_closed") | {"view": view, "is_cleared": everything}
        payload.pop("trigger_id")
        return await self.slack.deliver(ACTION, payload)

    async def takes_shortcut(self, callback_id: str, message: Json | None = None) -> Reply:
        """A shortcut, of a message if one is given."""
        kind = "message_action" if message else "shortcut"
        payload = self._interaction(kind) | {"callback_id": callback_id}
        payload |= {"action_ts": self.state.ts()}
        if message:
            where = self._where(message)
            payload |= payloads.on_message(self.state, self.team, self.user, where, message)
            payload.pop("container")
        return await self.slack.deliver(ACTION, payload)

    async def opens_home(self, tab: str = "home") -> Reply:
        """Opens the app's home (or its ``messages``)."""
        return await self._event(
            payloads.home_opened(self.state, self.user, self.im, self.home, tab), self.im
        )

    def _interaction(self, kind: str) -> Json:
        return payloads.interaction(self.state, self.team, self.user, kind)

    def _channel(self, key: str | None) -> Channel:
        return self.team.channels[key] if key else self.im

    def _where(self, message: Json) -> Channel:
        """The conversation of a message."""
        for channel in list(self.team.channels.values()):
            if message["ts"] in channel.messages or message in channel.ephemeral:
                return channel
        raise AssertionError("that message is gone")

    def _open(self, view: Json | None) -> Json:
        """A view as it is open now."""
        stack = self.team.modals.get(self.user.id, [])
        return next(one for one in stack if view and one["id"] == view["id"])

    async def _event(self, inner: Json, channel: Channel) -> Reply:
        payload = payloads.event(self.state, self.team, inner, shared=channel.is_shared)
        return await self.slack.deliver(EVENT, payload)

    def _answered(self, view: Json, reply: Reply) -> None:
        """https://docs.slack.dev/surfaces/modals/ says what a form does then."""
        body = reply.body if isinstance(reply.body, dict) else {}
        stack = self.team.modals[self.user.id]
        match body.get("response_action"):
            case "errors":
                reply.errors = body["errors"]
                inputs = {one["block_id"] for one in view["blocks"] if one["type"] == "input"}
                assert set(reply.errors) <= inputs, f"the form has only {inputs}"
            case "update":
                change(self.state, self.team, view, body["view"])
            case "push":
                lay(self.team, self.user.id, made(self.state, self.team, body["view"]))
            case "clear":
                stack.clear()
            case _:
                stack[:] = [one for one in stack if one is not view]
