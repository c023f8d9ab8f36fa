"""Everything that the bot says in an office full of records with the longest texts."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.commands import COMMANDS
from bot.messages import FieldKind, Form, Message, Pressed, Response, Said, Submitted
from tests.fakes import MONDAY, Office, sender
from tests.several import MAPLEWOOD, district, join

LONGEST = ("A *bold* <!channel> & <@U000000001> `said` :smile: ~so~ > it\n" * 60)[:3000]
PEOPLE = ("boyd", "vance", "whitfield", "stranger")
IN_SEVERAL = ("/headway help", "/headway mine", "/headway settings away until 12 March", "/commit")
DEPTH = 3
EVIDENCE = (
    ("boyd", f"/walkthrough lincoln grade 4: reasoning 3/5; pattern: {LONGEST}; next: {LONGEST}"),
    ("boyd", "/walkthrough start marsh with @price, @vance"),
    ("boyd", f"/headway visit marsh with @rossi: {LONGEST}; next: {LONGEST}"),
    ("price", f"/headway datateam lincoln grade 4: 1 3; minutes: {LONGEST}; pledge: {LONGEST}"),
    ("boyd", f"/headway indicator visits 61% lincoln from {LONGEST}"),
    ("vance", "/headway survey confidence district school team"),
    ("vance", f"/headway agenda revise vision: {LONGEST} because {LONGEST}"),
    ("vance", f"/headway siteday 2027-01-12 @imai: {LONGEST}"),
)
"""What is kept once of each kind, so that everybody has it to show and to press."""


@dataclass
class Collected:
    """All messages and forms that were shown, and the acts that have been tried."""

    messages: list[Message] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)

    def take(self, response: Response) -> None:
        """Keep what a response shows anybody."""
        shown = [response.reply, response.replace, *(one.message for one in response.updates)]
        self.messages += [message for message in shown if message]
        self.forms += [response.form] if response.form else []


async def collect(records: int = 200) -> Collected:
    """A full office, a week of it, every word of the bot and every button that comes of it."""
    office, found = await Office().open(), Collected()
    await _fill_with(office, records)
    for days in (0, 1, 3, 4):
        await office.tick(MONDAY + timedelta(days=days, hours=8 if days == 4 else 0))
    found.messages += [parcel.message for parcel in office.platform.sent]
    for who in PEOPLE:
        for line in lines():
            found.take(await _say(office, who, line))
        for _ in range(DEPTH):
            await _try_everything(office, found, who)
    await _in_several(office, found)
    found.messages += [message for _, message in office.platform.updated]
    return found


async def _in_several(office: Office, found: Collected) -> None:
    """What a coach is shown who is in two districts, and then in many."""
    shown = Collected()
    for files in ((MAPLEWOOD,), [district(f"d{n}", f"District {n} Schools") for n in range(40)]):
        await join(office, *files)
        for line in (*IN_SEVERAL, f"/commit {LONGEST}", f"/commit {LONGEST} Mr. Castellanos"):
            shown.take(await _say(office, "vance", line))
        shown.messages.append(await office.router.home(sender("vance"), office.now))
    await _try_everything(office, shown, "vance")
    found.messages += shown.messages
    found.forms += shown.forms


def lines() -> Iterator[str]:
    """Every word, with every example and without."""
    for command in COMMANDS:
        yield from command.examples
        yield command.examples[0].split()[0]
    yield from ("/headway people", "/headway agenda", "/headway mine", "/headway settings")
    yield "/headway home"
    yield from (LONGEST, "Where do I find the agenda?", f"/commit {LONGEST}", "/nonsense at all")


async def _fill_with(office: Office, records: int) -> None:
    for number in range(records // 4):
        await _say(office, "boyd", f"/commit {LONGEST} {number} by Friday")
        await _say(office, "vance", f"/commit {LONGEST} {number}")
        await _say(office, "boyd", f"/blocker {LONGEST} {number}")
        await _say(office, "boyd", f"/helping {LONGEST} {number}")
        await _say(office, "boyd", f"/walkthrough lincoln: {LONGEST} {number}/200")

    for who, line in EVIDENCE:
        await _say(office, who, line)


async def _say(office: Office, who: str, text: str) -> Response:
    said = Said(sender=sender(who), event=office._event(), at=office.now, text=text)
    return await office.router.handle(replace(said, direct=True))


async def _try_everything(office: Office, found: Collected, who: str) -> None:
    """Press a button of every sort, and send every form with the longest texts."""
    for message in list(found.messages):
        for button in message.buttons():
            if _is_new(found, who, f"{button.action} {button.label}"):
                pressed = Pressed(
                    sender=sender(who),
                    event=office._event(),
                    at=office.now,
                    action=button.action,
                    value=button.value,
                )
                found.take(await office.router.handle(pressed))
    for form in list(found.forms):
        if _is_new(found, who, f"{form.action} {form.value}"):
            found.take(await _send(office, who, form))


def _is_new(found: Collected, who: str, act: str) -> bool:
    new = f"{who} {act}" not in found.tried
    found.tried.add(f"{who} {act}")
    return new


async def _send(office: Office, who: str, form: Form) -> Response:
    long = {one.key: LONGEST for one in form.fields if one.kind is FieldKind.LINES}
    fields = {one.key: one.value for one in form.fields} | long
    submitted = Submitted(
        sender=sender(who),
        event=office._event(),
        at=office.now,
        action=form.action,
        value=form.value,
        fields=fields,
    )
    return await office.router.handle(submitted)
