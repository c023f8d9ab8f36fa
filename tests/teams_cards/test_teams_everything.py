"""Every message and form that the bot can make, with the longest texts and 200 records."""

from bot.messages import SAYS, Message, Option, plain
from integrations.teams.cards import to_cards
from integrations.teams.dialogs import to_dialog
from integrations.values import long_values
from prompts.headway import people_message
from tests.builders import partnership, person
from tests.collecting import LONGEST, Collected
from tests.fakes import USERS
from tests.slack_cards.reading import bare
from tests.teams_cards.adaptive import check_dialog, check_message, words_in
from tests.teams_cards.test_teams_dialogs import sent

PEOPLE = [Option(value=key, label=key.title()) for key in USERS]


def check(message: Message) -> None:
    payloads = to_cards(message)
    for payload in payloads:
        check_message(payload.card, payload.text)
    seen = bare("".join(word for payload in payloads for word in words_in(payload.card)))
    for block in message.blocks:
        assert bare(plain(block.text)) in seen


def test_teams_takes_every_message_whole(collected: Collected) -> None:
    assert len(collected.messages) > 200
    for message in set(collected.messages):
        check(message)


def test_every_form_is_a_dialog_that_brings_back_what_stood_in_it(collected: Collected) -> None:
    assert len({form.action for form in collected.forms}) == 18
    for form in collected.forms:
        dialog = to_dialog(form, people=PEOPLE, key="K")
        check_dialog(dialog)
        assert sent(dialog, form) == {field.key: field.value for field in form.fields}


def test_the_longest_text_stands_whole_in_a_form(collected: Collected) -> None:
    values = {field.value for form in collected.forms for field in form.fields}
    assert LONGEST.strip() in values


def test_an_ordinary_check_in_is_one_message(collected: Collected) -> None:
    greetings = [one for one in collected.messages if "Two minutes" in one.text]
    assert greetings
    assert {len(to_cards(card)) for card in greetings if len(str(card)) < 9000} == {1}


def test_no_button_of_an_ordinary_message_needs_its_value_kept(collected: Collected) -> None:
    """But where somebody is asked for which district a long text is: that is kept for the tap."""
    ordinary = [one for one in collected.messages if SAYS not in {b.action for b in one.buttons()}]
    assert not any(long_values(message) for message in ordinary)


def test_two_hundred_people_are_listed_whole() -> None:
    people = [person(f"p-{n}", f"Person {n} <at>{n}</at> *of* many") for n in range(200)]
    check(people_message(partnership(), people, {}))
