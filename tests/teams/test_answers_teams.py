"""Everything that a response can hold is shown, whatever the inside makes of an event."""

from collections.abc import AsyncIterator

import pytest

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
    Update,
)
from tests.fakes import Office
from tests.inside import Inside
from tests.teams.bot import Bot
from tests.teams.fake.cards import words_of
from tests.teams.fake.server import Server
from tests.teams.fake.teams import Teams
from tests.teams.riverbend import LEADERSHIP, fill, forget, install, now_of

FORM = Form(title="Next", action="next.save", value="", fields=(Field(key="text", label="Text"),))


@pytest.fixture
async def inside() -> Inside:
    return Inside(page=Message(text="Welcome"))


@pytest.fixture
async def told(
    teams_office: Office, teams_server: Server, teams_trust: None, inside: Inside
) -> AsyncIterator[Bot]:
    """The bot with an inside that answers as the test says."""
    teams = Teams(lambda: now_of(teams_office), server=teams_server)
    fill(teams)
    bot = Bot(teams_office, teams, inbound=inside)
    await install(teams)
    await bot.settled()
    forget(teams)
    yield bot
    await bot.close()


def card(label: str = "Go", *, value: str = "1", form: bool = False) -> Message:
    """A message with a button."""
    button = Button(label=label, action="some.thing", value=value, form=form)
    blocks = (Paragraph(text=Html(f"{label}?")), Actions(buttons=(button,)))
    return Message(text=f"{label}?", blocks=blocks)


async def shown(bot: Bot, inside: Inside, message: Message) -> None:
    """Show Boyd a message."""
    inside.response = Response(reply=message)
    await bot.user("boyd").types("hello")
    await bot.settled()


async def test_a_form_can_follow_a_form(told: Bot, inside: Inside) -> None:
    await shown(told, inside, card(form=True))
    inside.response = Response(form=FORM)
    await told.user("boyd").presses("Go")

    inside.response = Response(form=FORM, reply=Message(text="kept so far"))
    await told.user("boyd").submits(text="one")

    assert "text" not in told.dialog().values()
    assert await told.hears("boyd", "kept so far")


async def test_the_form_behind_a_form_still_changes_the_pressed_message(
    told: Bot, inside: Inside
) -> None:
    await shown(told, inside, card(form=True))
    inside.response = Response(form=FORM)
    await told.user("boyd").presses("Go")
    await told.user("boyd").submits(text="one")

    inside.response = Response(replace=Message(text="changed"))
    await told.user("boyd").submits(text="two")
    await told.settled()

    assert told.sees("boyd") == ["hello", "changed"]


async def test_a_button_that_opens_no_form_after_all_is_answered_in_words(
    told: Bot, inside: Inside
) -> None:
    await shown(told, inside, card(form=True))
    inside.response = Response(reply=Message(text="nothing to fill in"))

    await told.user("boyd").presses("Go")

    assert told.user("boyd").notice == "nothing to fill in"
    assert await told.hears("boyd", "nothing to fill in")


async def test_a_form_behind_a_button_that_says_nothing_of_it_waits(
    told: Bot, inside: Inside
) -> None:
    await shown(told, inside, card())
    inside.response = Response(form=FORM)

    await told.user("boyd").presses("Go")

    assert told.user("boyd").notice == "There is a form for that."
    assert await told.hears("boyd", "Open the form")


async def test_a_press_that_changes_nothing_is_answered(told: Bot, inside: Inside) -> None:
    await shown(told, inside, card())
    inside.response = Response()

    await told.user("boyd").presses("Go")

    assert told.user("boyd").notice == "Done."


async def test_changes_for_other_platforms_are_left_to_them(told: Bot, inside: Inside) -> None:
    new = Message(text="new")
    inside.response = Response(
        updates=(
            Update(platform="slack", reference="1", message=new),
            Update(platform="teams", reference="nonsense", message=new),
        ),
        reply=Message(text="kept"),
    )

    await told.user("boyd").types("hello")

    assert await told.hears("boyd", "kept")
    await told.settled()
    assert not told.teams.called("update")


async def test_a_value_too_long_for_a_button_comes_back_whole(told: Bot, inside: Inside) -> None:
    long = "long " * 1000
    await shown(told, inside, card(value=long))

    inside.response = Response(replace=card("Again", value=long * 2))
    await told.user("boyd").presses("Go")
    await told.user("boyd").presses("Again")

    values = [event.value for event in inside.heard if isinstance(event, Pressed)]
    assert values == [long, long * 2]


async def test_a_card_too_long_for_one_message_is_changed_afterwards(
    told: Bot, inside: Inside
) -> None:
    await shown(told, inside, card())
    inside.response = Response(replace=Message(text="a line " * 3000))

    await told.user("boyd").presses("Go")
    await told.settled()

    mine = told.user("boyd").messages()[1:]
    assert len(mine) > 1
    assert sum(str(one["attachments"]).count("line") for one in mine) >= 3000


async def test_a_change_that_may_have_been_made_is_not_said_again(
    told: Bot, inside: Inside
) -> None:
    await shown(told, inside, card())
    inside.response = Response(replace=Message(text="a line " * 3000))
    told.teams.order("send", drop=True)

    await told.user("boyd").presses("Go")
    await told.settled()

    assert len(told.user("boyd").messages()) == 3  # with the part that came after all
    assert len(told.teams.called("update")) == 1


async def test_a_replacement_of_nothing_is_said(told: Bot, inside: Inside) -> None:
    inside.response = Response(replace=Message(text="the card"))

    await told.user("boyd").types("hello")

    assert await told.hears("boyd", "the card")


async def test_whoever_wrote_to_a_channel_reads_all_answers_alone(
    told: Bot, inside: Inside
) -> None:
    inside.response = Response(form=FORM, reply=Message(text="kept"))

    await told.user("boyd").mentions_bot(LEADERSHIP, "help")
    await told.settled()

    assert [words_of(one).splitlines()[0] for one in told.user("boyd").messages()] == [
        "There is a form for that.",
        "kept",
    ]
    assert len(told.user("rossi").messages(LEADERSHIP)) == 2


async def test_what_goes_wrong_inside_is_not_acknowledged(
    told: Bot, inside: Inside, caplog: pytest.LogCaptureFixture
) -> None:
    inside.fails = True

    with pytest.raises(RuntimeError, match="The database is gone"):
        await told.user("boyd").types("commit share the rubric")

    assert "share the rubric" not in caplog.text
