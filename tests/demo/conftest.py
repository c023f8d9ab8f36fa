"""The whole story, played once on a store in memory."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest_asyncio

from bot.demo.account import Account
from bot.demo.digests import Posted, last_digests
from bot.demo.month import Stage, set_stage
from bot.demo.story import Story, read_story
from bot.messages import Message, plain
from bot.ports import Store
from bot.settings import Settings
from storage.memory import MemoryStore


@dataclass(frozen=True, kw_only=True)
class Played:
    """The story, what was told of each week, and the digests as they stood at its end."""

    story: Story
    stage: Stage
    accounts: list[Account]
    digests: list[list[Posted]]

    @property
    def store(self) -> Store:
        return self.stage.headway.store


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def played() -> AsyncIterator[Played]:
    story = read_story()
    stage = set_stage(Settings(), story.begins, store=MemoryStore())
    await stage.open()
    accounts, digests = [], []
    for number, scenes in enumerate(story.weeks):
        accounts.append(await stage.week(story.monday(number), scenes))
        digests.append(await last_digests(stage.headway))
    yield Played(story=story, stage=stage, accounts=accounts, digests=digests)
    await stage.headway.close()


def text_of(message: Message) -> str:
    """All that a message says."""
    return "\n".join(plain(block.text) for block in message.blocks)
