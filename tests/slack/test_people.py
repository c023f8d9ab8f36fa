"""What Slack knows of people: zones, leavers and joiners."""

from contextlib import AbstractAsyncContextManager

import pytest

from bot.domain.checkin import CheckInState
from bot.domain.commitment import Commitment
from bot.ports import Transaction
from tests.slack.bot import Bot, slack_id
from tests.slack.fake.admin import Admin
from tests.slack.fake.payloads import about_user
from tests.soon import soon
from tests.talking import change_person, checkin


async def test_the_zone_is_slacks_unless_the_file_or_the_person_says_otherwise(bot: Bot) -> None:
    for who in ("boyd", "haddad"):
        bot.slack.team().users[slack_id(who)].tz = "America/Denver"

    await bot.headway.people.refresh()

    assert (await bot.person("boyd")).platform_timezone == "America/Denver"
    assert (await bot.person("haddad")).timezone == "America/Chicago"
    bot.office.later(hours=1, minutes=1)
    await bot.office.tick()
    assert "Good morning" in str(bot.user("haddad").sees())
    assert not bot.user("boyd").sees()
    bot.office.later(hours=1)
    await bot.office.tick()
    assert "Good morning" in str(bot.user("boyd").sees())


async def test_who_moves_is_asked_by_the_clock_of_their_new_place(bot: Bot) -> None:
    await bot.headway.people.refresh()

    await Admin(bot.slack).changes(slack_id("boyd"), tz="America/Denver")

    assert (await bot.person("boyd")).platform_timezone == "America/Denver"
    await bot.office.tick()
    assert not bot.user("boyd").sees()


async def test_a_zone_that_nobody_knows_is_left_out(bot: Bot) -> None:
    await Admin(bot.slack).changes(slack_id("boyd"), tz="Mars/Olympus")

    assert (await bot.person("boyd")).platform_timezone is None


async def test_who_is_deactivated_is_marked_and_not_asked(bot: Bot) -> None:
    await Admin(bot.slack).deactivates(slack_id("boyd"))

    await bot.office.tick()

    boyd = await bot.person("boyd")
    assert (boyd.left, boyd.unreachable_because) == (None, "This Slack account was deactivated.")
    assert (await checkin(bot.office)).state is CheckInState.UNREACHED
    assert not bot.slack.called("chat.postMessage") or not bot.user("boyd").im.messages


async def test_who_comes_back_is_asked_again(bot: Bot) -> None:
    await Admin(bot.slack).deactivates(slack_id("boyd"))

    await Admin(bot.slack).changes(slack_id("boyd"), deleted=False)

    assert (await bot.person("boyd")).unreachable_since is None
    assert await bot.asks("boyd")


async def test_who_joins_with_a_known_address_is_matched(bot: Bot) -> None:
    bot.slack.team().users.pop(slack_id("price"))
    await bot.office.tick()
    assert (await bot.person("price")).unreachable_since

    await Admin(bot.slack).welcomes("UNEW", email="Price@Riverbend.example", tz="America/Chicago")

    price = await bot.person("price")
    assert (price.unreachable_since, price.platform_timezone) == (None, "America/Chicago")
    await bot.slack.user("UNEW").says("headway mine")
    assert await soon(lambda: "A check-in is open for you" in str(bot.slack.user("UNEW").sees()))


async def test_another_reason_for_not_being_reached_stays(bot: Bot) -> None:
    why = {"unreachable_since": bot.office.now, "unreachable_because": "the bot was removed"}
    await change_person(bot.office, "boyd", **why)

    await bot.headway.people.refresh()

    assert (await bot.person("boyd")).unreachable_because == "the bot was removed"


async def test_strangers_are_not_kept(bot: Bot) -> None:
    await Admin(bot.slack).welcomes("UNEW", email="new@riverbend.example")
    other = bot.slack.add_user("UGUEST", home="T9", email="price@riverbend.example")
    await bot.slack.tell(about_user(bot.slack.state, other.team, other.user, "user_change"))

    assert not await bot.items("user")


async def test_everybody_is_looked_up_page_by_page_whatever_slack_asks_for(bot: Bot) -> None:
    for number in range(450):
        bot.slack.add_user(f"UX{number}")
    bot.slack.order("users.list", status=429, error="ratelimited", retry_after=1)
    bot.slack.team().users[slack_id("imai")].tz = "America/Denver"

    await bot.headway.people.refresh()

    assert (await bot.person("imai")).platform_timezone == "America/Denver"
    assert len(bot.slack.called("users.list")) == 4


@pytest.mark.parametrize("error", ["missing_scope", "account_inactive"])
async def test_a_workspace_that_does_not_answer_is_left_for_the_next_time(
    bot: Bot, error: str
) -> None:
    fault = bot.slack.order("users.list", error=error, times=9)

    await bot.headway.people.refresh()
    fault.times = 0
    await bot.headway.people.refresh()

    assert (await bot.person("boyd")).platform_timezone == "America/New_York"


async def test_an_address_goes_over_to_a_new_account(bot: Bot) -> None:
    old = slack_id("price")
    await Admin(bot.slack).changes(old, tz="America/Chicago")
    await Admin(bot.slack).welcomes("UNEW", email="price@riverbend.example", tz="America/Denver")

    await Admin(bot.slack).deactivates(old)

    price = await bot.person("price")
    assert (price.unreachable_since, price.platform_timezone) == (None, "America/Denver")
    await bot.user("boyd").types("/commit <@UNEW> shares the rubric")
    assert (await bot.get(Commitment)).owner == "price"


async def test_who_leaves_and_has_no_address_there_any_more_is_a_stranger(bot: Bot) -> None:
    await bot.headway.people.refresh()
    await Admin(bot.slack).deactivates(slack_id("price"))

    await bot.user("boyd").types(f"/commit <@{slack_id('price')}> shares the rubric")

    assert await bot.hears("boyd", f"@{slack_id('price')}")
    assert await bot.count(Commitment) == 0
    assert (await bot.person("price")).unreachable_since


async def test_a_failure_of_the_store_does_not_end_looking(
    bot: Bot, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integrations.slack.people._HOUR", 0.01)
    read, failed = bot.office.store.read, list[None]()

    def fails() -> AbstractAsyncContextManager[Transaction]:
        if not failed:
            failed.append(None)
            raise RuntimeError("The database is gone.")
        return read()

    monkeypatch.setattr(bot.office.store, "read", fails)

    async with bot.headway.running():
        assert await soon(lambda: len(bot.slack.called("users.list")) >= 1)

    assert "People were not looked up" in capsys.readouterr().out


async def test_they_are_looked_up_while_the_bot_runs(bot: Bot) -> None:
    async with bot.headway.running():
        assert await soon(lambda: len(bot.slack.called("users.list")) == 1)
