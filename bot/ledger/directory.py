"""A partnership with its people: who is who, and in which words readers are named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

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


async def persons_of(tx: Transaction, sender: Sender) -> list[Person]:
    """Everybody that a platform's user is: one person in each of their partnerships, by its key.

    Found by user id, and by e-mail address for those whose file entry has no id. Leavers are left
    out; there is nobody for a stranger.
    """
    return [person for person, _ in await _found(tx, sender)]


async def places_of(
    tx: Transaction, sender: Sender, holidays_of: HolidaysOf
) -> dict[str, tuple[Person, Directory]]:
    """Those persons, each with the directory of their partnership and nobody else in it, by key.

    Thousands need not be read to answer one.
    """
    return {
        partnership.key: (
            person,
            Directory(
                partnership=partnership, people={person.key: person}, holidays_of=holidays_of
            ),
        )
        for person, partnership in await _found(tx, sender)
    }


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


async def who_is(tx: Transaction, sender: Sender, district: str | None = None) -> Person | None:
    """The person that a platform's user is in a district.

    Without one: the only person that they are. None for strangers, and where it is not clear.
    """
    found = await persons_of(tx, sender)
    among = [person for person in found if person.partnership == district] if district else found
    return among[0] if len(among) == 1 else None


async def known_by_email(tx: Transaction, people: Iterable[Person]) -> bool:
    """Whether an address of these people, who were found by user id, stands alone somewhere else.

    Then a platform is to be asked whether it is theirs before they are answered: a partnership
    file's word is not enough to let somebody into another district.
    """
    emails = tuple({person.email for person in people if person.email})
    if not emails:
        return False
    found = await tx.find(Person, email=OneOf(emails), user=None, left=None, limit=1)
    return bool(found)


async def several_among(tx: Transaction, people: Iterable[Person]) -> set[PersonKey]:
    """Which of these people are in other partnerships of the same workspace as well.

    A user id or an e-mail address tells; leavers count nowhere.
    """
    asked = list(people)
    users = tuple({person.user for person in asked if person.user})
    emails = tuple({person.email for person in asked if person.email})
    found = await tx.find(Person, user=OneOf(users), left=None) if users else []
    found += await tx.find(Person, email=OneOf(emails), left=None) if emails else []
    partnerships = await _partnerships_of(tx, found)
    seen: dict[object, set[str]] = {}
    for person in found:
        for name in _at_home(person, partnerships):
            seen.setdefault(name, set()).add(person.partnership)
    return {
        (person.partnership, person.key)
        for person in asked
        if any(len(seen.get(name, ())) > 1 for name in _at_home(person, partnerships))
    }


def _at_home(
    person: Person, partnerships: Mapping[str, Partnership]
) -> list[tuple[Workspace | None, str]]:
    """What somebody is known by in their workspace."""
    partnership = partnerships.get(person.partnership)
    home = partnership.workspace(person.side) if partnership else None
    place = replace(home, side=Side.PARTNER) if home else None
    return [(place, name) for name in (person.user, person.email) if place and name]


async def _found(tx: Transaction, sender: Sender) -> list[tuple[Person, Partnership]]:
    users = await _users(tx, sender)
    partnerships = await _partnerships_of(tx, users)
    here = _at(users, partnerships, sender.platform, sender.workspace)
    first = {person.partnership: person for person in reversed(here)}
    return [(first[key], partnerships[key]) for key in sorted(first)]


async def leavers_of(tx: Transaction, sender: Sender) -> list[Person]:
    """Everybody that a platform's user was in partnerships that they have left."""
    found = await tx.find(Person, user=sender.user)
    address = sender.email or sender.user
    if "@" in address:
        found += await tx.find(Person, email=address.lower(), user=None)
    return [person for person in found if person.left]


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
