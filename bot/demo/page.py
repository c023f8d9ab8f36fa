"""The sandbox's page as the demo serves it: with the district's clock and the guide."""

from collections.abc import Sequence

from starlette.routing import BaseRoute

from bot.bootstrap import Headway
from bot.commands import COMMANDS
from bot.demo.clockwork import DemoClock
from bot.demo.district import read_district
from bot.demo.guide import DemoGuide
from bot.demo.story import read_story
from bot.router import Command
from integrations.sandbox.page import Site, Town, Word, page_routes


def demo_routes(headway: Headway) -> Sequence[BaseRoute]:
    """Everything of the page at ``/``, over the store of a story that has ended."""
    story, file = read_story(), read_district()

    async def pass_time() -> None:
        await headway.tick()

    site = Site(
        town=Town(store=headway.store, sandbox_of=headway.sandbox_of),
        clock=DemoClock(headway, story=story, partnership=file.partnership),
        guide=DemoGuide(headway, story=story, file=file),
        words=sorted((_word(command) for command in COMMANDS), key=lambda word: " " in word.typed),
        pass_time=pass_time,
    )
    return page_routes(site)


def _word(command: Command) -> Word:
    return Word(typed=command.line, help=command.help, example=command.examples[0])
