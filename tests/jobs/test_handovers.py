"""Who takes somebody's place gets the story so far, and a first check-in that knows it."""

from datetime import timedelta
from io import BytesIO

from docx import Document

from bot.domain.commitment import Commitment
from bot.domain.stored_file import StoredFile
from tests.fakes import MONDAY, Office, text_of
from tests.talking import card, get

LINE = "/headway handover @boyd @rossi because Terrence moves to the middle school"
HIDDEN = "a worry for the partner alone"


async def a_year(office: Office) -> None:
    """Something of each kind, some of it not for Paula Rossi."""
    await office.say("boyd", "/commit share the rubric with grade 4 by 29 January")
    await office.say("boyd", "/commit plan one why question")
    await office.say("boyd", "/commit done C-2")
    await office.say("boyd", f"/blocker {HIDDEN}")
    await office.say("boyd", "/helping principals who sit in")
    await office.say(
        "boyd", "/walkthrough marsh grade 4 math: reasoning 3/5; pattern: steps, not why"
    )
    await office.say("vance", "/headway agenda revise vision: All talk because we learned")


async def test_the_story_so_far_comes_by_day_and_once(office: Office) -> None:
    await a_year(office)
    await office.say("whitfield", LINE)

    await office.tick()
    await office.tick()

    told = text_of(card(office, "rossi"))
    assert told.count("The story so far") == 2  # in the notification and in the message
    assert "You take over from Terrence Boyd, principal: Terrence moves to the middle" in told
    assert "share the rubric with grade 4, by Friday, 29 Jan [C-1]" in told
    assert "Leaders in classrooms" in told  # the last of the strategies
    assert HIDDEN not in told
    assert len([m for m in office.platform.to("rossi") if "story so far" in m.text]) == 1


async def test_the_story_comes_with_a_document_that_nobody_else_gets(office: Office) -> None:
    await a_year(office)
    await office.say("whitfield", LINE)
    await office.tick()

    (file,) = card(office, "rossi").files
    async with office.store.read() as tx:
        stored = await tx.get(StoredFile, file.id)

    assert stored
    assert (file.name, stored.person) == ("story-so-far.docx", "rossi")
    texts = "\n".join(one.text for one in Document(BytesIO(stored.content)).paragraphs)
    assert "What Terrence Boyd kept" in texts
    assert "plan one why question [C-2]" in texts
    assert HIDDEN not in texts


async def test_a_story_that_was_undone_is_not_told(office: Office) -> None:
    await a_year(office)
    done = await office.say("whitfield", LINE)
    await office.press("whitfield", done.reply, "Undo")

    await office.tick()

    assert all("story so far" not in m.text for m in office.platform.to("rossi"))


async def test_at_night_the_story_waits_for_the_morning(office: Office) -> None:
    await a_year(office)
    office.later(hours=14)
    await office.say("whitfield", LINE)

    await office.tick()
    assert all("story so far" not in m.text for m in office.platform.to("rossi"))
    await office.tick(office.later(hours=10))

    assert "The story so far" in text_of(card(office, "rossi"))


async def test_the_first_check_in_knows_that_somebody_is_new(office: Office) -> None:
    await a_year(office)
    await office.say("whitfield", LINE)
    await office.tick()
    await office.tick(MONDAY + timedelta(days=8))
    first = text_of(card(office, "rossi"))

    await office.say("rossi", "I am new here")
    await office.tick(MONDAY + timedelta(weeks=2))

    assert "Your first check-in in Terrence’s place" in first
    assert "share the rubric with grade 4" in first
    assert "first check-in" not in text_of(card(office, "rossi"))
    assert (await get(office, Commitment, 1)).owner == "rossi"


async def test_a_story_with_what_its_reader_told_few_says_that_it_is_theirs_alone(
    office: Office,
) -> None:
    await a_year(office)
    await office.say("rossi", "/blocker a worry of my own")
    await office.say("whitfield", LINE)
    await office.tick()

    (file,) = card(office, "rossi").files
    async with office.store.read() as tx:
        stored = await tx.get(StoredFile, file.id)

    assert stored
    texts = "\n".join(one.text for one in Document(BytesIO(stored.content)).paragraphs)
    assert "a worry of my own" in texts
    assert "For Paula Rossi alone: others may not read all of it." in texts
    assert "leaders and Harbor Center" not in texts
