"""What people see in Teams and do with cards and dialogs, and what Teams makes of the answer."""

from typing import TYPE_CHECKING

from tests.teams.fake import payloads
from tests.teams.fake.cards import ADAPTIVE, buttons, card_of, spoken_by, trouble_with, words_of
from tests.teams.fake.dialogs import Dialog, values_of
from tests.teams.fake.payloads import Scene
from tests.teams.fake.reply import Reply
from tests.teams.fake.state import App, Conversation, Json, User

if TYPE_CHECKING:
    from tests.teams.fake.teams import Teams

UNREACHABLE = "Unable to reach app. Please try again."
NOTICES = {"application/vnd.microsoft.activity.message", "application/vnd.microsoft.error"}


class Hands:
    """``dialog`` stands open or is None; ``notice`` is what Teams showed for a moment after the
    last act; ``bot`` is the tenant's first one until another one is put there.
    """

    def __init__(self, teams: "Teams", user: User) -> None:
        self.teams, self.state, self.user = teams, teams.state, user
        self.dialog: Dialog | None = None
        self.notice = ""
        apps = list(self.state.apps.values())
        self.bot: App = next((app for app in apps if app.tenant == user.tenant), apps[0])

    # --- what they have before them

    @property
    def id(self) -> str:
        """How the bot knows them (``29:…``)."""
        return self.state.user_id(self.bot, self.user)

    @property
    def chat(self) -> Conversation:
        """The conversation with the bot."""
        return self.state.personal(self.bot, self.user)

    def messages(self, conversation: str | None = None) -> list[Json]:
        """The messages of a conversation as the bot or people sent them, the oldest first."""
        return list(self._there(conversation).messages.values())

    def sees(self, conversation: str | None = None) -> list[str]:
        """What each message of a conversation says to this person now, its buttons included."""
        return [self.reads(one) for one in self.messages(conversation)]

    def reads(self, message: Json) -> str:
        """What one message says to this person now."""
        own = self._where(message).shown.get((self.user.id, message["id"]))
        return "\n".join(spoken_by(own)) if own else words_of(message)

    def _shown(self, there: Conversation, message: Json) -> Json:
        return there.shown.get((self.user.id, message["id"])) or card_of(message) or {}

    # --- cards

    async def presses(
        self, label: str, on: Json | None = None, *, where: str | None = None,
        nth: int = 0, **given: str,
    ) -> Reply:  # fmt: skip
        """Presses a button of a message, by default of the newest that has it; see ``fills``."""
        there = self._where(on) if on else self._there(where)
        message, button = self._button(there, on, label, nth)
        held = values_of(self._shown(there, message), named(given))
        scene, data = self._scene(there, message), {**(button.get("data") or {}), **held}
        if button["type"] == "Action.Execute":
            pressed = payloads.executed(scene, button, held, message["id"])
            return self._executed(there, message, await self._tell(pressed))
        assert button["type"] == "Action.Submit", f"the bot hears nothing of {button['type']}"
        if (data.get("msteams") or {}).get("type") == "task/fetch":
            fetch = payloads.in_dialog(scene, "task/fetch", data, message["id"])
            return self._opened(await self._tell(fetch), there, message)
        told = scene.by_hand("message", self.state.moment()) | {"value": data}
        return await self._tell(told | {"replyToId": message["id"]})

    async def uses(self, command: str, on: Json) -> Reply:
        """Takes a message extension's command from a message's menu, where no bot need be."""
        there = self._where(on)
        name = "composeExtension/fetchTask"
        fetch = payloads.extension(self._scene(there, on), name, command, on, None)
        return self._opened(await self._tell(fetch), there, on, command)

    # --- dialogs

    def fills(self, **given: str) -> None:
        """Puts something into fields of the dialog: ``_`` for ``-`` and ``__`` for ``.``."""
        self.puts(named(given))

    def puts(self, given: dict[str, str]) -> None:
        """Puts something into fields of the dialog, named exactly."""
        assert self.dialog is not None, "no dialog is open"
        for name, value in given.items():
            self.dialog.fill(name, value)

    async def submits(self, label: str | None = None, **given: str) -> Reply:
        """Fills fields and sends the dialog by the button with that label, or by its only one."""
        self.fills(**given)
        dialog = self.dialog
        assert dialog is not None
        scene, data = self._scene(dialog.there, dialog.message), dialog.sent(label)
        if dialog.command and dialog.message:
            name = "composeExtension/submitAction"
            sent = payloads.extension(scene, name, dialog.command, dialog.message, data)
        else:
            message_id = dialog.message["id"] if dialog.message else None
            sent = payloads.in_dialog(scene, "task/submit", data, message_id)
        reply = await self._tell(sent)
        if reply.ok:  # otherwise it stays open, with what was filled in
            self.dialog = None
        return self._opened(reply, dialog.there, dialog.message, dialog.command)

    def closes(self) -> None:
        """Closes the dialog; the bot hears nothing of it."""
        self.dialog = None

    # --- what Teams makes of it

    async def _tell(self, activity: Json) -> Reply:
        reply = await self.teams.deliver(self.bot, activity)
        self.notice = "" if reply.ok else UNREACHABLE
        return reply

    def _executed(self, there: Conversation, message: Json, reply: Reply) -> Reply:
        """https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format"""
        if not reply.ok:
            return reply
        body = reply.body
        assert isinstance(body, dict), f"no answer to adaptiveCard/action: {body!r}"
        assert {"statusCode", "type", "value"} <= body.keys(), f"no answer of its kind: {body}"
        if body["type"] == ADAPTIVE:
            trouble = trouble_with({"contentType": ADAPTIVE, "content": body["value"]})
            assert trouble is None, trouble
            there.shown[self.user.id, message["id"]] = body["value"]
        else:
            assert body["type"] in NOTICES, f"Teams knows no {body['type']}"
            value = body["value"]
            self.notice = value["message"] if isinstance(value, dict) else value
        return reply

    def _opened(
        self, reply: Reply, there: Conversation, message: Json | None, command: str | None = None
    ) -> Reply:
        """https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots#responds-to-the-tasksubmit-messages"""
        task = reply.body.get("task") if reply.ok and isinstance(reply.body, dict) else None
        if not task:
            return reply
        if task["type"] == "message":
            self.notice = task["value"]
            return reply
        assert task["type"] == "continue", f"Teams knows no {task['type']}"
        self.dialog = Dialog(info=task["value"], there=there, message=message, command=command)
        return reply

    # --- finding things

    def _there(self, conversation: str | None) -> Conversation:
        return self.state.conversations[conversation] if conversation else self.chat

    def _where(self, message: Json) -> Conversation:
        for there in list(self.state.conversations.values()):
            if message["id"] in there.messages:
                return there
        raise AssertionError("that message is gone")

    def _scene(self, there: Conversation, message: Json | None = None) -> Scene:
        root = (message["root"] or message["id"]) if message and there.team else None
        return Scene(state=self.state, app=self.bot, user=self.user, there=there, root=root)

    def _button(
        self, there: Conversation, on: Json | None, label: str, nth: int
    ) -> tuple[Json, Json]:
        """The newest message with such a button, and its ``nth``."""
        among = [there.messages[on["id"]]] if on else reversed(list(there.messages.values()))
        for message in among:
            card = self._shown(there, message)
            found = [one for one in buttons(card) if one.get("title") == label]
            if found:
                return message, found[nth]
        raise AssertionError(
            f"no {label} in {[self.reads(one) for one in there.messages.values()]}"
        )


def named(given: dict[str, str]) -> dict[str, str]:
    """Names of fields as cards have them."""
    return {name.replace("_", "-").replace("--", "."): it for name, it in given.items()}
