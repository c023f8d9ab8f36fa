"""Forms as dialogs: opened, sent, refused at their fields, sent twice and sent late."""

from dataclasses import replace

from bot.domain.blocker import Blocker
from bot.domain.checkin import Answer
from bot.domain.commitment import Commitment
from bot.domain.people import Person
from tests.talking import checkin
from tests.teams.bot import Bot
from tests.teams.fake.cards import inputs, words_of
from tests.teams.people import GROUP
from tests.teams.riverbend import LEADERSHIP, teams_id


async def a_form(bot: Bot, word: str = "commit") -> None:
    """The form of a word, open for Boyd."""
    await bot.user("boyd").types(word)
    await bot.settled()
    await bot.user("boyd").presses("Open the form")


async def test_a_check_in_is_answered_in_a_dialog_and_its_card_changes(bot: Bot) -> None:
    card = await bot.asks()
    await bot.user("boyd").presses("Answer", on=card)

    reply = await bot.user("boyd").submits(where="Teams met twice")
    await bot.settled()

    assert (reply.status, bot.user("boyd").dialog) == (200, None)
    assert (await bot.get(Answer)).text == "Teams met twice"
    assert "Teams met twice" in words_of(bot.user("boyd").chat.messages[card["id"]])


async def test_answers_by_words_and_by_dialog_merge(bot: Bot) -> None:
    card = await bot.asks()
    await bot.user("boyd").types("Teams met twice")
    await bot.settled()

    await bot.user("boyd").presses("Edit answer", on=card)
    assert "Teams met twice" in bot.dialog().values().values()
    await bot.user("boyd").submits(helping="the coach")
    await bot.settled()

    shown = words_of(bot.user("boyd").chat.messages[card["id"]])
    assert ("the coach" in shown, "Teams met twice" in shown) == (True, True)


async def test_a_form_asked_for_in_words_waits_behind_a_button(bot: Bot) -> None:
    await a_form(bot)

    await bot.user("boyd").submits(text="share the rubric", due="2027-01-22", owner="=chen")

    made = await bot.get(Commitment)
    assert (made.text, made.owner, str(made.due)) == ("share the rubric", "chen", "2027-01-22")
    assert await bot.hears("boyd", "C-1")


async def test_everybody_who_has_not_left_can_be_chosen(bot: Bot) -> None:
    async with bot.office.store.write() as tx:
        people = await tx.find(Person, partnership="riverbend")
        left = next(person for person in people if person.key == "nowak")
        await tx.put(replace(left, left=bot.office.now))

    await a_form(bot)

    (owner,) = (one for one in inputs(bot.dialog().card) if one["id"] == "owner")
    offered = {choice["value"] for choice in owner["choices"]}
    assert offered - {"="} == {f"={person.key}" for person in people if person is not left}


async def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(bot: Bot) -> None:
    await a_form(bot)

    wrong = await bot.user("boyd").submits(text="n/a", owner="=chen")
    again = bot.dialog()
    right = await bot.user("boyd").submits(text="share the rubric")

    assert wrong.body["task"]["type"] == "continue"
    assert (again.values()["owner"], again.values()["text"]) == ("=chen", "share the rubric")
    assert right.ok
    made = await bot.get(Commitment)
    assert (made.text, made.owner, await bot.count(Commitment)) == ("share the rubric", "chen", 1)


async def test_a_form_sent_twice_is_one_record_and_one_answer(bot: Bot) -> None:
    await a_form(bot)
    reply = await bot.user("boyd").submits(text="share the rubric")

    again = await bot.teams.deliver(reply.app, reply.activity | {"id": "f:again"})

    assert (again.status, again.body) == (reply.status, reply.body)
    assert await bot.count(Commitment) == 1


async def test_what_was_typed_for_another_person_opens_for_nobody_else(bot: Bot) -> None:
    await bot.user("boyd").types("commit")
    await bot.settled()
    fetch = await bot.user("boyd").presses("Open the form")
    sent = await bot.user("boyd").submits(text="n/a")
    rossi = (await bot.user("rossi").types("help")).activity
    await bot.settled()

    for reply in (fetch, sent):
        told = reply.activity | {name: rossi[name] for name in ("from", "conversation")}
        other = await bot.teams.deliver(reply.app, told | {"id": "f:other"})
        assert other.ok
        assert "continue" not in str(other.body)


async def test_a_form_open_while_the_check_in_closed_is_still_taken(bot: Bot) -> None:
    card = await bot.asks()
    await bot.user("boyd").presses("Answer", on=card)
    bot.office.later(days=6)
    await bot.office.tick()

    await bot.user("boyd").submits(where="Teams met twice")

    answer = await bot.get(Answer)
    assert answer.at > (await checkin(bot.office)).closes_at


async def test_a_form_that_is_forgotten_loses_no_text(bot: Bot) -> None:
    await a_form(bot)
    await bot.forgets("form")

    await bot.user("boyd").submits(text="share the rubric")

    assert await bot.hears("boyd", "I no longer know that form")
    assert await bot.hears("boyd", "share the rubric")
    assert await bot.count(Commitment) == 0


async def test_a_message_becomes_a_promise_by_its_menu(bot: Bot) -> None:
    written = bot.user("rossi").says(LEADERSHIP, "I share the rubric & the notes")

    await bot.user("boyd").uses("commit", on=written)
    await bot.user("boyd").submits()

    assert (await bot.get(Commitment)).text == "I share the rubric & the notes"
    assert "I share the rubric" in bot.user("boyd").notice
    assert await bot.hears("boyd", "C-1")
    assert len(bot.sees("rossi", LEADERSHIP)) == 1


async def test_a_message_of_a_chat_without_the_bot_becomes_a_blocker(bot: Bot) -> None:
    bot.teams.add_group_chat(GROUP, teams_id("boyd"), teams_id("rossi"))
    written = bot.user("rossi").says(GROUP, "no substitutes again")

    await bot.user("boyd").uses("blocker", on=written)
    await bot.user("boyd").submits()

    assert (await bot.get(Blocker)).text == "no substitutes again"
    assert await bot.hears("boyd", "no substitutes again")
    assert len(bot.sees("rossi", GROUP)) == 1


async def test_a_menus_form_with_an_error_stays_open(bot: Bot) -> None:
    written = bot.user("rossi").says(LEADERSHIP, "n/a")
    await bot.user("boyd").uses("commit", on=written)

    await bot.user("boyd").submits()

    assert bot.dialog().values()["text"] == "n/a"
    await bot.user("boyd").submits(text="share the rubric")
    assert await bot.count(Commitment) == 1


async def test_a_menus_word_without_a_form_is_answered_in_words(bot: Bot) -> None:
    written = bot.user("rossi").says(LEADERSHIP, "something")

    await bot.user("boyd").uses("nonsense", on=written)

    assert "I know no word “nonsense”" in bot.user("boyd").notice
