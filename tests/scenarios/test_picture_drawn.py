"""``/headway picture``: the drawn picture comes a moment after the words, once."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.audience import Audience
from bot.domain.picture import Picture, Worded
from tests.builders import MONDAY, taps
from tests.fakes import USERS, Office
from tests.picturing import drawing, files, keep, rated, texts
from tests.talking import said


class OtherDrawing:
    """Draws something else."""

    def png(self, picture: Picture, said: Worded) -> bytes:
        """Always the same."""
        assert picture.panels, said.title
        return b"again"


class BrokenDrawing:
    """Cannot draw."""

    def png(self, picture: Picture, said: Worded) -> bytes:
        """Nothing, ever."""
        raise ValueError(said.title)


async def test_a_picture_is_drawn_and_sent_to_who_asked_beneath_the_same_words(
    office: Office,
) -> None:
    await rated(drawing(office))
    reply = await office.say("boyd", "/headway picture momentum")
    assert "The picture itself comes to you in a minute." in said(reply)
    assert await files(office) == []
    await office.tick()
    sent = next(message for message in office.platform.to("boyd") if message.files)
    [stored] = await files(office)
    [file] = sent.files
    assert (file.id, file.name, file.is_picture) == (stored.id, "momentum.png", True)
    assert (stored.person, stored.audience, stored.content[:8]) == (
        "boyd",
        Audience.LEADERS,
        b"Momentum",
    )
    assert file.alt == f"{sent.text}. {texts(sent).splitlines()[1]}"


async def test_a_picture_that_is_sent_again_is_kept_and_uploaded_once(office: Office) -> None:
    await rated(drawing(office))
    await office.say("boyd", "/headway picture momentum")
    office.platform.busy[USERS["boyd"]] = 2
    for minute in range(5):
        await office.tick(MONDAY + timedelta(minutes=minute))
    [stored] = await files(office)
    [sent] = [message for message in office.platform.to("boyd") if message.files]
    assert [file.id for file in sent.files] == [stored.id]


async def test_a_picture_that_became_another_meanwhile_is_kept_as_another(office: Office) -> None:
    await rated(drawing(office))
    await office.say("boyd", "/headway picture momentum")
    office.platform.busy[USERS["boyd"]] = 2
    await office.tick()
    drawing(office, OtherDrawing())
    await office.tick(MONDAY + timedelta(minutes=5))
    [sent] = [message for message in office.platform.to("boyd") if message.files]
    contents = {stored.id: stored.content for stored in await files(office)}
    assert len(contents) == 2
    assert contents[sent.files[0].id] == b"again"


async def test_what_cannot_be_drawn_goes_out_in_words(office: Office) -> None:
    await rated(drawing(office, BrokenDrawing()))
    await office.say("boyd", "/headway picture momentum")
    await office.tick()
    sent = next(m for m in office.platform.to("boyd") if m.text.startswith("Momentum"))
    assert "Student talk about the task rose from slow to steady" in texts(sent)
    assert (sent.files, await files(office)) == ((), [])


async def test_where_nothing_draws_any_more_the_words_go_out(office: Office) -> None:
    await rated(drawing(office))
    await office.say("boyd", "/headway picture momentum")
    office.tools = replace(office.tools, drawing=None)
    office.desk = replace(office.desk, tools=office.tools)

    await office.tick()

    sent = next(m for m in office.platform.to("boyd") if m.text.startswith("Momentum"))
    assert "Student talk about the task rose from slow to steady" in texts(sent)
    assert sent.files == ()


async def test_each_ask_is_answered_with_a_picture_of_its_own_once(office: Office) -> None:
    await rated(drawing(office))
    for _ in range(2):
        await office.say("vance", "/headway picture momentum")
    for _ in range(2):
        await office.tick()
    assert len([message for message in office.platform.to("vance") if message.files]) == 2


async def test_what_is_gone_before_it_was_drawn_is_not_sent(office: Office) -> None:
    await rated(drawing(office), weeks=1)
    await office.say("boyd", "/headway picture momentum")
    await keep(office, taps(1, {}, by="boyd"))
    await office.tick()
    assert not [message for message in office.platform.to("boyd") if message.files]
