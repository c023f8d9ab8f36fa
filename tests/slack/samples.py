"""Blocks, forms and small helps for the tests of the fake."""

from collections.abc import Awaitable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.fake.slack import Slack
from tests.slack.fake.state import Json

BUTTON = {"type": "button", "action_id": "kept", "text": {"type": "plain_text", "text": "Kept"}}
CARD = [{"type": "actions", "block_id": "row", "elements": [BUTTON | {"value": "C-12"}]}]
FORM: Json = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "Promise"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": {"type": "plain_text", "text": "What"},
            "element": {"type": "plain_text_input", "action_id": "typed"},
        },
        {
            "type": "input",
            "block_id": "when",
            "optional": True,
            "label": {"type": "plain_text", "text": "When"},
            "element": {"type": "datepicker", "action_id": "day", "initial_date": "2027-01-15"},
        },
    ],
}
HOME: Json = {"type": "home", "blocks": CARD}


def client_of(slack: Slack, token: str | None = None, **more: Any) -> AsyncWebClient:  # noqa: ANN401 - fields of several types
    none: list[AsyncRetryHandler] = []
    handlers = more.pop("retry_handlers", none)
    token = token or slack.bot_token()
    return AsyncWebClient(token=token, base_url=slack.api, retry_handlers=handlers, **more)


async def refused(work: Awaitable[object]) -> str:
    """The error that a call brings."""
    with pytest.raises(SlackApiError) as caught:
        await work
    return str(caught.value.response["error"])
