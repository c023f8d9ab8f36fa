"""One visitor's request: as whom and where, and everything that the page shows there."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from zoneinfo import ZoneInfo

from starlette.requests import Request

from bot.domain.errors import HeadwayError
from bot.domain.stored_file import StoredFile
from bot.messages import taken_off
from integrations.sandbox.forms import OpenForm
from integrations.sandbox.items import direct
from integrations.sandbox.page.around import Clockwork, Guide
from integrations.sandbox.page.talk import Part, Spot, Talk, spot_in
from integrations.sandbox.page.town import Player, Room, Town
from integrations.sandbox.page.unkept import Unkept


class NobodyHereError(HeadwayError):
    """Nobody of that name plays here. Choose somebody from the list."""


@dataclass(frozen=True, kw_only=True)
class Word:
    """Something that can be typed: "/commit", what it does, and an example."""

    typed: str
    help: str
    example: str


@dataclass(frozen=True, kw_only=True)
class Site:
    """All that the page stands on. ``pass_time`` lets happen what is due at the present moment."""

    town: Town
    clock: Clockwork
    guide: Guide
    words: Sequence[Word]
    pass_time: Callable[[], Awaitable[None]]
    unkept: Unkept = field(default_factory=Unkept)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Where somebody is: the player, the spot, and who else there is."""

    site: Site
    players: Sequence[Player]
    rooms: Sequence[Room]
    me: Player
    spot: Spot

    @property
    def talk(self) -> Talk:
        """The conversation as it is read here."""
        sandbox = self.site.town.sandbox(self.me)
        return Talk(sandbox=sandbox, spot=self.spot, zone=self.site.clock.zone)

    @property
    def room(self) -> Room | None:
        """The channel, or None in the talk with the bot."""
        return next((room for room in self.rooms if room.key == self.spot.key), None)

    async def shown(self, part: Part) -> Mapping[str, object]:
        """Everything that the templates need."""
        clock, opened = self.site.clock, await self._opened()
        district = taken_off(opened.form.value)[0] if opened else None
        return {
            "me": self.me,
            "spot": self.spot,
            "room": self.room,
            "rooms": self.rooms,
            "sides": [(side, list(its)) for side, its in groupby(self.players, attrgetter("side"))],
            "colleagues": await self.site.town.of(district or self.me.person.partnership),
            "authors": {player.user: player for player in self.players},
            "waiting": await self.site.town.waiting(self.players),
            "part": part,
            "stored": await self._stored(part),
            "now": (await clock.now()).astimezone(ZoneInfo(clock.zone)),
            "moves": await clock.moves(),
            "zone": ZoneInfo(clock.zone),
            "steps": await self.site.guide.steps(),
            "opened": opened,
            "words": self.site.words,
            "direct": direct,
            "spot_in": spot_in,
        }

    async def _stored(self, part: Part) -> Mapping[str, StoredFile]:
        ids = [file.id for line in part.lines for file in line.shown.message.files]
        return await self.site.town.files(ids) if ids else {}

    async def _opened(self) -> OpenForm | None:
        opened = await self.site.town.sandbox(self.me).open_form(self.me.user)
        return self.site.unkept.over(self.me.user, opened)


async def visit(site: Site, request: Request) -> Visit:
    """Where the request's query leads: ``as`` a user, ``in`` a channel, in a ``thread``.

    Without ``as`` it is who the guide begins with. Raises NobodyHereError for somebody who is not
    there; a channel or a thread that this user cannot see leads to the talk with the bot.
    """
    players = await site.town.players()
    user = request.query_params.get("as") or await _first(site, players)
    me = next((player for player in players if player.user == user), None)
    if me is None:
        raise NobodyHereError(f"Nobody here is called {user}. Choose somebody from the list.")
    rooms = await site.town.rooms(me)
    wanted = Spot(user=user, channel=request.query_params.get("in", ""))
    is_there = wanted.key in {direct(user), *(room.key for room in rooms)}
    spot = wanted if is_there else Spot(user=user)
    thread = request.query_params.get("thread", "")
    if thread and await site.town.sandbox(me).thread(thread, reader=user):
        spot = Spot(user=user, channel=spot.channel, thread=thread)
    return Visit(site=site, players=players, rooms=rooms, me=me, spot=spot)


async def _first(site: Site, players: Sequence[Player]) -> str:
    steps = await site.guide.steps()
    users = [*(step.user for step in steps), *(player.user for player in players)]
    return users[0] if users else ""
