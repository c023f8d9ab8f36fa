"""What the page shows: people and channels, a conversation, the clock, the guide."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.domain.partnership import Partnership
from bot.domain.people import Person, Side, Workspace
from bot.messages import (
    Field,
    FieldKind,
    Form,
    Heading,
    Html,
    Message,
    Note,
    Option,
    Response,
    within,
)
from bot.ports import Address, Parcel
from integrations.sandbox.page import Town
from integrations.sandbox.page.talk import PART
from tests.integrations.sandbox_desk import CARD, FORM
from tests.integrations.sandbox_page.conftest import NOON, Visitor

HERE = Workspace(side=Side.DISTRICT, platform="sandbox", id="riverbend")
BOYD = {"as": "boyd"}


async def tell(visitor: Visitor, message: Message, **to: str) -> str:
    """Send as the bot, and return the message's id."""
    return await visitor.world.post(
        Parcel(delivery="d", to=Address(workspace=HERE, **to), message=message)
    )


def ids(text: str) -> list[str]:
    return re.findall(r'<li id="l-(\w+)"', text)


async def test_people_are_listed_with_role_and_school_and_leavers_are_not(visitor: Visitor) -> None:
    text = await visitor.sees()
    assert "principal, Lincoln Elementary" in text
    assert text.index("Luz Ortega") < text.index("Ruth Vance")
    assert "Paul Gone" not in text


async def test_without_a_name_it_is_who_the_guide_begins_with(visitor: Visitor) -> None:
    assert "You are <b>Terrence Boyd</b>" in await visitor.sees()


async def test_somebody_unknown_is_told_so_with_a_way_on(visitor: Visitor) -> None:
    answer = await visitor.http.get("/", params={"as": "<nobody>"})
    assert answer.status_code == 404
    assert "Nobody here is called &lt;nobody&gt;." in answer.text
    assert 'href="/"' in answer.text


async def test_a_channel_is_shown_to_its_members_and_to_nobody_else(visitor: Visitor) -> None:
    await tell(visitor, Message(text="Week of 25 January"), channel="C1")
    assert "Week of 25 January" in await visitor.sees(**{"as": "boyd", "in": "C1"})
    assert "Week of 25 January" not in await visitor.sees(**{"as": "vance", "in": "C1"})


async def test_unread_messages_are_counted_for_everybody(visitor: Visitor) -> None:
    await tell(visitor, Message(text="one"), user="ortega")
    await tell(visitor, Message(text="two"), user="ortega")
    await tell(visitor, Message(text="three"), channel="C1")
    counts = re.findall(r'class="unread">(\d+)', await visitor.sees(**BOYD))
    assert counts == ["1", "2"]


async def test_whoever_looks_has_read(visitor: Visitor) -> None:
    await tell(visitor, Message(text="one"), user="ortega")
    await visitor.http.get("/news", params={"as": "ortega", "since": "0", "seen": "1"})
    assert 'class="unread"' not in await visitor.sees(**BOYD)


async def test_what_came_since_the_last_visit_is_marked(visitor: Visitor) -> None:
    await tell(visitor, Message(text="old"), user="boyd")
    await visitor.http.get("/news", params={**BOYD, "since": "0", "seen": "1"})
    new = await tell(visitor, Message(text="new"), user="boyd")
    before, _, after = (await visitor.sees(**BOYD)).partition('class="first-new"')
    assert f"m-{new}" not in before
    assert f"m-{new}" in after


async def test_times_and_days_are_those_of_the_district(visitor: Visitor) -> None:
    await tell(visitor, Message(text="at noon"), user="boyd")
    text = await visitor.sees(**BOYD)
    assert "Friday, 29 January 2027" in text
    assert ">12:00</time>" in text


async def test_each_day_begins_once(visitor: Visitor) -> None:
    for hours in (0, 1, 24, 25):
        await visitor.world.clock.move_to(NOON + timedelta(hours=hours))
        await tell(visitor, Message(text="x"), user="boyd")
    assert (await visitor.sees(**BOYD)).count('class="day"') == 2


