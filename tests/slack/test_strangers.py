"""Who is answered at all: people of the partnership, and politely everybody else."""

import pytest

from bot.domain.checkin import Answer
from bot.domain.commitment import Commitment
from tests.slack.bot import Bot, button, slack_id
from tests.soon import soon

CHANNEL = "C000000001"
POLITE = "I don't know you yet, so I can't show or keep anything here."


async def test_a_stranger_of_the_workspace_is_refused_politely_however_they_try(bot: Bot) -> None:
    stranger = bot.slack.add_user("USTRANGE", email="strange@riverbend.example")
    bot.slack.team().channels[CHANNEL].members.append("USTRANGE")
    await stranger.types("/headway people", CHANNEL)
    await stranger.says("hello")
    await stranger.says(f"<@{bot.slack.team().bot_user}> agenda", CHANNEL)
    await stranger.takes_shortcut("commit")

    await bot.settled()

    assert sum(POLITE in one for one in bot.sees("USTRANGE", CHANNEL)) == 2
    assert sum(POLITE in one for one in bot.sees("USTRANGE")) == 2
    assert "Whitfield" not in str(stranger.sees(CHANNEL))
    assert not stranger.modal


async def test_a_stranger_of_slack_connect_reads_nothing_of_a_card(bot: Bot) -> None:
    guest = bot.slack.add_user("UGUEST", home="T9", email="boyd@riverbend.example")
    card = await bot.asks()
    bot.slack.team().channels[CHANNEL].messages[card["ts"]] = card
    bot.user("boyd").im.messages.clear()

    await guest.presses(card, button(card, "steady"))
    await guest.presses(card, button(card, "Answer"))
    await guest.types("/headway mine", CHANNEL)

    assert await soon(lambda: sum(POLITE in one for one in bot.sees("UGUEST", CHANNEL)) == 3)
    assert await bot.count(Answer) == 0
    assert not guest.modal


async def test_an_unknown_workspace_is_refused_politely_without_a_token(bot: Bot) -> None:
    bot.slack.add_team("T9")
    bot.slack.add_channel("C9", team="T9")
    stranger = bot.slack.add_user("U9", team="T9", email="boyd@riverbend.example")

    reply = await stranger.types("/headway mine", "C9")

    assert reply.status == 200
    assert POLITE in str(reply.body)


async def test_another_organisations_address_vouches_for_nobody(bot: Bot) -> None:
    guest = bot.slack.add_user("UGUEST", home="E9", email="price@riverbend.example")

    reply = await guest.types("/headway mine", CHANNEL)

    assert POLITE in str(reply.body)


async def test_who_has_no_id_in_the_file_is_known_by_their_address(bot: Bot) -> None:
    for _ in range(2):
        reply = await bot.user("price").types("/commit share the rubric", CHANNEL)
        assert "C-" in str(reply.body)

    made = await bot.get(Commitment)
    assert made.by == "price"
    assert len(bot.slack.called("users.info")) == 1


async def test_who_has_no_id_in_the_file_can_be_chosen_and_named(bot: Bot) -> None:
    user = slack_id("price")
    await bot.user("price").types("/commit", CHANNEL)
    shown = {one["block_id"]: one["element"] for one in (await bot.modal("price"))["blocks"]}
    assert shown["owner"]["initial_user"] == user

    await bot.user("boyd").types(f"/commit <@{user}> shares the rubric", CHANNEL)
    await bot.user("boyd").types("/commit", CHANNEL)
    await bot.modal()
    await bot.user("boyd").submits(text="share the protocol", owner=user)

    made = [await bot.get(Commitment, number) for number in (1, 2)]
    assert [one.owner for one in made] == ["price", "price"]


@pytest.mark.parametrize("how", [{"delay": 5}, {"status": 503}, {"error": "missing_scope"}])
async def test_while_slack_cannot_say_who_somebody_is_nothing_is_kept_or_lost(
    bot: Bot, how: dict[str, object]
) -> None:
    bot.slack.order("users.info", **how)

    reply = await bot.user("price").types("/commit share the rubric", CHANNEL)

    assert reply.seconds < 3
    assert "Slack did not tell me who you are" in str(reply.body)
    assert "/commit share the rubric" in str(reply.body)
    assert await bot.count(Commitment) == 0
    again = await bot.user("price").types("/commit share the rubric", CHANNEL)
    assert "C-1" in str(again.body)


async def test_a_form_stays_open_while_slack_cannot_say_whose_it_is(bot: Bot) -> None:
    await bot.user("price").types("/commit", CHANNEL)
    await bot.modal("price")
    await bot.forgets("user")
    bot.slack.order("users.info", status=503)

    early = await bot.user("price").submits(text="share the rubric")
    await bot.user("price").submits(text="share the rubric")

    assert "Slack did not tell me who you are" in str(early.errors)
    assert await bot.count(Commitment) == 1
