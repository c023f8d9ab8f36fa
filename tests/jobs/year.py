"""A year of Riverbend with answers, absences, outages, crashes and restarts, step by step."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import cycle, islice
from zoneinfo import ZoneInfo

from bot.domain.cadence import Weekday
from bot.domain.calendar import SchoolDays
from bot.domain.checkin import CheckIn
from bot.domain.delivery import Delivery
from bot.domain.errors import TryLaterError
from bot.load import PartnershipFile
from bot.ports import Address, Parcel
from integrations.calendars import holidays_of
from tests.fakes import USERS, FakePlatform, Office, address_key, riverbend
from tests.jobs.looking import (
    colleague,
    found,
    leaders,
    ny,
    prefer,
    reload,
    riverbend_with,
)

CAST = ("boyd", "haddad", "price", "vance", "imai")
START, END = ny("2027-01-08 12:00"), ny("2028-01-08 12:00")
MOST_STEPS = 250
GAPS = (
    *(timedelta(minutes=minutes) for minutes in (1, 20, 70)),
    *(timedelta(hours=hours) for hours in (5, 23, 24, 40)),
    *(timedelta(days=days) for days in (3, 7, 20)),
)
TIMES = (time(6), time(9, 30), time(20), None)
ZONES = ("America/Denver", "Europe/London", "Pacific/Auckland", None)
OPEN_FOR = timedelta(days=2)
DAYS = SchoolDays(calendar=riverbend().partnership.calendar, holidays_of=holidays_of)
Step = tuple[timedelta, str, int]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A message as it arrived, by the clock on the wall of whoever got it."""

    delivery: str
    local: datetime
    answered: bool


@dataclass
class Weather(FakePlatform):
    """A platform with outages, on which processes die while they send."""

    down: bool = False
    fatal: int | None = None
    arrives: bool = False
    arrived: Callable[[Parcel], Awaitable[None]] | None = None
    ticking: asyncio.Task[object] | None = None

    async def send(self, parcel: Parcel) -> str:
        """Send, or refuse, or let the process die before or after the message is there."""
        if self.down:
            raise TryLaterError("There is an outage.")
        dies = self.fatal == 0
        self.fatal = None if self.fatal is None else self.fatal - 1
        if dies and not self.arrives:
            await self._die()
        reference = await super().send(parcel)
        assert self.arrived is not None
        await self.arrived(parcel)
        if dies:
            await self._die()
        return reference

    async def find(self, delivery: str, to: Address) -> str | None:
        """Look it up, but not in an outage."""
        if self.down:
            raise TryLaterError("There is an outage.")
        return await super().find(delivery, to)

    async def _die(self) -> None:
        assert self.ticking is not None
        self.ticking.cancel()
        await asyncio.Event().wait()


