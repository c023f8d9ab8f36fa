"""Slash commands, typed in channels, in the conversation with the bot and in others."""

from bot.domain.commitment import Commitment
from bot.domain.help import Help
from tests.slack.bot import Bot, button, words_of
from tests.slack.fake.payloads import SLASH
from tests.soon import soon

CHANNEL = "C000000001"


async def test_in_a_channel_the_acknowledgement_answers_whoever_typed_alone(bot: Bot) -> None:
    reply = await bot.user("boyd").types("/commit share the rubric by Friday", CHANNEL)

    assert isinstance(reply.body, dict)
    assert reply.body["response_type"] == "ephemeral"
    assert "C-1" in bot.sees("boyd", CHANNEL)[0]
    assert not bot.sees("rossi", CHANNEL)
    assert (await bot.get(Commitment)).text == "share the rubric"


async def test_with_the_bot_alone_the_answer_is_a_message_that_stays(bot: Bot) -> None:
    await bot.user("boyd").types("/commit share the rubric by Friday")

    assert await bot.hears("boyd", "share the rubric")
    assert bot.user("boyd").im.messages


async def test_in_other_peoples_conversation_only_who_typed_sees_the_answer(bot: Bot) -> None:
    between = bot.slack.state.im(bot.slack.team(), "U000000005")

    await bot.user("boyd").types("/commit share the rubric by Friday", between.id)

    assert await soon(lambda: len(between.ephemeral) == 1)
    assert not between.messages


async def test_a_command_is_known_by_its_trigger_when_it_comes_again(bot: Bot) -> None:
    reply = await bot.user("boyd").types("/helping the coach", CHANNEL)

    again = await bot.slack.deliver(SLASH, reply.payload, retry=1)

    assert again.body == reply.body
    assert await bot.count(Help) == 1


async def test_an_unknown_word_gets_help_and_not_silence(bot: Bot) -> None:
    await bot.user("boyd").types("/comit share it", CHANNEL)

    assert "I know no word “comit”" in bot.sees("boyd", CHANNEL)[0]


async def test_the_button_of_a_suggestion_types_it_once_though_pressed_twice(bot: Bot) -> None:
    await bot.user("boyd").types("/comit share the rubric", CHANNEL)
    shown = bot.user("boyd").sees(CHANNEL)[0]

    await bot.user("boyd").presses(shown, button(shown, "Yes"))
    await bot.user("boyd").presses(shown, button(shown, "Yes"))

    assert await bot.hears("boyd", "share the rubric", CHANNEL)
    assert await bot.count(Commitment) == 1


async def test_people_are_named_as_slack_names_them(bot: Bot) -> None:
    await bot.user("boyd").types("/commit <@U000000003|mei> sends the protocol by Friday", CHANNEL)

    assert (await bot.get(Commitment)).owner == "chen"


async def test_a_text_of_forty_kilobytes_comes_back_in_several_messages(bot: Bot) -> None:
    long = "about the rubric of the team " * 1400

    reply = await bot.user("boyd").types(f"/nonsense {long}", CHANNEL)

    assert (reply.status, reply.body) == (200, "")
    await bot.settled()
    said = [block for one in bot.user("boyd").sees(CHANNEL) for block in one["blocks"]]
    assert str(said).count("rubric") == 1400


async def test_what_people_wrote_is_escaped_wherever_it_is_shown(bot: Bot) -> None:
    reply = await bot.user("boyd").types("/commit tell <!channel> `now` &lt;@U1&gt; *all*", CHANNEL)

    shown = bot.user("boyd").sees(CHANNEL)[0]
    assert "<!channel>" not in str(shown)
    assert "@channel `now` <@U1> *all*" in words_of(shown)
    assert "&lt;@U1&gt;" in shown["text"]
    assert isinstance(reply.body, dict)
    assert not (reply.body["unfurl_links"])
    assert not (reply.body["unfurl_media"])
