"""The router: from an event to a person, a command and an answer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import structlog
from pydantic import TypeAdapter

from bot.domain.errors import AlreadyThereError, ChangeRefusedError, HeadwayError
from bot.domain.few_rooms import without_few_rooms
from bot.domain.inbox import Received
from bot.domain.people import Person
from bot.ledger.checkins import current_checkin
from bot.ledger.directory import Directory, directory_of, preferences_of
from bot.ledger.names import screened
from bot.ledger.people import seen_again
from bot.ledger.tools import Tools
from bot.messages import (
    TYPES,
    Incoming,
    Message,
    Pressed,
    Response,
    Said,
    Sender,
    Submitted,
    without_nul,
)
from bot.ports import Store, Transaction
from bot.router.command import Command, Context, HomeHandler, MisunderstoodError, ReplyHandler
from bot.router.screening import Clear, screen
from bot.router.words import Line, read_line
from prompts import replies

log = structlog.get_logger()


class CommandSaidTwiceError(HeadwayError):
    """Two commands share a word. Give one of them another."""


class _RefusedError(HeadwayError):
    """A command refused what was asked; all that it had begun is undone."""

    def __init__(self, clear: Clear, error: MisunderstoodError | ChangeRefusedError) -> None:
        """Keep what was asked, free of names, and why it was refused."""
        super().__init__(str(error))
        self.clear = clear
        self.error = error


@lru_cache
def _responses() -> TypeAdapter[Any]:
    return TypeAdapter(Response)


class Router:
    """Dispatches events to commands; implements the ``Inbound`` port.

    Each event is handled in one transaction together with the note that it was: a repetition,
    under the same id or with the same content, gets the same answer and changes nothing. Of an
    event that names somebody who may not be named nothing is stored, not even that it was there.
    """

    def __init__(
        self,
        *,
        store: Store,
        tools: Tools,
        commands: Sequence[Command],
        reply: ReplyHandler,
        home: HomeHandler,
    ) -> None:
        """Take the explicit list of commands, what plain text goes to, and what a home shows.

        Raises CommandSaidTwiceError if a word is there twice.
        """
        self._store = store
        self._tools = tools
        self._commands = {command.word: command for command in commands}
        self._reply = reply
        self._home = home
        if len(self._commands) != len(commands):
            raise CommandSaidTwiceError(" ".join(command.word for command in commands))

    async def handle(self, event: Incoming) -> Response:
        """Do what the event asks, once, and return what to answer."""
        event = without_nul(event)
        keys = _keys(event)
        try:
            return await self._understood(event, keys)
        except AlreadyThereError:
            # Another process was faster, with this very event or with the same record: look anew.
            return await self._understood(event, keys)

    async def home(self, sender: Sender, at: datetime) -> Message:
        """What somebody's home shows at this moment; a refusal for a stranger."""
        async with self._store.read() as tx:
            known = await directory_of(tx, sender, self._tools.holidays_of)
            if known is None:
                return replies.stranger()
            return await self._home(await self._context(tx, *known, at))

    async def without_names(self, sender: Sender, text: str) -> str:
        """See ``Inbound.without_names``; nothing of a stranger's is left."""
        async with self._store.read() as tx:
            known = await directory_of(tx, sender, self._tools.holidays_of)
            if known is None:
                return ""
            person, directory = known
            found = await screened(tx, self._tools, directory.partnership, [text], by=person.key)
            return found.texts[0].instead

    async def _understood(self, event: Incoming, keys: list[str]) -> Response:
        try:
            return await self._once(event, keys)
        except _RefusedError as refused:
            refusal = _refusal(refused.clear.event, refused.error)
            if refusal.unkept:
                return refusal
            async with self._store.write() as tx:
                await refused.clear.remember(tx)
                await tx.add_missing(*_received(keys, event, refusal))
            return refusal

    async def _once(self, event: Incoming, keys: list[str]) -> Response:
        async with self._store.write() as tx:
            for key in keys:
                known = await tx.get(Received, key)
                if known:
                    return _from_json(known.response)
            response = await self._answer(tx, event)
            if not (response.unkept or response.errors):
                await tx.add(*_received(keys, event, response))
            return response

    async def _answer(self, tx: Transaction, event: Incoming) -> Response:
        known = await directory_of(tx, event.sender, self._tools.holidays_of)
        if known is None:
            log.info("A stranger wrote.", action="stranger_refused", platform=event.sender.platform)
            return Response(reply=replies.stranger(), unkept=True)
        person, directory = known
        found = await seen_again(tx, person, now=event.at)
        context = await self._context(tx, found, directory, event.at)
        expected = isinstance(event, Said) and await _is_expected(context, event)
        is_reply = isinstance(event, Said) and self._line(event, expected) is None
        clear = await screen(context, event, is_reply=is_reply)
        if isinstance(clear, Response):
            return clear
        try:
            response = await self._done(context, clear.event, expected)
        except (MisunderstoodError, ChangeRefusedError) as error:
            raise _RefusedError(clear, error) from error
        await clear.remember(tx)
        return response

    async def _context(
        self, tx: Transaction, person: Person, directory: Directory, now: datetime
    ) -> Context:
        preferences = await preferences_of(tx, [person])
        return Context(
            tx=tx,
            tools=self._tools,
            directory=directory,
            person=person,
            preferences=preferences[person.key],
            now=now,
            commands=tuple(self._commands.values()),
        )

    async def _done(self, context: Context, event: Incoming, expected: bool) -> Response:
        """Do what a screened event asks for; ``expected``: a reply is."""
        if isinstance(event, Said):
            return await self._said(context, event, expected)
        return await self._acted(context, event)

    def _line(self, event: Said, expected: bool) -> Line | None:
        return read_line(event.text, self._commands, reply_expected=expected)

    async def _said(self, context: Context, event: Said, expected: bool) -> Response:
        line = self._line(event, expected)
        if not event.direct and not event.text.lstrip().startswith("/"):
            return Response()  # talk among people
        if line is None:
            return await self._reply(context, replace(event, text=without_few_rooms(event.text)))
        return await self._type(context, line)

    async def _type(self, context: Context, line: Line) -> Response:
        command = self._commands.get(line.word)
        if command is None:
            raise MisunderstoodError(
                replies.unknown_word(line.word, line.near),
                typed=line.typed,
                suggestion=line.suggestion,
            )
        return await command.typed(context, _telling(command, line.text))

    async def _acted(self, context: Context, event: Pressed | Submitted) -> Response:
        word, _, verb = event.action.partition(".")
        command = self._commands.get(word)
        line = read_line(event.value, self._commands, reply_expected=False)
        if event.action == TYPES and line:
            return await self._type(context, line)
        if command and isinstance(event, Pressed) and verb in command.pressed:
            return await command.pressed[verb](context, event)
        if command and isinstance(event, Submitted) and verb in command.submitted:
            told = {key: _telling(command, text) for key, text in event.fields.items()}
            return await command.submitted[verb](context, replace(event, fields=told))
        log.warning("An unknown action came in.", action="unknown_action", asked=event.action)
        return Response(reply=replies.unknown_action())


