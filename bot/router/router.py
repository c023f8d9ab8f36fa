"""The router: from an event to a person, a command and an answer."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import structlog
from pydantic import TypeAdapter

from bot.domain.errors import AlreadyThereError, ChangeRefusedError, HeadwayError
from bot.domain.inbox import Received
from bot.domain.people import Person
from bot.ledger.checkins import current_checkin
from bot.ledger.directory import Directory, directory_of, preferences_of
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
from bot.router.words import Line, read_line
from prompts import replies

log = structlog.get_logger()


class CommandSaidTwiceError(HeadwayError):
    """Two commands share a word. Give one of them another."""


@lru_cache
def _responses() -> TypeAdapter[Any]:
    return TypeAdapter(Response)


class Router:
    """Dispatches events to commands; implements the ``Inbound`` port.

    Each event is handled in one transaction together with the note that it was: a repetition,
    under the same id or with the same content, gets the same answer and changes nothing.
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

    async def _understood(self, event: Incoming, keys: list[str]) -> Response:
        try:
            return await self._once(event, keys)
        except (MisunderstoodError, ChangeRefusedError) as error:
            refusal = _refusal(event, error)
            async with self._store.write() as tx:
                await tx.add_missing(*_received(keys, event, refusal))
            return refusal

    async def _once(self, event: Incoming, keys: list[str]) -> Response:
        async with self._store.write() as tx:
            for key in keys:
                known = await tx.get(Received, key)
                if known:
                    return _from_json(known.response)
            response = await self._answer(tx, event)
            await tx.add(*_received(keys, event, response))
            return response

    async def _answer(self, tx: Transaction, event: Incoming) -> Response:
        known = await directory_of(tx, event.sender, self._tools.holidays_of)
        if known is None:
            log.info("A stranger wrote.", action="stranger_refused", platform=event.sender.platform)
            return Response(reply=replies.stranger())
        person, directory = known
        found = await seen_again(tx, person, now=event.at)
        context = await self._context(tx, found, directory, event.at)
        if isinstance(event, Said):
            return await self._said(context, event)
        return await self._acted(context, event)

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

    async def _said(self, context: Context, event: Said) -> Response:
        asked = await current_checkin(context.tx, context.person) if event.direct else None
        expected = event.thread is not None or asked is not None
        line = read_line(event.text, self._commands, reply_expected=expected)
        if not event.direct and not event.text.lstrip().startswith("/"):
            return Response()  # talk among people
        if line is None:
            return await self._reply(context, event)
        return await self._type(context, line)

    async def _type(self, context: Context, line: Line) -> Response:
        command = self._commands.get(line.word)
        if command is None:
            raise MisunderstoodError(
                replies.unknown_word(line.word, line.near),
                typed=line.typed,
                suggestion=line.suggestion,
            )
        return await command.typed(context, line.text)

    async def _acted(self, context: Context, event: Pressed | Submitted) -> Response:
        word, _, verb = event.action.partition(".")
        command = self._commands.get(word)
        line = read_line(event.value, self._commands, reply_expected=False)
        if event.action == TYPES and line:
            return await self._type(context, line)
        if command and isinstance(event, Pressed) and verb in command.pressed:
            return await command.pressed[verb](context, event)
        if command and isinstance(event, Submitted) and verb in command.submitted:
            return await command.submitted[verb](context, event)
        log.warning("An unknown action came in.", action="unknown_action", asked=event.action)
        return Response(reply=replies.unknown_action())


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
    return Response(reply=message)


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
