"""Buttons of cards: the card changes at once and for good, and nothing is done twice."""

from bot.domain.checkin import Answer, Momentum
from bot.domain.commitment import Commitment
from tests.talking import checkin
from tests.teams.bot import Bot
from tests.teams.fake.cards import words_of
from tests.teams.fake.payloads import Scene, executed
from tests.teams.fake.state import Json

GONE = "That button belongs to something I no longer do."


def kept(bot: Bot, card: Json, key: str = "boyd") -> str:
    """What a message says for good, as everybody sees it."""
    return words_of(bot.user(key).chat.messages[card["id"]])


async def test_a_tap_changes_the_card_at_once_and_for_good(bot: Bot) -> None:
    card = await bot.asks()

    await bot.user("boyd").presses("steady", on=card)

    assert "✓ steady" in bot.sees("boyd")[0]
    await bot.settled()
    assert "✓ steady" in kept(bot, card)
    assert len(bot.sees("boyd")) == 1
    assert await bot.count(Answer) == 1


async def test_taps_are_shown_in_the_order_in_which_they_came(bot: Bot) -> None:
    card = await bot.asks()
    bot.teams.order("update", hang=0.3, done=True)

    await bot.user("boyd").presses("steady", on=card)
    await bot.user("boyd").presses("strong", on=card)
    await bot.settled()

    assert ("✓ strong" in kept(bot, card), "✓ steady" in kept(bot, card)) == (True, False)


async def test_a_tap_that_comes_again_changes_nothing(bot: Bot) -> None:
    card = await bot.asks()
    reply = await bot.user("boyd").presses("steady", on=card)
    await bot.user("boyd").presses("strong", on=card)

    again = await bot.teams.again(reply)

    assert again.body == reply.body
    answer = await bot.get(Answer)
    assert answer.ratings == {"data-teams": Momentum.STRONG}
    assert await bot.count(Answer) == 1


async def test_a_card_that_a_client_still_shows_can_be_pressed_when_it_is_closed(bot: Bot) -> None:
    card = await bot.asks()
    reply = await bot.user("boyd").presses("steady", on=card)
    late = bot.office.later(days=14)
    await bot.office.tick()

    told = reply.activity | {"id": "f:late"}
    answer = await bot.teams.deliver(reply.app, told)

    assert answer.body["type"] == "application/vnd.microsoft.card.adaptive"
    assert (await checkin(bot.office)).closes_at < late


async def test_a_card_that_is_gone_loses_no_answer(bot: Bot) -> None:
    card = await bot.asks()
    bot.teams.order("update", status=404, code="ActivityNotFoundInConversation")

    await bot.user("boyd").presses("steady", on=card)
    await bot.settled()

    assert "✓ steady" in words_of(bot.user("boyd").chat.latest())


async def test_an_answer_in_words_is_shown_beside_the_card_and_said(bot: Bot) -> None:
    await bot.user("boyd").types("/comit share the rubric")
    await bot.settled()

    await bot.user("boyd").presses("Yes")

    assert "share the rubric" in bot.user("boyd").notice
    assert await bot.hears("boyd", "C-1")


async def test_a_button_that_types_does_so_once_though_pressed_twice(bot: Bot) -> None:
    await bot.user("boyd").types("/comit share the rubric")
    await bot.settled()

    await bot.user("boyd").presses("Yes")
    await bot.user("boyd").presses("Yes")

    assert await bot.count(Commitment) == 1


async def test_keep_it_pressed_twice_keeps_it_once(bot: Bot) -> None:
    await bot.asks()
    await bot.user("boyd").types("Is the rubric in use?")
    assert await bot.hears("boyd", "reads like a question")

    for _ in range(2):
        await bot.user("boyd").presses("Keep it as my answer")

    assert (await bot.get(Answer)).text == "Is the rubric in use?"


async def test_a_promise_is_kept_by_its_button(bot: Bot) -> None:
    await bot.user("boyd").types("commit share the rubric by Friday")
    await bot.user("boyd").types("mine")
    assert await bot.hears("boyd", "Done")

    await bot.user("boyd").presses("Done")

    assert (await bot.get(Commitment)).closed_by == "boyd"


async def test_a_client_that_knows_no_such_buttons_sends_an_empty_message(bot: Bot) -> None:
    card = await bot.asks()
    reply = await bot.user("boyd").presses("steady", on=card)
    action = reply.activity["value"]["action"]
    told = {"action": action["verb"], **action["data"]}
    activity = (await bot.user("boyd").types("help")).activity
    del activity["text"]

    await bot.teams.deliver(
        reply.app, activity | {"id": "9", "value": told, "replyToId": card["id"]}
    )
    await bot.settled()

    assert "✓ steady" in kept(bot, card)


async def test_an_unknown_button_is_answered(bot: Bot) -> None:
    card = await bot.asks()
    boyd = bot.user("boyd")
    scene = Scene(state=bot.teams.state, app=boyd.bot, user=boyd.user, there=boyd.chat)

    for verb in ("nonsense", "commit.nonsense", "headway.type", ""):
        told = executed(scene, {"verb": verb, "data": {"value": ""}}, {}, card["id"])
        reply = await bot.teams.deliver(boyd.bot, told)
        assert (reply.status, GONE in reply.body["value"]) == (200, True)

    assert await bot.hears("boyd", GONE)
