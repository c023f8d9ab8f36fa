"""The player does only what somebody could do with what they see."""

import pytest

from bot.demo.player import Player, StoryError
from bot.demo.story import Scene
from bot.messages import (
    Actions,
    Button,
    Field,
    Form,
    Html,
    Message,
    Paragraph,
    Pressed,
    Response,
    Said,
    Submitted,
)
from integrations.sandbox import direct
from integrations.sandbox.items import BOT, Post
from storage.memory import MemoryStore
from tests.integrations.sandbox_desk import Sandbox

TEAMS, WRITING = (
    Actions(text=Html(name), buttons=(Button(label="slow", action="checkin.rate", value=name),))
    for name in ("Teams", "Writing")
)
CARD = Message(
    text="Two minutes?",
    blocks=(
        TEAMS,
        WRITING,
        Actions(buttons=(Button(label="Answer", action="checkin.answer", value="k1"),)),
    ),
)
NOTICE = Message(
    text="A promise",
    blocks=(
        Paragraph(text=Html("share the <b>rubric</b> · C-12")),
        Actions(buttons=(Button(label="Yes, mine", action="commit.accept", value="C-12"),)),
    ),
)
FORM = Form(
    title="Check-in",
    action="checkin.answer",
    value="k1",
    fields=(Field(key="where", label="Where?", value="here"), Field(key="next", label="Next?")),
)


async def play(scene: Scene, *answers: Response, got: tuple[Message, ...] = ()) -> Sandbox:
    """A sandbox in which a scene was played by somebody who had got these messages."""
    sandbox = Sandbox(MemoryStore(), *answers)
    for message in got:
        await sandbox.chat.keep(direct("bell"), Post(author=BOT, message=message))
    await Player(sandbox.people).play(scene)
    return sandbox


def scene(**does: object) -> Scene:
    return Scene(at="mon 08:00", who="bell", **does)  # type: ignore[arg-type]  # fields of several types


async def test_a_tap_is_the_button_of_the_row_that_it_names() -> None:
    sandbox = await play(scene(taps={"Writing": "slow"}), got=(CARD,))
    (pressed,) = sandbox.desk.events
    assert isinstance(pressed, Pressed)
    assert pressed.value == "Writing"


async def test_a_bare_button_is_found_by_the_words_of_its_message() -> None:
    does = scene(presses="Yes, mine", beside="the rubric")
    (pressed,) = (await play(does, got=(NOTICE, CARD))).desk.events
    assert isinstance(pressed, Pressed)
    assert pressed.value == "C-12"


async def test_a_reply_stands_in_the_thread_of_the_check_in() -> None:
    sandbox = await play(scene(replies="All is well"), got=(CARD, NOTICE))
    (said,) = sandbox.desk.events
    card = (await sandbox.people.conversation(direct("bell")))[-1]
    assert isinstance(said, Said)
    assert (said.text, said.thread) == ("All is well", card.id)


async def test_words_in_braces_become_the_number_that_stands_beside_them() -> None:
    (said,) = (await play(scene(says="/commit done {the rubric} sent"), got=(NOTICE,))).desk.events
    assert isinstance(said, Said)
    assert said.text == "/commit done C-12 sent"


async def test_a_form_keeps_what_stood_in_it() -> None:
    answers = scene(answers={"next": "go on"})
    sandbox = await play(answers, Response(form=FORM), Response(), got=(CARD,))
    submitted = sandbox.desk.events[-1]
    assert isinstance(submitted, Submitted)
    assert submitted.fields == {"where": "here", "next": "go on"}


@pytest.mark.parametrize(
    ("does", "answers"),
    [
        ({"presses": "Done"}, ()),
        ({"taps": {"Reading": "slow"}}, ()),
        ({"says": "/commit done {the schedule}"}, ()),
        ({"fills": {"where": "here"}}, ()),
        ({"answers": {"why": "so"}}, (Response(form=FORM),)),
        ({"answers": {"next": "x"}}, (Response(form=FORM), Response(errors={"next": "no"}))),
    ],
)
async def test_what_is_not_there_cannot_be_done(
    does: dict[str, object], answers: tuple[Response, ...]
) -> None:
    with pytest.raises(StoryError, match="bell"):
        await play(scene(**does), *answers, got=(CARD, NOTICE))
