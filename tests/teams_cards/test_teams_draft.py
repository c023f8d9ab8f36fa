"""The draft of a full week's digest at Teams: the card with its buttons, and the form."""

from integrations.teams.cards import to_cards
from integrations.teams.dialogs import to_dialog
from tests.drafting import longest_draft
from tests.teams_cards.adaptive import check_dialog, check_message, size
from tests.teams_cards.test_teams_dialogs import sent

LARGEST = 28 * 1024


async def test_teams_takes_the_card_and_gives_back_every_sentence_of_the_form() -> None:
    card, form = await longest_draft()

    for payload in to_cards(card):
        check_message(payload.card, payload.text)
    dialog = to_dialog(form, people=[], key="K")
    check_dialog(dialog)
    assert size(dialog) < LARGEST
    assert sent(dialog, form) == {field.key: field.value for field in form.fields}