@dataclass
class Year:
    """The year as it goes: who is where, and what was seen."""

    office: Office
    weather: Weather
    seen: list[Seen] = field(default_factory=list)
    zones: dict[str, str] = field(default_factory=dict)
    laters: int = 0

    @classmethod
    async def begin(cls) -> "Year":
        """Friday before the first Monday, with a few people of Riverbend."""
        office = Office(now=START)
        year = cls(office=office, weather=Weather())
        year.weather.arrived = year._arrived
        office.platform = year.weather
        office.desk = replace(office.desk, platforms={"slack": year.weather})
        await year.load()
        for person in (p for p in riverbend().people if p.key in CAST):
            year.zones[person.key] = riverbend().partnership.zone_of(person)
        await year.tick()
        return year

    async def load(self, **cadence: object) -> None:
        """Load the file, with the leaders asked otherwise."""
        await reload(self.office, _file(cadence))

    async def play(self, steps: Iterable[Step]) -> None:
        """Play the steps over and over until the year is over, and settle what is left."""
        for gap, action, chance in islice(cycle(steps), MOST_STEPS):
            if self.office.now + gap > END:
                break
            self.office.now += gap
            await self._act(action, CAST[chance % len(CAST)], chance)
            await self.tick()
            self.weather.down, self.weather.fatal = False, None
        self.weather.closed.clear()
        for _ in range(60):
            self.office.now += timedelta(hours=3)
            await self.tick()

    async def tick(self) -> None:
        """Pass the clock once; a process that dies over it has simply stopped."""
        self.weather.ticking = asyncio.create_task(self.office.tick())
        with suppress(asyncio.CancelledError):
            await self.weather.ticking

    async def _act(self, action: str, who: str, chance: int) -> None:
        acts = {
            "answer": self._press,
            "skip": self._press,
            "later": self._press,
            "time": self._settings,
            "zone": self._settings,
            "away": self._settings,
            "reminders": self._settings,
            "lost": self._reach,
            "found": self._reach,
        }
        if action in acts:
            await acts[action](action, who, chance)
        elif action == "outage":
            self.weather.down = True
        elif action == "crash":
            self.weather.fatal, self.weather.arrives = chance % 5, chance % 2 == 0
        elif action == "restart":
            self.office = colleague(self.office)
        elif action == "load":
            await self.load()
        elif action == "cadence":
            await self.load(day=Weekday(chance % 5), at=TIMES[chance % 3], open_for=OPEN_FOR)

    async def _press(self, action: str, who: str, _chance: int) -> None:
        label = {"answer": "steady", "skip": "Skip this time", "later": "Later"}[action]
        seen = self.weather.to(who)
        cards = [card for card in seen if any(b.label == label for b in card.buttons())]
        if cards:
            await self.office.press(who, cards[-1], label)
            self.laters += action == "later"

    async def _settings(self, action: str, who: str, chance: int) -> None:
        if action == "time":
            await prefer(self.office, who, at=TIMES[chance % len(TIMES)])
        elif action == "reminders":
            await prefer(self.office, who, reminders=chance % 2 == 0)
        elif action == "away":
            until = self.office.now.date() + timedelta(days=chance % 20)
            await prefer(self.office, who, away_until=until)
        else:
            zone = ZONES[chance % len(ZONES)]
            (person,) = [p for p in riverbend().people if p.key == who]
            self.zones[who] = zone or riverbend().partnership.zone_of(person)
            await prefer(self.office, who, timezone=zone)

    async def _reach(self, action: str, who: str, _chance: int) -> None:
        self.weather.closed.pop(USERS[who], None)
        if action == "lost":
            self.weather.closed[USERS[who]] = "The account was closed."
        else:
            await self.office.say(who, "/headway help")

    async def _arrived(self, parcel: Parcel) -> None:
        who = next((who for who in CAST if USERS[who] == address_key(parcel.to)), None)
        zone = self.zones[who] if who else riverbend().partnership.district.timezone
        answered = False
        if "/reminder/" in parcel.delivery and who:
            period = parcel.delivery.split("/")[3]
            mine = await found(self.office.store, CheckIn, person=who, period=_day(period))
            answered = any(c.is_answered and c.cadence in parcel.delivery for c in mine)
        local = self.office.now.astimezone(ZoneInfo(zone))
        self.seen.append(Seen(delivery=parcel.delivery, local=local, answered=answered))

    async def checkins(self) -> list[CheckIn]:
        """All there were, without those that people opened themselves."""
        return [c for c in await found(self.office.store, CheckIn) if c.cadence != "own"]

    async def cards(self) -> dict[str, Delivery]:
        """The delivery of each check-in's card, by the check-in's id."""
        made = await found(self.office.store, Delivery, kind="check-in")
        return {f"riverbend/{d.occasion}/{d.to_person}": d for d in made}


def _file(cadence: dict[str, object]) -> PartnershipFile:
    """Riverbend's file with a few people, and the leaders asked otherwise."""
    file = riverbend_with(cadences=leaders(**cadence))
    return replace(file, people=tuple(p for p in file.people if p.key in CAST))


def _day(text: str) -> date:
    return date.fromisoformat(text)
