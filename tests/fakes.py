"""Fakes of our own ports, and a small office to try the whole inside in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count
from pathlib import Path

from bot.commands import COMMANDS, HOME, REPLY
from bot.domain.delivery import Place
from bot.domain.errors import TryLaterError, UnreachableError
from bot.domain.pace import Rates
from bot.jobs import Desk, Tally, tick
from bot.ledger.tools import Tools
from bot.load import PartnershipFile, load
from bot.messages import Form, Message, Pressed, Response, Said, Sender, Submitted, plain
from bot.ports import Address, Parcel, Store
from bot.router import Router
from integrations.calendars import holidays_of
from integrations.dates import DateWords
from integrations.documents import DocxDocuments
from integrations.partnership_file import read_partnership
from integrations.screening import NameScreen
from prompts.digest import TemplateWriter
from storage.memory import MemoryStore

RIVERBEND = Path(__file__).parent / "data" / "riverbend.yaml"
MONDAY = datetime(2027, 1, 11, 13, 0, 10, tzinfo=UTC)
"""Monday, 11 January 2027, ten seconds past 8:00 in New York."""

WORKSPACE = "T000000001"
USERS = {
    "whitfield": "U000000001",
    "ortega": "U000000002",
    "chen": "U000000003",
    "boyd": "U000000004",
    "rossi": "U000000005",
    "haddad": "U000000006",
    "nowak": "U000000007",
    "price": "price@riverbend.example",
    "vance": "U000000009",
    "imai": "imai@harborcenter.example",
}


@lru_cache
def riverbend() -> PartnershipFile:
    """Riverbend's file, read once for all tests of a process: nothing in it can be changed."""
    return read_partnership(RIVERBEND)


@dataclass
class FakePlatform:
    """A chat platform in memory. ``closed`` addresses are unreachable, ``busy`` ones try later."""

    sent: list[Parcel] = field(default_factory=list)
    updated: list[tuple[str, Message]] = field(default_factory=list)
    closed: dict[str, str] = field(default_factory=dict)
    busy: dict[str, int] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)
    references: dict[str, str] = field(default_factory=dict)
    limits: Rates = field(default_factory=Rates)

    async def send(self, parcel: Parcel) -> str:
        """Keep the parcel; refuse as told."""
        address = address_key(parcel.to)
        if address in self.closed:
            raise UnreachableError(self.closed[address])
        if self.busy.get(address, 0) > 0:
            self.busy[address] -= 1
            raise TryLaterError("busy")
        self.sent.append(parcel)
        self.references[parcel.delivery] = f"m{next(self.numbers)}"
        return self.references[parcel.delivery]

    async def find(self, delivery: str, to: Address) -> str | None:
        """The reference of what was sent for a delivery."""
        return self.references.get(delivery)

    async def update(self, reference: str, message: Message) -> None:
        """Keep the change."""
        self.updated.append((reference, message))

    async def ready(self) -> str | None:
        """Always ready."""
        return None

    def rates(self, place: Place) -> Rates:
        """As told; nothing is too fast unless a test says so."""
        return self.limits

    def to(self, person: str) -> list[Message]:
        """What was sent to a person of Riverbend, or to a channel by its id."""
        wanted = USERS.get(person, person)
        return [parcel.message for parcel in self.sent if address_key(parcel.to) == wanted]


def address_key(address: Address) -> str:
    """What tells one address from another."""
    return address.channel or address.user or address.email or ""


class Office:
    """Riverbend on an in-memory store, with a clock that stands still until moved."""

    def __init__(self, store: Store | None = None, now: datetime = MONDAY) -> None:
        self.store: Store = store or MemoryStore()
        self.platform = FakePlatform()
        self.tools = Tools(
            dates=DateWords(),
            holidays_of=holidays_of,
            writer=TemplateWriter(),
            template=TemplateWriter(),
            screen=NameScreen(),
            documents=DocxDocuments(),
        )
        self.desk = Desk(
            store=self.store,
            tools=self.tools,
            platforms={"slack": self.platform},
            seconds=lambda: 0.0,
        )
        self.router = Router(
            store=self.store, tools=self.tools, commands=COMMANDS, reply=REPLY, home=HOME
        )
        self.now = now
        self._events = count()

    async def open(self) -> "Office":
        """Load Riverbend's file."""
        async with self.store.write() as tx:
            await load(tx, riverbend(), now=self.now)
        return self

    async def tick(self, at: datetime | None = None) -> Tally:
        """Pass the clock, at this moment if one is given."""
        self.now = at or self.now
        return await tick(self.desk, self.now)

    def later(self, **pause: float) -> datetime:
        """Move the clock on and return the new moment."""
        self.now += timedelta(**pause)
        return self.now

    async def say(self, who: str, text: str, **where: object) -> Response:
        """Somebody types something to the bot."""
        said = Said(sender=sender(who), event=self._event(), at=self.now, text=text)
        return await self.router.handle(replace(said, **where))  # type: ignore[arg-type]  # fields of several types

    async def press(self, who: str, message: Message | None, label: str, nth: int = 0) -> Response:
        """Somebody presses the ``nth`` button with that label on a message."""
        assert message is not None
        button = [button for button in message.buttons() if button.label == label][nth]
        response = await self.act(who, button.action, button.value)
        assert button.form or not response.form, f"{label} opens a form and does not say so"
        return response

    async def act(self, who: str, action: str, value: str) -> Response:
        """Somebody presses a button that may be old or made up."""
        pressed = Pressed(
            sender=sender(who), event=self._event(), at=self.now, action=action, value=value
        )
        return await self.router.handle(pressed)

    async def fill(self, who: str, form: Form | None, **fields: str) -> Response:
        """Somebody fills fields of a form (``in_the_way`` for ``in-the-way``) and sends it."""
        assert form is not None
        given = {name.replace("_", "-").replace("--", "."): text for name, text in fields.items()}
        submitted = Submitted(
            sender=sender(who),
            event=self._event(),
            at=self.now,
            action=form.action,
            value=form.value,
            fields={one.key: one.value for one in form.fields} | given,
        )
        return await self.router.handle(submitted)

    def _event(self) -> str:
        return f"event-{next(self._events)}"


def sender(who: str) -> Sender:
    """Somebody of Riverbend, or a stranger, as the platform names them."""
    user = USERS.get(who, who)
    return Sender(
        platform="slack", workspace=WORKSPACE, user=user, email=user if "@" in user else None
    )


def text_of(message: Message | None) -> str:
    """All that a message says, as plain text."""
    assert message is not None
    return "\n".join([message.text, *(plain(block.text) for block in message.blocks)])


def fields_of(form: Form | None) -> Mapping[str, str]:
    """What stands in a form."""
    assert form is not None
    return {one.key: one.value for one in form.fields}
