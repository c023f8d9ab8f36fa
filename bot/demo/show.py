"""The show: the story on the screen, then both digests, then how to go on."""

import shlex
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.demo.digests import last_digests
from bot.demo.month import Stage, set_stage
from bot.demo.screen import Screen
from bot.demo.story import Story, read_story
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


async def show(screen: Screen, settings: Settings, *, weeks: int, afterwards: Afterwards) -> str:
    """Play the first weeks of the story on an empty store, and return how to go on from there."""
    story = read_story()
    stage = set_stage(settings, story.begins)
    try:
        await stage.open()
        screen.say(_opening(stage, story, weeks))
        for number, scenes in enumerate(story.weeks[:weeks]):
            screen.week(await stage.week(story.monday(number), scenes))
        for posted in await last_digests(stage.headway):
            screen.digest(posted)
    finally:
        await stage.headway.close()
    how = _how_to_go_on(stage, story, afterwards)
    screen.say(f"\n{how}")
    return how


def _opening(stage: Stage, story: Story, weeks: int) -> str:
    return words(FILE).plain(
        "opening",
        district=stage.partnership.district.name,
        partner=stage.partnership.partner.name,
        weeks=weeks,
        begins=story.begins,
    )


def _how_to_go_on(stage: Stage, story: Story, afterwards: Afterwards) -> str:
    guest = next(person for person in stage.file.people if person.key == story.guest)
    now = stage.clock.moment.astimezone(ZoneInfo(stage.partnership.district.timezone))
    return words(FILE).plain(
        "go_on",
        **vars(afterwards),
        url=shlex.quote(stage.headway.settings.database_url),
        guest=guest,
        partnership=stage.partnership.key,
        day=now.date(),
        at=f"{now:%H:%M}",
    )
