"""What the bot leaves unkept the sandbox does not keep either, and shows all the same."""

import pytest

from bot.messages import (
    TYPES,
    Actions,
    Button,
    Form,
    Html,
    Message,
    Paragraph,
    Response,
    Said,
    Submitted,
)
from bot.ports import PlatformItem, Store
from storage.memory import MemoryStore
from tests.integrations.sandbox_desk import FORM, MONDAY, Sandbox, talk

INSTEAD = "/commit visit a teacher"
ASKED = Message(
    text="I have kept nothing yet: “Mrs. Alvarez” looks like a name.",
    blocks=(
        Paragraph(text=Html("I have kept nothing yet: “Mrs. Alvarez” looks like a name.")),
        Actions(buttons=(Button(label="Keep it without", action=TYPES, value=INSTEAD),)),
    ),
)
UNKEPT = Response(reply=ASKED, unkept=True)
WRONG = Response(errors={"where": "“Mrs. Alvarez” looks like a name."}, unkept=True)


@pytest.fixture
def store() -> Store:
    return MemoryStore()


@pytest.fixture
async def world(store: Store) -> Sandbox:
    world = Sandbox(store)
    await world.clock.move_to(MONDAY)
    return world


async def _everything(store: Store) -> str:
    async with store.read() as tx:
        return repr(await tx.find(PlatformItem, platform="sandbox"))


async def _opened(world: Sandbox, form: Form, answer: Response) -> None:
    world.desk.answers = [Response(form=form), answer]
    await world.people.say("boyd", "/checkin")


async def test_neither_what_was_said_nor_the_answer_is_kept(world: Sandbox, store: Store) -> None:
    world.desk.answers = [UNKEPT, UNKEPT]
    assert await world.people.say("boyd", "/commit visit Mrs. Alvarez") == UNKEPT
    assert await world.people.say("boyd", "Mrs. Alvarez is ill", channel="leadership") == UNKEPT
    assert await world.texts("dm:boyd") == await world.texts("channel:leadership") == []
    assert "Alvarez" not in await _everything(store)


async def test_neither_is_the_value_of_a_button(world: Sandbox, store: Store) -> None:
    world.desk.answers = [UNKEPT]
    await world.people.press("boyd", "m1", TYPES, "/commit visit Mrs. Alvarez")
    assert "Alvarez" not in await _everything(store)


async def test_a_form_stays_open_as_it_was_opened(world: Sandbox, store: Store) -> None:
    await _opened(world, FORM, WRONG)
    fields = {"where": "Mrs. Alvarez helps", "who": "leaders", "by": "2027-02-05"}
    assert await world.people.submit("boyd", FORM.action, FORM.value, fields) == WRONG
    opened = await world.people.open_form("boyd")
    assert opened is not None
    assert (opened.form, opened.errors) == (FORM, {})
    assert "Alvarez" not in await _everything(store)


async def test_what_was_not_sent_to_the_bot_was_not_screened_and_is_not_kept(
    world: Sandbox, store: Store
) -> None:
    await _opened(world, FORM, Response())
    fields = {"where": "Mrs. Alvarez helps", "who": "leaders", "by": "soon"}
    response = await world.people.submit("boyd", FORM.action, FORM.value, fields)
    assert (response.unkept, list(response.errors)) == (True, ["by"])
    assert "Alvarez" not in await _everything(store)


async def test_in_the_terminal_it_is_told_and_its_button_types(world: Sandbox) -> None:
    world.desk.answers = [UNKEPT]
    screen = await talk(world, "/commit visit Mrs. Alvarez", "1")
    assert "“Mrs. Alvarez” looks like a name." in screen.text
    assert "Keep it without" in screen.text
    said = world.desk.events[-1]
    assert isinstance(said, Said)
    assert said.text == INSTEAD


async def test_in_the_terminal_a_form_is_put_right(world: Sandbox) -> None:
    world.desk.answers = [Response(form=FORM), WRONG, Response()]
    screen = await talk(
        world, "/checkin", "Mrs. Alvarez helps", "", "2027-02-05", "A teacher helps"
    )
    assert "! “Mrs. Alvarez” looks like a name." in screen.text
    sent = world.desk.events[-1]
    assert isinstance(sent, Submitted)
    assert sent.fields["where"] == "A teacher helps"
