"""The router: from an event to a person, a command and an answer."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

import structlog

from bot.domain.errors import AlreadyThereError, ChangeRefusedError, HeadwayError
from bot.domain.few_rooms import without_few_rooms
from bot.domain.inbox import Received
from bot.ledger.checkins import current_checkin
from bot.ledger.directory import places_of, preferences_of
from bot.ledger.names import screened
from bot.ledger.people import seen_again
from bot.ledger.tools import Tools
from bot.messages import (
    EVERY,
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
from bot.router.asking import About, Places, ask, ask_to_open_again
from bot.router.command import Command, Context, HomeHandler, MisunderstoodError, ReplyHandler
from bot.router.districts import Chosen, choose, is_of_one_left
from bot.router.handled import answer_of, keys_of, received
from bot.router.in_each import InEachError, in_all, in_each, of_district
from bot.router.refusals import RefusedError, refusal
from bot.router.screening import screen
from bot.router.words import Line, read_line
from prompts import districts, replies

log = structlog.get_logger()


class CommandSaidTwiceError(HeadwayError):
    """Two commands share a word. Give one of them another."""


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
        keys = keys_of(event)
        try:
            return await self._understood(event, keys)
        except AlreadyThereError:
            # Another process was faster, with this very event or with the same record: look anew.
            return await self._understood(event, keys)

    async def home(self, sender: Sender, at: datetime) -> Message:
        """What somebody's home shows at this moment; a refusal for a stranger.

        Of somebody in several districts it shows one after the other, each within its own walls.
        """
        async with self._store.read() as tx:
            places = await places_of(tx, sender, self._tools.holidays_of)
            if not places:
                return replies.stranger()
            if len(places) == 1:
                await tx.narrow(*places)
                return await self._home(await self._context(tx, places, next(iter(places)), at))
        return districts.together([await self._home_in(places, key, at) for key in places])

    async def _home_in(self, places: Places, key: str, at: datetime) -> Message:
        async with self._apart(key) as tx:
            shown = await self._home(await self._context(tx, places, key, at))
        return districts.of_district(shown, places[key][1].partnership)

    @asynccontextmanager
    async def _apart(self, partnership: str) -> AsyncIterator[Transaction]:
        async with self._store.read() as tx:
            await tx.narrow(partnership)
            yield tx

    async def without_names(self, sender: Sender, text: str) -> str:
        """See ``Inbound.without_names``; nothing of a stranger's is left."""
        async with self._store.read() as tx:
            places = await places_of(tx, sender, self._tools.holidays_of)
            await tx.narrow(*places)
            for person, directory in places.values():
                partnership = directory.partnership
                found = await screened(tx, self._tools, partnership, [text], by=person.key)
                text = found.texts[0].instead
        return text if places else ""

    async def _understood(self, event: Incoming, keys: list[str]) -> Response:
        try:
            return await self._once(event, keys)
        except InEachError as each:
            return in_all([await self.handle(one) for one in each.events])
        except RefusedError as refused:
            told = refused.refusal
            if told.unkept:
                return told
            async with self._store.write() as tx:
                await refused.clear.remember(tx)
                await tx.add_missing(*received(keys, event, told))
            return told

    async def _once(self, event: Incoming, keys: list[str]) -> Response:
        async with self._store.write() as tx:
            for key in keys:
                known = await tx.get(Received, key)
                if known:
                    return answer_of(known)
            response = await self._answer(tx, event)
            if not (response.unkept or response.errors):
                await tx.add(*received(keys, event, response))
            return response

    async def _answer(self, tx: Transaction, event: Incoming) -> Response:
        places = await places_of(tx, event.sender, self._tools.holidays_of)
        if not places:
            platform = event.sender.platform
            log.info("A stranger wrote.", action="stranger_refused", platform=platform)
            return Response(reply=replies.stranger(), unkept=True)
        if await is_of_one_left(tx, event):
            return Response(reply=districts.not_yours())
        await tx.narrow(*places)
        for key, (person, directory) in places.items():
            places[key] = await seen_again(tx, person, now=event.at), directory
        own = {key: directory.partnership for key, (_, directory) in places.items()}
        chosen = await choose(tx, event, own, self._commands)
        about = self._about(chosen.event)
        if about and about[1].everywhere:
            return await self._in(tx, places, replace(chosen, district=next(iter(places))))
        _let_be_done_in_each(chosen, places, about)
        if chosen.district is None:
            return await self._ask(tx, chosen.event, places, about)
        if chosen.district not in places:
            return Response(reply=districts.not_yours())
        return await self._in(tx, places, chosen, names=len(places) > 1)

    async def _ask(
        self, tx: Transaction, event: Incoming, places: Places, about: About | None
    ) -> Response:
        if isinstance(event, Submitted):
            return ask_to_open_again(event)
        if isinstance(event, Said) and _is_talk(event):
            return Response()
        return await ask(tx, self._tools, event, places, about)

    async def _in(
        self, tx: Transaction, places: Places, chosen: Chosen, *, names: bool = False
    ) -> Response:
        """Do it in the chosen district; ``names``: the answer names that."""
        key = chosen.district or ""
        await tx.narrow(key)
        context = await self._context(tx, places, key, chosen.event.at)
        partnership = context.directory.partnership
        try:
            response = await self._screened(context, chosen.event)
        except RefusedError as error:
            if names:
                error.refusal = of_district(error.refusal, partnership)
            raise
        return of_district(response, partnership) if names else response

    async def _screened(self, context: Context, event: Incoming) -> Response:
        expected = isinstance(event, Said) and await _is_expected(context, event)
        is_reply = isinstance(event, Said) and self._line(event, expected) is None
        clear = await screen(context, event, is_reply=is_reply)
        if isinstance(clear, Response):
            return clear
        try:
            response = await self._done(context, clear.event, expected)
        except (MisunderstoodError, ChangeRefusedError) as error:
            raise RefusedError(clear, refusal(clear.event, error)) from error
        await clear.remember(context.tx)
        return response

    def _about(self, event: Incoming) -> About | None:
        """The line that somebody typed, by hand or by a button, with its command."""
        line = None
        if isinstance(event, Said):
            line = self._line(event, expected=True)
        elif event.action == TYPES:
            line = read_line(event.value, self._commands, reply_expected=False)
        command = self._commands.get(line.word) if line else None
        return (line, command) if line and command else None

    async def _context(self, tx: Transaction, places: Places, key: str, now: datetime) -> Context:
        person, directory = places[key]
        preferences = await preferences_of(tx, [person])
        return Context(
            tx=tx,
            tools=self._tools,
            directory=directory,
            person=person,
            preferences=preferences[person.key],
            now=now,
            commands=tuple(self._commands.values()),
            persons=tuple(person for person, _ in places.values()),
            apart=self._apart,
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
        if _is_talk(event):
            return Response()
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
        known = command.word if command else None
        log.warning("An unknown action came in.", action="unknown_action", command=known)
        return Response(reply=replies.unknown_action())


def _telling(command: Command, text: str) -> str:
    """The text as a command gets it: what only tells of classrooms counts no one or two."""
    return text if command.counts else without_few_rooms(text)


def _is_talk(event: Said) -> bool:
    """Whether it was said among people, and not to the bot."""
    return not event.direct and not event.text.lstrip().startswith("/")


def _let_be_done_in_each(chosen: Chosen, places: Places, about: About | None) -> None:
    """Raise what has it done in each district, where it is for all of them."""
    in_all_by_itself = about is not None and about[1].done_in_each(about[0].text)
    if chosen.district == EVERY or (chosen.district is None and in_all_by_itself):
        raise InEachError(in_each(chosen.event, places))


async def _is_expected(context: Context, event: Said) -> bool:
    """Whether a reply is: in a thread, or while a check-in is open."""
    asked = await current_checkin(context.tx, context.person) if event.direct else None
    return event.thread is not None or asked is not None
