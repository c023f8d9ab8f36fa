"""Several districts in the partner's one workspace, each with the same coaches."""

from dataclasses import replace

from bot.domain.commitment import Commitment
from bot.domain.record import Record
from bot.load import PartnershipFile, load
from bot.messages import Message, Pressed, Response
from tests.fakes import Office, riverbend, sender, text_of

COACHES = ("vance", "imai")
"""They are in all districts: one by user id, the other by e-mail address."""
RIVERBEND_NAME, MAPLEWOOD_NAME = "Riverbend Public Schools", "Maplewood Unified"


def district(key: str, name: str, like: PartnershipFile | None = None) -> PartnershipFile:
    """A district as Riverbend is, with people, channels and schools of its own."""
    file = like or riverbend()
    partnership, people = file.partnership, file.people
    return replace(
        file,
        partnership=replace(
            partnership,
            key=key,
            district=replace(partnership.district, name=name),
            channels=tuple(replace(one, id=f"{key}-{one.id}") for one in partnership.channels),
            schools=tuple(
                replace(one, key=f"{key}-{one.key}", name=f"{name} {one.name}")
                for one in partnership.schools
            ),
        ),
        people=tuple(
            replace(
                one,
                partnership=key,
                user=one.user if one.key in COACHES else one.user and f"{key}-{one.user}",
                email=one.email if one.key in COACHES else f"{key}-{one.email}",
                school=one.school and f"{key}-{one.school}",
            )
            for one in people
        ),
    )


MAPLEWOOD = district("maplewood", "Maplewood Unified")
HILLSIDE = district("hillside", "Hillside Schools")


async def join(office: Office, *files: PartnershipFile) -> Office:
    """Load further districts into the same office."""
    for file in files:
        async with office.store.write() as tx:
            await load(tx, file, now=office.now)
    return office


async def tap(office: Office, who: str, message: Message | None, label: str) -> Response:
    """Press the button with that label, whether it says that a form opens or not."""
    assert message is not None
    button = next(button for button in message.buttons() if button.label == label)
    return await office.act(who, button.action, button.value)


async def press_on(office: Office, who: str, reference: str, action: str, value: str) -> Response:
    """Press a button of a message that the platform has under this reference."""
    pressed = Pressed(
        sender=sender(who),
        event=f"press-{reference}-{action}",
        at=office.now,
        action=action,
        value=value,
        reference=reference,
    )
    return await office.router.handle(pressed)


async def kept(office: Office, kind: type[Record] = Commitment) -> dict[str, list[str]]:
    """The texts of what was kept, by partnership."""
    async with office.store.read() as tx:
        found = await tx.find(kind)
    told: dict[str, list[str]] = {}
    for record in found:
        told.setdefault(record.partnership, []).append(getattr(record, "text", ""))
    return told


def names_only(response: Response, name: str) -> bool:
    """Whether an answer names this one of both districts at its head."""
    told = text_of(response.reply)
    others = {RIVERBEND_NAME, MAPLEWOOD_NAME} - {name}
    return told.startswith(f"{name} · ") and not any(other in told for other in others)


async def many(office: Office) -> Office:
    """Six districts."""
    names = ("Ashby", "Birchwood", "Crestview", "Dunmore")
    files = [district(name.lower(), f"{name} Schools") for name in names]
    return await join(office, MAPLEWOOD, *files)
