"""Everything that a response can hold is shown, whatever the inside makes of an event."""

import asyncio

import pytest

from bot.domain.errors import TryLaterError
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
from integrations.later import Later
from integrations.patience import patiently
from tests.fakes import Office
from tests.inside import Inside
from tests.slack.bot import Bot, fill, words_of
from tests.slack.fake.server import Server
from tests.slack.fake.slack import Slack
from tests.soon import soon

CHANNEL = "C000000001"
FORM = Form(title="Next", action="next.save", value="", fields=(Field(key="text", label="Text"),))


@pytest.fixture
async def inside() -> Inside:
    return Inside()


@pytest.fixture
async def told(office: Office, slack_server: Server, inside: Inside) -> Bot:
    """The bot with an inside that answers as the test says."""
    slack = Slack(server=slack_server)
    fill(slack)
    return Bot(office, slack, inbound=inside)


async def test_a_form_can_follow_a_form(told: Bot, inside: Inside) -> None:
    inside.response = Response(form=FORM)
    await told.user("boyd").types("/anything", CHANNEL)
    first = await told.modal()

    inside.response = Response(form=FORM, reply=Message(text="kept so far"))
    await told.user("boyd").submits(text="one")
    second = await told.modal()

    assert second["id"] == first["id"]
    assert await told.hears("boyd", "kept so far", CHANNEL)


async def test_changes_for_other_platforms_are_left_to_them(told: Bot, inside: Inside) -> None:
    new = Message(text="new")
    inside.response = Response(
        updates=(
            Update(platform="teams", reference="1", message=new),
            Update(platform="slack", reference="nonsense", message=new),
        ),
        reply=Message(text="kept"),
    )

    await told.user("boyd").says("hello")

    assert await told.hears("boyd", "kept")
    await told.settled()
    assert not told.slack.called("chat.update")


async def test_a_value_too_long_for_a_button_comes_back_whole(told: Bot, inside: Inside) -> None:
    button = Button(label="Go", action="some.thing", value="long " * 1000)
    blocks = (Paragraph(text=Html("Go?")), Actions(buttons=(button,)))
    inside.response = Response(reply=Message(text="Go?", blocks=blocks))
    await told.user("boyd").types("/anything", CHANNEL)

    await told.user("boyd").presses(told.user("boyd").sees(CHANNEL)[0], "some.thing#1")

    pressed = inside.heard[-1]
    assert isinstance(pressed, Pressed)
    assert (pressed.action, pressed.value) == (button.action, button.value)


async def test_a_replacement_of_nothing_is_said(told: Bot, inside: Inside) -> None:
    inside.response = Response(replace=Message(text="the card"))

    await told.user("boyd").takes_shortcut("anything")

    assert await told.hears("boyd", "the card")


async def test_a_response_url_that_breaks_off_is_no_end(told: Bot, inside: Inside) -> None:
    inside.response = Response(reply=Message(text="kept"))
    told.slack.order("response_url", drop=True)
    await told.user("boyd").says("a message", CHANNEL)

    await told.user("boyd").takes_shortcut("anything", told.slack.team().channels[CHANNEL].latest())

    assert await soon(lambda: len(told.slack.called("chat.postEphemeral")) == 1)


async def test_an_answer_is_tried_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    tried: list[None] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    async def work() -> None:
        tried.append(None)
        raise TryLaterError("busy", after=100 if len(tried) == 1 else None)

    monkeypatch.setattr(asyncio, "sleep", wait)
    with pytest.raises(TryLaterError):
        await patiently(work)

    assert (len(tried), waited) == (4, [30, 1, 1])


async def test_what_breaks_off_is_logged_and_what_hangs_is_ended(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integrations.later._PATIENCE", 0.01)
    later = Later()

    async def breaks() -> None:
        raise RuntimeError("a mistake")

    later.start(breaks())
    hanging = asyncio.Event()
    later.start(asyncio.wait_for(hanging.wait(), None))  # type: ignore[arg-type]  # a coroutine, though not typed as one
    await later.finish()
    await asyncio.sleep(0)

    assert "An answer broke off." in capsys.readouterr().out


async def test_the_words_of_a_long_answer_are_all_there(told: Bot, inside: Inside) -> None:
    inside.response = Response(reply=Message(text="a line " * 3000))

    await told.user("boyd").says("hello")
    await told.settled()

    shown = [one for one in told.user("boyd").sees() if one["user"] != "U000000004"]
    assert len(shown) > 1
    assert sum(str(one["blocks"]).count("line") for one in shown) == 3000
    assert "a line" in words_of(shown[0])


async def test_a_home_too_long_for_slack_says_what_it_leaves_out(told: Bot, inside: Inside) -> None:
    lines = tuple(Paragraph(text=Html(f"line {number}")) for number in range(300))
    inside.page = Message(text="", blocks=lines)

    await told.user("boyd").opens_home()
    await told.settled()

    blocks = (told.user("boyd").home or {})["blocks"]
    assert (len(blocks), "201 more do not fit here" in str(blocks[-1])) == (100, True)


async def test_a_fault_of_ours_is_not_tried_again_but_another_way_is(
    told: Bot, inside: Inside
) -> None:
    inside.response = Response(reply=Message(text="kept"))
    told.slack.order("chat.postEphemeral", error="missing_scope")

    await told.user("boyd").says(f"<@{told.slack.team().bot_user}> help", CHANNEL)

    assert await told.hears("boyd", "kept")
    assert len(told.slack.called("chat.postEphemeral")) == 1
