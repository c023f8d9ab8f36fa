"""The course of time: in which order things happen."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.demo import course as course_module
from bot.demo.course import Course
from bot.demo.month import set_stage
from bot.demo.story import Scene, read_story
from bot.domain.checkin import CheckIn
from bot.domain.delivery import Delivery, Place
from bot.jobs.delivering import lock_of
from bot.settings import Settings
from storage.memory import MemoryStore
from tests.jobs.looking import found

MAPLEWOOD = lock_of(Place(platform="sandbox", workspace="maplewood"))


def monday(at: str) -> datetime:
    moment = datetime.fromisoformat(f"2027-01-04 {at}")
    return moment.replace(tzinfo=ZoneInfo("America/New_York"))


async def test_at_one_moment_the_bell_comes_before_the_scene() -> None:
    stage = set_stage(Settings(), read_story(), store=MemoryStore())
    asked: list[int] = []

    async def play(scene: Scene) -> None:
        asked.append(len(await found(stage.headway.store, CheckIn)))

    await stage.open()
    scenes = [(monday(at), Scene(at="mon", who="bell")) for at in ("07:59", "08:00")]
    await Course(headway=stage.headway, clock=stage.clock, play=play).pass_to(monday("09"), scenes)
    assert asked == [0, 8]


async def test_what_a_scene_causes_is_sent_at_its_own_moment() -> None:
    stage = set_stage(Settings(), read_story(), store=MemoryStore())
    people = stage.headway.sandbox_of("maplewood")

    async def play(scene: Scene) -> None:
        await people.say(scene.who, scene.says)

    await stage.open()
    says = Scene(at="mon", who="bell", says="/commit call the board @okafor")
    course = Course(headway=stage.headway, clock=stage.clock, play=play)
    await course.pass_to(monday("09:00"), [(monday("08:30"), says)])
    (note,) = await found(stage.headway.store, Delivery, kind="notice")
    assert note.changed_at == monday("08:30")
    assert await stage.clock.now() == monday("09:00")


async def nothing(_scene: Scene) -> None:
    """Nobody acts."""


async def test_what_is_due_while_another_pass_delivers_is_sent_at_its_moment_all_the_same() -> None:
    stage = set_stage(Settings(), read_story(), store=MemoryStore())
    await stage.open()
    course = Course(headway=stage.headway, clock=stage.clock, play=nothing)
    async with stage.headway.store.alone(MAPLEWOOD):
        passing = asyncio.create_task(course.pass_to(monday("10:00"), []))
        await asyncio.sleep(0.1)
    await passing
    cards = await found(stage.headway.store, Delivery, kind="check-in")
    sent = {card.changed_at.astimezone(ZoneInfo("America/New_York")).hour for card in cards}
    assert sent == {8, 9}


async def test_what_cannot_be_delivered_does_not_keep_the_clock_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(course_module, "_PAUSE", 0)
    stage = set_stage(Settings(), read_story(), store=MemoryStore())
    await stage.open()
    course = Course(headway=stage.headway, clock=stage.clock, play=nothing)
    async with stage.headway.store.alone(MAPLEWOOD):
        await course.pass_to(monday("09:00"), [])
    assert await stage.clock.now() == monday("09:00")
