"""The draft of a full week's digest at Slack: the card with its buttons, and the form."""

from integrations.slack.cards import to_messages
from integrations.slack.views import read_view, to_view
from tests.drafting import longest_draft
from tests.slack_cards.block_kit import check_message, check_view
from tests.slack_cards.test_slack_views import state_of


async def test_slack_takes_the_card_and_gives_back_every_sentence_of_the_form() -> None:
    card, form = await longest_draft()

    for payload in to_messages(card):
        check_message(payload.text, payload.blocks)
    view = to_view(form, users={})
    check_view(view)
    back = read_view(state_of(view), {})
    assert back.fields == {field.key: field.value for field in form.fields}
    assert len(form.fields) > 10
