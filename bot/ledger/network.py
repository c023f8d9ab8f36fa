"""The network in the store: sharing, reading, taking back."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from itertools import chain, count

from bot.domain.audience import Audience, Viewer
from bot.domain.digest import Digest, Section
from bot.domain.help import Help
from bot.domain.history import Act
from bot.domain.names import Names, NoPerson
from bot.domain.network import Network, Shared, may_read, may_take_back, network_of
from bot.domain.partnership import Partnership
from bot.domain.people import Person
from bot.domain.record import Statement, parse_ref
from bot.domain.unnamed import own_names
from bot.domain.visit import Visit
from bot.ledger.directory import Directory
from bot.ledger.records import change, look_up
from bot.ledger.tools import Tools
from bot.ports import Between, OneOf, Transaction

SECTION = "network"
"""The key of a digest's section about what other districts share."""
SHAREABLE: tuple[type[Statement], ...] = (Help, Visit)
"""What may be shared: what helps, and what somebody took home from another school."""


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """What an author shares of a record: words for others, and the district's name or none.

    ``strategy`` is its name, empty where others should not read that.
    """

    record: Statement
    text: str
    strategy: str = ""
    shown: str = ""


async def share(tx: Transaction, network: Network, sharing: Sharing, act: Act) -> Shared:
    """Copy an author's words into the partner's network, and let the record say so.

    One that the district's leaders may not read says nothing: they do not read it for that.
    """
    record = sharing.record
    draft = Shared(
        **vars(network),
        number=0,
        partnership=record.partnership,
        by=act.by,
        at=act.at,
        text=sharing.text,
        source=record.ref,
        was=record.audience,
        strategy=sharing.strategy,
        shown=sharing.shown,
    )
    shared = await _numbered(tx, network, draft)
    if record.audience is Audience.LEADERS:
        await change(tx, record, replace(record, audience=Audience.NETWORK), act)
    return shared


async def _numbered(tx: Transaction, network: Network, draft: Shared) -> Shared:
    """The text under the next number that is free; that of one taken back stays taken.

    Those of other districts that were taken back cannot be seen, so that the next may be taken.
    """
    last = await tx.find(Shared, **vars(network), order="-number", limit=1)
    numbers = count(last[0].number + 1 if last else 1)
    added: list[Shared] = []
    while not added:
        added = await tx.add_missing(replace(draft, number=next(numbers)))
    return added[0]


async def take_back(tx: Transaction, shared: Shared, act: Act) -> None:
    """Take a text out of the network at once, and give its record the readers it had before."""
    await tx.put(shared.taken_back(by=act.by, at=act.at))
    record = await look_up(tx, shared.partnership, shared.source)
    if isinstance(record, Statement) and record.audience is Audience.NETWORK:
        was = shared.was if shared.was is not Audience.NETWORK else Audience.LEADERS
        await change(tx, record, replace(record, audience=was), act)


async def follow_record(tx: Transaction, record: Statement, act: Act) -> None:
    """Take back what was shared of a record that is undone, or kept from other districts since."""
    shared = await shared_of(tx, record)
    if shared and (record.withdrawn or _is_kept_from_others(record, shared)):
        await tx.put(shared.taken_back(by=act.by, at=act.at))


def _is_kept_from_others(record: Statement, shared: Shared) -> bool:
    """Whether it said that others read it, and does not say so any more."""
    said_so = shared.was.includes(Audience.LEADERS)
    return said_so and not record.audience.includes(Audience.NETWORK)


async def still_shared(tx: Transaction, partnership: Partnership, digest: Digest) -> Digest:
    """The digest without what other districts have taken back since it was written."""
    cited = {parsed[1] for ref in _from_others(digest) if (parsed := parse_ref(ref))}
    network = network_of(partnership)
    if not cited or network is None:
        return digest
    found = await tx.find(
        Shared, **vars(network), number=OneOf(tuple(sorted(cited))), taken_back_at=None
    )
    standing = {one.ref for one in found}
    sections = (_still(section, standing) for section in digest.sections)
    return replace(digest, sections=tuple(one for one in sections if one.lines))


def _from_others(digest: Digest) -> Iterator[str]:
    for section in digest.sections:
        if section.key == SECTION:
            yield from chain.from_iterable(line.sources for line in section.lines)


def _still(section: Section, standing: Set[str]) -> Section:
    if section.key != SECTION:
        return section
    return replace(
        section, lines=tuple(one for one in section.lines if not standing.isdisjoint(one.sources))
    )


async def shared_of(tx: Transaction, record: Statement) -> Shared | None:
    """What stands in the network of a record; None if nothing does."""
    found = await tx.find(
        Shared, partnership=record.partnership, source=record.ref, taken_back_at=None, limit=1
    )
    return found[0] if found else None


async def of_this_district(tx: Transaction, person: Person) -> list[Shared]:
    """What this person may take back, the newest first."""
    found = await tx.find(
        Shared, partnership=person.partnership, taken_back_at=None, order="-number"
    )
    return [one for one in found if may_take_back(person, one)]


async def of_others(
    tx: Transaction, partnership: Partnership, viewer: Viewer, *, window: Between | None = None
) -> list[Shared]:
    """What the partner's other districts share (in a window), as far as the viewer may read it.

    The newest first.
    """
    network = network_of(partnership)
    if network is None:
        return []
    wanted = {**vars(network), "taken_back_at": None} | ({"at": window} if window else {})
    found = await tx.find(Shared, order="-at", limit=None, **wanted)
    others = (one for one in found if one.partnership != viewer.partnership)
    return [one for one in others if may_read(viewer, network, one)]


async def named_in(
    tx: Transaction, directory: Directory, tools: Tools, text: str, *, by: str
) -> tuple[str, ...]:
    """The words of a text that no other district may read: names of anybody and of any place.

    ``directory`` holds everybody. Unlike at the door, the partnership's own people and schools are
    found, too. What ``by`` said to be no person is left out.
    """
    key = directory.partnership.key
    said = await tx.find(NoPerson, partnership=key, by=by)
    names = Names(
        lists=await tools.marks.of(tx, key), nobody=frozenset(each.words for each in said)
    )
    others = [found.words for found in tools.screen.find(text, names)]
    own = own_names(text, directory.partnership, directory.people.values())
    apart = [word for word in own if not any(word in each for each in others)]
    return tuple(dict.fromkeys((*others, *apart)))
