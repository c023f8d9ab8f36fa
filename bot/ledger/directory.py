"""A partnership with its people: who is who, and in which words readers are named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.audience import Audience
from bot.domain.calendar import HolidaysOf, SchoolDays
from bot.domain.partnership import Partnership
from bot.domain.people import Person, Side, Workspace
from bot.domain.preferences import Preferences
from bot.domain.record import nearest
from bot.messages import Sender
from bot.ports import Address, OneOf, Transaction

PersonKey = tuple[str, str]
"""A partnership's key and a person's in it."""


@dataclass(frozen=True, kw_only=True)
class Directory:
    """A partnership and everybody in it, leavers too, or those of them who are needed."""

    partnership: Partnership
    people: Mapping[str, Person]
    holidays_of: HolidaysOf

    @property
    def school_days(self) -> SchoolDays:
        """Which days are school days in this district."""
        return SchoolDays(calendar=self.partnership.calendar, holidays_of=self.holidays_of)

    @property
    def present(self) -> list[Person]:
        """The people who have not left, by name."""
        return sorted((p for p in self.people.values() if not p.left), key=lambda p: p.name)

    def name(self, key: str | None) -> str:
        """Somebody's full name; the key itself where nobody is known by it."""
        person = self.people.get(key or "")
        return person.name if person else (key or "somebody")

    def find(self, word: str) -> Person | None:
        """The person meant by a key, a platform id, an e-mail address or an unmistakable name."""
        wanted = word.lower().lstrip("@")
        exact = [person for person in self.present if wanted == person.key.lower()]
        matches = exact or [person for person in self.present if wanted in _names(person)]
        return matches[0] if len(matches) == 1 else None

    def nearest_person(self, word: str) -> str | None:
        """The key most like a mistyped one."""
        by_name = {name: p.key for p in self.present for name in _names(p)}
        found = nearest(word, by_name)
        return by_name[found] if found else None

    def nearest_strategy(self, word: str) -> tuple[str | None, str | None]:
        """The key of the strategy that a tag names, and else the nearest key."""
        keys = [strategy.key for strategy in self.partnership.agenda.current]
        wanted = word.lower()
        if wanted in keys:
            return wanted, None
        return None, nearest(wanted, keys)

    def readers(self, audience: Audience) -> str:
        """Who reads what is written for this audience, in words."""
        partner = self.partnership.partner.name
        return {
            Audience.SELF: "only you",
            Audience.PARTNER: f"only {partner} and you",
            Audience.LEADERS: f"leaders and {partner}",
            Audience.NETWORK: f"leaders, {partner} and its other districts",
            Audience.PUBLIC: "everybody",
        }[audience]

    def address(self, person: Person) -> Address | None:
        """Where this person is reached, or None without a workspace."""
        workspace = self.partnership.workspace(person.side)
        if workspace is None:
            return None
        return Address(workspace=workspace, user=person.user, email=person.email)


def _names(person: Person) -> set[str]:
    names = {person.key, person.user, person.email, person.name, person.name.split()[-1]}
    joined = {person.name.replace(" ", separator) for separator in (".", "", "-", "_")}
    return {name.lower() for name in names | joined if name}


async def open_directory(tx: Transaction, key: str, holidays_of: HolidaysOf) -> Directory | None:
    """The directory of a partnership, or None if there is none of that key."""
    partnership = await tx.get(Partnership, key)
    if partnership is None:
        return None
    people = await tx.find(Person, partnership=key)
    return Directory(
        partnership=partnership,
        people={person.key: person for person in people},
        holidays_of=holidays_of,
    )


async def directory_of(
    tx: Transaction, sender: Sender, holidays_of: HolidaysOf
) -> tuple[Person, Directory] | None:
    """The person behind a platform's user, and their partnership with nobody else in it.

    None for strangers. Thousands need not be read to answer one.
    """
    found = await _users(tx, sender)
    partnerships = await _partnerships_of(tx, found)
    for person in _at(found, partnerships, sender.platform, sender.workspace):
        partnership, people = partnerships[person.partnership], {person.key: person}
        return person, Directory(partnership=partnership, people=people, holidays_of=holidays_of)
    return None


async def directories_of(
    tx: Transaction, people: Iterable[PersonKey], holidays_of: HolidaysOf
) -> dict[str, Directory]:
    """The directories of these people with nobody else in them, by partnership.

    Thousands need not be read to ask a few.
    """
    wanted = set(people)
    among: dict[str, dict[str, Person]] = {}
    for person in await tx.get_all(Person, wanted):
        among.setdefault(person.partnership, {})[person.key] = person
    keys = tuple({partnership for partnership, _ in wanted})
    return {
        partnership.key: Directory(
            partnership=partnership,
            people=among.get(partnership.key, {}),
            holidays_of=holidays_of,
        )
        for partnership in await tx.find(Partnership, key=OneOf(keys))
    }


async def who_is(tx: Transaction, sender: Sender) -> Person | None:
    """The person of a partnership behind a platform's user, leavers left out; None for strangers.

    Found by user id, and by e-mail address for those whose file entry has no id.
    """
    found = await _users(tx, sender)
    here = await people_at(tx, found, platform=sender.platform, workspace=sender.workspace)
    return here[0] if here else None


async def _users(tx: Transaction, sender: Sender) -> list[Person]:
    """Whom this user may be, in whatever partnership."""
    found = await tx.find(Person, user=sender.user, left=None)
    address = sender.email or sender.user
    if "@" in address:
        found += await tx.find(Person, email=address.lower(), user=None, left=None)
    return found


async def people_at(
    tx: Transaction, people: Sequence[Person], *, platform: str, workspace: str
) -> list[Person]:
    """Those of the people whose side of their partnership is found in this workspace."""
    return _at(people, await _partnerships_of(tx, people), platform, workspace)


async def _partnerships_of(tx: Transaction, people: Sequence[Person]) -> dict[str, Partnership]:
    keys = {(person.partnership,) for person in people}
    return {found.key: found for found in await tx.get_all(Partnership, keys)} if keys else {}


def _at(
    people: Sequence[Person],
    partnerships: Mapping[str, Partnership],
    platform: str,
    workspace: str,
) -> list[Person]:
    return [
        person
        for person in people
        if (partnership := partnerships.get(person.partnership))
        and _is(partnership.workspace(person.side), platform, workspace)
    ]


def _is(workspace: Workspace | None, platform: str, key: str) -> bool:
    return workspace is not None and (workspace.platform, workspace.id) == (platform, key)


async def preferences_of(tx: Transaction, people: Iterable[Person]) -> dict[str, Preferences]:
    """What these people of one partnership have set for themselves, by key; defaults included."""
    wanted = list(people)
    if not wanted:
        return {}
    partnership = wanted[0].partnership
    stored = await tx.find(
        Preferences, partnership=partnership, person=OneOf(tuple(p.key for p in wanted))
    )
    chosen = {preferences.person: preferences for preferences in stored}
    return {
        p.key: chosen.get(p.key) or Preferences(partnership=partnership, person=p.key)
        for p in wanted
    }


def side_words(directory: Directory, side: Side) -> str:
    """The name of the organisation on that side."""
    partnership = directory.partnership
    return (partnership.partner if side is Side.PARTNER else partnership.district).name
