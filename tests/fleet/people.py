"""Many districts in Slack, everybody due at one moment, straight into a store."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from bot.domain.cadence import Weekday
from bot.domain.calendar import SchoolCalendar
from bot.domain.partnership import Organisation, Partnership
from bot.domain.people import Person, Side, Workspace
from bot.domain.schedule import Occurs, Schedule
from bot.ports import PlatformItem, Store
from integrations.slack.installation import Installation
from integrations.slack.sealing import Seal
from tests import builders
from tests.bench.crowd import partnerships

SECRET_KEY = "the fleet's own key of more than thirty-two letters"
_ZONE = "America/New_York"
_SLACK = "slack"


@dataclass(frozen=True, kw_only=True)
class Fleet:
    """So many districts, each in a workspace of its own, with so many people in each.

    All are due ``at`` one moment of a school day in New York. With ``known`` their conversations
    were opened before.
    """

    districts: int
    each: int
    at: datetime
    known: bool = True

    @property
    def people(self) -> int:
        """How many are due."""
        return self.districts * self.each

    @property
    def local(self) -> datetime:
        """The moment on the clock there."""
        return self.at.astimezone(ZoneInfo(_ZONE))

    def deliveries(self) -> list[str]:
        """The id of every check-in that is to arrive."""
        day = self.local.date().isoformat()
        return [
            f"{key(n)}/check-in/leaders-weekly/{day}/person:p{place:05}"
            for n in range(self.districts)
            for place in range(self.each)
        ]

    async def fill(self, store: Store) -> None:
        """Store all of it, a transaction for each district."""
        seal = Seal(SECRET_KEY)
        for number, partnership in enumerate(partnerships(self.districts)):
            ours = self._district(partnership, number)
            people = [_person(ours, number, place) for place in range(self.each)]
            clocks = [self._schedule(ours, one) for one in people]
            known = [_opened(team(number), one.user or "") for one in people if self.known]
            async with store.write() as tx:
                await tx.put(ours, installed(seal, number), *people, *clocks, *known)

    def _district(self, partnership: Partnership, number: int) -> Partnership:
        place = Organisation(name=f"District {number}", timezone=_ZONE)
        (cadence,) = partnership.cadences
        at = time(self.local.hour, self.local.minute)
        asked = replace(cadence, day=Weekday(self.local.weekday()), at=at, remind_after=())
        return replace(
            partnership,
            district=place,
            workspaces=tuple(Workspace(side=s, platform=_SLACK, id=team(number)) for s in Side),
            calendar=SchoolCalendar(holidays=None),
            channels=(),
            cadences=(asked,),
            digest=None,
        )

    def _schedule(self, partnership: Partnership, person: Person) -> Schedule:
        return Schedule(
            partnership=partnership.key,
            occurs=Occurs.CHECK_IN,
            cadence=partnership.cadences[0].key,
            person=person.key,
            period=self.local.date(),
            next_due=self.at,
        )


def key(number: int) -> str:
    """The partnership's key of a district."""
    return f"district-{number:03}"


def team(number: int) -> str:
    """The Slack workspace of a district."""
    return f"T{number:09}"


def installed(seal: Seal, number: int) -> PlatformItem:
    """The app in a district's workspace, as an install leaves it."""
    there = Installation(
        team=team(number), token=f"xoxb-{team(number)}-fleet", installed_at=datetime.now(UTC)
    )
    sealed = seal.close(there.team, TypeAdapter(Installation).dump_python(there, mode="json"))
    return _item("install", there.team, {"sealed": sealed})


def _person(partnership: Partnership, number: int, place: int) -> Person:
    user = f"U{number:04}{place:06}"
    name, key = f"Kim Doe {place}", f"p{place:05}"
    return builders.person(key, name, partnership=partnership.key, user=user, email=None)


def _opened(workspace: str, user: str) -> PlatformItem:
    return _item("im", f"{workspace}/{user}", {"channel": f"D{user[1:]}", "user": user})


def _item(kind: str, name: str, body: dict[str, object]) -> PlatformItem:
    return PlatformItem(platform=_SLACK, kind=kind, id=name, at=datetime.now(UTC), body=body)
