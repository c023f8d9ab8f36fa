"""The show: the story on the screen, then both digests, then how to go on."""

import shlex
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.bootstrap import Headway, build
from bot.demo.digests import beside_the_template, last_digests
from bot.demo.district import read_district
from bot.demo.month import set_stage
from bot.demo.screen import Screen
from bot.demo.story import Story, read_story
from bot.load import PartnershipFile
from bot.settings import Settings
from prompts.words import words

FILE = "demo"


@dataclass(frozen=True, kw_only=True)
class Afterwards:
    """What there is when the show is over.

    ``keep`` is the folder that its database stays in, ``address`` where it is served; each is empty
    if it is not. ``command`` is how ``headway`` is typed here.
    """

    keep: str = ""
    address: str = ""
    command: str = "headway"


@dataclass(frozen=True, kw_only=True)
class Show:
    """What is shown on a screen of the demo in the database that the settings name."""

    screen: Screen
    settings: Settings
    afterwards: Afterwards

    async def play(self, weeks: int) -> None:
        """Play the first weeks of the story on an empty store, and say how to go on from there."""
        stage = set_stage(self.settings, read_story())
        try:
            await stage.open()
            self._say("opening", stage.file, weeks=weeks, begins=stage.story.begins)
            if model := stage.headway.model:
                self._say("worded", stage.file, server=model.settings.server)
            for number in range(weeks):
                self.screen.week(await stage.week(number))
            await stage.end(weeks)
            for posted in await last_digests(stage.headway):
                for each in await beside_the_template(stage.headway, posted):
                    self.screen.digest(each)
            await self._finish(stage.headway, stage.file, stage.story)
        finally:
            await stage.headway.close()

    async def go_on(self) -> None:
        """Go on with a demo that was kept, where it was left, and say how."""
        headway, file = build(self.settings, sandbox_alone=True), read_district()
        try:
            await headway.open()
            now = await _local(headway, file)
            self._say("going_on", file, day=now.date(), at=f"{now:%H:%M}")
            for posted in await last_digests(headway):
                self.screen.digest(posted)
            await self._finish(headway, file, read_story())
        finally:
            await headway.close()

    def _say(self, name: str, file: PartnershipFile, **values: object) -> None:
        district, partner = file.partnership.district.name, file.partnership.partner.name
        self.screen.say(words(FILE).plain(name, district=district, partner=partner, **values))

    async def _finish(self, headway: Headway, file: PartnershipFile, story: Story) -> None:
        now = await _local(headway, file)
        how = words(FILE).plain(
            "go_on",
            **vars(self.afterwards),
            url=shlex.quote(self.settings.database_url),
            guest=next(person for person in file.people if person.key == story.guest),
            partnership=file.partnership.key,
            day=now.date(),
            at=f"{now:%H:%M}",
        )
        self.screen.say(f"\n{how}")


async def _local(headway: Headway, file: PartnershipFile) -> datetime:
    """What the clock on the wall of the district shows."""
    zone = file.partnership.district.timezone
    return (await headway.clock.now()).astimezone(ZoneInfo(zone))
