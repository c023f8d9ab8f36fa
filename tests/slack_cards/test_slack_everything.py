"""Every message and form that the bot can make, with the longest texts and 200 records."""

from bot.messages import Message, plain, safe
from integrations.slack.cards import home, to_messages
from integrations.slack.views import LONGEST_TITLE, read_view, to_view
from prompts.headway import people_message
from tests.builders import partnership, person
from tests.collecting import LONGEST, Collected
from tests.fakes import USERS
from tests.slack_cards.block_kit import check_message, check_view
from tests.slack_cards.reading import bare, read
from tests.slack_cards.test_slack_views import state_of


def check(message: Message) -> None:
    payloads = to_messages(message)
    for payload in payloads:
        check_message(payload.text, payload.blocks)
    seen = bare("".join(read(payload.blocks) for payload in payloads))
    for block in message.blocks:
        assert bare(plain(block.text)) in seen


def test_slack_takes_every_message_whole(collected: Collected) -> None:
    assert len(collected.messages) > 200
    for message in set(collected.messages):
        check(message)


def test_every_form_is_a_modal_that_brings_back_what_stood_in_it(collected: Collected) -> None:
    actions = {form.action for form in collected.forms}
    assert actions == {
        *("agenda.save", "blocker.save", "checkin.answer", "checkin.away", "commit.move"),
        *(
            "commit.save",
            "datateam.save",
            "handover.save",
            "headway.choose",
            "helping.save",
            "indicator.save",
            "settings.save",
            "share.save",
        ),
        *("siteday.called_off", "siteday.debriefed", "siteday.save", "visit.save"),
        "walkthrough.save",
    }
    for form in collected.forms:
        view = to_view(form, users=USERS)
        check_view(view)
        back = read_view(state_of(view), {user: key for key, user in USERS.items()})
        assert back.fields == {field.key: field.value for field in form.fields}


def test_the_longest_text_stands_whole_in_a_form(collected: Collected) -> None:
    values = {field.value for form in collected.forms for field in form.fields}
    assert LONGEST.strip() in values


def test_no_title_of_a_form_is_cut(collected: Collected) -> None:
    assert all(len(form.title) <= LONGEST_TITLE for form in collected.forms)
    assert all(len(form.submit) <= LONGEST_TITLE for form in collected.forms)


def test_an_ordinary_check_in_is_one_message(collected: Collected) -> None:
    greetings = [one for one in collected.messages if "Two minutes" in one.text]
    assert greetings
    assert {len(to_messages(card)) for card in greetings if len(str(card)) < 9000} == {1}


def test_two_hundred_people_are_listed_whole() -> None:
    people = [person(f"p-{n}", f"Person {n} <@U{n}> *of* many") for n in range(200)]
    check(people_message(partnership(), people, {}))


def test_any_message_fits_the_home_tab(collected: Collected) -> None:
    everything = [block for message in collected.messages for block in message.blocks]
    check_view(home(everything, more=lambda left_out: safe(f"and {left_out} more")))
