"""What counts as the last digest of a channel."""

from bot.demo.digests import last_digests
from bot.demo.month import set_stage
from bot.demo.story import read_story
from bot.settings import Settings
from storage.memory import MemoryStore


async def test_an_answer_to_one_person_is_no_digest_of_the_channel() -> None:
    stage = set_stage(Settings(), read_story(), store=MemoryStore())
    await stage.open()
    sandbox = stage.headway.sandbox_of("maplewood")
    answer = await sandbox.say("reyes", "/digest", channel="leadership")
    assert answer.reply is not None
    assert await last_digests(stage.headway) == []
