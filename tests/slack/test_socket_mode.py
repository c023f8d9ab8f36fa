"""The same over a WebSocket that the bot opens."""

from bot.domain.commitment import Commitment
from tests.fakes import Office
from tests.slack.bot import Bot, fill
from tests.slack.fake.payloads import SLASH
from tests.slack.fake.server import Server
from tests.slack.fake.slack import Slack
from tests.soon import soon

CHANNEL = "C000000001"


def connected(office: Office, server: Server) -> Bot:
    slack = Slack(server=server)
    fill(slack)
    slack.socket_mode = True
    return Bot(office, slack, app_token=slack.app_token(), signing_secret=None)


async def test_commands_messages_and_forms_come_over_the_socket(
    office: Office, slack_server: Server
) -> None:
    bot = connected(office, slack_server)
    async with bot.headway.running():
        assert await soon(lambda: slack_server.sockets.hellos == 1)
        reply = await bot.user("boyd").types("/commit share the rubric", CHANNEL)
        await bot.slack.deliver(SLASH, reply.payload, retry=1)
        await bot.user("boyd").says("commit share the protocol")
        await bot.user("boyd").types("/commit", CHANNEL)
        await bot.modal()
        assert list((await bot.user("boyd").submits(text="n/a")).errors) == ["text"]

    assert "C-1" in str(reply.body)
    assert await bot.count(Commitment) == 2
    assert not bot.headway.routes


async def test_a_socket_that_slack_ends_is_opened_again(
    office: Office, slack_server: Server
) -> None:
    bot = connected(office, slack_server)
    async with bot.headway.running():
        assert await soon(lambda: slack_server.sockets.hellos == 1)
        await bot.slack.disconnect()
        assert await soon(lambda: slack_server.sockets.hellos >= 2)
        reply = await bot.user("boyd").types("/commit share the rubric", CHANNEL)

    assert "C-1" in str(reply.body)


async def test_answers_under_way_are_given_before_it_stops(
    office: Office, slack_server: Server
) -> None:
    slack = Slack(server=slack_server)
    fill(slack)
    bot = Bot(office, slack)
    slack.order("chat.postMessage", delay=0.3)

    async with bot.headway.running():
        await bot.user("boyd").says("commit share the rubric")

    assert "share the rubric" in bot.sees("boyd")[-1]