async def test_a_long_conversation_comes_in_parts_without_gap_or_repetition(
    visitor: Visitor,
) -> None:
    sent = [await tell(visitor, Message(text=str(n)), user="boyd") for n in range(2 * PART + 5)]
    text = await visitor.sees(**BOYD)
    read = ids(text)
    while link := re.search(r'href="(/earlier[^"]+)"', text):
        text = (await visitor.http.get(link[1].replace("&amp;", "&"))).text
        read = ids(text) + read
    assert read == sent


async def test_a_card_has_its_headings_lists_notes_and_buttons(visitor: Visitor) -> None:
    blocks = (
        Heading(text=Html("Week &amp; <i>all</i>")),
        *CARD.blocks,
        Note(text=Html("Before\n• one\n• two\nafter")),
    )
    await tell(visitor, Message(text="Week", blocks=blocks), user="boyd")
    text = re.sub(r"\s+", " ", await visitor.sees(**BOYD))
    assert '<h3 dir="auto">Week &amp; <i>all</i></h3>' in text
    assert '<ul class="note"><li dir="auto">one</li><li dir="auto">two</li></ul>' in text
    assert 'value="checkin.tap k1/steady"' in text


async def test_who_can_be_chosen_in_a_form_are_the_people_here(visitor: Visitor) -> None:
    fields = (
        Field(key="owner", label="Who?", kind=FieldKind.PERSON, value="left-long-ago"),
        Field(key="at", label="When?", kind=FieldKind.TIME, value="08:00", required=True),
    )
    form = Form(title="T", action="a.b", value="1", fields=fields)
    visitor.world.desk.answers = [Response(form=form)]
    text = (await visitor.does("say", BOYD, text="/commit")).text
    assert '<option value="ortega" >Luz Ortega, assistant superintendent</option>' in text
    assert '<option value="left-long-ago" selected>left-long-ago</option>' in text
    assert 'type="time" value="08:00"' in text


async def test_of_a_district_in_which_a_form_is_its_people_can_be_chosen(visitor: Visitor) -> None:
    async with visitor.world.store.write() as tx:
        here = await tx.get(Partnership, "riverbend")
        advisor = await tx.get(Person, "riverbend", "vance")
        assert here is not None
        assert advisor is not None
        there = replace(advisor, key="lin", user="lin", name="Ada Lin", partnership="maplewood")
        twin = replace(advisor, partnership="maplewood")
        await tx.put(replace(here, key="maplewood"), there, twin)
    field = Field(key="owner", label="Who?", kind=FieldKind.PERSON)
    form = Form(title="T", action="a.b", value=within("1", "maplewood"), fields=(field,))
    visitor.world.desk.answers = [Response(form=form)]

    text = (await visitor.does("say", {"as": "vance"}, text="/commit")).text

    assert '<option value="lin"' in text
    assert '<option value="boyd"' not in text
    town = Town(store=visitor.world.store, sandbox_of=lambda _: visitor.world.people)
    assert [one.user for one in await town.players()].count("vance") == 1


async def test_a_needed_choice_that_is_made_cannot_be_emptied(visitor: Visitor) -> None:
    options = (Option(value="a", label="A"), Option(value="b", label="B"))
    field = Field(
        key="who",
        label="Who reads?",
        kind=FieldKind.CHOICE,
        value="a",
        options=options,
        required=True,
    )
    form = Form(title="T", action="a.b", value="1", fields=(field,))
    visitor.world.desk.answers = [Response(form=form)]
    text = (await visitor.does("say", BOYD, text="/commit")).text
    assert '<option value="" ' not in text


async def test_a_form_that_stands_open_is_there_after_a_reload(visitor: Visitor) -> None:
    visitor.world.desk.answers = [Response(form=FORM)]
    await visitor.does("say", BOYD, text="/checkin")
    assert '<h2 id="form-title">Check-in</h2>' in await visitor.sees(**BOYD)
    assert "form-title" not in await visitor.sees(**{"as": "ortega"})


async def test_the_guide_stays_closed_for_whoever_closed_it(visitor: Visitor) -> None:
    assert "<details open" in await visitor.sees()
    visitor.http.cookies.set("headway-guide", "closed")
    assert "<details open" not in await visitor.sees()
