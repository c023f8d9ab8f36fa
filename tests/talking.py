"""What scenario tests ask of an office: what was said, what is stored, what may be pressed."""

from typing import TypeVar

from bot.domain.checkin import CheckIn, checkin_id
from bot.domain.history import Change
from bot.domain.people import Person
from bot.domain.record import Record
from bot.messages import Form, Message, Response
from tests.fakes import MONDAY, Office, text_of

R = TypeVar("R", bound=Record)


def said(response: Response) -> str:
    """All that a response says to the person: the answer, the card in its place, the form."""
    texts = [text_of(m) for m in (response.reply, response.replace) if m]
    return "\n".join([*texts, form_text(response.form), *response.errors.values()])


def everything(response: Response) -> str:
    """All that a response shows anybody, what stands in buttons and forms included."""
    shown = [m for m in (response.reply, response.replace) if m]
    shown += [update.message for update in response.updates]
    texts = [text_of(m) for m in shown]
    texts += [f"{button.label} {button.value}" for m in shown for button in m.buttons()]
    return "\n".join([*texts, form_text(response.form), *response.errors.values()])


def form_text(form: Form | None) -> str:
    """The words of a form, with what stands in its fields."""
    if form is None:
        return ""
    fields = [f"{one.label} {one.hint} {one.value}" for one in form.fields]
    return "\n".join([form.title, form.intro, *fields])


def labels(message: Message | None) -> list[str]:
    """The labels of a message's buttons."""
    assert message is not None
    return [button.label for button in message.buttons()]


def card(office: Office, who: str = "boyd") -> Message:
    """The latest message that somebody was sent."""
    return office.platform.to(who)[-1]


def monday(who: str = "boyd") -> str:
    """The id of somebody's check-in of Monday, 11 January."""
    return checkin_id("riverbend", "leaders-weekly", MONDAY.date(), who)


async def get(office: Office, kind: type[R], number: int) -> R:
    """A record as it is stored now."""
    async with office.store.read() as tx:
        found = await tx.get(kind, "riverbend", number)
    assert found is not None
    return found


async def count(office: Office, kind: type[Record]) -> int:
    """How many records of a kind there are, withdrawn ones too."""
    async with office.store.read() as tx:
        return await tx.count(kind)


async def changes(office: Office, ref: str) -> list[Change]:
    """The history of a record, the oldest change first."""
    async with office.store.read() as tx:
        return await tx.find(Change, ref=ref, order="version")


async def checkin(office: Office, key: str | None = None) -> CheckIn:
    """A check-in as it is stored now; boyd's of Monday unless an id is given."""
    async with office.store.read() as tx:
        found = await tx.get(CheckIn, key or monday())
    assert found is not None
    return found


async def change_person(office: Office, key: str, **fields: object) -> None:
    """Store somebody of Riverbend otherwise than the file says."""
    async with office.store.write() as tx:
        person = await tx.get(Person, "riverbend", key)
        assert person is not None
        await tx.put(type(person)(**{**vars(person), **fields}))
