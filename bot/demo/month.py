"""The month: moves the clock through the story and lets the bot do its part."""

from dataclasses import dataclass
from datetime import datetime, time

from bot.bootstrap import Headway, build
from bot.demo.account import Account, account_of
from bot.demo.course import AFTERWARDS, Course
from bot.demo.district import read_district
from bot.demo.ending import end_at
from bot.demo.player import Player
from bot.demo.story import Story
from bot.domain.digest import Week
from bot.domain.partnership import Partnership
from bot.load import PartnershipFile
from bot.ports import Store
from bot.rhythm import at_wall_clock, digest_window
from bot.settings import Settings
from integrations.sandbox import SandboxClock

BEFORE_SCHOOL = time(7)


class StageClock:
    """The demo's time while it is played: nobody else can move it, so it is kept here."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    async def now(self) -> datetime:
        """The moment of the story."""
        return self._moment

    async def move_to(self, moment: datetime) -> None:
        """Stand at this moment until moved again."""
        self._moment = moment


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Where the story is played: the bot on a store that is empty before, and the time."""

    headway: Headway
    clock: StageClock
    file: PartnershipFile
    story: Story

    @property
    def partnership(self) -> Partnership:
        """The partnership whose people play."""
        return self.file.partnership

    async def open(self) -> None:
        """Load the partnership, in the way of ``headway load``."""
        await self.headway.open()
        await self.headway.load(self.file)

    async def week(self, number: int) -> Account:
        """Play a week of the story, counted from 0, up to its digest, and tell of it.

        Raises StoryError if it cannot go on.
        """
        monday, zone = self.story.monday(number), self.partnership.district.timezone
        course = Course(headway=self.headway, clock=self.clock, play=self._player.play)
        _, over = digest_window(self.partnership.digest, Week.of(monday), zone)
        await course.pass_to(over + AFTERWARDS, self.story.scenes(number, zone))
        return await account_of(self.headway, self.partnership, monday)

    async def end(self, weeks: int) -> None:
        """End the story after so many weeks.

        The sandbox's clock is left there, and everybody has read what they acted upon.
        """
        zone = self.partnership.district.timezone
        played = [scene for number in range(weeks) for scene in self.story.scenes(number, zone)]
        for who, moment in {scene.who: moment for moment, scene in played}.items():
            await self._player.have_read(who, moment)
        now = await self.clock.now()
        await SandboxClock(store=self.headway.store).move_to(now)
        await end_at(self.headway.store, now)

    @property
    def _player(self) -> Player:
        return player_of(self.headway, self.partnership, self.story)


def player_of(headway: Headway, partnership: Partnership, story: Story) -> Player:
    """The player of the story's people."""
    sandbox = headway.sandbox_of(partnership.workspaces[0].id)
    return Player(sandbox, reader=story.reader)


def set_stage(settings: Settings, story: Story, *, store: Store | None = None) -> Stage:
    """The stage with the district of the demo, on the story's first Monday before school."""
    file = read_district()
    zone = file.partnership.district.timezone
    clock = StageClock(at_wall_clock(story.begins, BEFORE_SCHOOL, zone))
    headway = build(settings, store=store, clock=clock, sandbox_alone=True)
    return Stage(headway=headway, clock=clock, file=file, story=story)
