"""The month: moves the clock through the story and lets the bot do its part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib.resources import as_file, files
from operator import itemgetter

from bot.bootstrap import Headway, build
from bot.demo.account import Account, account_of
from bot.demo.player import Player
from bot.demo.story import Scene
from bot.domain.partnership import Partnership
from bot.load import PartnershipFile
from bot.ports import Store
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


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Where the story is played: the bot on a store that is empty before, and the time."""

    headway: Headway
    clock: StageClock
    file: PartnershipFile

    @property
    def partnership(self) -> Partnership:
        """The partnership whose people play."""
        return self.file.partnership

    async def open(self) -> None:
        """Load the partnership, in the way of ``headway load``."""
        await self.headway.open()
        await self.headway.load(self.file)
        await self.headway.tick()

    async def week(self, monday: date, scenes: Sequence[Scene]) -> Account:
        """Pass the clock at every bell, let people act in between, and tell of it.

        The sandbox's clock is left where the week ends. Raises StoryError if it cannot go on.
        """
        player = Player(self.headway.sandbox_of(self.partnership.workspaces[0].id))
        for moment, scene in self._in_order(monday, scenes):
            self.clock.moment = moment
            await (player.play(scene) if scene else self.headway.tick())
        await SandboxClock(store=self.headway.store).move_to(self.clock.moment)
        return await account_of(self.headway, self.partnership, monday)

    def _in_order(
        self, monday: date, scenes: Sequence[Scene]
    ) -> list[tuple[datetime, Scene | None]]:
        """The scenes and the bells, at which nobody acts; at one moment the bell comes first."""
        zone = self.partnership.district.timezone
        days = [monday + timedelta(ahead) for ahead in range(SCHOOL_DAYS)]
        bells = [(at_wall_clock(day, bell, zone), None) for day in days for bell in self._bells()]
        played = [(scene.moment(monday, zone), scene) for scene in scenes]
        return sorted([*bells, *played], key=itemgetter(0))

    def _bells(self) -> set[time]:
        """The times of day at which something falls due: cards, reminders, digests."""
        digest = self.partnership.digest
        return {cadence.at for cadence in self.partnership.cadences} | {
            plan.at for plan in [digest] if plan
        }


def set_stage(settings: Settings, monday: date, *, store: Store | None = None) -> Stage:
    """The stage with the district of the demo, on this Monday before school."""
    with as_file(files("bot.demo").joinpath("maplewood.yaml")) as path:
        file = read_partnership(path)
    zone = file.partnership.district.timezone
    clock = StageClock(at_wall_clock(monday, BEFORE_SCHOOL, zone))
    return Stage(headway=build(settings, store=store, clock=clock), clock=clock, file=file)
