"""The home tab, shown when it is opened and anew after what its owner does."""

from bot.domain.commitment import Commitment
from tests.slack.bot import Bot, button, words_of
from tests.soon import soon

CHANNEL = "C000000001"


def shown(bot: Bot, who: str = "boyd") -> str:
    return words_of({"text": "", **(bot.user(who).home or {})})


async def test_an_opened_home_shows_what_was_promised(bot: Bot) -> None:
    await bot.user("boyd").types("/commit share the rubric by Friday", CHANNEL)

    for _ in range(2):
        assert (await bot.user("boyd").opens_home()).ok

    assert await soon(lambda: "share the rubric" in shown(bot))


async def test_what_its_owner_does_elsewhere_shows_in_it(bot: Bot) -> None:
    await bot.user("boyd").opens_home()
    await bot.settled()

    await bot.user("boyd").types("/commit share the rubric by Friday", CHANNEL)

    assert await soon(lambda: "share the rubric" in shown(bot))


async def test_what_is_asked_of_its_owner_shows_in_it(bot: Bot) -> None:
    known_by_id, known_by_address = "boyd", "price"
    for who in (known_by_id, known_by_address):
        await bot.user(who).opens_home()
    await bot.settled()
    assert "Asked of you now" not in shown(bot)

    await bot.asks()

    assert await soon(lambda: "Asked of you now" in shown(bot, known_by_id))
    assert await soon(lambda: "Asked of you now" in shown(bot, known_by_address))


async def test_its_buttons_do_what_they_say_and_it_follows(bot: Bot) -> None:
    await bot.user("boyd").types("/commit share the rubric by Friday", CHANNEL)
    await bot.user("boyd").opens_home()
    assert await soon(lambda: "share the rubric" in shown(bot))
    home = bot.user("boyd").home or {}

    await bot.user("boyd").presses(home, button(home, "Done"))

    assert await soon(lambda: "share the rubric" not in shown(bot))
    assert not (await bot.get(Commitment)).is_open
    assert await bot.hears("boyd", "share the rubric")


async def test_who_never_opened_it_costs_no_call(bot: Bot) -> None:
    await bot.user("boyd").types("/commit share the rubric by Friday", CHANNEL)
    await bot.user("boyd").opens_home(tab="messages")
    await bot.settled()

    assert not bot.slack.called("views.publish")


async def test_a_strangers_home_says_that_nobody_knows_them(bot: Bot) -> None:
    await bot.slack.add_user("USTRANGE").opens_home()

    assert await soon(lambda: "I don't know you yet" in shown(bot, "USTRANGE"))


async def test_a_home_that_slack_refuses_is_no_harm(bot: Bot) -> None:
    bot.slack.order("views.publish", error="not_enabled")

    assert (await bot.user("boyd").opens_home()).ok
    await bot.settled()

    assert bot.user("boyd").home is None


async def test_a_long_home_says_what_it_leaves_out(bot: Bot) -> None:
    for number in range(120):
        await bot.office.say("boyd", f"/commit share rubric number {number} by Friday")

    await bot.user("boyd").opens_home()

    assert await soon(lambda: bot.user("boyd").home is not None)
    assert len((bot.user("boyd").home or {})["blocks"]) <= 100
