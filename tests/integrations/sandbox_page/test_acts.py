"""What a visitor does on the page, and what comes of it."""

import re

from bot.messages import Actions, Button, Message, Pressed, Response, Said, Submitted
from tests.integrations.sandbox_desk import CARD, FORM
from tests.integrations.sandbox_page.conftest import NOON, Visitor
from tests.integrations.sandbox_page.test_page import BOYD, ids, tell

CHANNEL = {"as": "boyd", "in": "C1"}


async def test_words_reach_the_bot_and_both_sides_stand_there(visitor: Visitor) -> None:
    visitor.world.desk.answers = [Response(reply=Message(text="Kept."))]
    answer = await visitor.does("say", BOYD, text="  /commit rest  ")
    [said] = visitor.world.desk.events
    assert isinstance(said, Said)
    assert (said.text, said.sender.user, said.direct) == ("/commit rest", "boyd", True)
    assert answer.text.index("/commit rest") < answer.text.index("Kept.")
    assert visitor.hand.taken == ["boyd"]


async def test_nothing_is_not_said(visitor: Visitor) -> None:
    await visitor.does("say", BOYD, text="  \n ")
    assert visitor.world.desk.events == []


async def test_words_in_a_channel_are_seen_by_its_other_members(visitor: Visitor) -> None:
    await visitor.does("say", CHANNEL, text="Good morning, all")
    assert "Good morning, all" in await visitor.sees(**{"as": "ortega", "in": "C1"})


async def test_a_reply_stands_in_its_thread_and_quotes_it_elsewhere(visitor: Visitor) -> None:
    card = await tell(visitor, CARD, user="boyd")
    await tell(visitor, Message(text="Something else"), user="boyd")
    await visitor.does("say", {**BOYD, "thread": card}, text="On our way")
    [said] = visitor.world.desk.events
    thread = await visitor.sees(**{**BOYD, "thread": card})
    assert isinstance(said, Said)
    assert said.thread == card
    assert len(ids(thread)) == 2
    assert "Something else" not in thread
    assert "In reply to: Two minutes for the effort?" in await visitor.sees(**BOYD)


async def test_a_thread_that_is_not_ones_own_is_not_opened(visitor: Visitor) -> None:
    visitor.world.desk.answers = [Response(reply=Message(text="Only for Boyd"))]
    await visitor.does("say", CHANNEL, text="/digest")
    [asked] = [one.id for one in await visitor.world.people.conversation("channel:C1", limit=1)]
    text = await visitor.sees(**{"as": "ortega", "in": "C1", "thread": asked})
    assert "Only for Boyd" not in text
    assert "Thread in" not in text


async def test_a_button_sends_its_action_and_its_value(visitor: Visitor) -> None:
    card = await tell(visitor, CARD, user="boyd")
    visitor.world.desk.answers = [Response(replace=Message(text="Thank you"))]
    answer = await visitor.does("press", BOYD, message=card, button="checkin.tap k1/a b")
    [pressed] = visitor.world.desk.events
    assert isinstance(pressed, Pressed)
    assert (pressed.action, pressed.value, pressed.reference) == ("checkin.tap", "k1/a b", card)
    assert "Thank you" in answer.text


async def test_a_card_that_is_changed_later_comes_with_the_news(visitor: Visitor) -> None:
    card = await tell(visitor, CARD, user="boyd")
    since = re.search(r'id="since" data-part value="(\w+)"', await visitor.sees(**BOYD))
    await visitor.world.chat.change(card, Message(text="Over now"))
    assert since
    news = await visitor.http.get("/news", params={**BOYD, "since": since[1]})
    assert ids(news.text) == [card]
    assert "Over now" in news.text
    assert "<span>changed</span>" in news.text


async def test_a_form_is_sent_with_what_stands_in_it(visitor: Visitor) -> None:
    visitor.world.desk.answers = [Response(form=FORM), Response(reply=Message(text="Kept."))]
    await visitor.does("say", BOYD, text="/checkin")
    typed = {"field.where": "Half way", "field.who": "partner", "field.by": "2027-02-05"}
    answer = await visitor.does("submit", BOYD, **typed)
    submitted = visitor.world.desk.events[-1]
    assert isinstance(submitted, Submitted)
    assert submitted.fields == {"where": "Half way", "who": "partner", "by": "2027-02-05"}
    assert "form-title" not in answer.text


async def test_a_form_with_errors_stays_open_with_what_was_typed(visitor: Visitor) -> None:
    wrong = Response(errors={"by": "That is a Saturday.", "whole": "Say something."})
    visitor.world.desk.answers = [Response(form=FORM), wrong]
    await visitor.does("say", BOYD, text="/checkin")
    typed = {"field.where": 'A "quote" & <b>', "field.who": "leaders", "field.by": "2027-02-06"}
    answer = await visitor.does("submit", BOYD, **typed)
    assert "A &#34;quote&#34; &amp; &lt;b&gt;" in answer.text
    assert 'id="f-by-error">That is a Saturday.' in answer.text
    assert 'role="alert">Say something.' in answer.text


async def test_what_the_platform_sees_to_be_wrong_is_not_sent(visitor: Visitor) -> None:
    visitor.world.desk.answers = [Response(form=FORM)]
    await visitor.does("say", BOYD, text="/checkin")
    typed = {"field.where": "x" * 3001, "field.who": "nobody", "field.by": "soon"}
    answer = await visitor.does("submit", BOYD, **typed)
    assert len(visitor.world.desk.events) == 1
    assert "This takes 3000 characters, and yours has 3001." in answer.text
    assert "Please choose one of these." in answer.text
    assert "Please write the day like 2027-02-05." in answer.text


async def test_a_form_can_be_left(visitor: Visitor) -> None:
    visitor.world.desk.answers = [Response(form=FORM)]
    await visitor.does("say", BOYD, text="/checkin")
    await visitor.does("leave", BOYD)
    assert "form-title" not in await visitor.sees(**BOYD)
    assert (await visitor.does("submit", BOYD)).status_code == 200
    assert len(visitor.world.desk.events) == 1


async def test_the_clock_moves_on_and_tells_what_came(visitor: Visitor) -> None:
    answer = await visitor.does("move", BOYD, to="hour")
    assert ">2 reminders.</p>" in answer.text
    assert "<b>13:00</b>" in answer.text


async def test_a_move_that_there_is_not_is_refused_with_the_reason(visitor: Visitor) -> None:
    answer = await visitor.does("move", BOYD, to="year")
    assert (answer.status_code, answer.text) == (409, "There is no such move.")
    assert await visitor.world.clock.now() == NOON


async def test_what_people_type_is_shown_as_text(visitor: Visitor) -> None:
    typed = "<script>alert(1)</script> \u202edesrever\u202c 🎉 " + "x" * 10_000
    visitor.world.desk.answers = [Response(reply=Message(text=typed))]
    text = (await visitor.does("say", BOYD, text=typed)).text
    assert "<script>alert" not in text
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 2
    assert text.count("x" * 10_000) == 2


async def test_a_button_cannot_break_out_of_its_place(visitor: Visitor) -> None:
    button = Button(label='"><script>', action="headway.type", value='"><img src=x>')
    await tell(visitor, Message(text="x", blocks=(Actions(buttons=(button,)),)), user="boyd")
    text = await visitor.sees(**BOYD)
    assert '<script>"' not in text
    assert "<img src=x>" not in text
    assert "headway.type &#34;&gt;&lt;img src=x&gt;" in text