def _telling(command: Command, text: str) -> str:
    """The text as a command gets it: what only tells of classrooms counts no one or two."""
    return text if command.counts else without_few_rooms(text)


async def _is_expected(context: Context, event: Said) -> bool:
    """Whether a reply is: in a thread, or while a check-in is open."""
    asked = await current_checkin(context.tx, context.person) if event.direct else None
    return event.thread is not None or asked is not None


def _keys(event: Incoming) -> list[str]:
    """The keys of an event; nobody gets the answer that was meant for another."""
    sender = event.sender
    who = f"{sender.platform}:{sender.workspace}:{sender.user}"
    return [f"{who}:{key}" for key in (event.event, event.content) if key]


def _refusal(event: Incoming, error: MisunderstoodError | ChangeRefusedError) -> Response:
    if isinstance(error, ChangeRefusedError):
        return Response(reply=replies.misunderstood(str(error), typed=_typed(event)))
    message = replies.misunderstood(
        str(error),
        typed=error.typed or _typed(event),
        suggestion=error.suggestion,
        show=error.show,
    )
    return Response(reply=message, unkept=error.stranger)


def _typed(event: Incoming) -> str:
    """The words that somebody wrote, so that a refusal loses none."""
    if isinstance(event, Said):
        return event.text.strip()
    if isinstance(event, Pressed):
        return event.value if event.action == TYPES else ""
    # Choices, people and dates of a form have no blanks in them.
    return "\n".join(text.strip() for text in event.fields.values() if " " in text.strip())


def _received(keys: list[str], event: Incoming, response: Response) -> list[Received]:
    told = _responses().dump_json(response).decode()
    return [Received(key=key, at=event.at, response=told) for key in dict.fromkeys(keys)]


def _from_json(text: str) -> Response:
    response: Response = _responses().validate_json(text)
    return response
