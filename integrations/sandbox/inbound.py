"""A person's side of the sandbox: saying, pressing, filling in, and reading."""

from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from bot.domain.errors import TryLaterError, UnreachableError
from bot.messages import Message, Pressed, Response, Said, Sender, Submitted, Update
from bot.ports import Clock, Inbound, PlatformItem, Store
from integrations.sandbox.forms import Forms, OpenForm
from integrations.sandbox.items import BOT, PLATFORM, Post, channel, direct, new_id
from integrations.sandbox.outbound import SandboxChat
from integrations.sandbox.reading import Reading


@dataclass(frozen=True, kw_only=True)
class _Here:
    """Who acts, where, and on which of the bot's messages."""

    user: str
    conversation: str
    thread: str | None = None
    pressed: str | None = None

    @property
    def only_for(self) -> str | None:
        """The one who sees what is answered here: in a channel nobody else does."""
        return None if self.conversation == direct(self.user) else self.user


class SandboxInbound(Reading):
    """Translates what people of one workspace do there, and shows them what comes of it."""

    def __init__(
        self,
        *,
        store: Store,
        inbound: Inbound,
        chat: SandboxChat,
        clock: Clock,
        workspace: str = PLATFORM,
    ) -> None:
        super().__init__(store=store)
        self._forms = Forms(store=store, clock=clock)
        self._inbound = inbound
        self._chat = chat
        self._clock = clock
        self._workspace = workspace

    async def say(
        self, user: str, text: str, *, channel: str | None = None, thread: str | None = None
    ) -> Response:
        """Type something: to the bot alone, or in a channel; ``thread`` is a message's id.

        In a channel a command (``/…``) is seen by its author alone; other words by everybody. What
        the bot leaves unkept is not kept here either, nor is its answer: show it to the author.
        """
        here = _Here(user=user, conversation=_conversation(user, channel), thread=thread)
        if channel is not None:
            await self.join(channel, user)
        hidden = here.only_for if text.startswith("/") else None
        post = Post(author=user, message=Message(text=text), thread=thread, only_for=hidden)
        said = Said(
            sender=self._sender(user),
            event=new_id(),
            at=await self._clock.now(),
            text=text,
            direct=channel is None,
            channel=channel,
            thread=thread,
        )
        response = await self._inbound.handle(said)
        if not response.unkept:
            await self._chat.keep(here.conversation, post, key=said.event)
            await self._show(response, here)
        return response

    async def press(self, user: str, reference: str, action: str, value: str) -> Response:
        """Press a button of a message. An old card's button can be pressed too."""
        at = await self.message(reference)
        here = _Here(
            user=user,
            conversation=at.conversation if at else direct(user),
            thread=at.thread if at else None,
            pressed=reference,
        )
        pressed = Pressed(
            sender=self._sender(user),
            event=new_id(),
            at=await self._clock.now(),
            action=action,
            value=value,
            reference=reference,
        )
        return await self._answer(pressed, here)

    async def submit(
        self, user: str, form_action: str, value: str, fields: Mapping[str, str]
    ) -> Response:
        """Send a form. With errors it stays open, with what was typed in it.

        What the platform itself sees to be wrong, such as a needed field that is empty, is not
        sent to the bot. That and what the bot leaves unkept is not kept here: the form stays open
        as it was, and what was typed is for whoever shows it to keep in sight.
        """
        opened = await self._forms.opened(user)
        errors = opened.wrong(form_action, value, fields) if opened else {}
        if errors:
            return Response(errors=errors, unkept=True)
        here = _Here(user=user, conversation=opened.conversation if opened else direct(user))
        submitted = Submitted(
            sender=self._sender(user),
            event=new_id(),
            at=await self._clock.now(),
            action=form_action,
            value=value,
            fields=dict(fields),
        )
        response = await self._answer(submitted, here)
        if response.form is None and not response.unkept:
            await self._forms.settle(user, fields, response.errors)
        return response

    async def join(self, channel: str, *users: str) -> None:
        """Make users members of a channel; joining twice changes nothing."""
        now = await self._clock.now()
        async with self._store.write() as tx:
            for user in users:
                member = PlatformItem(
                    platform=PLATFORM,
                    kind="member",
                    id=f"{channel} {user}",
                    parent=user,
                    at=now,
                    body={"channel": channel},
                )
                await tx.add_missing(member)

    async def open_form(self, user: str) -> OpenForm | None:
        """The form that stands open for a user; there is at most one, the newest."""
        return await self._forms.opened(user)

    async def leave_form(self, user: str) -> None:
        """Close the open form without sending it."""
        await self._forms.close(user)

    async def mark_read(self, user: str, key: str, reference: str) -> None:
        """Remember that the user has read the conversation up to this message."""
        item = PlatformItem(
            platform=PLATFORM,
            kind="read",
            id=f"{user} {key}",
            parent=reference,
            at=await self._clock.now(),
            body={},
        )
        async with self._store.write() as tx:
            await tx.put(item)

    async def _answer(self, event: Pressed | Submitted, here: _Here) -> Response:
        response = await self._inbound.handle(event)
        if not response.unkept:
            await self._note(event, here)
            await self._show(response, here)
        return response

    async def _note(self, event: Pressed | Submitted, here: _Here) -> None:
        """Keep what was done, and not what was chosen or typed: a survey's answer is nobody's."""
        what = "pressed" if isinstance(event, Pressed) else "submitted"
        item = PlatformItem(
            platform=PLATFORM,
            kind="event",
            id=event.event,
            parent=here.conversation,
            at=event.at,
            body={
                "what": what,
                "user": here.user,
                "reference": here.pressed,
                "action": event.action,
            },
        )
        async with self._store.write() as tx:
            await tx.add(item)

    async def _show(self, response: Response, here: _Here) -> None:
        if response.reply is not None:
            await self._post(here, response.reply)
        if response.replace is not None:
            await self._replace(here, response.replace)
        if response.form is not None:
            await self._forms.open(here.user, here.conversation, response.form)
        for update in response.updates:
            await self._update(update)

    async def _post(self, here: _Here, message: Message) -> None:
        post = Post(author=BOT, message=message, thread=here.thread, only_for=here.only_for)
        await self._chat.keep(here.conversation, post)

    async def _replace(self, here: _Here, message: Message) -> None:
        """Replace the pressed message; where there is none, nothing said may get lost."""
        if here.pressed is None or not await self._chat.change(here.pressed, message):
            await self._post(here, message)

    async def _update(self, update: Update) -> None:
        if update.platform != PLATFORM:
            return
        try:
            await self._chat.update(update.reference, update.message)
        except (TryLaterError, UnreachableError) as error:
            # The person's own answer has been given; an old card elsewhere must not undo that.
            structlog.get_logger().warning(
                "An older message was not changed.",
                action="update-refused",
                reference=update.reference,
                reason=str(error),
            )

    def _sender(self, user: str) -> Sender:
        return Sender(
            platform=PLATFORM,
            workspace=self._workspace,
            user=user,
            email=user if "@" in user else None,
        )


def _conversation(user: str, key: str | None) -> str:
    return direct(user) if key is None else channel(key)
