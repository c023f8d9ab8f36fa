"""Who is answered at all: people of the partnership, and politely everybody else."""

import pytest

from bot.domain.checkin import Answer
from bot.domain.commitment import Commitment
from tests.teams.bot import Bot
from tests.teams.fake.person import Person as Somebody
from tests.teams.fake.state import TENANT
from tests.teams.riverbend import LEADERSHIP

POLITE = "I don't know you yet, so I can't show or keep anything here."
WHO = "Teams did not tell me who you are"


async def a_stranger(bot: Bot, **more: str) -> Somebody:
    """Somebody of the tenant whom no partnership names; they have added the app."""
    there = {"name": "Sam Strange", "email": "strange@riverbend.example"} | more
    stranger = bot.teams.add_user("stranger", **there)
    bot.teams.chat(LEADERSHIP).members.append("stranger")
    await stranger.installs()
    await bot.settled()
    stranger.chat.messages.clear()
    return stranger


async def test_a_stranger_is_refused_politely_however_they_try(bot: Bot) -> None:
    stranger = await a_stranger(bot)
    written = bot.user("rossi").says(LEADERSHIP, "the rubric is late")

    await stranger.types("hello")
    await stranger.types("/headway people")
    await stranger.mentions_bot(LEADERSHIP, "agenda")
    await stranger.uses("commit", on=written)
    await bot.settled()

    assert sum(POLITE in one for one in bot.sees("stranger")) == 4
    assert "Whitfield" not in str(stranger.messages())
    assert (stranger.dialog, POLITE in stranger.notice) == (None, True)


async def test_a_stranger_who_has_not_added_the_app_is_answered_with_one_line(bot: Bot) -> None:
    bot.teams.add_user("stranger", name="Sam Strange", email="strange@riverbend.example")
    bot.teams.chat(LEADERSHIP).members.append("stranger")

    reply = await bot.user("stranger").mentions_bot(LEADERSHIP, "agenda")
    await bot.settled()

    assert reply.ok
    assert len(bot.sees("rossi", LEADERSHIP)) == 2
    assert "agenda" not in bot.sees("rossi", LEADERSHIP)[-1]


async def test_a_guest_is_nobody_by_another_organisations_address(bot: Bot) -> None:
    guest = await a_stranger(bot, email="nobody@elsewhere.example", home="another")

    await guest.types("mine")

    assert await bot.hears("stranger", POLITE)


async def test_a_stranger_reads_nothing_of_a_card(bot: Bot) -> None:
    card = await bot.asks()
    press = await bot.user("boyd").presses("steady", on=card)
    stranger = await a_stranger(bot)
    typed = (await stranger.types("help")).activity
    told = press.activity | {name: typed[name] for name in ("from", "conversation")}

    other = await bot.teams.deliver(press.app, told | {"id": "f:other"})

    assert POLITE in other.body["value"]
    assert await bot.count(Answer) == 1


async def test_an_unknown_tenant_of_a_known_app_is_refused_politely(bot: Bot) -> None:
    typed = (await bot.user("boyd").types("help")).activity
    there = {"tenant": {"id": "another-tenant"}}

    reply = await bot.teams.deliver(
        bot.teams.bot(), typed | {"id": "9", "channelData": there, "text": "commit share it"}
    )

    assert reply.ok
    assert await bot.count(Commitment) == 0


async def test_who_has_no_id_in_the_file_is_known_by_their_address(bot: Bot) -> None:
    for number in (1, 2):
        await bot.user("price").types(f"commit share the rubric {number}")

    assert (await bot.get(Commitment)).by == "price"
    assert await bot.count(Commitment) == 2


@pytest.mark.parametrize("how", [{"hang": 5}, {"status": 503}, {"status": 403, "code": "Odd"}])
async def test_while_teams_cannot_say_who_somebody_is_nothing_is_kept_or_lost(
    bot: Bot, how: dict[str, object]
) -> None:
    await bot.forgets("conversation")
    await bot.forgets("member")
    newcomer = bot.teams.add_user("newcomer", TENANT, email="price@riverbend.example")
    await newcomer.installs(tell=False)
    bot.teams.order("member", **how)

    reply = await newcomer.types("commit share the rubric")

    assert reply.ok
    assert reply.seconds < 3
    assert await bot.hears("newcomer", WHO)
    assert await bot.hears("newcomer", "commit share the rubric")
    assert await bot.count(Commitment) == 0


async def test_a_form_stays_open_while_teams_cannot_say_whose_it_is(bot: Bot) -> None:
    await bot.user("price").types("commit")
    await bot.settled()
    await bot.user("price").presses("Open the form")
    await bot.forgets("conversation")
    await bot.forgets("member")
    another = Bot(bot.office, bot.teams)
    bot.teams.order("member", status=503)

    await bot.user("price").submits(text="share the rubric")

    assert WHO in bot.dialog("price").text
    assert bot.dialog("price").values()["text"] == "share the rubric"
    await bot.user("price").submits()
    assert await bot.count(Commitment) == 1
    await another.close()


async def test_a_forgotten_form_of_somebody_unknown_just_now_loses_no_text(bot: Bot) -> None:
    await bot.user("price").types("commit")
    await bot.settled()
    await bot.user("price").presses("Open the form")
    for kind in ("conversation", "member", "form"):
        await bot.forgets(kind)
    another = Bot(bot.office, bot.teams)
    bot.teams.order("member", status=503)

    await bot.user("price").submits(text="share the rubric")

    assert await bot.hears("price", "share the rubric")
    assert bot.user("price").dialog is None
    await another.close()
