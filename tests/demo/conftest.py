"""The whole story, played once on a store in memory, and demos that go on from within it."""

import copy
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest_asyncio

from bot.bootstrap import Headway, build
from bot.demo.account import Account
from bot.demo.clockwork import DemoClock
from bot.demo.digests import Posted, last_digests
from bot.demo.guide import DemoGuide
from bot.demo.month import Stage, set_stage
from bot.demo.story import Story, read_story
from bot.messages import Message, plain
from bot.ports import Store
from bot.settings import Settings
from integrations.sandbox import SandboxInbound
from storage.memory import MemoryStore


@dataclass(frozen=True, kw_only=True)
class Played:
    """The story, what was told of each week, and the digests as they stood at its end.

    ``ends`` are the stores as they would be if the story had ended after 1, 2, … weeks.
    """

    story: Story
    stage: Stage
    accounts: list[Account]
    digests: list[list[Posted]]
    ends: list[MemoryStore]

    @property
    def store(self) -> Store:
        return self.stage.headway.store

    def after(self, weeks: int) -> "Demo":
        """A demo of its own, in which the story has ended after so many weeks."""
        headway = build(Settings(), store=copy.copy(self.ends[weeks - 1]))
        return Demo(headway=headway, story=self.story, stage=self.stage)


@dataclass(frozen=True, kw_only=True)
class Demo:
    """A demo whose story has ended, as a visitor finds it."""

    headway: Headway
    story: Story
    stage: Stage

    @property
    def people(self) -> SandboxInbound:
        return self.headway.sandbox_of("maplewood")

    @property
    def guide(self) -> DemoGuide:
        return DemoGuide(self.headway, story=self.story, file=self.stage.file)

    def clock(self, story: Story | None = None) -> DemoClock:
        """The clockwork, with another story if one is given."""
        partnership = self.stage.partnership
        return DemoClock(self.headway, story=story or self.story, partnership=partnership)

    async def read(self, user: str, place: str) -> None:
        """Somebody reads a conversation to its end."""
        newest, *_ = await self.people.conversation(place, reader=user)
        await self.people.mark_read(user, place, newest.id)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def played() -> AsyncIterator[Played]:
    story, store = read_story(), MemoryStore()
    stage = set_stage(Settings(), story, store=store)
    await stage.open()
    accounts, digests, ends = [], [], []
    for number in range(len(story.weeks)):
        accounts.append(await stage.week(number))
        digests.append(await last_digests(stage.headway))
        await stage.end(number + 1)
        # What is written later is not seen by a copy: the store replaces its dictionaries.
        ends.append(copy.copy(store))
    yield Played(story=story, stage=stage, accounts=accounts, digests=digests, ends=ends)
    await stage.headway.close()


def text_of(message: Message) -> str:
    """All that a message says."""
    return "\n".join(plain(block.text) for block in message.blocks)
