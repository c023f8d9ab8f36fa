"""The month of the demo, played once, as the digests of its weeks are made from it."""

import asyncio
from collections.abc import Mapping
from functools import cache

from bot.demo.month import Stage, set_stage
from bot.demo.story import read_story
from bot.domain.audience import Audience
from bot.domain.digest import Digest, Week
from bot.domain.facts import facts
from bot.domain.material import Material
from bot.ledger.directory import open_directory
from bot.ledger.gathering import Reading, gather
from bot.settings import Settings
from bot.writing.checker import Checker
from prompts.digest import TemplateWriter
from storage.memory import MemoryStore

READERS = (Audience.LEADERS, Audience.PARTNER)


@cache
def month() -> Mapping[tuple[Week, Audience], Material]:
    """What each digest is made from, with what was known when it was made; weeks in order."""
    return asyncio.run(_played())


async def _played() -> dict[tuple[Week, Audience], Material]:
    stage = set_stage(Settings(), read_story(), store=MemoryStore())
    await stage.open()
    found = {}
    for number in range(len(stage.story.weeks)):
        await stage.week(number)
        week = Week.of(stage.story.monday(number))
        for reads in READERS:
            found[week, reads] = await _material(stage, week, reads)
    await stage.headway.close()
    return found


async def _material(stage: Stage, week: Week, reads: Audience) -> Material:
    tools, now = stage.headway.tools, await stage.clock.now()
    async with stage.headway.store.read() as tx:
        directory = await open_directory(tx, stage.partnership.key, tools.holidays_of)
        assert directory is not None
        viewer = directory.partnership.reader(reads)
        return await gather(tx, directory, Reading(viewer=viewer, week=week, now=now))


def said(material: Material) -> Digest:
    """The template's digest."""
    return asyncio.run(TemplateWriter().write(facts(material), material))


def checker(material: Material) -> Checker:
    """The checker of a digest."""
    return Checker.of(facts(material), material, said(material))
