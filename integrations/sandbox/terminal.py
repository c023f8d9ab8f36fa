"""The terminal chat: a person's conversation with the bot, line by line.

It reads and writes through the two functions it is given, and does nothing else by itself.
"""

import re
from collections.abc import Awaitable, Callable

from bot.domain.errors import HeadwayError
from bot.messages import Button, Form, Message, Response
from integrations.sandbox.cards import as_text, printable
from integrations.sandbox.filling import Filling, Read, Write
from integrations.sandbox.inbound import SandboxInbound
from integrations.sandbox.items import Shown, direct

HELP = (
    "Type a message or a number; :r 3 text replies in the thread of message 3; :refresh;"
    " :go shows channels; :help; :quit"
)
_NOWHERE = ""
"""In the place of a message's id for what is kept nowhere."""
_RECENT = 10
_MOST = 50


async def chat(
    sandbox: SandboxInbound,
    user: str,
    *,
    read: Read,
    write: Write,
    pass_time: Callable[[], Awaitable[None]],
) -> None:
    """Talk as a user until ``:quit`` or the end of input.

    ``read`` shows a prompt and returns a line, or None at the end. ``pass_time`` is called after
    each input, so that what the bot does by the clock happens meanwhile.
    """
    talk = _Talk(sandbox, user, read=read, write=write)
    write(HELP)
    await talk.refresh()
    while (line := await read(f"{printable(user)}> ")) is not None:
        try:
            going_on = await talk.take(line.strip())
        except HeadwayError as error:
            write(f"! {error}")
            going_on = True
        if not going_on:
            break
        await pass_time()
        await talk.show_new()


