"""The terminal chat, driven by what a person types."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.domain.errors import HeadwayError
from bot.domain.people import Side, Workspace
from bot.messages import (
    Field,
    FieldKind,
    Html,
    Incoming,
    Message,
    Pressed,
    Response,
    Said,
    Submitted,
)
from bot.ports import Address, Parcel
from integrations import sandbox
from integrations.sandbox.items import Post
from integrations.sandbox.terminal import HELP
from storage.memory import MemoryStore
from tests.integrations.sandbox_desk import CARD, FORM, MONDAY, Desk, Sandbox, Screen, talk

_WORKSPACE = Workspace(side=Side.DISTRICT, platform="sandbox", id="riverbend")
_BOYD = Address(workspace=_WORKSPACE, user="boyd")


@pytest.fixture
async def world() -> Sandbox:
    world = Sandbox(MemoryStore())
    await world.clock.move_to(MONDAY)
    return world


async def _card(world: Sandbox, text: str = "", delivery: str = "d1") -> str:
    message = Message(text=text) if text else CARD
    return await world.post(Parcel(delivery=delivery, to=_BOYD, message=message))


async def _form(world: Sandbox, *typed: str, answers: Iterable[Response] = ()) -> Screen:
    world.desk.answers = [Response(form=FORM), *answers]
    return await talk(world, "/checkin", *typed)


def _last(world: Sandbox) -> Incoming:
    return world.desk.events[-1]


async def test_it_begins_with_help_and_says_when_nothing_was_said(world: Sandbox) -> None:
    screen = await talk(world)
    assert screen.written[0] == HELP
    assert "Nothing has been said here yet." in screen.text


async def test_messages_stand_there_with_numbered_buttons(world: Sandbox) -> None:
    await _card(world)
    screen = await talk(world)
    assert "#1 headway · Mon 11 Jan 13:00 UTC · new" in screen.text
    assert "Data teams  [1] slow  [●2 steady]" in screen.text


async def test_what_was_read_is_not_new_the_next_time(world: Sandbox) -> None:
    await _card(world)
    await talk(world)
    assert "new" not in (await talk(world)).text.replace(HELP, "")


async def test_all_unread_messages_are_shown_and_ten_at_least(world: Sandbox) -> None:
    for number in range(12):
        await _card(world, f"message {number}!", delivery=str(number))
    assert "message 0!" in (await talk(world)).text
    again = await talk(world)
    assert "message 1!" not in again.text
    assert "message 2!" in again.text


async def test_words_are_said_and_the_answer_appears(world: Sandbox) -> None:
    world.desk.answers = [Response(reply=Message(text="Kept as C-20."))]
    screen = await talk(world, "  /commit share the rubric ")
    said = _last(world)
    assert isinstance(said, Said)
    assert said.text == "/commit share the rubric"
    assert "Kept as C-20." in screen.text


async def test_ones_own_words_are_shown_only_when_one_comes_back(world: Sandbox) -> None:
    first = await talk(world, "going well")
    assert "#1 you" not in first.text
    assert "#1 you · Mon 11 Jan 13:00 UTC\ngoing well" in (await talk(world)).text


async def test_a_number_presses_the_button(world: Sandbox) -> None:
    reference = await _card(world)
    await talk(world, "1")
    pressed = _last(world)
    assert isinstance(pressed, Pressed)
    assert (pressed.reference, pressed.value) == (reference, "k1/slow")


async def test_a_changed_card_is_shown_again_and_its_old_numbers_are_gone(world: Sandbox) -> None:
    await _card(world)
    world.desk.answers = [Response(replace=CARD)]
    screen = await talk(world, "1", "2", "4")
    assert "#1 headway · Mon 11 Jan 13:00 UTC · changed" in screen.text
    assert "[3] slow  [●4 steady]" in screen.text
    assert "There is no button 2." in screen.text
    assert len(world.desk.events) == 2


async def test_a_reply_goes_into_the_thread(world: Sandbox) -> None:
    reference = await _card(world)
    world.desk.answers = [Response(reply=Message(text="Thanks.")), Response()]
    screen = await talk(world, ":r 1 going well", ":r 2 and more")
    threads = [event.thread for event in world.desk.events if isinstance(event, Said)]
    assert threads == [reference, reference]
    assert "in the thread of #1" in screen.text


@pytest.mark.parametrize("line", [":r", ":r 1", ":r 9 hello", ":r hello there"])
async def test_a_reply_to_nothing_is_not_sent(world: Sandbox, line: str) -> None:
    await _card(world)
    screen = await talk(world, line)
    assert "Type :r, the number of a message, and your words." in screen.text
    assert world.desk.events == []


async def test_refresh_numbers_everything_from_one(world: Sandbox) -> None:
    await _card(world)
    world.desk.answers = [Response(replace=CARD)]
    screen = await talk(world, "1", ":refresh")
    assert screen.text.count("[1] slow  [●2 steady]") == 2


async def test_time_passes_after_each_input_and_brings_what_is_new(world: Sandbox) -> None:
    screen = Screen("", "hello")

    async def pass_time() -> None:
        screen.passes += 1
        await _card(world, f"reminder {screen.passes}", delivery=str(screen.passes))

    await sandbox.chat(
        world.people, "boyd", read=screen.read, write=screen.write, pass_time=pass_time
    )
    assert screen.passes == 2
    assert "reminder 1" in screen.text
    assert "reminder 2" in screen.text


async def test_quit_ends_it_and_unknown_colon_words_show_help(world: Sandbox) -> None:
    screen = await talk(world, ":what", ":quit", "never typed")
    assert screen.lines == ["never typed"]
    assert screen.written.count(HELP) == 2
    assert world.desk.events == []


async def test_a_smile_is_no_command(world: Sandbox) -> None:
    await talk(world, ":) it went well")
    assert len(world.desk.events) == 1


async def test_an_error_is_told_and_the_talk_goes_on(world: Sandbox) -> None:
    class Broken(Desk):
        async def handle(self, event: Incoming) -> Response:
            raise HeadwayError("The database is asleep. Try again.")

    world.people = sandbox.SandboxInbound(
        store=world.store, inbound=Broken(), chat=world.chat, clock=world.clock
    )
    screen = await talk(world, "hello", "again")
    assert screen.text.count("! The database is asleep. Try again.") == 2
    assert screen.passes == 2


async def test_one_can_go_to_a_channel_and_see_only_what_is_for_one(world: Sandbox) -> None:
    digest = Post(author=sandbox.BOT, message=Message(text="Week of 11 January"))
    hidden = replace(digest, message=Message(text="psst"), only_for="chen")
    for post in (digest, hidden, replace(hidden, only_for="boyd", message=Message(text="hey"))):
        await world.chat.keep("channel:leadership", post)
    await world.people.join("leadership", "boyd")
    screen = await talk(world, ":go", ":go 2", "good week")
    assert "  1. dm:boyd\n  2. channel:leadership" in screen.text
    assert "Week of 11 January" in screen.text
    assert "psst" not in screen.text
    assert "only you can see this" in screen.text
    said = _last(world)
    assert isinstance(said, Said)
    assert said.channel == "leadership"


async def test_a_form_is_filled_in_field_by_field(world: Sandbox) -> None:
    screen = await _form(world, "Half way, \\", "nearly", "1", "2027-02-05")
    sent = _last(world)
    assert isinstance(sent, Submitted)
    assert sent.fields == {"where": "Half way, \nnearly", "who": "partner", "by": "2027-02-05"}
    assert "--- Check-in ---\nLast week you promised a rubric." in screen.text
    assert "By when? (like 2027-02-05, needed)\nA school day." in screen.text
    assert "  1. Partner\n  2. All\n  now: All" in screen.text


async def test_enter_keeps_and_a_dash_empties(world: Sandbox) -> None:
    await _form(world, "-", "", "2027-02-05")
    sent = _last(world)
    assert isinstance(sent, Submitted)
    assert sent.fields == {"where": "", "who": "leaders", "by": "2027-02-05"}


async def test_an_option_can_be_typed_and_a_wrong_one_is_asked_again(world: Sandbox) -> None:
    screen = await _form(world, "", "3", "partner", "5 Feb", "", "2027-02-05")
    sent = _last(world)
    assert isinstance(sent, Submitted)
    assert sent.fields["who"] == "partner"
    assert "! Please type a number from 1 to 2." in screen.text
    assert "! Please write the day like 2027-02-05." in screen.text
    assert "! This one is needed." in screen.text


async def test_errors_stand_at_their_field_and_only_those_are_asked_again(world: Sandbox) -> None:
    wrong = Response(errors={"by": "That day is past."})
    typed = ("Half way", "1", "2020-01-01", "2027-02-05")
    screen = await _form(world, *typed, answers=[wrong])
    sent = _last(world)
    assert isinstance(sent, Submitted)
    assert sent.fields == {"where": "Half way", "who": "partner", "by": "2027-02-05"}
    assert "! That day is past.\nBy when?" in screen.text
    assert "now: 2020-01-01" in screen.text
    assert screen.text.count("Where are you?") == 1


async def test_an_error_without_a_field_asks_for_all_of_them(world: Sandbox) -> None:
    wrong = Response(errors={"": "The week is over."})
    screen = await _form(world, "", "", "2027-02-05", "", "", "", answers=[wrong])
    assert "! The week is over." in screen.text
    assert screen.text.count("Where are you?") == 2
    assert len(world.desk.events) == 3


async def test_leaving_a_form_says_so_and_what_was_typed_is_there_again(world: Sandbox) -> None:
    world.desk.answers = [Response(form=FORM), Response(form=FORM)]
    screen = await talk(world, "/checkin", "Half way", "cancel", "/checkin", "", "", "2027-02-05")
    sent = _last(world)
    assert isinstance(sent, Submitted)
    assert sent.fields["where"] == "Half way"
    assert "Left the form; nothing was sent." in screen.text
    assert "  Where are you?: Half way\n  Who reads it?: All" in screen.text
    assert await world.people.open_form("boyd") is None


async def test_the_end_of_input_within_a_form_ends_the_chat(world: Sandbox) -> None:
    screen = await _form(world, "Half way")
    assert "Left the form; nothing was sent." in screen.text
    assert len(world.desk.events) == 1


async def test_a_form_that_opens_another_leads_on_to_it(world: Sandbox) -> None:
    following = replace(FORM, title="And then?", value="k2")
    typed = ("", "", "2027-02-05")
    await _form(world, *typed, *typed, answers=[Response(form=following)])
    sent = _last(world)
    assert isinstance(sent, Submitted)
    assert sent.value == "k2"


async def test_too_long_a_text_is_kept_to_be_made_shorter(world: Sandbox) -> None:
    note = Field(key="note", label="Note", max_length=5)
    at = Field(key="at", label="At", kind=FieldKind.TIME)
    form = replace(FORM, fields=(note, at), intro=Html(""))
    world.desk.answers = [Response(form=form)]
    screen = await talk(world, "/x", "far too long", "", "short", "8h", "25:00", "8:05")
    sent = _last(world)
    assert isinstance(sent, Submitted)
    assert sent.fields == {"note": "short", "at": "08:05"}
    assert screen.text.count("This takes 5 characters, and yours has 12.") == 2
    assert screen.text.count("! Please write the time like 08:00.") == 2
