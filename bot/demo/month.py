"""The month: moves the clock through the story and lets the bot do its part."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib.resources import as_file, files

from bot.bootstrap import Headway, build
from bot.demo.account import Account, account_of
from bot.demo.player import Player
from bot.demo.story import Scene, Story
from bot.domain.partnership import Partnership
from bot.domain.people import Side
from bot.load import PartnershipFile
from bot.rhythm import at_wall_clock
from bot.settings import Settings
from integrations.partnership_file import read_partnership
from integrations.sandbox import SandboxClock

BEFORE_SCHOOL = time(7)
SCHOOL_DAYS = 5


class StageClock:
    """The demo's time while it is played: nobody else can move it, so it is kept here."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    async def now(self) -> datetime:
        """The moment of the story."""
        return self.moment


async def play(settings: Settings, story: Story, *, weeks: int) -> AsyncIterator[Account]:
    """Load the district into an empty store, play the first weeks, and tell of each at its end.

    The sandbox's clock is left where the story ends. Raises StoryError if it cannot go on.
    """
    file = _district()
    zone = file.partnership.district.timezone
    clock = StageClock(at_wall_clock(story.begins, BEFORE_SCHOOL, zone))
    headway = build(settings, clock=clock)
    stage = Stage(headway=headway, clock=clock, partnership=file.partnership)
    try:
        await headway.open()
        await headway.load(file)
        await headway.tick()
        for number, scenes in enumerate(story.weeks[:weeks]):
            await stage.week(story.monday(number), scenes)
            yield await account_of(headway, file.partnership, story.monday(number))
    finally:
        await headway.close()


def _district() -> PartnershipFile:
    with as_file(files("bot.demo").joinpath("maplewood.yaml")) as path:
        return read_partnership(path)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Where the story is played."""

    headway: Headway
    clock: StageClock
    partnership: Partnership

    async def week(self, monday: date, scenes: Sequence[Scene]) -> None:
        """Pass the clock at every bell, and let people act in between."""
        player = self._player()
        for moment, acting in sorted(self._moments(monday, scenes).items()):
            self.clock.moment = moment
            if not acting:
                await self.headway.tick()
            for scene in acting:
                await player.play(scene)
        await SandboxClock(store=self.headway.store).move_to(self.clock.moment)

    def _player(self) -> Player:
        workspace = self.partnership.workspace(Side.DISTRICT)
        return Player(self.headway.sandbox_of(workspace.id if workspace else ""))

    def _moments(self, monday: date, scenes: Sequence[Scene]) -> Mapping[datetime, list[Scene]]:
        """The bells, at which nobody acts, and the scenes."""
        zone = self.partnership.district.timezone
        days = [monday + timedelta(ahead) for ahead in range(SCHOOL_DAYS)]
        bells = [at_wall_clock(day, bell, zone) for day in days for bell in self._bells()]
        moments: dict[datetime, list[Scene]] = {bell: [] for bell in bells}
        for scene in scenes:
            moments.setdefault(scene.moment(monday, zone), []).append(scene)
        return moments

    def _bells(self) -> set[time]:
        """The times of day at which something falls due: cards, reminders, digests."""
        digest = [self.partnership.digest.at] if self.partnership.digest else []
        return {cadence.at for cadence in self.partnership.cadences}.union(digest)
