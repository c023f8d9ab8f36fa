"""Two districts of one partner in one store: the first full of markers, and who tries to see them.

The second has the same people's and schools' keys, so that whatever is typed or forged means
something there too. Its partner's people sit in the same workspace as the first one's.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import TypeVar

from bot.commands import COMMANDS, HOME, REPLY
from bot.domain.people import Person, Side, Workspace
from bot.load import PartnershipFile, load
from bot.messages import (
    Button,
    FieldKind,
    Form,
    Incoming,
    Message,
    Pressed,
    Response,
    Said,
    Sender,
    Submitted,
    within,
)
from bot.ports import Store
from bot.router import Command, Context, Router
from storage.memory import MemoryTransaction
from storage.tables import TABLES
from storage.within import OUTSIDE
from tests.collecting import EVIDENCE, LONGEST
from tests.collecting import lines as every_line
from tests.fakes import MONDAY, Office, riverbend
from tests.fakes import sender as of_riverbend
from tests.planting import MARKER, Planted

FIRST, SECOND = "riverbend", "lakewood"
PARTNERS = "T000000001"
ELSEWHERE = "T000000002"
LEAVER = "nowak"
NUMBERS = (901, 902)
NUMBER = re.compile(r"\d+")
Shown = TypeVar("Shown", Button, Form)
OUTSIDERS = {
    "a leader of another district": Sender(platform="slack", workspace=ELSEWHERE, user="L-boyd"),
    "a coach of another district": Sender(platform="slack", workspace=PARTNERS, user="L-vance"),
    "a leaver": replace(of_riverbend(LEAVER)),
    "a stranger": Sender(platform="slack", workspace=PARTNERS, user="U999999999"),
    "a stranger elsewhere": Sender(platform="slack", workspace="T404404404", user="U000000004"),
}
"""Who is not to see anything of the first district."""


async def _everything(context: Context, _text: str) -> Response:
    """What a mistaken command could do: read every table and name no partnership."""
    rows = [row for kind in TABLES if kind not in OUTSIDE for row in await context.tx.find(kind)]
    return Response(reply=Message(text="\n".join(map(str, rows))))


MISTAKEN = Command(
    word="everything", help="Everything.", examples=("/headway everything",), typed=_everything
)


@dataclass
class Districts:
    """Both districts, and what the first one's people were shown."""

    store: Store
    planted: Planted = field(default_factory=Planted)
    messages: list[Message] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Put the bot together, with a command among the others that looks everywhere."""
        self.office = Office(self.store)
        self.office.router = Router(
            store=self.store,
            tools=self.office.tools,
            commands=(*COMMANDS, MISTAKEN),
            reply=REPLY,
            home=HOME,
        )

    async def load(self) -> "Districts":
        """Load both, the first one's file full of markers."""
        first = self.planted.marked(riverbend())
        async with self.store.write() as tx:
            await load(tx, first, now=MONDAY)
            await load(tx, _second(riverbend()), now=MONDAY)
        return self

    async def open(self) -> "Districts":
        """Load both, let the first one's week pass, and plant a row of every kind in it."""
        await self.load()
        await self._live()
        await self.plant()
        await self._look()
        async with self.store.write() as tx:
            leaver = await tx.get(Person, FIRST, LEAVER)
            assert leaver
            await tx.put(replace(leaver, left=self.office.now))
        return self

    async def plant(self) -> None:
        """Add a row of every kind to the first district; nothing that was there is replaced."""
        async with self.store.write() as tx:
            for kind in (one for one, table in TABLES.items() if "partnership" in table.columns):
                for number in NUMBERS:
                    await tx.add_missing(self.planted.one(kind, number, FIRST))

    async def moved_to(self, store: Store) -> "Districts":
        """The same in another store, which is empty; made in memory, it is there much sooner."""
        moved = Districts(store, planted=self.planted, messages=self.messages, forms=self.forms)
        moved.office.now = self.office.now
        # No event has the id of one that was handled: it would be answered as before.
        moved.office._events = count(10**6)
        async with self.store.read() as here, store.write() as there:
            for kind in TABLES:
                await there.add(*await here.find(kind))
            assert isinstance(here, MemoryTransaction)
            for (partnership, letter), last in here.numbers.items():
                for _ in range(last):
                    await there.next_number(partnership, letter)
        return moved

    async def _live(self) -> None:
        office = self.office
        for who, line in EVIDENCE:
            await self._say(of_riverbend(who), line.replace(LONGEST, self._words()))
        for who in ("boyd", "vance"):
            for word in ("/commit", "/blocker", "/helping"):
                await self._say(of_riverbend(who), f"{word} {self._words()}")
            await self._say(OUTSIDERS["a leader of another district"], "/commit share our rubric")
        for days in (0, 1, 3, 4):
            await office.tick(MONDAY + timedelta(days=days, hours=7 if days == 4 else 0))
            for who in ("boyd", "vance"):
                await self._say(of_riverbend(who), f"We did {self._words()}")
        self.messages += [parcel.message for parcel in office.platform.sent]

    async def _look(self) -> None:
        office = self.office
        for who in ("boyd", "vance"):
            for line in every_line():
                await self._say(of_riverbend(who), line)
            self.messages.append(await office.router.home(of_riverbend(who), office.now))
        for opener in list(_different(one for one in self._buttons() if one.form)):
            self._take(await office.router.handle(self._pressed(of_riverbend("boyd"), opener)))

    def _words(self) -> str:
        return f"the protocol {self.planted.word('typed')}"

    def _take(self, response: Response) -> Response:
        shown = [response.reply, response.replace, *(one.message for one in response.updates)]
        self.messages += [message for message in shown if message]
        self.forms += [response.form] if response.form else []
        return response

    async def _say(self, who: Sender, text: str) -> Response:
        return self._take(await self.office.router.handle(self._said(who, text)))

    def _said(self, who: Sender, text: str, **where: str) -> Said:
        event, at = self.office._event(), self.office.now
        return replace(Said(sender=who, event=event, at=at, text=text), **where)  # type: ignore[arg-type]  # fields of several types

    def _pressed(self, who: Sender, button: Button) -> Pressed:
        return Pressed(
            sender=who,
            event=self.office._event(),
            at=self.office.now,
            action=button.action,
            value=without_markers(button.value),
        )

    def _submitted(self, who: Sender, form: Form) -> Submitted:
        fields = {one.key: without_markers(one.value) for one in form.fields}
        said = {one.key: "our own words" for one in form.fields if one.kind is FieldKind.LINES}
        return Submitted(
            sender=who,
            event=self.office._event(),
            at=self.office.now,
            action=form.action,
            value=without_markers(form.value),
            fields=fields | said,
        )

    def forged(self, who: Sender) -> Iterator[Incoming]:
        """All that can be typed, and every button and form of the first district's.

        Of buttons and forms that differ in a number alone one does.
        """
        for line in (*every_line(), *guesses(), MISTAKEN.examples[0]):
            yield self._said(who, line)
        yield self._said(who, "Where are we?", channel="C000000001")
        yield self._said(who, "We are late.", thread="m1")
        for button in _different(self._buttons()):
            yield self._pressed(who, button)
        for button in {each.action: each for each in self._buttons()}.values():
            yield self._pressed(who, replace(button, value=within(button.value, FIRST)))
        for form in _different(self.forms):
            yield self._submitted(who, form)

    def _buttons(self) -> Iterator[Button]:
        return (button for each in self.messages for button in each.buttons())

    async def shown_to(self, who: Sender) -> list[str]:
        """Where what an outsider is shown was planted: nowhere, if the walls hold."""
        leaks: list[str] = []
        for event in self.forged(who):
            response = await self.office.router.handle(event)
            leaks += [f"{_named(event)} -> {leak}" for leak in self.planted.leaks(response)]
            if response.form:
                again = await self.office.router.handle(self._submitted(who, response.form))
                leaks += [f"{response.form.action} -> {one}" for one in self.planted.leaks(again)]
        home = await self.office.router.home(who, self.office.now)
        kept = await self.office.router.without_names(who, "the plan for Zoe")
        return leaks + [f"home -> {leak}" for leak in self.planted.leaks(home, kept)]

    async def mistaken(self, who: Sender) -> Response:
        """What an outsider is shown by a command that reads everything it can."""
        return await self.office.router.handle(self._said(who, MISTAKEN.examples[0]))

    async def sent_elsewhere(self) -> list[str]:
        """Where what went to anybody but the first district's people and channels was planted."""
        platform = self.office.platform
        before = len(platform.sent)
        for days in (7, 8, 11):
            await self.office.tick(MONDAY + timedelta(days=days, hours=7 if days == 11 else 0))
        theirs = [one for one in platform.sent[before:] if not one.delivery.startswith(FIRST)]
        assert theirs, "the second district's week passes, too"
        return self.planted.leaks(*(parcel.message for parcel in theirs))


