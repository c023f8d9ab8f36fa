"""What a command is, and what it is given."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.domain.audience import Viewer
from bot.domain.errors import ChangeRefusedError, HeadwayError
from bot.domain.people import Person
from bot.domain.preferences import Preferences
from bot.ledger.checkins import zone_of
from bot.ledger.directory import Directory
from bot.ledger.tools import Tools
from bot.messages import Message, Pressed, Response, Said, Submitted
from bot.ports import DateFound, Transaction
from prompts.words import words

T = TypeVar("T")


class MisunderstoodError(HeadwayError):
    """What was typed could not be understood. The text is kept and repeated in the answer.

    ``typed`` is the whole line, ``suggestion`` the line that was probably meant, if any, and
    ``show`` a line that shows what there is. ``stranger``: it names somebody whom nobody knows, so
    that nothing of it may be stored.
    """

    def __init__(
        self,
        message: str,
        *,
        typed: str = "",
        suggestion: str | None = None,
        show: str = "",
        stranger: bool = False,
    ) -> None:
        """Keep what was typed, and what was probably meant."""
        super().__init__(message)
        self.typed = typed
        self.suggestion = suggestion
        self.show = show
        self.stranger = stranger


def read_value(read: Callable[[str], T], text: str) -> T:
    """What stands in the value of a button or a form.

    Raises ChangeRefusedError where ``read`` finds a ValueError: the value is old, or made up.
    """
    try:
        return read(text)
    except ValueError as error:
        raise ChangeRefusedError(words("replies").plain("unknown_action")) from error


def _nowhere(partnership: str) -> AbstractAsyncContextManager[Transaction]:
    """No other transaction; Raises LookupError: only the router opens them."""
    raise LookupError(partnership)


@dataclass(frozen=True, kw_only=True)
class Context:
    """Everything that a command knows about the moment: who, where, when, and the transaction.

    Of the people ``directory`` knows the person alone; ``somebody`` and ``everybody`` read more.
    ``persons`` are all that the sender is, one in each partnership, by its key; ``apart`` opens a
    reading transaction that sees one partnership of these and nothing else.
    ``commands`` are all there are, for help. ``origin`` is the number of the record that what is
    kept now came from.
    """

    tx: Transaction
    tools: Tools
    directory: Directory
    person: Person
    preferences: Preferences
    now: datetime
    commands: tuple["Command", ...] = ()
    origin: str | None = None
    persons: tuple[Person, ...] = ()
    apart: Callable[[str], AbstractAsyncContextManager[Transaction]] = _nowhere

    @cached_property
    def zone(self) -> str:
        """The zone that the person's times are told in."""
        return zone_of(self.directory, self.person, self.preferences)

    @property
    def local_zone(self) -> ZoneInfo:
        """That zone, to turn moments into the person's wall-clock time."""
        return ZoneInfo(self.zone)

    @cached_property
    def today(self) -> date:
        """The person's day."""
        return self.now.astimezone(self.local_zone).date()

    @property
    def viewer(self) -> Viewer:
        """The person as a reader under the audience rule."""
        return self.person.viewer

    @property
    def in_several(self) -> bool:
        """Whether the sender is in several districts, so that each answer names its own."""
        return len(self.persons) > 1

    @property
    def partnership(self) -> str:
        """The key of the partnership."""
        return self.directory.partnership.key

    async def somebody(self, key: str | None) -> Person | None:
        """The person of the partnership with this key, a leaver too."""
        known = self.directory.people.get(key or "")
        return known if known or not key else await self.tx.get(Person, self.partnership, key)

    async def everybody(self) -> Directory:
        """The partnership with all its people; they may be thousands."""
        people = await self.tx.find(Person, partnership=self.partnership)
        return replace(self.directory, people={person.key: person for person in people})

    async def find_person(self, word: str) -> Person | None:
        """See ``Directory.find``."""
        person = await self.somebody(word.removeprefix("@"))
        if person and not person.left:
            return person
        return (await self.everybody()).find(word)

    def find_date(self, text: str) -> DateFound | None:
        """The date phrase in a text."""
        days = self.directory.school_days
        return self.tools.dates.find(text, today=self.today, school_days=days.is_instructional)

    def read_date(self, phrase: str) -> date | None:
        """The day that a phrase means."""
        days = self.directory.school_days
        return self.tools.dates.read(phrase, today=self.today, school_days=days.is_instructional)


HomeHandler = Callable[[Context], Awaitable[Message]]
ReplyHandler = Callable[[Context, Said], Awaitable[Response]]
TypedHandler = Callable[[Context, str], Awaitable[Response]]
PressedHandler = Callable[[Context, Pressed], Awaitable[Response]]
SubmittedHandler = Callable[[Context, Submitted], Awaitable[Response]]


@dataclass(frozen=True, kw_only=True)
class Command:
    """A word that people can type, and the buttons and forms that belong to it.

    ``pressed`` and ``submitted`` are keyed by the verb of an action ``word.verb``. With ``slash``
    the word is a slash command of its own; every word also works after ``/headway``. ``bare``: no
    sentence begins with this word, so that it is the command without a slash too. ``about`` is the
    part of the help that it stands in, a key of ``about`` in ``prompts/headway.toml``. ``counts``:
    it counts classrooms, and sees itself to it that no count of few is shown.

    For somebody in several districts: ``everywhere`` is about all of them, or none. ``each`` are
    the first words of its text, "" for no text, with which it is done in each, one after the other;
    with those of ``all_first`` that is offered. All the rest is done in one.
    """

    word: str
    help: str
    examples: tuple[str, ...]
    typed: TypedHandler
    pressed: Mapping[str, PressedHandler] = field(default_factory=dict)
    submitted: Mapping[str, SubmittedHandler] = field(default_factory=dict)
    slash: bool = False
    bare: bool = False
    about: str = "more"
    counts: bool = False
    everywhere: bool = False
    each: frozenset[str] = frozenset()
    all_first: frozenset[str] = frozenset()

    def done_in_each(self, text: str) -> bool:
        """Whether it is done in each of somebody's districts with this text behind it."""
        return _first_word(text) in self.each

    def offers_each(self, text: str) -> bool:
        """Whether it may be meant for all of somebody's districts."""
        return _first_word(text) in self.all_first

    @property
    def line(self) -> str:
        """What is typed for it: "/commit", "/headway mine"."""
        return f"{'/' if self.slash else '/headway '}{self.word}"


def _first_word(text: str) -> str:
    return next(iter(text.lower().split()), "")
