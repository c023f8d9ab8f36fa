"""What is not kept stands on the page alone: as a refusal, or in the form that stays open."""

from bot.messages import Response, Said
from bot.ports import PlatformItem
from tests.integrations.sandbox_desk import FORM
from tests.integrations.sandbox_page.conftest import Visitor
from tests.integrations.test_sandbox_unkept import INSTEAD, UNKEPT, WRONG

BOYD = {"as": "boyd"}
TYPED = {"field.where": "Mrs. Alvarez helps", "field.who": "leaders", "field.by": "2027-02-05"}


async def test_a_refusal_says_why_and_proposes_what_to_write(visitor: Visitor) -> None:
    visitor.world.desk.answers = [UNKEPT]
    answer = await visitor.does("say", BOYD, text="/commit visit Mrs. Alvarez")
    assert answer.headers["headway-refused"] == "unkept"
    assert "“Mrs. Alvarez” looks like a name." in answer.text
    assert f'<button form="composer" name="instead" value="{INSTEAD}">' in answer.text
    assert "Alvarez" not in await visitor.sees(**BOYD)


async def test_what_is_proposed_goes_before_what_still_stands_in_the_box(visitor: Visitor) -> None:
    await visitor.does("say", BOYD, text="/commit visit Mrs. Alvarez", instead=INSTEAD)
    [said] = visitor.world.desk.events
    assert isinstance(said, Said)
    assert said.text == INSTEAD


async def test_a_button_can_be_refused_like_a_line(visitor: Visitor) -> None:
    visitor.world.desk.answers = [UNKEPT]
    answer = await visitor.does("press", BOYD, message="m1", button="headway.type /commit x")
    assert answer.headers["headway-refused"] == "unkept"


async def test_a_form_stays_open_with_what_was_typed_until_it_is_sent(visitor: Visitor) -> None:
    visitor.world.desk.answers = [Response(form=FORM), WRONG, Response()]
    await visitor.does("say", BOYD, text="/checkin")
    answer = await visitor.does("submit", BOYD, **TYPED)
    assert "looks like a name." in answer.text
    assert "Mrs. Alvarez helps</textarea>" in await visitor.sees(**BOYD)
    async with visitor.world.store.read() as tx:
        assert "Alvarez" not in repr(await tx.find(PlatformItem))
    answer = await visitor.does("submit", BOYD, **TYPED)
    assert "form-title" not in answer.text


async def test_a_form_that_is_left_takes_what_was_typed_along(visitor: Visitor) -> None:
    visitor.world.desk.answers = [Response(form=FORM), WRONG, Response(form=FORM)]
    await visitor.does("say", BOYD, text="/checkin")
    await visitor.does("submit", BOYD, **TYPED)
    await visitor.does("leave", BOYD)
    answer = await visitor.does("say", BOYD, text="/checkin")
    assert "form-title" in answer.text
    assert "Alvarez" not in answer.text