def guesses() -> Iterator[str]:
    """Numbers and names that an outsider might try."""
    for letter in "ABCDFHIRSVW":
        for number in (1, *NUMBERS):
            yield f"/headway record {letter}-{number}"
    yield from (f"/commit done C-{number}" for number in (1, *NUMBERS))
    yield from (f"/blocker clear B-{number}" for number in (1, *NUMBERS))
    yield from ("/headway find the protocol", "/headway find zq", "/digest riverbend")
    yield from ("/commit riverbend: share it", "riverbend: /digest", "/headway people riverbend")


def without_markers(text: str) -> str:
    """What an outsider can forge: references, and not the very words that are looked for."""
    return MARKER.sub("nothing", text)


def _second(file: PartnershipFile) -> PartnershipFile:
    partnership = replace(
        file.partnership,
        key=SECOND,
        district=replace(file.partnership.district, name="Lakewood Schools"),
        workspaces=(
            Workspace(side=Side.DISTRICT, platform="slack", id=ELSEWHERE),
            Workspace(side=Side.PARTNER, platform="slack", id=PARTNERS),
        ),
        channels=tuple(replace(one, id=f"L-{one.key}") for one in file.partnership.channels),
    )
    people = (
        replace(one, partnership=SECOND, user=f"L-{one.key}", email=f"{one.key}@lakewood.example")
        for one in file.people
    )
    return replace(file, partnership=partnership, people=tuple(people))


def _different(shown: Iterable[Shown]) -> Iterator[Shown]:
    """One for each action and sort of reference."""
    seen = {(each.action, NUMBER.sub("0", without_markers(each.value))): each for each in shown}
    yield from list(seen.values())


def _named(event: Incoming) -> str:
    what = event.text if isinstance(event, Said) else f"{event.action} {event.value}"
    return f"{event.sender.user}: {what}"
