"""The clock of the demo: on to a later moment, with all that happens on the way."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.bootstrap import Headway
from bot.demo.course import AFTERWARDS, Course
from bot.demo.month import player_of
from bot.demo.player import StoryError
from bot.demo.story import Scene, Story
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState
from bot.domain.errors import HeadwayError
from bot.domain.partnership import Partnership
from bot.domain.schedule import Occurs, Schedule
from bot.ports import Between, PlatformItem
from bot.rhythm import at_wall_clock
from integrations.sandbox import PLATFORM, SandboxClock
from integrations.sandbox.page.around import ClockMovingError, Move
from prompts.words import words

log = structlog.get_logger()

FILE = "demo"
VISITOR = "visitor"
ONE_HOUR, ONE_DAY, ONE_WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
MORNING = time(8)
TOLD = (DeliveryKind.CHECK_IN, DeliveryKind.REMINDER, DeliveryKind.DIGEST, DeliveryKind.NOTICE)


class DemoClock:
    """The clockwork of the demo. While it moves, the story's later scenes are played."""

    def __init__(self, headway: Headway, *, story: Story, partnership: Partnership) -> None:
        """Take a bot that tells the time by the sandbox's clock, which has been set."""
        self._headway = headway
        self._story = story
        self._partnership = partnership
        self._clock = SandboxClock(store=headway.store)
        self._player = player_of(headway, partnership, story)
        self._moving = asyncio.Lock()

    @property
    def zone(self) -> str:
        """The district's zone."""
        return self._partnership.district.timezone

    async def now(self) -> datetime:
        """The moment it stands at; aware, in UTC."""
        return await self._clock.now()

    async def moves(self) -> Sequence[Move]:
        """On by an hour and a day, to the next Monday, and to the next digest if there is one."""
        now = await self.now()
        digest = await self._next_digest(now)
        to = {"hour": now + ONE_HOUR, "day": self._next_day(now), "monday": self._monday(now)}
        to |= {"digest": digest} if digest else {}
        return [Move(key=k, label=words(FILE).plain(f"move.{k}"), to=at) for k, at in to.items()]

    async def move(self, key: str) -> str:
        """Move on by one of ``moves``, and tell in a line what was sent on the way.

        Raises ClockMovingError while another move is under way, and HeadwayError for another key.
        """
        if self._moving.locked():
            raise ClockMovingError("The clock is moving already. Wait until it has arrived.")
        async with self._moving:
            to = next((move.to for move in await self.moves() if move.key == key), None)
            if to is None:
                raise HeadwayError(f'The clock cannot be moved by "{key}". Load the page again.')
            since = await self.now()
            await self._pass(since, to)
            return await self._told(since, to)

    async def taken_over(self, user: str) -> None:
        """Somebody has acted as this user, whom the story leaves alone from now on."""
        item = PlatformItem(platform=PLATFORM, kind=VISITOR, id=user, at=await self.now(), body={})
        async with self._headway.store.write() as tx:
            await tx.add_missing(item)

    def _next_day(self, now: datetime) -> datetime:
        local = now.astimezone(ZoneInfo(self.zone))
        return at_wall_clock(local.date() + ONE_DAY, local.time(), self.zone)

    def _monday(self, now: datetime) -> datetime:
        today = now.astimezone(ZoneInfo(self.zone)).date()
        days = (today + ONE_DAY * (ahead - today.weekday()) for ahead in (0, 7))
        moments = [at_wall_clock(day, MORNING, self.zone) + AFTERWARDS for day in days]
        return next(moment for moment in moments if moment > now)

    async def _next_digest(self, now: datetime) -> datetime | None:
        async with self._headway.store.read() as tx:
            rows = await tx.find(Schedule, occurs=Occurs.DIGEST)
        ahead = [row.next_due for row in rows if row.next_due and row.next_due > now]
        return min(ahead) + AFTERWARDS if ahead else None

    async def _pass(self, since: datetime, to: datetime) -> None:
        played: dict[str, datetime] = {}

        async def play(scene: Scene) -> None:
            if await self._plays(scene):
                played[scene.who] = await self.now()

        weeks = range(len(self._story.weeks))
        scenes = [each for week in weeks for each in self._story.scenes(week, self.zone)]
        course = Course(headway=self._headway, clock=self._clock, play=play)
        await course.pass_to(to, [each for each in scenes if since < each[0] <= to])
        for who, moment in played.items():
            await self._player.have_read(who, moment)

    async def _plays(self, scene: Scene) -> bool:
        """Play a scene, unless its person is the visitor's, or what it is about has changed."""
        async with self._headway.store.read() as tx:
            if await tx.get(PlatformItem, PLATFORM, VISITOR, scene.who):
                return False
        try:
            await self._player.play(scene)
        except StoryError:
            log.info("A scene is left out.", action="scene_left_out", who=scene.who, at=scene.at)
            return False
        return True

    async def _told(self, since: datetime, now: datetime) -> str:
        async with self._headway.store.read() as tx:
            # By when they were due: sending takes real time, which this clock does not know.
            sent = await tx.find(Delivery, state=DeliveryState.SENT, not_before=Between(since, now))
        counts = Counter(kind for kind, _ in {_counted(delivery) for delivery in sent})
        parts = [words(FILE).plain(f"sent.{kind}", n=n) for kind in TOLD if (n := counts[kind])]
        return words(FILE).plain("moved", parts=parts)


def _counted(delivery: Delivery) -> tuple[DeliveryKind, str]:
    """What counts once: a digest in all its channels, or else one message."""
    of_all = delivery.kind is DeliveryKind.DIGEST
    return delivery.kind, delivery.occasion if of_all else delivery.id
