"""Which district an event is for, where its sender is in several. It is decided here alone.

A record's number (C-12) says nothing: every district has its own. Where it is not clear this says
so, and the person is asked: nothing is ever done in a district by guess.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from itertools import chain

from bot.domain.delivery import Delivery, DeliveryKind
from bot.domain.partnership import Partnership
from bot.ledger.directory import leavers_of
from bot.messages import EVERY, SAYS, Incoming, Pressed, Said, Submitted, put_on, taken_off
from bot.ports import Transaction
from bot.router.command import Command
from bot.router.words import read_line
from prompts.districts import CHOOSE, DISTRICT, TEXT

Own = Mapping[str, Partnership]
"""The partnerships that somebody is in, by key."""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """An event without what said its district, and that district's key.

    None: it is not clear. ``EVERY``: all of the sender's.
    """

    event: Incoming
    district: str | None


async def choose(
    tx: Transaction, event: Incoming, own: Own, commands: Mapping[str, Command]
) -> Chosen:
    """The district of an event.

    1. What was pressed or filled in says it itself, else the message that it stands on; what was
       replied to says it as well.
    2. A line says it by its words ("/commit riverbend: share …") or by the channel that it was
       typed in; where both say something, they must agree.

    Whoever is in one district has said it by being there.
    """
    event, marked = _unmarked(event)
    if marked is not None:
        return Chosen(event=_without_name(event, marked, own, commands), district=marked)
    if len(own) == 1:
        return Chosen(event=event, district=next(iter(own)))
    sent_in = await _sent_in(tx, event)
    if sent_in in own:
        return Chosen(event=event, district=sent_in)
    if not isinstance(event, Said):
        return Chosen(event=event, district=None)
    by_words, text = named(event.text, own, commands)
    told = {key for key in (by_words, _by_channel(event, own)) if key}
    if len(told) != 1:
        return Chosen(event=event, district=None)
    return Chosen(event=replace(event, text=text), district=told.pop())


def _unmarked(event: Incoming) -> tuple[Incoming, str | None]:
    """The event as it was meant, and the district that its button or form carries."""
    if isinstance(event, Said):
        return event, None
    if isinstance(event, Submitted) and event.action == CHOOSE:
        return _unmarked(_pressed_in(event))
    district, value = taken_off(event.value)
    if isinstance(event, Pressed) and event.action == SAYS:
        return said_again(event, value), district
    return replace(event, value=value), district


def _pressed_in(event: Submitted) -> Pressed:
    """The choice of one of many districts as the press of that district's button."""
    action, _, value = event.value.partition("|")
    text = value if action else event.fields.get(TEXT, "")
    return Pressed(
        sender=event.sender,
        event=event.event,
        at=event.at,
        action=action or SAYS,
        value=put_on(text, event.fields.get(DISTRICT, "")),
        content=event.content,
    )


def said_again(event: Pressed, text: str) -> Said:
    """What the button says for the person, as if they had said it to the bot alone."""
    return Said(
        sender=event.sender, event=event.event, at=event.at, text=text, content=event.content
    )


async def _sent_in(tx: Transaction, event: Incoming) -> str | None:
    """The partnership of the message that was replied to, or whose button was pressed.

    The portfolio is about all of them, whichever it was posted for.
    """
    reference = _on(event)
    if reference is None:
        return None
    platform = event.sender.platform
    sent = await tx.find(Delivery, platform=platform, reference=reference, limit=1)
    about_one = sent and sent[0].kind is not DeliveryKind.PORTFOLIO
    return sent[0].partnership if about_one else None


def _on(event: Incoming) -> str | None:
    """The message that it replies to, or whose button was pressed."""
    return event.thread if isinstance(event, Said) else getattr(event, "reference", None)


async def is_of_one_left(tx: Transaction, event: Incoming) -> bool:
    """Whether it is done on a card of a district that its sender has left since.

    It is nothing for another: a reply is no answer there, and C-12 is another promise. Asked before
    the walls are drawn, it looks at nothing but whose card that was.
    """
    reference = _on(event)
    if reference is None:
        return False
    platform, counted = event.sender.platform, 0
    for person in await leavers_of(tx, event.sender):
        counted += await tx.count(
            Delivery,
            partnership=person.partnership,
            recipient=f"person:{person.key}",
            platform=platform,
            reference=reference,
        )
    return counted > 0


def _by_channel(event: Said, own: Own) -> str | None:
    """The one partnership that has the channel in which something was typed."""
    place = event.sender.platform, event.sender.workspace, event.channel
    found = {
        partnership.key
        for partnership in own.values()
        for channel in partnership.channels
        if (workspace := partnership.workspace(channel.workspace))
        and (workspace.platform, workspace.id, channel.id) == place
    }
    return found.pop() if len(found) == 1 else None


def named(text: str, own: Own, commands: Mapping[str, Command]) -> tuple[str | None, str]:
    """The district that a line names, and the line without it.

    It stands before a colon at the beginning, or behind the command's word; or it is all that
    stands behind that word. It is the key, the name or its first word, in any case; where another
    district or a school in one is called so too, it names nothing. A key is no less clear where the
    name of a school begins with it: "riverbend:" is no Riverbend High. A line that goes on to tell
    of another district in the same way is for neither.
    """
    typed = text.strip()
    line = read_line(typed, commands, reply_expected=False)
    rest = line.text if line else typed
    before = typed.removesuffix(rest)
    name, colon, after = rest.partition(":")
    if not colon and line is None:
        return None, text
    clear = _names(own)
    district = clear.get(_plain(name))
    if district is None or _tells_of_another(after, district, clear):
        return None, text
    return district, f"{before}{after.strip()}".strip()


def _tells_of_another(text: str, district: str, clear: Mapping[str, str]) -> bool:
    """Whether another district's turn comes further on: "riverbend: a … maplewood: b"."""
    heads = [f" {_plain(head)}" for head in text.split(":")[:-1]]
    others = tuple(f" {name}" for name, key in clear.items() if key != district)
    return any(head.endswith(others) for head in heads)


def _plain(name: str) -> str:
    return " ".join(name.lower().split())


def _without_name(
    event: Incoming, district: str, own: Own, commands: Mapping[str, Command]
) -> Incoming:
    """What was said without the name of the district that it is for anyway."""
    if not isinstance(event, Said) or district == EVERY:
        return event
    by_words, text = named(event.text, own, commands)
    return replace(event, text=text) if by_words == district else event


def clear_name(own: Own) -> str:
    """What one of these districts can be named by in a line: a key, if one is unmistakable."""
    clear = _names(own)
    return next((key for key in own if key.lower() in clear), next(iter(clear), next(iter(own))))


def _names(own: Own) -> dict[str, str]:
    """The partnership that each unmistakable name means, in small letters."""
    meant: dict[str, set[str]] = {}
    keys = {key.lower() for key in own}
    for partnership in own.values():
        organisation = _called(partnership.key, partnership.district.name)
        schools = (_called(one.key, one.name, apart=keys) for one in partnership.schools)
        for name in chain(organisation, *schools):
            meant.setdefault(name, set()).add(partnership.key)
    districts = {
        name: partnership.key
        for partnership in own.values()
        for name in _called(partnership.key, partnership.district.name)
    }
    return {name: key for name, key in districts.items() if meant[name] == {key}}


def _called(key: str, name: str, *, apart: Set[str] = frozenset()) -> Set[str]:
    """Its key, its name, and the first word of that unless it is one of those ``apart``."""
    words = name.lower().split()
    return {key.lower(), " ".join(words)} | ({words[0]} - apart)
