"""The guide of the demo: its steps are done by doing them, and its words are right."""

import re

import pytest

from bot.bootstrap import build
from bot.demo.guide import DemoGuide
from bot.domain.checkin import CheckIn
from bot.settings import Settings
from integrations.sandbox import direct
from storage.memory import MemoryStore
from tests.demo.conftest import Demo, Played, text_of
from tests.jobs.looking import found

GUEST, TALK = "dubois", direct("dubois")
READER, POSTS = "castellano", "channel:tidewater"
WEEKS = (1, 2, 4, 6, 7, 8)
IN_RECESS = 7


async def done(demo: Demo) -> list[bool]:
    return [step.done for step in await demo.guide.steps()]


async def example(demo: Demo, step: int) -> str:
    """What the text of a step says to type."""
    (line,) = re.findall(
        r"(?:send|write) “(.*?)”", (await demo.guide.steps())[step].text, re.IGNORECASE
    )
    return str(line)


async def rate(demo: Demo) -> None:
    """Tap a word on the newest card, as the guide says."""
    card, *_ = await demo.people.conversation(TALK)
    button = next(b for b in card.message.buttons() if b.label == "steady")
    await demo.people.press(GUEST, card.id, button.action, button.value)


@pytest.mark.parametrize("weeks", WEEKS)
async def test_each_step_is_done_by_doing_what_it_says(played: Played, weeks: int) -> None:
    demo = played.after(weeks)
    assert await done(demo) == [False] * 5
    await demo.people.say(GUEST, await example(demo, 0))
    if weeks == IN_RECESS:
        await rate(demo)
    assert await done(demo) == [True] + [False] * 4
    await demo.people.say(GUEST, await example(demo, 1))
    assert await done(demo) == [True] * 2 + [False] * 3
    await demo.clock().move("digest")
    assert await done(demo) == [True] * 3 + [False] * 2
    await demo.read(GUEST, TALK)
    assert await done(demo) == [True] * 4 + [False]
    await demo.read(READER, POSTS)
    assert await done(demo) == [True] * 5


@pytest.mark.parametrize("weeks", WEEKS)
async def test_what_the_guide_says_will_be_seen_is_there(played: Played, weeks: int) -> None:
    demo = played.after(weeks)
    await demo.people.say(GUEST, await example(demo, 1))
    await demo.clock().move("digest")
    talk = [text_of(one.message) for one in await demo.people.conversation(TALK)]
    card = next(text for text in talk if "Two minutes for the effort?" in text)
    assert "visit the grade 5 team" in card
    (newest, *_) = await demo.people.conversation(POSTS)
    assert re.search(r"grade 5 team|1 of the district|\d promises", text_of(newest.message))


@pytest.mark.parametrize("weeks", WEEKS)
async def test_the_words_are_short_and_name_no_place_on_a_screen(
    played: Played, weeks: int
) -> None:
    for step in await played.after(weeks).guide.steps():
        assert len(step.title) <= 45
        assert len(step.text) <= 200
        assert "\n" not in step.text
        assert not re.search(r"\b(left|right|click|below)\b", step.text)


async def test_a_step_leads_to_a_conversation_that_its_person_has(played: Played) -> None:
    demo = played.after(4)
    for step in await demo.guide.steps():
        assert step.conversation in await demo.people.conversations(step.user)


async def test_what_stood_there_before_does_not_count_as_read(played: Played) -> None:
    demo = played.after(4)
    await demo.read(GUEST, TALK)
    await demo.read(READER, POSTS)
    await demo.people.say(GUEST, "/commit visit Cedar Hill")
    assert await done(demo) == [False, True, False, False, False]


async def test_the_story_itself_never_does_a_step_of_the_guide(played: Played) -> None:
    demo = played.after(2)
    for _ in range(4):
        await demo.clock().move("digest")
    assert await done(demo) == [False, False, True, False, False]


async def test_a_promise_that_was_kept_before_the_asking_is_not_asked_after(
    played: Played,
) -> None:
    demo = played.after(4)
    kept = await demo.people.say(GUEST, "/commit visit Cedar Hill")
    assert kept.reply
    (number,) = {*re.findall(r"C-\d+", text_of(kept.reply))}
    await demo.clock().move("day")
    await demo.people.say(GUEST, f"/commit done {number}")
    await demo.clock().move("digest")
    await demo.read(GUEST, TALK)
    assert await done(demo) == [False, True, True, False, False]


async def test_a_promise_kept_after_the_asking_was_asked_after(played: Played) -> None:
    demo = played.after(4)
    await demo.people.say(GUEST, "/commit visit Cedar Hill")
    await demo.clock().move("digest")
    await demo.people.say(GUEST, "/commit done C-11")
    await demo.read(GUEST, TALK)
    assert await done(demo) == [False, True, True, True, False]


async def test_before_the_story_has_ended_nothing_is_done(played: Played) -> None:
    headway = build(Settings(), store=MemoryStore())
    guide = DemoGuide(headway, story=played.story, file=played.stage.file)
    assert not any(step.done for step in await guide.steps())
    assert not await found(headway.store, CheckIn)
