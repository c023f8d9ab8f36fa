"""Who is answered at all, and events that come again."""

import asyncio
from dataclasses import replace

import pytest

from bot.commands import HOME
from bot.domain.checkin import Answer
from bot.domain.commitment import Commitment
from bot.domain.errors import AlreadyThereError, ChangeRefusedError
from bot.domain.help import Help
from bot.domain.inbox import Received
from bot.domain.partnership import Partnership
from bot.domain.people import Person
from bot.messages import Pressed, Response, Said, Sender
from bot.router import Command, Context, Router
from bot.router.router import CommandSaidTwiceError
from tests.fakes import Office, sender
from tests.talking import card, change_person, count, everything, get, monday, said

POLITE = "I don't know you yet, so I can't show or keep anything here."


def a_line(office: Office, text: str, who: str = "boyd") -> Said:
    return Said(sender=sender(who), event="event", at=office.now, text=text)


@pytest.mark.parametrize("text", ["hello", "/commit share it", "/digest", "/headway people", ""])
async def test_a_stranger_is_refused_politely_and_reads_nothing(office: Office, text: str) -> None:
    await office.say("boyd", "/commit share the rubric")

    answer = await office.say("U-NOBODY", text)

    assert said(answer).splitlines()[0].startswith(POLITE)
    assert "rubric" not in everything(answer)
    assert await count(office, Commitment) == 1


async def test_a_leaver_is_a_stranger(office: Office) -> None:
    await office.tick()
    await change_person(office, "boyd", left=office.now)

    for answer in (
        await office.say("boyd", "/headway mine"),
        await office.press("boyd", card(office), "steady"),
        await office.act("boyd", "checkin.answer", monday()),
    ):
        assert POLITE in said(answer)
    assert await count(office, Answer) == 0


async def test_who_has_no_user_id_is_known_by_e_mail_whatever_its_case(office: Office) -> None:
    someone = replace(sender("price"), user="U77", email="Price@Riverbend.example")
    said_it = Said(sender=someone, event="e", at=office.now, text="/headway mine")

    answer = await office.router.handle(said_it)

    assert "Nothing is open for you" in said(answer)


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"workspace": "T999999999"},
        {"platform": "teams"},
        {"user": "U77", "email": "boyd@riverbend.example"},
    ],
)
async def test_somebody_of_another_place_is_a_stranger(
    office: Office, elsewhere: dict[str, str]
) -> None:
    other: Sender = replace(sender("boyd"), **elsewhere)

    answer = await office.router.handle(replace(a_line(office, "/headway mine"), sender=other))

    assert POLITE in said(answer)


async def test_one_event_eleven_times_is_done_once_and_answered_the_same(office: Office) -> None:
    event = a_line(office, "/commit share the rubric by Friday")

    answers = [await office.router.handle(event) for _ in range(11)]

    assert len({said(answer) for answer in answers}) == 1
    assert answers[0] == answers[-1]
    assert await count(office, Commitment) == 1


async def test_one_content_under_eleven_event_ids_is_done_once(office: Office) -> None:
    event = replace(a_line(office, "/helping the coach"), content="D1:1736601610.0001")

    answers = [
        await office.router.handle(replace(event, event=f"Ev{number}")) for number in range(11)
    ]

    assert all(answer == answers[0] for answer in answers)
    assert await count(office, Help) == 1


async def test_the_same_event_at_once_is_done_once(office: Office) -> None:
    event = a_line(office, "/commit share the rubric by Friday")

    answers = await asyncio.gather(*(office.router.handle(event) for _ in range(5)))

    assert all(answer == answers[0] for answer in answers)
    assert await count(office, Commitment) == 1


async def test_a_press_that_comes_again_is_answered_the_same(office: Office) -> None:
    await office.tick()
    event = Pressed(
        sender=sender("boyd"),
        event="press",
        at=office.now,
        action="checkin.rate",
        value=f"{monday()}|data-teams|3",
    )

    first, second = await office.router.handle(event), await office.router.handle(event)

    assert first == second
    assert (await get(office, Answer, 1)).version == 1


async def test_a_refusal_that_comes_again_is_answered_the_same(office: Office) -> None:
    event = a_line(office, "/commit done C-1")
    first = await office.router.handle(event)
    await office.say("boyd", "/commit share the rubric")

    second = await office.router.handle(event)

    assert first == second
    assert (await get(office, Commitment, 1)).is_open


async def test_the_same_words_said_twice_are_two_events(office: Office) -> None:
    await office.say("boyd", "/helping the coach")
    await office.say("boyd", "/helping the coach")

    assert await count(office, Help) == 2


async def test_nobody_gets_the_answer_to_anothers_event(office: Office) -> None:
    await office.router.handle(a_line(office, "/headway mine"))

    answer = await office.router.handle(a_line(office, "/headway mine", who="U-NOBODY"))

    assert POLITE in said(answer)


async def test_a_word_said_twice_is_an_error_at_start(office: Office) -> None:
    async def nothing(_context: Context, _text: str) -> Response:
        return Response()

    twice = Command(word="twice", help="", examples=(), typed=nothing)

    with pytest.raises(CommandSaidTwiceError, match="twice twice"):
        router_of(office, twice, twice)


async def test_when_another_process_was_faster_it_is_looked_at_anew(office: Office) -> None:
    tried: list[str] = []

    async def slow(_context: Context, text: str) -> Response:
        tried.append(text)
        if len(tried) == 1:
            raise AlreadyThereError
        return Response()

    router = router_of(office, Command(word="slow", help="", examples=(), typed=slow))

    await router.handle(a_line(office, "/slow one"))
    await router.handle(a_line(office, "/slow one"))

    assert tried == ["one", "one"]


async def test_a_refusal_leaves_nothing_half_done(office: Office) -> None:
    async def half(context: Context, _text: str) -> Response:
        await context.tx.put(replace(context.person, name="Nobody"))
        raise ChangeRefusedError("No.")

    router = router_of(office, Command(word="half", help="", examples=(), typed=half))

    answer = await router.handle(a_line(office, "/half way"))

    assert "No.\nYour text is kept: /half way" in said(answer)
    assert "Terrence Boyd" in said(await office.say("boyd", "/headway people"))


async def test_what_was_answered_is_kept_under_both_keys(office: Office) -> None:
    await office.router.handle(replace(a_line(office, "/headway mine"), content="c"))

    async with office.store.read() as tx:
        assert await tx.count(Received) == 2


def router_of(office: Office, *commands: Command) -> Router:
    async def reply(_context: Context, _event: Said) -> Response:
        return Response()

    return Router(store=office.store, tools=office.tools, commands=commands, reply=reply, home=HOME)


async def test_somebody_whose_partnership_is_gone_is_a_stranger(office: Office) -> None:
    async with office.store.write() as tx:
        person = await tx.get(Person, "riverbend", "boyd")
        assert person is not None
        await tx.put(replace(person, partnership="lost", user="U-LOST"))

    assert POLITE in said(await office.say("U-LOST", "/headway mine"))


async def test_somebody_of_a_side_without_a_workspace_is_a_stranger(office: Office) -> None:
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership is not None
        await tx.put(replace(partnership, workspaces=partnership.workspaces[:1]))

    assert POLITE in said(await office.say("vance", "/headway mine"))
    assert POLITE not in said(await office.say("boyd", "/headway mine"))


async def test_who_can_be_reached_nowhere_is_told_nothing(office: Office) -> None:
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership is not None
        await tx.put(replace(partnership, workspaces=partnership.workspaces[:1]))

    await office.say("boyd", "/commit call home @vance")
    await office.tick()

    assert not office.platform.to("vance")