class _Talk:
    """What stands on the screen: numbered messages, numbered buttons, one conversation."""

    def __init__(self, sandbox: SandboxInbound, user: str, *, read: Read, write: Write) -> None:
        self._sandbox = sandbox
        self._user = user
        self._read = read
        self._write = write
        self._place = direct(user)
        self._numbers: dict[str, int] = {}
        self._seen: dict[str, Shown] = {}
        self._buttons: dict[int, tuple[str, Button]] = {}
        self._next_button = 1
        self._drafts: dict[tuple[str, str], dict[str, str]] = {}

    async def take(self, line: str) -> bool:
        """Do what a line asks for. False when it asks to leave."""
        command, _, rest = line.partition(" ")
        if line == ":quit":
            return False
        if line == ":refresh":
            await self.refresh()
        elif command == ":go":
            await self._go(rest.strip())
        elif command == ":r":
            await self._reply(rest)
        elif re.fullmatch(r":[a-z]+", line):
            self._write(HELP)
        elif line.isdecimal():
            await self._press(int(line))
        elif line:
            await self._say(line, thread=None)
        return True

    async def refresh(self) -> None:
        """Show the unread and the most recent messages, numbered from 1."""
        self._numbers, self._seen, self._buttons, self._next_button = {}, {}, {}, 1
        page = await self._page()
        last = await self._sandbox.last_read(self._user, self._place)
        unread = sum(one.id > last for one in page)
        recent = page[: max(unread, _RECENT)]
        if not recent:
            self._write("Nothing has been said here yet.")
        await self._show(recent[::-1], last_read=last)

    async def show_new(self) -> None:
        """Show what has come or changed since; one's own words stand on the screen already."""
        oldest = min(self._seen, default="")
        fresh = [
            one
            for one in await self._page()
            if self._seen.get(one.id) != one and one.author != self._user and one.id >= oldest
        ]
        await self._show(fresh[::-1])

    async def _page(self) -> list[Shown]:
        return await self._sandbox.conversation(self._place, limit=_MOST, reader=self._user)

    async def _show(self, messages: list[Shown], *, last_read: str = "~") -> None:
        for one in messages:
            self._show_one(one, is_new=one.id > last_read and one.author != self._user)
        if messages:
            await self._sandbox.mark_read(self._user, self._place, max(self._seen))

    def _show_one(self, one: Shown, *, is_new: bool) -> None:
        number = self._numbers.setdefault(one.id, len(self._numbers) + 1)
        self._seen[one.id] = one
        text, buttons = as_text(one.message, first_number=self._next_button)
        self._write("")
        self._write(self._headline(one, number, is_new=is_new))
        self._write(text)
        self._buttons = {n: b for n, b in self._buttons.items() if b[0] != one.id}
        for button in buttons:
            self._buttons[self._next_button] = (one.id, button)
            self._next_button += 1

    def _tell(self, message: Message) -> None:
        """Show what stands in no conversation; its buttons say their value."""
        text, buttons = as_text(message, first_number=self._next_button)
        self._write("")
        self._write(text)
        for button in buttons:
            self._buttons[self._next_button] = (_NOWHERE, button)
            self._next_button += 1

    def _headline(self, one: Shown, number: int, *, is_new: bool) -> str:
        author = "you" if one.author == self._user else one.author
        parent = self._numbers.get(one.thread or "")
        notes = [
            f"in the thread of #{parent}" if parent else "",
            "only you can see this" if one.only_for else "",
            "changed" if one.edited else "",
            "new" if is_new else "",
        ]
        said = [printable(author), f"{one.at:%a %d %b %H:%M} UTC", *notes]
        return f"#{number} " + " · ".join(part for part in said if part)

    async def _go(self, number: str) -> None:
        places = await self._sandbox.conversations(self._user)
        if number.isdecimal() and 0 < int(number) <= len(places):
            self._place = places[int(number) - 1]
            self._write(f"Now in {printable(self._place)}.")
            return await self.refresh()
        for position, place in enumerate(places, 1):
            self._write(f"  {position}. {printable(place)}")
        return self._write("Type :go and a number.")

    async def _reply(self, rest: str) -> None:
        number, _, text = rest.strip().partition(" ")
        found = [key for key, known in self._numbers.items() if str(known) == number]
        if not found or not text.strip():
            return self._write("Type :r, the number of a message, and your words.")
        message = self._seen.get(found[0])
        # A thread hangs on its first message, whichever of its messages is replied to.
        thread = message.thread if message and message.thread else found[0]
        return await self._say(text.strip(), thread=thread)

    async def _say(self, text: str, *, thread: str | None) -> None:
        kind, _, key = self._place.partition(":")
        channel = key if kind == "channel" else None
        await self._follow(
            await self._sandbox.say(self._user, text, channel=channel, thread=thread)
        )

    async def _press(self, number: int) -> None:
        if number not in self._buttons:
            return self._write(f"There is no button {number}. To say it, put a word beside it.")
        reference, button = self._buttons[number]
        if reference == _NOWHERE:
            return await self._say(button.value, thread=None)
        return await self._follow(
            await self._sandbox.press(self._user, reference, button.action, button.value)
        )

    async def _follow(self, response: Response) -> None:
        """Fill in the forms that open, one after the other; tell what is kept nowhere."""
        if response.unkept and response.reply is not None:
            self._tell(response.reply)
        form = response.form
        while form is not None:
            form = await self._fill(form)

    async def _fill(self, form: Form) -> Form | None:
        """Fill in a form until it is taken or left, and return the one that opens then."""
        key = (form.action, form.value)
        filling = Filling(form, read=self._read, write=self._write, typed=self._drafts.get(key))
        going_on = await filling.fill()
        while going_on:
            # Kept before it is sent: an error on the way must not lose it.
            self._drafts[key] = filling.values
            response = await self._sandbox.submit(
                self._user, form.action, form.value, filling.values
            )
            if not response.errors:
                del self._drafts[key]
                return response.form
            going_on = await filling.correct(response.errors)
        self._drafts[key] = filling.values
        await self._leave(filling)
        return None

    async def _leave(self, filling: Filling) -> None:
        await self._sandbox.leave_form(self._user)
        self._write("Left the form; nothing was sent. Open it again and this still stands in it:")
        for line in filling.describe() or ["  (nothing)"]:
            self._write(line)
